"""The morning summary as HTML: text only, every value escaped, nothing fetched."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from review.escape import shortened
from review.headline import (
    LETTERS,
    counts_line,
    effects_line,
    invoices_line,
    model_line,
    more_letters,
    orders_named,
    title,
)
from review.values import NightReport


def summary_html(report: NightReport) -> str:
    """Return one self-contained page: no script, no picture, no link to anywhere."""
    return _template().render(
        report=report,
        title=title(report),
        counts=counts_line(report),
        invoices=invoices_line(report),
        effects=effects_line(report),
        letters=report.letters[:LETTERS],
        more_letters=more_letters(report),
        model=model_line(report),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["seen"] = shortened
    environment.filters["orders"] = orders_named
    return environment.get_template("summary.html")


def _source(name: str) -> str:
    return files("review").joinpath("templates", name).read_text(encoding="utf-8")
