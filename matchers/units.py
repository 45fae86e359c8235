"""Units: a notice that counts in cases what we ordered in pieces is not acted on."""

from collections.abc import Iterator

from extractors.codes import Reason
from extractors.values import ShipNotice
from matchers.findings import found, quoted
from matchers.keys import canonical_sku
from matchers.order_lines import own_lines
from matchers.values import Finding, MarketOrder, ShopOrder
from matchers.vendors import Vendor


def unit_findings(
    notice: ShipNotice,
    vendor: Vendor,
    shop: ShopOrder | None,
    market: MarketOrder | None,
) -> Iterator[Finding]:
    """Yield a finding for each line whose printed ordered quantity is not ours.

    Printed may be what one line has, or all lines of the SKU, at first or by now;
    anything else says that we and the vendor do not count alike, or not the same.
    """
    for line in notice.lines:
        if line.sku is None or line.ordered is None:
            continue
        sku = canonical_sku(line.sku.value)
        ours = _ordered(sku, vendor, shop, market)
        if ours and line.ordered.value not in _alike(ours):
            total = sum(ordered for ordered, _ in ours)
            yield found(
                Reason.UOM_MISMATCH,
                f"the notice prints {line.ordered.value} of {quoted(sku)} ordered, we"
                f" ordered {total}",
                rule="ordered/1",
                subjects=(sku,),
                expected=total,
                actual=line.ordered.value,
                delta=line.ordered.value - total,
                evidence=line.ordered.evidence,
            )


def _ordered(
    sku: str, vendor: Vendor, shop: ShopOrder | None, market: MarketOrder | None
) -> list[tuple[int, int]]:
    """Return (ordered, open) of each of our lines of *sku*."""
    if shop is not None:
        return [
            (own.line.total, own.line.remaining)
            for own in own_lines(shop, vendor, ())
            if canonical_sku(own.line.sku) == sku
        ]
    return [
        (item.ordered, item.unfulfilled)
        for item in (market.items if market is not None else ())
        if canonical_sku(item.sku) == sku
    ]


def _alike(ours: list[tuple[int, int]]) -> set[int]:
    single = {quantity for line in ours for quantity in line}
    return single | {sum(ordered for ordered, _ in ours), sum(left for _, left in ours)}
