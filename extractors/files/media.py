"""What a file is, told from its bytes and never from its name."""

import re

PDF = "application/pdf"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIL = "message/rfc822"
HTML = "text/html"
CSV = "text/csv"
TEXT = "text/plain"
XML = "application/xml"
LINKED_DATA = "application/ld+json"
OLE = "application/x-ole-storage"
TNEF = "application/ms-tnef"
HEIC = "image/heic"
UNKNOWN = "application/octet-stream"

_LOOKED_AT = 1024
"""Bytes before which a PDF's mark must stand, as viewers have it."""
_PACKED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x78\x9f\x3e\x22", TNEF),
)
"""What may hold a PDF so near to its beginning that it could be taken for one."""
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"{\\rtf", "application/rtf"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"RIFF", "image/webp"),
    (b"wOFF", "font/woff"),
)
_BOXED = re.compile(rb".{4}ftyp(?:heic|heix|heim|heis|mif1|msf1)", re.DOTALL)
"""How the photos of telephones begin."""
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(
    rb"(?:\s*<!--(?:[^-]|-(?!->)){0,1000}-->){0,3}"
    rb"\s*<(?:\?xml|!DOCTYPE\s|[A-Za-z_][\w.-]*:?[\w.-]*[\s>])"
)
_MAIL_FIELD = re.compile(
    rb"(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Date|Subject|"
    rb"To|Content-Type|Authentication-Results|DKIM-Signature|X-[\w-]+|Reply-To|Sender|"
    rb"ARC-[\w-]+|Received-SPF)[ \t]*:",
    re.IGNORECASE,
)
_MBOX = re.compile(rb"From [^\r\n]*\r?\n")
_NEXT_MAIL = re.compile(rb"\n\r?\nFrom [^\r\n]{3,200}\r?\n[!-9;-~]{2,60}:")
_BOUND = re.compile(rb"(?im)^(?:From|Date|Subject|Message-ID|MIME-Version)[ \t]*:")

_FROM = re.compile(rb"(?im)^From[ \t]*:")
_WRITTEN = re.compile(rb"(?im)^(?:Message-ID|MIME-Version|Received|Return-Path)[ \t]*:")


def sniff(content: bytes) -> str:
    """Return the media type of *content*; text that is no mark-up is ``text/plain``."""
    head = content[:_LOOKED_AT]
    if packed := [kind for mark, kind in _PACKED if head.startswith(mark)]:
        return packed[0]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content)  # a PDF may stand right behind its mark
    if b"%PDF-" in head:
        return PDF
    marked = [kind for mark, kind in _MARKS if head.startswith(mark)]
    marked += [HEIC] if _BOXED.match(head) else []
    if marked:
        return marked[0]
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(bare) or _XML.match(bare):
        return HTML if _HTML.match(bare) else XML
    return TEXT if is_text(content) else UNKNOWN


def _zipped(content: bytes) -> str:
    """Tell office files from archives by the names their directory ends with."""
    directory = content[-65_536:]
    if b"xl/workbook.xml" in directory or b"xl/workbook.xml" in content[:8192]:
        return XLSX
    if b"word/document.xml" in directory:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return ZIP


def is_text(content: bytes) -> bool:
    """Say whether *content* reads as text: UTF-16 with its mark, or no odd bytes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = content[:8192]
    odd = sum(
        sample.count(bytes([n])) for n in (*range(9), *range(14, 27), *range(28, 32))
    )
    return b"\x00" not in sample and odd <= len(sample) // 100


def is_mail(content: bytes) -> bool:
    """Say whether a file begins as a message does: fields, among them a usual one."""
    head = content[: 16 * 1024].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if mbox := _MBOX.match(head):
        head = head[mbox.end() :]
    return bool(_MAIL_FIELD.match(head) or _starts_with_fields(head))


def is_mail_file(content: bytes, name: str, declared: str) -> bool:
    """Say whether a file that came in another one is a mail, and no text like one.

    A packing slip may begin with «Date:»: what is not called a mail has to have the
    fields that programmes write.

    Args:
        content: The file's bytes.
        name: As it was called.
        declared: Its media type as declared; "" where nobody did.
    """
    if not is_mail(content):
        return False
    if declared == MAIL or name.lower().endswith(".eml"):
        return True
    head = content[: 64 * 1024].lstrip(b"\r\n")
    blank = re.search(rb"\r?\n\r?\n", head)
    header = head[: blank.start() if blank else len(head)]
    return bool(_FROM.search(header) and _WRITTEN.search(header))


def is_mailbox(content: bytes) -> bool:
    """Say whether a file holds several mails, one after the other, as mbox has them."""
    head = content[:16].lstrip(b"\r\n")
    return head.startswith(b"From ") and bool(_NEXT_MAIL.search(content))


def _starts_with_fields(head: bytes) -> bool:
    if not re.match(rb"[!-9;-~]{2,60}:", head):
        return False
    blank = re.search(rb"\r?\n\r?\n", head)
    return bool(_BOUND.search(head[: blank.start() if blank else len(head)]))
