"""Folders of real documents with a ``truth.jsonl`` → cases.

One row is one file. What a row judges is seen from its keys: ``tracking`` (mails about
parcels), ``notices`` (ship notices, each as a world's), ``lines`` (invoices and their
kin, lines included), ``total`` (their heads).
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.evaluation.cases import Case, Expected, ExpectedLine, Truth, truth_from
from agent.evaluation.worlds import notice
from extractors.values import Kind

TRUTH = "truth.jsonl"
_NO_TRUTH = frozenset({"xml_nearly_empty"})
"""Flags of rows whose truth says nothing of the document."""
_OTHER_PAGE = "page_differs"
"""The page shows another document than the XML that the truth was taken from."""
_HEAD = {"number": "number", "date": "date", "currency": "currency",
         "po_number": "po_number"}  # fmt: skip
_NAMES = {"seller": "vendor", "buyer": "customer", "advertiser": "customer"}
_TOTALS = {"line_total": "subtotal", "subtotal": "subtotal", "freight": "freight",
           "charges": "charges", "allowances": "allowances", "tax": "tax"}  # fmt: skip
_ARTICLES = ("sku", "buyer_sku", "gtin")


def corpus_cases(folder: Path, *, without_xml: bool) -> Iterator[Case]:
    """Yield a case for each row whose truth holds.

    Args:
        folder: With a ``truth.jsonl`` and the files that it names.
        without_xml: Only the page will be read.

    Raises:
        BrokenTruthError: A row is not what it has to be.
    """
    file = folder / TRUTH
    with truth_from(str(file)):
        lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        with truth_from(f"{file}, line {number}"):
            row = json.loads(line)
            flags = frozenset(row.get("flags", ()))
            if flags & _NO_TRUTH or (without_xml and _OTHER_PAGE in flags):
                continue
            case = _case(folder, row)
        yield case


def _case(folder: Path, row: Mapping[str, Any]) -> Case:
    name = str(row["file"])
    group = f"{folder.name}/{row['render']}" if row.get("render") else folder.name
    tracking = row.get("tracking_in_text")
    notices = row.get("notices")
    seller = row.get("seller") or row.get("carrier") or ""
    return Case(
        id=f"{folder.resolve().name}/{name.replace('../', '')}",
        set=group,
        path=folder / name,
        document=str(row.get("document") or name),
        vendor=str(seller),
        kinds=frozenset[Kind](
            kind for key in ("kind", "xml_kind") if (kind := row.get(key))
        ),
        notices=None if notices is None else tuple(map(notice, notices)),
        money=_money(row) if tracking is None and notices is None else None,
        tracking=None if tracking is None else frozenset(map(str, tracking)),
        elsewhere=frozenset(map(str, row.get("tracking", ()))) - set(tracking or ()),
        orders=frozenset(map(str, row.get("orders_in_text", ()))),
        near=_near(row),
    )


def _near(row: Mapping[str, Any]) -> frozenset[str]:
    """Names are shortened by everybody, numbers in truths without lines by hand."""
    names = {"vendor", "customer"}
    return frozenset(names if "lines" in row else names | {"number"})


def _money(row: Mapping[str, Any]) -> Expected:
    fields: dict[str, Truth] = {}
    for key, name in _HEAD.items():
        if key in row:
            fields[name] = row[key]
    for key, name in _NAMES.items():
        if row.get(key):
            fields[name] = row[key]
    totals = row.get("totals", row)
    fields["total"] = _amount(totals.get("total"))
    for key, name in _TOTALS.items():
        # What a profile of the XML leaves out may well be printed, and noughts not.
        if amount := _amount(totals.get(key)):
            fields[name] = amount
    lines = tuple(map(_line, row.get("lines", ())))
    return Expected(fields, lines or None)


def _line(row: Mapping[str, Any]) -> ExpectedLine:
    values: dict[str, frozenset[Truth]] = {
        "quantity": frozenset({_amount(row["quantity"])}),
        "unit_price": frozenset(_prices(row)),
        "amount": frozenset({_amount(row["amount"])}),
    }
    if row.get("sku"):
        values["sku"] = frozenset(row[key] for key in _ARTICLES if row.get(key))
    return ExpectedLine(values)


def _prices(row: Mapping[str, Any]) -> Iterator[Decimal | None]:
    """Yield every price that may be printed: per unit or per basis, net or gross."""
    yield _amount(row["unit_price"])
    if row.get("gross_price"):
        yield _amount(row["gross_price"])
    if row.get("price_basis") and row.get("unit_price"):
        yield Decimal(row["unit_price"]) / Decimal(row["price_basis"])


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
