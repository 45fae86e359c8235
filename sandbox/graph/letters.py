"""What is known of a draft: what its MIME said, and what was changed since."""

import re
from collections.abc import Mapping, Sequence
from email.parser import BytesHeaderParser
from email.policy import default
from typing import Any

Json = dict[str, Any]
FIELDS = frozenset(
    {
        "bccRecipients",
        "body",
        "ccRecipients",
        "internetMessageId",
        "singleValueExtendedProperties",
        "subject",
        "toRecipients",
    }
)
"""What may be changed of a draft, and of nothing else."""
_BY_PROPERTY = re.compile(
    r"singleValueExtendedProperties/any\(ep: ?ep/id eq '(String \{[0-9a-f-]{36}\} Name"
    r" [\w-]+)' and ep/value eq '([^']*)'\)",
    re.IGNORECASE,
)
_BY_ID = re.compile(r"internetMessageId eq '([^']*)'")


def fields_of(mime: bytes) -> Json:
    """Return the fields of a message that is made of its MIME."""
    head = BytesHeaderParser(policy=default).parsebytes(mime)
    return {
        "subject": str(head.get("Subject", "")),
        "internetMessageId": str(head.get("Message-ID", "")),
        **{
            f"{name.lower()}Recipients": [
                {"emailAddress": {"name": a.display_name, "address": a.addr_spec}}
                for a in (head[name].addresses if head[name] else ())
            ]
            for name in ("To", "Cc", "Bcc")
        },
    }


def addresses(fields: Mapping[str, Any]) -> list[str]:
    """Return everybody the message goes to."""
    named = (fields.get(f"{name}Recipients", ()) for name in ("to", "cc", "bcc"))
    return [each["emailAddress"]["address"] for some in named for each in some]


def wanted(query: Sequence[str]) -> Json | None:
    """Return what ``$filter`` asks for, field by field; None for what there is not."""
    if not query:
        return {}
    if found := _BY_ID.fullmatch(query[0]):
        return {"internetMessageId": found[1]}
    if found := _BY_PROPERTY.fullmatch(query[0]):
        return {"property": {"id": found[1], "value": found[2]}}
    return None


def is_wanted(fields: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    """Say whether a message is one of those that a filter asks for."""
    known = fields.get("singleValueExtendedProperties", ())
    return (
        asked.get("internetMessageId") in {None, fields.get("internetMessageId")}
    ) and ("property" not in asked or asked["property"] in known)


def attachments(clouds: Sequence[str]) -> list[Json]:
    """Return what is attached; of files in the mail itself one stands for all."""
    kind = "#microsoft.graph."
    files = [{"@odata.type": f"{kind}fileAttachment", "name": "a file"}]
    return files + [
        {"@odata.type": f"{kind}referenceAttachment", "name": name} for name in clouds
    ]
