"""Whatever is searched for: an answer, never a failure; and what is there is found."""

from hypothesis import example, given
from hypothesis import strategies as st

from sandbox.shopify.complete import whole_order
from sandbox.shopify.search import ORDERS, holds, parse

TEXT = st.text(max_size=40)
QUERIES = st.one_of(
    TEXT,
    st.lists(
        st.sampled_from(
            [
                "(",
                ")",
                "OR",
                "AND",
                "NOT",
                "-",
                "name:",
                "'",
                '"',
                "a",
                ":>=",
                "*",
                "tag:",
            ]
        )
    ).map(" ".join),
)


@given(QUERIES)
@example("NOT )")
@example("NOT OR a")
def test_any_search_is_answered(text: str) -> None:
    order = whole_order({"id": "gid://shopify/Order/1", "tags": ["a b"]})

    assert parse(text, ORDERS).matches(order) in (True, False)


@given(st.text(alphabet="abc-0123 #", min_size=1, max_size=20))
def test_a_value_is_found_by_itself_when_quoted(value: str) -> None:
    order = whole_order({"id": "gid://shopify/Order/1", "poNumber": value})
    words = any(character.isalnum() for character in value)

    assert parse(f"po_number:'{value}'", ORDERS).matches(order) is words


@given(TEXT, TEXT)
def test_more_words_are_never_found_in_fewer(value: str, extra: str) -> None:
    sought = f"{value} {extra} zz9"

    assert not holds(value.replace("zz9", ""), sought)
