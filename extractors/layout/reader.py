"""The layout reader's entrance."""

from extractors.values import Document, Extraction, Issue, Kind, Mail

VERSION = "layout/1"
"""Changes with every change of what it reads."""


def extract(
    documents: tuple[Document, ...], mail: Mail | None
) -> tuple[Kind, tuple[Extraction, ...], tuple[Issue, ...]]:
    """Read what the documents of one mail, or one file, say.

    Args:
        documents: Bodies and attachments, as read.
        mail: None for a file that is no mail.

    Returns:
        What the whole is, one extraction for each record, and what concerns no record.
    """
    from extractors.layout.mail_reading import read  # noqa: PLC0415

    return read(documents, mail)
