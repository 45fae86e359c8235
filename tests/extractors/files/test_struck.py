"""What a line is drawn through is no longer said; other lines take nothing away."""

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.codes import Reason
from extractors.files.pdf import PdfText, read_pdf

Draw = Callable[[Canvas], None]
LEFT, BASE, SIZE = 60.0, 120.0, 10
TEXT = "48960"
WIDTH = 5 * 0.556 * SIZE


def page(text: str, draw: Draw, *, size: int = SIZE, turn: int = 0) -> PdfText:
    """Return what is read of a page with one value on it, and something drawn."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 200), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(20, 170, "Packing slip")
    canvas.setPageRotation(turn)
    canvas.setFont("Helvetica", size)
    canvas.drawString(LEFT, BASE, text)
    draw(canvas)
    canvas.save()
    return read_pdf(buffer.getvalue())


def told(read: PdfText) -> tuple[list[str], list[Reason]]:
    words = [word.text for p in read.pages for word in p.words]
    return words[2:], [issue.code for issue in read.issues]


def line(
    up: float, *, x0: float = LEFT, x1: float = LEFT + WIDTH, wide: float = 0.7
) -> Draw:
    """Return a line so far above the foot of the letters."""

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(wide)
        canvas.line(x0, BASE + up, x1, BASE + up)

    return draw


def box(up: float, high: float) -> Draw:
    return lambda c: c.rect(LEFT, BASE + up, WIDTH, high, stroke=0, fill=1)


def slanted(*ends: tuple[float, float]) -> Draw:
    def draw(canvas: Canvas) -> None:
        for low, top in ends:
            canvas.line(LEFT - 2, BASE + low, LEFT + WIDTH + 2, BASE + top)

    return draw


def red(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(1, 0, 0)
    line(3)(canvas)


def doubled(canvas: Canvas) -> None:
    line(2.4, wide=0.4)(canvas)
    line(4, wide=0.4)(canvas)


STRUCK = {
    "a line": line(3),
    "a line a little low": line(2),
    "a line a little high": line(4.5),
    "a hair line": line(3, wide=0.1),
    "a thin box": box(2.7, 0.8),
    "a red line": red,
    "two lines": doubled,
    "a line that goes on to the edge of the page": line(3, x0=0, x1=300),
    "a slanted line": slanted((1.5, 5.5)),
    "a cross": slanted((1, 6), (6, 1)),
    "a line through half of it": line(3, x1=LEFT + WIDTH / 2),
}


@pytest.mark.parametrize("draw", STRUCK.values(), ids=STRUCK.keys())
def test_a_struck_value_is_no_value_and_holds(draw: Draw) -> None:
    assert told(page(TEXT, draw)) == ([], [Reason.INCOMPLETE_READING])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_on_a_turned_page_too(turn: int) -> None:
    assert told(page(TEXT, line(3), turn=turn))[1] == [Reason.INCOMPLETE_READING]


@pytest.mark.parametrize("size", [6, 8, 14, 24])
def test_in_any_size_of_type(size: int) -> None:
    draw = line(0.3 * size, x1=LEFT + 5 * 0.556 * size)

    assert told(page(TEXT, draw, size=size)) == ([], [Reason.INCOMPLETE_READING])


def filled(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(LEFT - 4, BASE - 4, WIDTH + 8, 15, stroke=1, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(LEFT, BASE, TEXT)


def half_filled(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(0, BASE + 3, 300, 15, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(LEFT, BASE, TEXT)


def circled(canvas: Canvas) -> None:
    canvas.ellipse(LEFT - 5, BASE - 5, LEFT + WIDTH + 5, BASE + 12)


def ruled_paper(canvas: Canvas) -> None:
    canvas.setStrokeGray(0.85)
    for n in range(50):
        canvas.line(0, 4 * n + 3, 300, 4 * n + 3)


UNTOUCHED = {
    "underlined": line(-1.2),
    "underlined so close that it touches": line(0, wide=0.5),
    "a line to write on": line(-0.4, x0=20, x1=280),
    "a rule above": line(8),
    "a rule right at the top of the digits": line(7.4),
    "a frame": lambda c: c.rect(LEFT - 2, BASE - 2, WIDTH + 4, 11),
    "a line that ends before it": line(3, x0=10, x1=LEFT - 2),
    "a line that begins behind it": line(3, x0=LEFT + WIDTH + 2, x1=280),
    "an upright rule": lambda c: c.line(LEFT + 12, 0, LEFT + 12, 200),
    "a filled cell": filled,
    "the edge of a filled row": half_filled,
    "a circle around it": circled,
    "pale paper with lines": ruled_paper,
    "a steep stroke through it": slanted((-40, 45)),
}


@pytest.mark.parametrize("draw", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_other_lines_take_no_value_away(draw: Draw) -> None:
    words, issues = told(page(TEXT, draw))

    assert (set(words), issues) == ({TEXT}, [])


@pytest.mark.parametrize("text", ["Agency", "By", "(gypsy)", "$100.00,"])
@pytest.mark.parametrize("up", [-1.4, -0.8, -0.2])
def test_an_underline_through_what_hangs_below_is_none(text: str, up: float) -> None:
    assert told(page(text, line(up, x1=LEFT + 60))) == ([text], [])


@pytest.mark.parametrize("text", ["Agency", "net", "(gypsy)", "$100.00,"])
def test_words_of_any_letters_are_struck_out(text: str) -> None:
    seen = page(text, line(2.6, x1=LEFT + 60))

    assert told(seen) == ([], [Reason.INCOMPLETE_READING])
    assert text in seen.issues[0].detail


def test_a_dash_is_no_word_that_is_struck_out() -> None:
    assert told(page("-", line(3))) == (["-"], [])


BESIDE = [
    pytest.param("10", "8", [], id="another count"),
    pytest.param("$1,050.00", "$995.00", [], id="another amount"),
    pytest.param("11/18/2026", "11/19/2026", [], id="another day"),
    pytest.param("10", "EA", [Reason.INCOMPLETE_READING], id="a word"),
    pytest.param(
        "10", "5.00", [Reason.INCOMPLETE_READING], id="an amount, for a count"
    ),
]


@pytest.mark.parametrize(("old", "new", "issues"), BESIDE)
def test_what_stands_beside_it_is_said_instead(
    old: str, new: str, issues: list[Reason]
) -> None:
    def draw(canvas: Canvas) -> None:
        end = LEFT + canvas.stringWidth(old)
        line(3, x1=end)(canvas)
        canvas.drawString(end + 4, BASE, new)

    assert told(page(old, draw)) == ([new], issues)


def test_what_stands_in_the_next_column_is_another_value() -> None:
    def draw(canvas: Canvas) -> None:
        line(3)(canvas)
        canvas.drawString(LEFT + WIDTH + 40, BASE, "17171")

    assert told(page(TEXT, draw)) == (["17171"], [Reason.INCOMPLETE_READING])
