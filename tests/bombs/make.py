"""Build files that try to kill their reader: small on disk, huge or endless inside.

Run as a script it writes them to a folder: ``python tests/bombs/make.py FOLDER``.
"""

import base64
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

GIB = 1 << 30


def zeros_deflated(size: int) -> bytes:
    """Return *size* zeros as a zlib stream without ever holding them.

    One block is compressed and repeated; a full flush makes blocks independent.
    """
    block = 1 << 24
    count, rest = divmod(size, block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -15)
    tail = last.compress(bytes(rest)) + last.flush()
    checksum = (size % 65521) << 16 | 1
    return b"\x78\xda" + one * count + tail + struct.pack(">I", checksum)


def pdf(*objects: bytes) -> bytes:
    """Return a PDF of the numbered objects given, the first its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def page(resources: bytes, content: bytes, *more: bytes) -> bytes:
    """Return a PDF of one page; objects *more* are numbered from 5."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<<%s>>>>" % resources,
        content,
        *more,
    )


def to_unicode() -> bytes:
    """Return a font whose character map names four thousand million characters."""
    ranges = b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"
    return page(
        b"/Font<</F 5 0 R>>",
        stream(b"BT /F 12 Tf 72 700 Td <00410042> Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]"
        b"/ToUnicode 6 0 R>>",
        stream(b"/CIDInit /ProcSet findresource begin begincmap " + ranges),
    )


def flate() -> bytes:
    """Return six gibibytes of page content, deflated twice."""
    content = zlib.compress(zeros_deflated(6 * GIB), 9)
    return page(b"", stream(content, b"/Filter[/FlateDecode/FlateDecode]"))


def forms() -> bytes:
    """Return nine forms, each of which draws the next ten times."""
    bodies = []
    for level in range(9):
        following = b"/XObject<</X %d 0 R>>" % (level + 6) if level < 8 else b""
        drawn = b"/X Do " * 10 if level < 8 else b"0 0 m 9 9 l S " * 10
        entries = b"/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>" % following
        bodies.append(stream(drawn, entries))
    return page(b"/XObject<</X 5 0 R>>", stream(b"/X Do " * 10), *bodies)


def form_of_itself() -> bytes:
    """Return a form that draws itself."""
    entries = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    body = stream(b"/X Do /X Do", entries)
    return page(b"/XObject<</X 5 0 R>>", stream(b"/X Do"), body)


def operators() -> bytes:
    """Return two million text operators on one page."""
    content = zlib.compress(b"BT /F 9 Tf " + b"1 0 Td (a b) Tj " * 2_000_000 + b"ET", 9)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return page(b"/Font<</F 5 0 R>>", stream(content, b"/Filter/FlateDecode"), font)


def many_pages() -> bytes:
    """Return one page listed two hundred thousand times."""
    kids = b"3 0 R " * 200_000
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 200000>>" % kids,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
    )


def page_loop() -> bytes:
    """Return a page tree that contains itself."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>",
    )


def _mail(header: str, body: str) -> bytes:
    head = "From: Ann <ann@vendor.example>\r\nSubject: PO 1\r\nMIME-Version: 1.0\r\n"
    return (head + header + "\r\n\r\n" + body).encode()


def deep_mime() -> bytes:
    """Return multiparts nested five thousand deep."""
    body = "".join(
        f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n"
        for n in range(5_000)
    )
    return _mail("Content-Type: multipart/mixed; boundary=b0", body)


def many_parts() -> bytes:
    """Return a hundred thousand parts."""
    return _mail(
        "Content-Type: multipart/mixed; boundary=b", "--b\r\n\r\nx\r\n" * 100_000
    )


def continuations() -> bytes:
    """Return a file name in twenty thousand pieces."""
    pieces = "".join(f";\r\n name*{n}*=utf-8''a" for n in range(20_000))
    return _mail(f"Content-Type: application/pdf{pieces}", "%PDF-1.7")


def recipients() -> bytes:
    """Return a mail to twenty thousand people."""
    return _mail(
        "To: " + ",\r\n ".join(f"<u{n}@x.example>" for n in range(20_000)), "x"
    )


def encoded_words() -> bytes:
    """Return a subject of forty thousand encoded words."""
    return _mail("Subject: " + "=?utf-8?b?YQ==?= " * 40_000, "x")


def brackets() -> bytes:
    """Return a From field of opening signs."""
    return _mail("From: " + '"(<\\' * 60_000, "x")


def nested_messages() -> bytes:
    """Return a mail in a mail, three thousand times."""
    return (
        _mail("X-Begin: 1", "")[:-4]
        + b"\r\nContent-Type: message/rfc822\r\n\r\n" * 3_000
    )


def attached(name: str, content: bytes) -> bytes:
    """Return a mail with *content* attached."""
    text = base64.encodebytes(content).decode()
    return _mail(
        "Content-Type: multipart/mixed; boundary=b",
        "--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n--b\r\n"
        "Content-Type: application/octet-stream\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{text}\r\n--b--\r\n",
    )


def zipped_zeros() -> bytes:
    """Return an archive of a gibibyte whose directory says so."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("zeros.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(1024):
            member.write(bytes(1 << 20))
    return out.getvalue()


def zip_that_lies() -> bytes:
    """Return an archive whose directory says it holds a few bytes."""
    packed = zeros_deflated(GIB)[2:-4]
    name = b"a.txt"
    sizes = (len(packed), 99, len(name), 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, 0, *sizes)
    local += name + packed
    entry = struct.pack("<4sHHHHHHIIIHH", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, *sizes)
    entry += bytes(14) + name
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0
    )
    return local + entry + end


def many_members() -> bytes:
    """Return an archive of fifty thousand files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(50_000):
            archive.writestr(f"{n}", b"")
    return out.getvalue()


def workbook() -> bytes:
    """Return a workbook whose one sheet unpacks to a gibibyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(1024):
                member.write(b" " * (1 << 20))
    return out.getvalue()


def _html(body: str) -> bytes:
    return _mail("Content-Type: text/html", body)


def deep_html() -> bytes:
    """Return elements nested a hundred thousand deep."""
    return _html("<div>" * 100_000 + "x")


def deep_tables() -> bytes:
    """Return tables nested a thousand deep."""
    return _html("<table><tr><td>a<td>" * 1_000 + "x")


def many_cells() -> bytes:
    """Return a hundred thousand cells."""
    return _html("<table><tr>" + "<td>x" * 100_000)


def wide_spans() -> bytes:
    """Return cells that claim to span a million columns and rows."""
    return _html("<table>" + "<tr><td colspan=999999 rowspan=999999>x" * 2_000)


BOMBS: dict[str, Callable[[], bytes]] = {
    "to_unicode.pdf": to_unicode,
    "flate.pdf": flate,
    "forms.pdf": forms,
    "form_of_itself.pdf": form_of_itself,
    "operators.pdf": operators,
    "many_pages.pdf": many_pages,
    "page_loop.pdf": page_loop,
    "deep_mime.eml": deep_mime,
    "many_parts.eml": many_parts,
    "continuations.eml": continuations,
    "recipients.eml": recipients,
    "encoded_words.eml": encoded_words,
    "brackets.eml": brackets,
    "nested_messages.eml": nested_messages,
    "attached_forms.eml": lambda: attached("invoice.pdf", forms()),
    "attached_zip.eml": lambda: attached("invoices.zip", zipped_zeros()),
    "zip_that_lies.zip": zip_that_lies,
    "many_members.zip": many_members,
    "workbook.xlsx": workbook,
    "deep_html.eml": deep_html,
    "deep_tables.eml": deep_tables,
    "many_cells.eml": many_cells,
    "wide_spans.eml": wide_spans,
}


def main(folder: Path) -> None:
    """Write every bomb into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in BOMBS.items():
        (folder / name).write_bytes(build())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
