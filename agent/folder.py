"""The store's folder: where the ledger, the raw mail and the summaries lie."""

import os
from pathlib import Path


class StoreFolder:
    """Paths of one store; a stranger's words never make one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.root / "ledger.sqlite"

    @property
    def lock(self) -> Path:
        """Held while a night runs."""
        return self.root / "lock"

    @property
    def backups(self) -> Path:
        """Verified copies of the ledger, one before each night."""
        return self.root / "backups"

    @property
    def summaries(self) -> Path:
        """What went, or would have gone, out in the morning."""
        return self.root / "summaries"

    def tokens(self, name: str) -> Path:
        """What the files of an instance's refresh token begin with."""
        return self.root / "tokens" / name

    def login(self, name: str) -> Path:
        """Where the login of a person lies, for a mailbox that is opened by one."""
        return self.root / "tokens" / f"{name}.login"

    def mail(self, sha256: str) -> Path:
        """Where the raw message with this hash lies."""
        return self.root / "mail" / sha256[:2] / f"{sha256}.eml"

    def put_mail(self, sha256: str, content: bytes) -> None:
        """Store a raw message; on disk, whole, when this returns."""
        path = self.mail(sha256)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(".partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
