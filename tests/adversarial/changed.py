"""Answers about documents of money with something printed in another's place."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from extractors.codes import SEVERITY, Severity
from extractors.grounding.money_ground import ground_money
from extractors.grounding.money_wire import WireMoneyDocuments
from extractors.grounding.printed import Printed
from extractors.grounding.transcript import transcript
from extractors.grounding.wire import MalformedAnswerError, parse_as
from extractors.values import Cited, Document, Extraction, MoneyDocument
from tests.adversarial.bills import BILLS
from tests.adversarial.notices import FORMS

_STOPS = frozenset({Severity.BLOCK, Severity.HOLD})


@dataclass(frozen=True)
class Changed:
    """What came of one answer that is not the honest one."""

    answer: str
    values: dict[str, object]
    """Those that stand without an issue."""
    honest: dict[str, object]

    @property
    def wrong(self) -> dict[str, object]:
        """The values that stand and are not the honest ones; left out is not wrong."""
        return {
            name: value
            for name, value in self.values.items()
            if self.honest.get(name) != value
        }


def ask(text: str, document: Document) -> tuple[Extraction, ...]:
    try:
        return ground_money(parse_as(WireMoneyDocuments, text), document)
    except MalformedAnswerError:
        return ()


def standing(extractions: tuple[Extraction, ...]) -> dict[str, object]:
    """Return the values of records that no issue holds."""
    found: dict[str, object] = {}
    for number, extraction in enumerate(extractions):
        record = extraction.record
        held = any(SEVERITY[issue.code] in _STOPS for issue in extraction.issues)
        if isinstance(record, MoneyDocument) and not held:
            found |= {f"{number}.{k}": v for k, v in _values(record)}
    return found


def _values(record: MoneyDocument) -> Iterator[tuple[str, object]]:
    yield "kind", record.kind
    for name in MoneyDocument.model_fields:
        cited = getattr(record, name)
        if isinstance(cited, Cited):
            yield name, cited.value
    for number, line in enumerate(record.lines):
        for name in type(line).model_fields:
            value = getattr(line, name)
            if isinstance(value, Cited):
                yield f"line {number} {name}", value.value
            elif name == "description" and value:
                yield f"line {number} {name}", value


_HEAD = (
    *("number", "date", "po_number", "vendor", "customer", "currency"),
    *("subtotal", "freight", "tax", "total"),
)
_LINE = ("sku", "description", "quantity", "unit_price", "amount", "discount")


def misplaced(seed: int) -> Changed:
    """Return what comes of an answer with something printed in another's place."""
    random = Random(seed)  # noqa: S311  # a seeded case, no secret
    bill = random.choice(BILLS)
    document = FORMS[random.choice(sorted(FORMS))](bill.text)
    told = deepcopy(bill.honest)
    rows = zip(transcript(document), Printed(document).cells, strict=True)
    row, cells = random.choice(list(rows))
    text = random.choice([*cells, *(word for cell in cells for word in cell.split())])
    if random.random() < 0.5:
        told[random.choice(_HEAD)] = {"text": text, "evidence": row}
    else:
        line = random.choice(told["lines"])
        own = line["evidence"].split()
        line[random.choice(_LINE)] = random.choice((text, random.choice(own)))
        line["evidence"] = random.choice((row, *[line["evidence"]] * 4))
    answer = json.dumps({"documents": [told]})
    honest = json.dumps({"documents": [bill.honest]})
    return Changed(
        answer, standing(ask(answer, document)), standing(ask(honest, document))
    )
