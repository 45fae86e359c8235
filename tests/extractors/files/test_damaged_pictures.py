"""A picture that is broken says so, wherever it is broken."""

import io
import random

import pytest
from PIL import Image

from extractors.codes import Reason
from extractors.reading import read


def picture(form: str) -> bytes:
    out = io.BytesIO()
    noise = random.Random(7).randbytes(700 * 900)  # noqa: S311  # not for secrets
    Image.frombytes("L", (700, 900), noise).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_a_broken_picture_has_a_reason(form: str, share: float) -> None:
    whole = picture(form)
    place = int(len(whole) * share)
    broken = (
        whole[:place],
        whole[:place] + b"?" * 40 + whole[place + 40 :],
        whole[:place] + whole[place + 7 :],
    )

    for content in broken:
        [document] = read(content, f"a.{form.lower()}").documents
        assert document.reason in {Reason.DAMAGED, Reason.SCAN_NO_TEXT}


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_cut_picture_is_damaged_whoever_reads_it(form: str) -> None:
    """Also where no recogniser is installed, who would find out."""
    whole = picture(form)
    [cut] = read(whole[: len(whole) // 2], f"a.{form.lower()}").documents
    [sound] = read(whole + b"of the programme", f"a.{form.lower()}").documents

    assert (cut.reason, cut.detail) == (
        Reason.DAMAGED,
        "the picture is cut off or broken",
    )
    assert sound.reason is Reason.SCAN_NO_TEXT
