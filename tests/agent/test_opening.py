"""Which of a mail's extractions may become open business."""

import pytest

from agent.stages.opening import opening
from extractors.codes import Reason
from extractors.values import Cited, Evidence, Extraction, Issue, Kind, ShipNotice


def _told(document: str, po: str = "") -> Extraction:
    evidence = Evidence(document=document, page=1, offset=0, quote=po)
    number = Cited(value=po, evidence=evidence) if po else None
    issues = () if po else (Issue(code=Reason.PO_MISSING),)
    return Extraction(
        document=document,
        reader="layout",
        version="layout/1",
        record=ShipNotice(po_number=number),
        issues=issues,
    )


ORDER, PARCEL, ANOTHER = _told("a", "4711"), _told("b"), _told("c")
NOTHING = Extraction(document="d", reader="layout", version="layout/1", record=None)


@pytest.mark.parametrize(
    ("kind", "vendor", "read", "opened"),
    [
        ("carrier", None, (PARCEL,), ()),
        ("other", None, (PARCEL, ANOTHER), ()),
        ("carrier", "mill", (PARCEL,), (PARCEL,)),
        ("other", "mill", (PARCEL, ANOTHER), (PARCEL,)),
        ("unreadable", "mill", (NOTHING, PARCEL), (NOTHING, PARCEL)),
        ("other", "mill", (ORDER, PARCEL), (ORDER,)),
        ("other", None, (ORDER, PARCEL), (ORDER,)),
        ("ship_notice", None, (PARCEL,), (PARCEL,)),
        ("ship_notice", "mill", (ORDER, PARCEL, ANOTHER), (ORDER, PARCEL, ANOTHER)),
        ("invoice", "mill", (PARCEL,), (PARCEL,)),
    ],
)
def test_a_parcel_without_order_is_business_only_where_a_vendor_tells_of_it(
    kind: Kind,
    vendor: str | None,
    read: tuple[Extraction, ...],
    opened: tuple[Extraction, ...],
) -> None:
    assert opening(read, kind, vendor) == opened
