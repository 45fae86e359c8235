"""Pictures that came as files: sizes from the header, pages within bounds."""

import struct
import sys
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from extractors.codes import Reason
from extractors.digests import content_digest
from extractors.files import media
from extractors.files.images import (
    MAX_PAGES,
    SMALLEST,
    ImageError,
    image_page,
    page_sizes,
)
from extractors.files.pictures import page_picture
from extractors.ocr.values import Recognised, RecognisedPage
from extractors.reading import pictures, read
from extractors.values import Word

HEIF = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def sheet(mode: str = "L", width: int = 600, height: int = 800) -> Image.Image:
    return Image.new(mode, (width, height))


def png(width: int, height: int) -> bytes:
    """Return the beginning of a picture whose header claims that size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
def test_a_picture_is_a_page(kind: str) -> None:
    content = saved(sheet("RGB"), kind)

    assert page_sizes(content, media.sniff(content)) == ((594.0, 792.0),)


def test_a_camera_that_lay_on_its_side() -> None:
    """Width and height are those of the page as it is shown."""
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(sheet("RGB", 800, 600), "JPEG", exif=exif)

    assert page_sizes(content, "image/jpeg") == ((594.0, 792.0),)
    with image_page(content, "image/jpeg", 1) as page:
        assert page.size == (600, 800)


def test_a_fax_has_pages_up_to_a_bound() -> None:
    first = sheet("1", 40, SMALLEST)
    few = saved(first, "TIFF", save_all=True, append_images=[first] * 2)
    many = saved(first, "TIFF", save_all=True, append_images=[first] * 40)

    assert len(page_sizes(few, "image/tiff")) == 3
    assert len(page_sizes(many, "image/tiff")) == MAX_PAGES


@pytest.mark.parametrize(
    ("side", "pages"), [(SMALLEST - 1, 0), (SMALLEST, 1)], ids=["logo", "page"]
)
def test_a_small_picture_is_no_page(side: int, pages: int) -> None:
    content = saved(sheet("L", side, side), "PNG")

    assert len(page_sizes(content, "image/png")) == pages
    assert len(pictures(read(content, "a.png"))) == pages


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        pytest.param(png(30_000, 30_000), "image/png", Reason.TOO_LARGE, id="pixels"),
        pytest.param(png(30_000, 100), "image/png", Reason.TOO_LARGE, id="a side"),
        pytest.param(png(7000, 6000), "image/png", Reason.TOO_LARGE, id="one over"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "image/png", Reason.DAMAGED, id="cut"),
        pytest.param(b"BM nothing", "image/bmp", Reason.DAMAGED, id="no picture"),
    ],
)
def test_what_is_not_opened_says_why(content: bytes, kind: str, reason: Reason) -> None:
    """The size is refused before a single pixel is unfolded."""
    with pytest.raises(ImageError) as raised:
        page_sizes(content, kind)

    assert raised.value.reason is reason
    [document] = read(content, "a").documents
    assert (document.status, document.reason) == ("unreadable", reason)


def test_a_picture_that_breaks_off_is_damaged() -> None:
    with (
        pytest.raises(ImageError, match="cut off"),
        image_page(png(5000, 5000), "image/png", 1),
    ):
        pass


def mail(content: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("See attached.")
    message.add_attachment(content, "application", "octet-stream", filename="a")
    return bytes(message)


def archive(content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as zipped:
        zipped.writestr("a", content)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
@pytest.mark.parametrize("held", [bytes, mail, archive, lambda c: mail(archive(c))])
def test_a_page_is_drawn_wherever_it_lies(
    held: Callable[[bytes], bytes], kind: str
) -> None:
    content = saved(sheet(), kind)
    drawn = page_picture(held(content), content_digest(content), 1)

    assert drawn
    assert drawn.pixels[:3] == b"\0\0\0"
    assert page_picture(held(content), "0" * 64, 1) is None
    assert page_picture(held(content), content_digest(content), 7) is None


@pytest.mark.parametrize("held", [b"PK\x03\x04 no archive", b"\x78\x9f\x3e\x22 none"])
def test_what_does_not_open_holds_no_page(held: bytes) -> None:
    assert page_picture(held, "0" * 64, 1) is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_mode_is_drawn(mode: str) -> None:
    """What is transparent shows the paper."""
    content = saved(sheet(mode), "PNG")
    drawn = page_picture(content, content_digest(content), 1)

    assert drawn
    clear = mode in ("LA", "RGBA")
    assert drawn.pixels[:3] == (b"\xff\xff\xff" if clear else b"\0\0\0")


def test_a_photo_of_a_telephone_is_known_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the extra it says what is missing."""
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert media.sniff(HEIF) == media.HEIC
    [document] = read(HEIF, "IMG_0001.HEIC").documents

    assert document.media_type == "image/heic"
    assert document.reason is Reason.SCAN_NO_TEXT
    assert document.detail == "HEIC is not read: nightclerk[ocr] is not installed"


def test_a_photo_of_a_telephone_is_a_page() -> None:
    heif = pytest.importorskip("pillow_heif", reason="nightclerk[ocr] is not installed")
    heif.register_heif_opener()
    content = saved(sheet("RGB"), "HEIF")

    assert page_sizes(content, media.sniff(content)) == ((594.0, 792.0),)
    with image_page(content, media.HEIC, 1) as page:
        assert page.size == (600, 800)


def test_the_recognised_words_of_a_picture_are_its_page() -> None:
    content = saved(sheet(), "PNG")
    place = content_digest(content), 1
    words = (Word("Invoice", 10, 10, 60, 22),)
    seen = Recognised({place: RecognisedPage(words)})
    [document] = read(content, "a.png", recognised=seen).documents

    assert (document.status, document.ocr) == ("read", True)
    assert document.pages[0].words == words
    assert [issue.code for issue in document.issues] == [Reason.OCR_ONLY]


def test_the_pages_of_a_fax_that_were_not_recognised_are_named() -> None:
    first = sheet("1", 40, SMALLEST)
    content = saved(first, "TIFF", save_all=True, append_images=[first] * 2)
    place = content_digest(content), 2
    seen = RecognisedPage((Word("Invoice", 10, 10, 60, 22),))
    [document] = read(content, "a.tif", recognised=Recognised({place: seen})).documents

    assert [len(page.words) for page in document.pages] == [0, 1, 0]
    assert [issue.code for issue in document.issues] == [
        *[Reason.SCAN_NO_TEXT] * 2,
        Reason.OCR_ONLY,
    ]
