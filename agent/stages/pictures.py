"""Pictures of a scan's first pages, for a model that takes them; drawn confined."""

from agent.folder import StoreFolder
from agent.ledger.ledger import Ledger
from agent.reading.confined import ConfinedReader
from agent.reading.protocol import NONE_KNOWN, Passwords
from extractors.values import Document
from review.evidence_picture import plain_png

MOST_PAGES = 4
"""Of one document; the rest is asked about by its words alone."""
MOST_BYTES = 2 * 1024 * 1024
"""Of one picture; a larger one is no page of text."""


class Pictures:
    """Draws the pages that were recognised by a machine.

    Args:
        on: Off, nothing is ever drawn.
        passwords: Known ones, for what does not open without.
    """

    def __init__(
        self,
        ledger: Ledger,
        folder: StoreFolder,
        *,
        on: bool,
        passwords: Passwords = NONE_KNOWN,
    ) -> None:
        self._ledger = ledger
        self._folder = folder
        self._on = on
        self._passwords = passwords
        self._reader: ConfinedReader | None = None

    def of(self, document: Document) -> tuple[bytes, ...]:
        """Return PNG files of the first pages; none of a document that is no scan.

        The same document gives the same bytes, so its answer is found again.
        """
        if not self._on or not document.ocr:
            return ()
        if self._reader is None:
            self._reader = ConfinedReader()
        message = self._ledger.mail.first_message_of(document.sha256)
        content = self._folder.mail(message.sha256).read_bytes()
        drawn = (
            self._reader.draw(
                content, document.name, document.sha256, page, self._passwords
            )
            for page in document.pictures[:MOST_PAGES]
        )
        files = (plain_png(picture) for picture in drawn if picture)
        return tuple(file for file in files if len(file) <= MOST_BYTES)

    def close(self) -> None:
        """End the child that drew, if there is one."""
        if self._reader is not None:
            self._reader.close()
