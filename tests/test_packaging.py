"""What is shipped, under which names, and that nobody else uses them."""

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
SHIPPED = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]


def packages() -> set[str]:
    return {
        init.parent.name
        for init in ROOT.glob("*/__init__.py")
        if init.parent.name not in ("fixtures", "tests", "benchmarks")
    }


def test_nobody_else_provides_our_names() -> None:
    """Generic top-level names collide; say so here, not at two in the morning."""
    ours = {name.removesuffix(".py") for name in SHIPPED}
    ours |= {"benchmarks", "fixtures", "tests"}  # an editable install exposes them too
    theirs = {
        name: distributions
        for name, distributions in packages_distributions().items()
        if name in ours and set(distributions) != {PYPROJECT["project"]["name"]}
    }

    assert theirs == {}


def test_four_lists_name_the_same_packages() -> None:
    files = set(PYPROJECT["tool"]["mypy"]["files"])
    roots = set(PYPROJECT["tool"]["importlinter"]["root_packages"])

    assert set(SHIPPED) - {"run_nightly.py"} == packages()
    assert files - {"run_nightly.py"} == packages()
    assert roots == packages()


def test_every_package_is_typed() -> None:
    assert all((ROOT / name / "py.typed").exists() for name in packages())


def test_no_package_imports_anything_on_its_own() -> None:
    """``agent --help`` stays instant; a package is its name and a sentence."""
    for name in packages() - {"agent"}:
        lines = (ROOT / name / "__init__.py").read_text().splitlines()
        assert not [line for line in lines if line.startswith(("import", "from"))]


def test_the_changelog_names_this_version_first() -> None:
    headings = [
        line
        for line in (ROOT / "CHANGELOG.md").read_text().splitlines()
        if line.startswith("## ")
    ]

    assert PYPROJECT["project"]["version"] in headings[0]


def test_the_makers_of_worlds_do_not_know_the_readers() -> None:
    """The demo night is drawn blind: its truth leans on nothing it tests."""
    for source in (ROOT / "fixtures").rglob("*.py"):
        lines = source.read_text().splitlines()
        imports = [ln for ln in lines if ln.lstrip().startswith(("import ", "from "))]
        ours = ("agent", "channels", "extractors", "matchers", "review", "sandbox")
        assert not [ln for ln in imports if ln.split()[1].split(".")[0] in ours], source
