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
        '<span style="opacity:0">no</span>',
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
