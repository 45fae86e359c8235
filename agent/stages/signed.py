"""Our own look at a mail's signatures, where no receiving server is relied on."""

import re
from collections.abc import Callable, Sequence

from agent.ports import Names
from channels.errors import ChannelError
from extractors.mail.signatures import Signature, signatures
from extractors.values import Mail
from matchers.domains import ascii_domain, organisation, same_organisation
from matchers.receivers import OURSELVES

UNANSWERED = f"{OURSELVES}; dkim=temperror; dmarc=temperror"
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}")
_KEY = re.compile(r"(?:\s*v\s*=\s*DKIM1\s*;|\s*[kp]\s*=)", re.IGNORECASE)


def checked(content: bytes, mail: Mail, names: Names) -> str:
    """Return what we find of the sender, in the form of Authentication-Results.

    DMARC passes with a good signature of the sender's organisation that covers the form
    of the message, and a policy its owner publishes. SPF is not asked about: whose
    server delivered the mail is not known here.

    Where no name server answers, that is what is found: it is looked at again.
    """
    try:
        return _found(content, mail, names)
    except ChannelError:
        return UNANSWERED


def _found(content: bytes, mail: Mail, names: Names) -> str:
    sender = mail.senders[0].address if len(mail.senders) == 1 else ""
    domain = ascii_domain(sender.rpartition("@")[2])
    if not _HOST.fullmatch(domain):
        return f"{OURSELVES}; dkim=none; dmarc=none"
    found = signatures(
        content,
        lambda name: _only(names.text(name), _KEY.match),
        lambda signer: same_organisation(signer, domain),
    )
    results = [
        f"dkim={each.result}{_why(each)} header.d={each.domain}" for each in found
    ]
    whole = {each.domain for each in found if each.whole}
    passed = bool(whole) and _allows(policy_of(domain, names), domain, whole)
    verdict = "pass" if passed else "none"
    return "; ".join(
        (
            OURSELVES,
            *(results or ["dkim=none"]),
            f"dmarc={verdict} header.from={domain}",
        )
    )


def _why(signature: Signature) -> str:
    return f' reason="{signature.reason}"' if signature.reason else ""


def policy_of(domain: str, names: Names) -> str | None:
    """Return the DMARC record of *domain*, else of its owner's domain, else None."""
    for name in dict.fromkeys((domain, organisation(domain))):
        records = names.text(f"_dmarc.{name}") if name else ()
        record = _only(records, re.compile(r"\s*v\s*=\s*DMARC1\s*(?:;|$)").match)
        if record is not None:
            return record
    return None


def _allows(policy: str | None, domain: str, signers: set[str]) -> bool:
    if policy is None:
        return False
    strict = re.search(r";\s*adkim\s*=\s*s\s*(?:;|$)", policy, re.IGNORECASE)
    return domain in signers if strict else True


def _only(records: Sequence[str], fits: Callable[[str], object]) -> str | None:
    """Return the one record that fits; several are as good as none."""
    fitting = [record for record in records if fits(record)]
    return fitting[0] if len(fitting) == 1 else None
