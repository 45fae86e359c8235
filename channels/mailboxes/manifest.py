"""What lay in a mailbox: small enough for a watermark, and nothing is ever missed.

Files may arrive with any name and any date, so no "newest" can be a watermark. Instead
the files are dealt into buckets by their name and each bucket is digested. A bucket
with the old digest holds exactly what it held; any other is read again in whole, which
does no harm. The watermark stays about 11 KB, however large the mailbox grows.
"""

import base64
from collections.abc import Iterable
from hashlib import sha256

_BUCKETS = 1_024
_DIGEST = 8
"""Bytes a bucket keeps: two contents are taken for one once in 2**64 changes."""
_VERSION = "files/1:"


def bucket(external_id: str) -> int:
    """Return the bucket a file belongs to, the same every night."""
    return int.from_bytes(sha256(external_id.encode()).digest()[:4]) % _BUCKETS


def watermark(stamps: Iterable[tuple[str, tuple[int, ...]]]) -> str:
    """Return what stands for the whole mailbox.

    Args:
        stamps: External id of each file, and figures that change whenever it does.
    """
    dealt = [sha256() for _ in range(_BUCKETS)]
    for external_id, stamp in sorted(stamps):
        dealt[bucket(external_id)].update(repr((external_id, stamp)).encode())
    digests = b"".join(each.digest()[:_DIGEST] for each in dealt)
    return _VERSION + base64.b64encode(digests).decode()


def unchanged(before: str | None, now: str) -> frozenset[int]:
    """Return the buckets that hold what they held; none when *before* is not ours."""
    old, new = _digests(before or ""), _digests(now)
    if len(old) != len(new):
        return frozenset()
    return frozenset(i for i, digest in enumerate(new) if digest == old[i])


def _digests(text: str) -> list[bytes]:
    if not text.startswith(_VERSION):
        return []
    try:
        raw = base64.b64decode(text.removeprefix(_VERSION), validate=True)
    except ValueError:
        return []
    return [raw[i : i + _DIGEST] for i in range(0, len(raw), _DIGEST)]
