"""Purchase orders: which lines are open, and how much of each is billed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from sandbox.quickbooks.whole import ITEM_LINE, Json, exact

_LINK = ("TxnId", "TxnType", "TxnLineId")


class OrderBook:
    """The company's purchase orders, closed line by line as bills come in.

    An order knows the bills that are linked to it; where the world does not say its
    state, what is billed says it.
    """

    def __init__(self, orders: Mapping[str, Json], bills: Iterable[Json]) -> None:
        self._orders = orders
        self._billed: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for bill in bills:
            self._count(bill)
            self._link_back(bill)
        for order in orders.values():
            order.setdefault("POStatus", "Closed" if self._complete(order) else "Open")

    def accepts(self, vendor: str, link: Any) -> bool:
        """Say whether a bill's line of *vendor* may be linked as *link* says.

        All of it has to fit: the order is open and the vendor's, the line is one of the
        order's and not billed in full. A line's number is not its id.
        """
        if not isinstance(link, dict) or link.get("TxnType") != "PurchaseOrder":
            return False
        order = self._orders.get(str(link.get("TxnId")))
        if order is None or order["POStatus"] != "Open":
            return False
        if order.get("VendorRef", {}).get("value") != vendor:
            return False
        line = _line_of(order, str(link.get("TxnLineId")))
        return line is not None and self._left(order, line) > 0

    def bill(self, bill: Json) -> list[Json]:
        """Count a new bill and return the orders it changed, closed where complete.

        Raises:
            KeyError: It is linked to an order there is not.
        """
        self._count(bill)
        self._link_back(bill)
        changed = [self._orders[order_id] for order_id in _orders_of(bill)]
        for order in changed:
            if self._complete(order):
                order["POStatus"] = "Closed"
        return changed

    def _link_back(self, bill: Json) -> None:
        link = {"TxnId": bill["Id"], "TxnType": "Bill"}
        for order_id in _orders_of(bill):
            order = self._orders.get(order_id)
            if order is not None and link not in order["LinkedTxn"]:
                order["LinkedTxn"] = [*order["LinkedTxn"], link]

    def _complete(self, order: Json) -> bool:
        lines = [line for line in order["Line"] if _measure(line, like=line)]
        return bool(lines) and all(self._left(order, line) <= 0 for line in lines)

    def _count(self, bill: Json) -> None:
        for order, line_id, line in _links(bill):
            ordered = _line_of(self._orders.get(order, {}), line_id)
            if ordered is not None:
                self._billed[order, line_id] += _measure(line, like=ordered)

    def _left(self, order: Json, line: Json) -> Decimal:
        return _measure(line, like=line) - self._billed[order["Id"], line["Id"]]


def link_as_kept(link: Mapping[str, Any]) -> Json:
    """Return a link that is accepted, as the bill shows it."""
    return {name: str(link[name]) for name in _LINK}


def _links(bill: Json) -> Iterator[tuple[str, str, Json]]:
    """Yield every link of a bill: the order, the order's line, the bill's line."""
    for line in bill["Line"]:
        for link in line.get("LinkedTxn", []):
            if link.get("TxnType") == "PurchaseOrder":
                yield str(link["TxnId"]), str(link.get("TxnLineId")), line


def _orders_of(bill: Json) -> list[str]:
    return list(dict.fromkeys(order for order, _, _ in _links(bill)))


def _line_of(order: Json, line_id: str) -> Json | None:
    return next((x for x in order.get("Line", []) if x["Id"] == line_id), None)


def _measure(line: Json, *, like: Json) -> Decimal:
    """Return a line's quantity; where *like* was ordered without one, its amount."""
    if "Qty" not in like.get(ITEM_LINE, {}):
        return exact(line.get("Amount", 0))
    item = line.get(ITEM_LINE, {})
    return exact(item.get("Qty", like[ITEM_LINE]["Qty"]))
