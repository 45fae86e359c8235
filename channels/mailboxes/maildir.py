"""A Maildir: ``cur`` and ``new`` are read, nothing is moved, no flag is set."""

from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from channels.errors import UnavailableError
from channels.mailboxes.files import failure, unreadable
from channels.mailboxes.listing import Found, fetch, shown
from channels.mailboxes.values import FetchedMail


class Maildir:
    """One Maildir without its subfolders, each of which is a mailbox of its own."""

    def __init__(self, path: Path) -> None:
        self._root = path

    def fetch(self, watermark: str | None) -> Iterator[FetchedMail]:
        """Yield the mail of every file not proved unchanged, oldest first.

        Raises:
            UnavailableError: ``cur`` or ``new`` cannot be listed.
        """
        # A mail program moves from new to cur: listed in this order none is missed.
        found = [*_files(self._root / "new"), *_files(self._root / "cur")]
        present = [each for each in found if each.issue or each.path.exists()]
        yield from fetch(present, watermark)


def _files(folder: Path) -> Iterator[Found]:
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError as error:
        raise UnavailableError(
            f"Maildir folder {str(folder)!r} cannot be listed: {error.strerror}"
        ) from None
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        # The part before the flags stays the same while the message is read and moved.
        external_id = shown(Path(name.partition(":2,")[0]))
        try:
            state = path.lstat()
        except FileNotFoundError:
            continue
        except OSError as error:
            yield Found(external_id, path, issue=failure(error))
            continue
        if not S_ISREG(state.st_mode):
            issue = unreadable("it is no regular file")
            yield Found(external_id, path, issue=issue)
            continue
        # No ctime: a message is never rewritten, and every new flag would change it.
        stamp = (state.st_size, state.st_mtime_ns, state.st_ino)
        yield Found(external_id, path, state.st_mtime_ns, stamp)
