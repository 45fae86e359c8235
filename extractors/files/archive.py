"""ZIP archives, unpacked within bounds: the directory is believed about nothing."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from extractors.codes import Reason

MAX_MEMBERS = 200
MAX_MEMBER = 25 * 1024 * 1024
MAX_TOTAL = 60 * 1024 * 1024
_CHUNK = 256 * 1024
CUT = "the archive is cut off or broken"
_LINK = 0o120000
_KIND = 0o170000


class ArchiveError(Exception):
    """The archive is not unpacked; *reason* says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Member(NamedTuple):
    """One file of an archive."""

    name: str
    """As the archive has it: shown, never used as a path."""
    content: bytes


def check(content: bytes) -> zipfile.ZipFile:
    """Open an archive whose directory keeps within the bounds.

    Raises:
        ArchiveError: It does not, is damaged, or needs a password.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ArchiveError(Reason.DAMAGED, CUT) from error
    if len(members) > MAX_MEMBERS:
        detail = f"{len(members)} files in it, so none is opened"
        raise ArchiveError(Reason.TOO_LARGE, detail)
    if any(m.flag_bits & 1 for m in members):
        raise ArchiveError(Reason.ENCRYPTED, "needs a password")
    total = sum(m.file_size for m in members)
    if total > MAX_TOTAL or any(m.file_size > MAX_MEMBER for m in members):
        raise ArchiveError(Reason.TOO_LARGE, f"{total} bytes unpacked")
    return archive


def members(content: bytes) -> Iterator[Member]:
    """Yield the files of an archive; folders and links are left out.

    Raises:
        ArchiveError: As :func:`check`, or more comes out than the directory says.
    """
    total = 0
    with check(content) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or entry.external_attr >> 16 & _KIND == _LINK:
                continue
            unpacked = _unpack(archive, entry)
            total += len(unpacked)
            if total > MAX_TOTAL:
                raise ArchiveError(Reason.TOO_LARGE, f"more than {MAX_TOTAL} bytes")
            yield Member(entry.filename, unpacked)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as source:
            while piece := source.read(_CHUNK):
                size += len(piece)
                if size > MAX_MEMBER:
                    raise ArchiveError(
                        Reason.TOO_LARGE, f"more than {MAX_MEMBER} bytes"
                    )
                pieces.append(piece)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
    ) as error:
        raise ArchiveError(Reason.DAMAGED, CUT) from error
    return b"".join(pieces)
