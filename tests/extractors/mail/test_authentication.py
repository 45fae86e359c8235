"""The receiver's verdict is read to the last character or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mail.authentication import authentication

EXCHANGE = (
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=bounce.vendor.example; dkim=pass"
    " (signature was verified) header.d=vendor.example;dmarc=pass action=none"
    " header.from=vendor.example;compauth=pass reason=100"
)


def test_exchange_form() -> None:
    said = authentication(EXCHANGE)
    assert said is not None
    assert (said.spf, said.dkim, said.dmarc, said.compauth) == ("pass",) * 4
    assert (said.mailfrom, said.dkim_domain, said.header_from, said.server) == (
        "bounce.vendor.example",
        "vendor.example",
        "vendor.example",
        "",
    )
    assert (said.reason, said.arc_override) == ("100", False)


def test_standard_form() -> None:
    said = authentication(
        "mx.shop.example 1; dkim=pass header.i=@Vendor.example header.s=s1"
        ' header.b="ab/c+d=="; spf=pass (mx: domain of x designates 192.0.2.1)'
        " smtp.mailfrom=ship@vendor.example; dmarc=pass (p=REJECT sp=REJECT)"
        " header.from=vendor.example"
    )
    assert said is not None
    assert (said.server, said.dmarc) == ("mx.shop.example", "pass")
    assert (said.dkim_domain, said.mailfrom) == ("vendor.example", "vendor.example")


@pytest.mark.parametrize(
    ("value", "dmarc"),
    [
        pytest.param(
            "spf=fail (dmarc=pass; compauth=pass) smtp.mailfrom=evil.example;"
            " dmarc=none header.from=evil.example",
            "none",
            id="a pass inside a comment",
        ),
        pytest.param(
            "spf=fail (a (nested; dmarc=pass) comment) smtp.mailfrom=evil.example",
            "absent",
            id="a nested comment",
        ),
        pytest.param(
            r"spf=fail (a \) dmarc=pass; dmarc=pass) smtp.mailfrom=evil.example",
            "absent",
            id="an escaped bracket",
        ),
        pytest.param(
            'spf=pass smtp.mailfrom="x; dmarc=pass header.from=v.example"@e.example',
            None,
            id="a quoted local part is no address we read",
        ),
        pytest.param(
            'spf=pass smtp.mailfrom="x; dmarc=pass"; dmarc=fail',
            "fail",
            id="a semicolon in quotes",
        ),
        pytest.param("dmarc=pass; dmarc=fail", None, id="a method twice"),
        pytest.param("dmarc=pass; DMARC=fail", None, id="twice in other letters"),
        pytest.param(
            "dmarc=pass header.from=a.example header.from=b.example",
            None,
            id="a property twice",
        ),
        pytest.param("dmarc=pass (open", None, id="an open comment"),
        pytest.param("dmarc=pass) x", None, id="a closed comment never opened"),
        pytest.param('dmarc=pass header.from="a', None, id="an open quote"),
        pytest.param("dmarc=pass and more", None, id="free words"),
        pytest.param("dmarc=", None, id="no result"),
        pytest.param("dmarc=pass;;", "pass", id="empty results"),
        pytest.param("mx.example; none", "absent", id="nothing was checked"),
        pytest.param("", "absent", id="an empty field"),
        pytest.param(
            "spf=pass smtp.mailfrom=a.example; shop.example; dmarc=pass",
            "pass",
            id="Exchange's receiving domain between results",
        ),
        pytest.param("dmarc=bestguesspass action=none", "bestguesspass", id="a guess"),
        pytest.param("x" * 5000, None, id="too long"),
        pytest.param("dmarc\n =\n pass", "pass", id="folded"),
    ],
)
def test_dmarc(value: str, dmarc: str | None) -> None:
    said = authentication(value)
    assert (said.dmarc if said else None) == dmarc


def test_none_is_no_domain() -> None:
    said = authentication("dkim=none (message not signed) header.d=none")
    assert said is not None
    assert said.dkim_domain == ""


def test_forwarder_is_named() -> None:
    said = authentication("dmarc=fail; compauth=pass reason=130")
    assert said is not None
    assert said.arc_override


@given(st.text() | st.text(alphabet='dmarc=pas;()"\\ .\n', max_size=60))
def test_never_raises(value: str) -> None:
    authentication(value)


@given(st.text(alphabet="abc ();dmrp=.", max_size=40))
def test_a_comment_changes_nothing(comment: str) -> None:
    """What a stranger gets into a comment never becomes a result."""
    inner = comment.replace("(", "").replace(")", "")
    plain = authentication("spf=fail smtp.mailfrom=e.example; dmarc=none")
    assert (
        authentication(
            f"spf=fail ({inner}) smtp.mailfrom=e.example; dmarc=none ({inner})"
        )
        == plain
    )


@pytest.mark.parametrize(
    ("value", "signers"),
    [
        pytest.param(
            "mx.a; dkim=pass header.d=a.example; dkim=fail header.d=v.example",
            ("a.example",),
            id="one of two passed",
        ),
        pytest.param(
            "mx.a; dkim=pass header.d=a.example; dkim=pass header.i=@v.example",
            ("a.example", "v.example"),
            id="both passed",
        ),
        pytest.param("mx.a; dkim=fail header.d=v.example", (), id="none passed"),
        pytest.param("mx.a; dkim=pass", (), id="nobody is named"),
        pytest.param(
            "dkim=pass header.d=a.example; dkim=fail header.d=v.example",
            None,
            id="two in Exchange's form",
        ),
    ],
)
def test_every_signature_counts(value: str, signers: tuple[str, ...] | None) -> None:
    said = authentication(value)
    assert (said.signers if said else None) == signers
