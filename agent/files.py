"""Documents as they came in the mail, byte for byte."""

from agent.folder import StoreFolder
from agent.ledger.ledger import Ledger
from agent.reading.pool import file_in


class MailedFiles:
    """Finds a document in the stored mail that brought it first."""

    def __init__(self, ledger: Ledger, folder: StoreFolder) -> None:
        self._ledger = ledger
        self._folder = folder

    def __call__(self, sha256: str) -> bytes | None:
        """Return the document of that hash, be it the text of a mail."""
        if self._ledger.mail.document(sha256) is None:
            return None
        message = self._ledger.mail.first_message_of(sha256)
        try:
            content = self._folder.mail(message.sha256).read_bytes()
        except FileNotFoundError:
            return None
        return file_in(content, sha256)
