"""Who owns a domain, and what is made to look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers.domains import ascii_domain, organisation, same_organisation
from matchers.likeness import lookalike, mixed_script, skeleton

KNOWN = ("ironvale-rack.example", "steelbin.com", "abc.com")


@pytest.mark.parametrize(
    ("domain", "owner"),
    [
        ("vendor.com", "vendor.com"),
        ("Mail.Vendor.COM.", "vendor.com"),
        ("a.b.vendor.co.uk", "vendor.co.uk"),
        ("vendor.example", "vendor.example"),
        ("mail.vendor.example", "vendor.example"),
        ("one.myshopify.com", "one.myshopify.com"),
        ("com", ""),
        ("co.uk", ""),
        ("localhost", ""),
        ("192.0.2.1", ""),
        ("[192.0.2.1]", ""),
        ("a..b.com", ""),
        ("", ""),
    ],
)
def test_organisation(domain: str, owner: str) -> None:
    assert organisation(domain) == owner


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bounce.vendor.com", "vendor.com", True),
        ("one.myshopify.com", "two.myshopify.com", False),
        ("a.co.uk", "b.co.uk", False),
        ("", "", False),
        ("com", "net", False),
        ("", "vendor.com", False),
    ],
)
def test_same_organisation(one: str, other: str, *, same: bool) -> None:
    assert same_organisation(one, other) is same


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        pytest.param("ironvaie-rack.example", "ironvale-rack.example", id="i/l"),
        pytest.param("ironva1e-rack.com", "ironvale-rack.example", id="1 for l"),
        pytest.param("lronvale-rack.com", "ironvale-rack.example", id="l for i"),
        pytest.param("ironvalerack.example", "ironvale-rack.example", id="no hyphen"),
        pytest.param("ironvale-rack.co", "ironvale-rack.example", id="other suffix"),
        pytest.param("ir\u043envale-rack.com", "ironvale-rack.example", id="Cyrillic"),
        pytest.param("ironvale-rack-billing.com", "ironvale-rack.example", id="longer"),
        pytest.param(
            "ironvale-rack.example.pay.com", "ironvale-rack.example", id="sub"
        ),
        pytest.param("ironvalle-rack.com", "ironvale-rack.example", id="a letter more"),
        pytest.param("st\u00e9elbin.com", "steelbin.com", id="an accent"),
        pytest.param("steelb1n.com", "steelbin.com", id="a digit"),
        pytest.param("mail.steelbin.com", None, id="its own subdomain"),
        pytest.param("steelbin.com", None, id="itself"),
        pytest.param("abd.com", None, id="too short to compare"),
        pytest.param("abc.net", "abc.com", id="short, but the same name"),
        pytest.param("timberline.com", None, id="another name"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_lookalike(domain: str, meant: str | None) -> None:
    assert lookalike(domain, KNOWN) == meant


@pytest.mark.parametrize(
    ("domain", "mixed"),
    [
        ("vendor.com", False),
        ("b\u00fccher.de", False),
        ("vend\u043er.com", True),
        ("xn--vendr-lye.com", True),
        ("xn--\u00ff99999999.com", False),
        ("xn--99999999999.com", False),
        ("\u043f\u0440\u0438\u0432\u0435\u0442.com", False),
        ("\u65e5\u672c\u306e\u30ab.jp", False),
    ],
)
def test_mixed_script(domain: str, *, mixed: bool) -> None:
    assert mixed_script(domain) is mixed
    assert mixed_script(ascii_domain(domain)) is mixed


@given(st.text(), st.text())
def test_never_raises(one: str, other: str) -> None:
    """Foreign text has an owner and a look, or none; likeness to itself is none."""
    lookalike(one, [other])
    mixed_script(one)
    assert same_organisation(one, one) is (ascii_domain(one) != "")
    assert lookalike(one, [one]) is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz"), st.text(alphabet="-\u00ad"))
def test_hyphens_and_the_unseen_change_no_look(label: str, added: str) -> None:
    assert skeleton(label + added) == skeleton(label)
