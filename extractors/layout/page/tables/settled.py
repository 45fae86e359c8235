"""What columns are whose heading says too little, from what stands in them."""

from collections.abc import Sequence

from extractors.layout.page.dates import dates_in
from extractors.layout.page.heads import QUANTITIES
from extractors.layout.page.parsing import code_like, code_shaped, counts
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.tokens import NUMBER, phrase
from extractors.layout.page.vocabulary import Field

_REFERENCES = frozenset({"reference", "references", "ref", "referencia", NUMBER})


def settled(table: Layout) -> Layout:
    """Decide by their content what columns are whose heading says too little."""
    columns = list(table.columns)
    for index in table.indexes(Field.OTHER_DATE):
        if _delivers(table, index):
            columns[index] = columns[index]._replace(field=Field.SHIPPED)
    unsure = (Field.ITEM, Field.LINE, Field.SKU, Field.SHIPPED)
    for index in table.indexes(*unsure):
        texts = [row.text(index) for row in table.rows if row.cells.get(index)]
        columns[index] = columns[index]._replace(
            field=_settled(columns[index].field, texts, table)
        )
    for index in table.indexes(Field.ORDER):
        if _refers(table, index):
            columns[index] = columns[index]._replace(field=Field.SKU)
    return table._replace(columns=tuple(columns))


def _refers(table: Layout, index: int) -> bool:
    """Say whether a column headed "Reference" holds the codes of articles.

    It does beside names and counts, where no other column has codes and each row has
    another one. Where they are orders after all, no order has such an article.
    """
    cells = [row.cells[index] for row in table.rows if row.cells.get(index)]
    texts = [cell[0].text for cell in cells if len(cell) == 1]
    return (
        _REFERENCES.issuperset(phrase(table.columns[index].text))
        and table.has(Field.DESCRIPTION)
        and table.has(*QUANTITIES)
        and not table.has(Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.ITEM)
        and len(set(texts)) == len(table.rows)
        and all(map(code_shaped, texts))
    )


def _delivers(table: Layout, index: int) -> bool:
    """Say whether a column headed "Delivered" tells how many, and not when."""
    cells = [row.cells[index] for row in table.rows if row.cells.get(index)]
    said = phrase(table.columns[index].text) == ("delivered",)
    beside = table.has(Field.ORDERED) and not table.has(Field.SHIPPED)
    return said and beside and bool(cells) and all(counts(c[0]) for c in cells)


def _settled(field: Field | None, texts: Sequence[str], table: Layout) -> Field | None:
    if field is Field.ITEM:
        if not texts:
            return Field.ITEM
        if (
            all(t.isdigit() for t in texts)
            and [int(t) for t in texts] == list(range(1, len(texts) + 1))
            and (
                table.has(Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.DESCRIPTION)
            )
        ):
            return Field.LINE
        if all(map(code_shaped, texts)) and any(map(code_like, texts)):
            return Field.SKU
        return Field.DESCRIPTION
    if field is Field.SHIPPED and texts and all(_is_day(text) for text in texts):
        return Field.SHIP_DATE
    return field


def _is_day(text: str) -> bool:
    """Say whether a cell is a date and nothing else; which day does not matter.

    >>> _is_day("11/20/2026"), _is_day("Nov 20, 2026"), _is_day("12")
    (True, True, False)
    """
    found = dates_in(text, None)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
