"""Files beside a request for money that nobody has read: they may say where to pay."""

from extractors.codes import Reason
from extractors.values import Document


def may_say_where_to_pay(document: Document) -> bool:
    """Say whether a file that came with a mail was not read though it may hold words.

    The text of the mail has doubts of its own. A whole picture that words could be read
    off and none were is none: logos and photographs come with every other mail.
    """
    picture = (
        document.media_type.startswith("image/")
        and document.reason is Reason.SCAN_NO_TEXT
        and bool(document.pictures)
    )
    return document.reason is not None and not document.body and not picture
