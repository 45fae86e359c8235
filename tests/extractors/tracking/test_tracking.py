"""What counts as a tracking number, and whose it is."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.tracking.carriers import BY_SCAC
from extractors.tracking.numbers import accept, candidates

UPS = "1Z5R89390357567127"
FEDEX = "790535312317"
FEDEX_OR_PUROLATOR = "287809468872"
SSCC = "00340434161094022115"
USPS = "9400111206206406260787"


@dataclass(frozen=True)
class Case:
    """One number in its surroundings and the verdict; the defaults are a sound one."""

    id: str
    text: str = UPS
    labelled: bool = True
    carriers: tuple[str, ...] = ()
    column: bool = False
    counts: bool = True
    scac: str | None = "UPSN"
    reason: Reason | None = None


def flagged(id_: str, text: str, reason: Reason, *carriers: str) -> Case:
    return Case(id_, text, carriers=carriers, scac=None, reason=reason)


def left(id_: str, text: str, *carriers: str) -> Case:
    return Case(id_, text, labelled=False, carriers=carriers, counts=False, scac=None)


CASES = [
    # its letters say it
    Case("letters need no label", labelled=False),
    Case("letters and the carrier agree", carriers=("UPSN",)),
    Case("several named, the letters decide", carriers=("UPSN", "FDEG")),
    flagged("another carrier is named", UPS, Reason.CARRIER_AMBIGUOUS, "FDEG"),
    Case(
        "a false check digit needs no label",
        "1Z5R89390357567128",
        labelled=False,
        scac=None,
        reason=Reason.TRACKING_CHECK_DIGIT,
    ),
    Case(
        "a false check digit, another carrier named",
        "1Z5R89390357567128",
        labelled=False,
        carriers=("FDEG",),
        scac=None,
        reason=Reason.TRACKING_CHECK_DIGIT,
    ),
    Case(
        "a false check digit, letters and name agree",
        "C11031500001878",
        labelled=False,
        carriers=("ONTR",),
        scac=None,
        reason=Reason.TRACKING_CHECK_DIGIT,
    ),
    left("a false check digit, letters alone", "C11031500001878"),
    flagged("a letter O for a zero", "1Z5R8939O357567127", Reason.TRACKING_CHECK_DIGIT),
    flagged("a post without a carrier", "RB123456785FR", Reason.CARRIER_UNKNOWN),
    # its label says it
    Case("label and check digit", FEDEX, scac="FDEG"),
    Case("column and check digit", FEDEX, labelled=False, column=True, scac="FDEG"),
    Case("label, check digit, carrier", USPS, carriers=("USPS",), scac="USPS"),
    flagged(
        "label only, two carriers fit", FEDEX_OR_PUROLATOR, Reason.CARRIER_AMBIGUOUS
    ),
    Case("two fit, one named", FEDEX_OR_PUROLATOR, carriers=("PRLA",), scac="PRLA"),
    flagged("contradicted by the carrier", FEDEX, Reason.CARRIER_AMBIGUOUS, "USPS"),
    flagged("eleven digits, two fit", "78045768393", Reason.CARRIER_AMBIGUOUS),
    flagged("fits a rare carrier only", "320595463938", Reason.CARRIER_UNKNOWN),
    flagged("ten digits, nobody named", "3318810025", Reason.CARRIER_UNKNOWN),
    Case("ten digits, DHL named", "3318810025", carriers=("DHLC", "DHLE"), scac="DHLC"),
    flagged("no check digit, nobody named", "60120172242323", Reason.CARRIER_UNKNOWN),
    Case("an SSCC, DHL named", SSCC, carriers=("DHLC", "DHLE", "DHLP"), scac="DHLP"),
    flagged("an SSCC, USPS named", SSCC, Reason.TRACKING_UNVERIFIED, "USPS"),
    flagged("an SSCC, another named", SSCC, Reason.TRACKING_UNVERIFIED, "GLSO"),
    flagged("an SSCC, nobody named", SSCC, Reason.CARRIER_UNKNOWN),
    left("an SSCC without a label", SSCC, "DHLC", "DHLE", "DHLP"),
    flagged(
        "a false check digit of an SSCC",
        SSCC[:-1] + "6",
        Reason.TRACKING_CHECK_DIGIT,
        "DHLP",
    ),
    flagged("a power of ten", "7.94691E+11", Reason.TRACKING_UNVERIFIED, "FDEG"),
    flagged("a power of ten, another comma", "9,4E+21", Reason.TRACKING_UNVERIFIED),
    Case("no check digit, DHL", "60120172242323", carriers=("DHLE",), scac="DHLE"),
    flagged("no format", "ABC12345", Reason.TRACKING_UNVERIFIED),
    flagged("no format of the named", "12345678", Reason.TRACKING_UNVERIFIED, "UPSN"),
    flagged(
        "chance format of another", "3318810025", Reason.TRACKING_UNVERIFIED, "VEHO"
    ),
    flagged("a carrier unheard of", "AB-77001", Reason.CARRIER_UNKNOWN, "ZZZZ"),
    flagged("a telephone number", "555-123-4567", Reason.TRACKING_UNVERIFIED),
    flagged("false check digit", "790535312318", Reason.TRACKING_CHECK_DIGIT, "FDEG"),
    Case("a word is no number", "LOCAL", counts=False, scac=None),
    Case("nor is an empty cell", "", counts=False, scac=None),
    # the carrier's name says it
    Case("carrier beside it", FEDEX, labelled=False, carriers=("FDEG",), scac="FDEG"),
    Case(
        "carrier beside it, but an article number",
        "036000291452",
        labelled=False,
        carriers=("FDEG",),
        counts=False,
        scac=None,
    ),
    left("ten digits beside the carrier", "3318810025", "DHLC"),
    # freight
    Case("PRO, labelled, named", "012-3456789", carriers=("EXLA",), scac="EXLA"),
    Case("PRO beats a chance format", "3318810025", carriers=("EXLA",), scac="EXLA"),
    left("PRO without a label", "0123456789", "EXLA"),
    flagged("PRO, nobody named", "123456789", Reason.TRACKING_UNVERIFIED),
    flagged("PRO too short", "123456", Reason.TRACKING_UNVERIFIED, "EXLA"),
    flagged(
        "PRO, two freight carriers named",
        "0123456789",
        Reason.CARRIER_AMBIGUOUS,
        "EXLA",
        "SAIA",
    ),
    Case("Luhn PRO", "07209562763", carriers=("ODFL",), scac="ODFL"),
    flagged("bad Luhn PRO", "07209562764", Reason.TRACKING_CHECK_DIGIT, "ODFL"),
    Case("freight in the parcel network", FEDEX, carriers=("FXFE",), scac="FXFE"),
    # nothing says it
    left("digits alone", FEDEX),
    left("a UPC", "036000291452"),
    left("an EAN", "4006381333931"),
    left("a telephone number alone", "555-123-4567", "UPSN"),
    left("a date", "2026-11-20", "FDEG"),
    left("an Amazon order", "111-1234567-1234567", "USPS", "FDEG", "UPSN"),
    left("a purchase order", "PO-45001122", "FDEG"),
    left("an invoice number", "INV2026112001", "DHLE"),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_accept(case: Case) -> None:
    verdict = accept(
        case.text,
        labelled=case.labelled,
        carriers=frozenset(case.carriers),
        column=case.column,
    )

    assert (verdict.counts, verdict.scac, verdict.reason) == (
        case.counts,
        case.scac,
        case.reason,
    )
    assert verdict.sound is (case.scac is not None)
    assert verdict.verified is verdict.sound
    assert bool(verdict.detail) is (case.reason is not None)


def test_an_article_number_needs_a_label() -> None:
    """A number that is both: named with FedEx, it is flagged, labelled, it is taken."""
    both = next(
        str(n)
        for n in range(100_000_000_000, 100_000_100_000)
        if accept(str(n), labelled=False, carriers=["FDEG"]).reason
    )
    verdict = accept(both, labelled=False, carriers=["FDEG"])
    assert verdict.reason is Reason.TRACKING_UNVERIFIED
    assert accept(both, labelled=True, carriers=["FDEG"]).sound


def test_misread_letters_explain_and_never_repair() -> None:
    verdict = accept("1Z5R8939O357567127", labelled=True)
    assert "'1Z5R89390357567127'" in verdict.detail
    assert verdict.number == "1Z5R8939O357567127"


@pytest.mark.parametrize(
    ("text", "plain", "labelled"),
    [
        ("Sent: 1Z 999 AA1 01 2345 6784, 2 boxes", ["1Z999AA10123456784"], None),
        ("1Z 999 AA1 01 2345 6785 2 boxes", ["1Z999AA10123456785"], None),
        ("9400 1112 0108 0805 4830 16", ["9400111201080805483016"], None),
        ("9400 1000 0000 0000 0000 00", ["9400100000000000000000"], None),
        (f"{UPS} 1Z8V92A70367203024", [UPS, "1Z8V92A70367203024"], None),
        (f"UPS {UPS}/FedEx {FEDEX}", [UPS, FEDEX], None),
        (f"https://x.example/?n={FEDEX}&z", [FEDEX], None),
        ("RB 123 456 785 US", ["RB123456785US"], None),
        ("0414 4176 0228 964", ["041441760228964"], None),
        ("PRO 012-3456789", ["0123456789"], None),
        ("123-456-7890 or (555) 123-4567", [], ["1234567890"]),
        ("012 3456789 3 cartons", [], ["0123456789"]),
        ("75201-1234", [], ["752011234"]),
        ("2026-11-20 11/20/2026", [], None),
        ("111-1234567-1234567", [], None),
        ("$12345678.90", [], ["12345678"]),
        ("groups of 4 shelves, 12 boxes", [], None),
        ("1Z5R89390357567127EXTRA", ["1Z5R89390357567127EXTRA"], None),
    ],
)
def test_candidates(text: str, plain: list[str], labelled: list[str] | None) -> None:
    assert [c.number for c in candidates(text)] == plain
    found = candidates(text, labelled=True)
    assert [c.number for c in found] == (plain if labelled is None else labelled)


@given(st.text() | st.text(alphabet="0123456789 -ZT1ABCS,$.", max_size=120))
def test_candidates_are_where_they_say(text: str) -> None:
    end = 0
    for found in candidates(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= end
        end = found.end


NUMBERS = st.text(alphabet="0123456789", min_size=6, max_size=22)


@given(NUMBERS)
def test_digits_alone_are_never_taken(number: str) -> None:
    assert not accept(number, labelled=False).counts


@given(
    NUMBERS | st.text() | st.sampled_from([UPS, FEDEX, USPS]),
    st.frozensets(st.sampled_from(sorted(BY_SCAC)), max_size=3),
    st.sampled_from(["", "label", "column"]),
)
def test_a_sound_number_is_of_a_carrier_named(
    text: str, carriers: frozenset[str], context: str
) -> None:
    """Never raises; where carriers are named, only one of them can be the answer."""
    verdict = accept(
        text,
        labelled=context == "label",
        column=context == "column",
        carriers=carriers,
    )
    assert verdict.sound is (verdict.scac is not None)
    assert verdict.sound <= (not carriers or verdict.scac in carriers)
