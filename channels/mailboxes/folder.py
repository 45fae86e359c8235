"""A folder of RFC 822 files, at any depth."""

import os
from collections.abc import Iterator
from pathlib import Path

from channels.errors import UnavailableError
from channels.mailboxes.files import failure, unreadable
from channels.mailboxes.listing import Found, fetch, shown
from channels.mailboxes.values import FetchedMail


class Folder:
    """Messages in ``*.eml`` and in files whose name has no suffix.

    Hidden names are skipped. A link is followed to a file inside the folder only; one
    that leaves it is reported, because somebody meant it to be mail.
    """

    def __init__(self, path: Path) -> None:
        self._root = path

    def fetch(self, watermark: str | None) -> Iterator[FetchedMail]:
        """Yield the mail of every file not proved unchanged, oldest first.

        Raises:
            UnavailableError: The folder itself cannot be listed.
        """
        try:
            list(self._root.iterdir())
        except OSError as error:
            raise UnavailableError(
                f"mail folder {str(self._root)!r} cannot be listed: {error.strerror}"
            ) from None
        yield from fetch(list(_files(self._root)), watermark)


def _files(root: Path) -> Iterator[Found]:
    """Yield every file that should be a message, and what could not be looked into."""
    inside = root.resolve()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if entry.name[0] != "."]
        except OSError as error:
            name = shown(folder.relative_to(root)) + "/"
            yield Found(name, folder, issue=failure(error))
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif found := _file(path, shown(path.relative_to(root)), inside):
                yield found


def _file(path: Path, external_id: str, inside: Path) -> Found | None:
    """Return the file as found; None when it is not meant to be mail."""
    try:
        linked = path.is_symlink()
        leaves = linked and not path.resolve().is_relative_to(inside)
        folder = linked and path.is_dir()
        if folder and not leaves:
            return None  # its files are found where they really lie
        if not folder and path.suffix.lower() not in {"", ".eml"}:
            return None
        if leaves:
            issue = unreadable("a link that leaves the mail folder is not followed")
            return Found(external_id, path, issue=issue)
        state = path.stat()
    except OSError as error:
        return Found(external_id, path, issue=failure(error))
    except RuntimeError:
        return Found(external_id, path, issue=unreadable("the link leads in a circle"))
    stamp = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    return Found(external_id, path, state.st_mtime_ns, stamp)
