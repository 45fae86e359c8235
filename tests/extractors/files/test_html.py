"""What a person sees of an HTML mail, and the tables in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.files.html import HtmlText, read_html


def seen(markup: str) -> str:
    return " ".join(read_html(markup).text.split())


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">no</p>',
        '<p style="DISPLAY : None !important">no</p>',
        '<span style="visibility: hidden">no</span>',
        '<span style="font-size:0">no</span>',
        '<span style="font-size:1px">no</span>',
        '<span style="font:0/0 a">no</span>',
        '<span style="font: bold 1px/1px Arial">no</span>',
        '<span style="opacity:0">no</span>',
        '<span style="opacity: .01">no</span>',
        '<span style="transform:scale(0)">no</span>',
        '<span style="transform: rotate(3deg) scale3d(0, 0, 0)">no</span>',
        '<span style="clip-path:inset(100%)">no</span>',
        '<span style="position:absolute;clip:rect(0 0 0 0)">no</span>',
        '<span style="clip: rect(1px, 1px, 1px, 1px)">no</span>',
        '<span style="width:1px;height:1px;overflow:hidden">no</span>',
        '<span style="position:absolute;left:-99em">no</span>',
        '<span style="color:transparent">no</span>',
        '<span style="color:rgba(0,0,0,0)">no</span>',
        '<p style="color:#fefefe;background:#fff">no</p>',
        '<div style="max-height:0;overflow:hidden">no</div>',
        '<div style="position:absolute;left:-9999px">no</div>',
        '<div style="text-indent:-9999px">no</div>',
        '<p style="color:#fff">no</p>',
        '<p style="color:white;background:#FFFFFF">no</p>',
        '<font color="#ffffff">no</font>',
        '<table><tr><td bgcolor="#123"><font color="#112233">no</font></table>',
        "<p hidden>no</p>",
        '<p aria-hidden="true">no</p>',
        "<style>.x{display:none}</style><p class='a x'>no</p>",
        "<style>p{color:red}</style>",
        "<style>.x{color:#fff}</style><p class=x>no</p>",
        "<style>#x{display:none}</style><p id=X>no</p>",
        "<style>@media screen{.x{display:none}}</style><p class=x>no</p>",
        "<s>no</s>",
        '<span style="text-decoration:red line-through">no</span>',
        "<style>.x{text-decoration:line-through}</style><p class=x>no</p>",
        "<pre><del>no</del></pre>",
        "<pre><span hidden>no</span></pre>",
        "<script>no()</script>",
        "<!-- no -->",
        "<title>no</title>",
        "<template>no</template>",
        "<select><option>no</select>",
        '<table><tr style="display:none"><td>no</table>',
        "<table><tbody hidden><tr><td>no</table>",
    ],
)  # fmt: skip
def test_what_nobody_sees_is_not_there(hidden: str) -> None:
    assert seen(f"<body>before {hidden} after") == "before after"


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="font-size:12px">yes</p>',
        '<p style="color:#000;background:#fff">yes</p>',
        '<table><tr><td bgcolor="#123"><font color="#fff">yes</font></table>',
        "<style>.b{background:#000}</style><p style='color:#fff' class=b>yes</p>",
        "<style>@media print{.x{display:none}}</style><p class=x>yes</p>",
        "<style>@media (max-width:9px){.x{display:none}}</style><p class=x>yes</p>",
        "<style>.x{display:none}</style><p class=x style='display:block'>yes</p>",
        "<style>.x .y{display:none}</style><p class=y>yes</p>",
        "<style>td{background:#000}.x{color:#fff}</style><p class=x>yes</p>",
        '<p style="font:12px/1 Arial">yes</p>',
        '<p style="font:italic 700 1em serif">yes</p>',
        '<p style="transform:scale(1)">yes</p>',
        '<p style="transform:scale(0.5, 0.5)">yes</p>',
        '<p style="clip-path:inset(5% 0)">yes</p>',
        '<p style="clip:rect(0 90px 90px 0)">yes</p>',
        '<p style="color:rgba(0,0,0,0.9)">yes</p>',
        '<p style="color:#ccc">yes</p>',
        '<p style="opacity:0.6">yes</p>',
        '<p style="margin-left:-20px">yes</p>',
        '<p style="overflow:hidden;width:1px;height:20px">yes</p>',
        '<div style="overflow:hidden;height:20px">yes</div>',
        "<noscript>yes</noscript>",
        "<b>y</b>es",
        "yes<p></body></html>",
    ],
)
def test_what_is_seen_is_there(shown: str) -> None:
    assert "yes" in seen(shown)


def test_a_row_stays_on_one_line_and_columns_line_up() -> None:
    text = read_html(
        "<table><tr><th>Item<th>Qty<tr><td>AB-1<td>2<tr><td>LONG-1234<td>10</table>"
    ).text

    assert text.split("\n") == [
        "Item        Qty",
        "AB-1        2",
        "LONG-1234   10",
    ]


def test_blocks_and_breaks_make_lines() -> None:
    text = read_html("<p>a  b\n c</p><p>d<br>e<br><br>f</p><div>g</div><div>h").text

    assert text.split("\n") == ["a b c", "", "d", "e", "", "f", "", "g", "h"]


def rows(read: HtmlText) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in t.rows] for t in read.tables]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
            [[["a", "b"], ["c", "d"]]],
            id="plain",
        ),
        pytest.param(
            "<table><tr><td><table><tr><td>a<td>b</table></table>",
            [[["a", "b"]]],
            id="inside one that only lays out",
        ),
        pytest.param(
            "<table><tr><td colspan=2>head<tr><td>c<td>d</table>",
            [[["head", ""], ["c", "d"]]],
            id="a cell over both columns",
        ),
        pytest.param(
            "<table><tr><td rowspan=2>a<td>b<tr><td>d</table>",
            [[["a", "b"], ["", "d"]]],
            id="a cell over both rows",
        ),
        pytest.param(
            "<table><tr><td>a<br>more<td>b</table>",
            [[["a", "b"], ["more", ""]]],
            id="a cell of two lines",
        ),
        pytest.param(
            "<table><tr><td>a<td><td>c</table>", [[["a", "", "c"]]], id="an empty cell"
        ),
        pytest.param("<table><tr><td>a<tr><td>b</table>", [], id="one column is none"),
    ],
)
def test_tables(markup: str, expected: list[list[list[str]]]) -> None:
    assert rows(read_html(markup)) == expected


@given(st.text(alphabet="abc <>/=\"'&;tablerdhp0123456789", max_size=300))
def test_every_cell_stands_where_it_says(markup: str) -> None:
    check(read_html(markup))


TAGS = st.sampled_from(["table", "tr", "td", "p", "div", "br", "span", "/table", "/td"])


@given(st.lists(TAGS | st.sampled_from(["x", "two words"]), max_size=60))
def test_every_cell_of_a_broken_nest_stands_where_it_says(pieces: list[str]) -> None:
    tags = {"table", "tr", "td", "p", "div", "br", "span", "/table", "/td"}
    check(read_html("".join(f"<{p}>" if p in tags else p for p in pieces)))


def check(read: HtmlText) -> None:
    for table in read.tables:
        for row in table.rows:
            for cell in row:
                end = cell.offset + len(cell.text)
                assert read.text[cell.offset : end] == cell.text


def test_blanks_of_preformatted_text_are_kept() -> None:
    markup = "<pre>SKU     Qty\n<b>A1</b>       <del>10</del>4\n\nB2<br>C3</pre>end"

    text = read_html(markup).text

    assert text.splitlines()[:5] == ["SKU     Qty", "A1       4", "", "B2", "C3"]


@pytest.mark.parametrize(
    "sheet",
    [
        "a" * 500_000,
        "@" * 500_000,
        "/*" * 250_000,
        "a:" * 250_000,
        "@media screen{" * 9999,
    ],
    ids=["letters", "signs", "comments", "colons", "blocks"],
)
def test_styles_made_to_be_slow_to_look_at_are_quick(sheet: str) -> None:
    style = sheet * (900_000 // len(sheet))
    font = f"font:{'1' * 90_000}"

    assert seen(f'<style>{style}</style><p style="{font}">yes') == "yes"
