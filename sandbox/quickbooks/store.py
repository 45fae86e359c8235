"""The company's state: a world's books, changed only by journal entries."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox import world as worlds
from sandbox.quickbooks.orders import OrderBook
from sandbox.quickbooks.whole import (
    HOME_CURRENCY,
    Json,
    accounts_of,
    whole_company,
    whole_entity,
    whole_preferences,
)

REALM = "4620816365000001"
"""The company's id, where the world does not say another."""
WRITES = ("create_bill", "upload")
"""Operations in the journal that change the books; the others concern tokens."""
_ENTITIES = (
    "Account",
    "Attachable",
    "Bill",
    "Item",
    "PurchaseOrder",
    "Term",
    "Vendor",
)
_TRANSACTIONS = ("Bill", "PurchaseOrder")
_FIRST_TRANSACTION = 1000
_FIRST_ATTACHABLE = 5000


class Store:
    """Every resource, by its entity's name and its id."""

    def __init__(self, world: Path) -> None:
        told = worlds.load(world, "quickbooks.json")
        self.realm = str(told.get("realm", REALM))
        self.company = whole_company(told.get("CompanyInfo", {}))
        self.preferences = whole_preferences(told.get("Preferences", {}))
        home = self.preferences["CurrencyPrefs"].get("HomeCurrency", {})
        self.home_currency: str = home.get("value", HOME_CURRENCY)
        told["Account"] = accounts_of(told.get("Account", []))
        self.entities: dict[str, dict[str, Json]] = {
            name: self._read(name, told.get(name, [])) for name in _ENTITIES
        }
        self.entities["CompanyInfo"] = {self.company["Id"]: self.company}
        self.entities["Preferences"] = {self.preferences["Id"]: self.preferences}
        self._name_references()
        self.orders = OrderBook(
            self.entities["PurchaseOrder"], self.entities["Bill"].values()
        )
        self.by_request: dict[str, Json] = {}
        """The entry of each bill that was made under a request id."""
        self.contents: dict[str, str] = {}
        """The hash of each uploaded file's content, by the attachable's id."""

    def _read(self, name: str, told: list[Json]) -> dict[str, Json]:
        whole = (whole_entity(name, one, self.home_currency) for one in told)
        return {one["Id"]: one for one in whole}

    def _name_references(self) -> None:
        for name in _TRANSACTIONS:
            for transaction in self.entities[name].values():
                vendor = transaction.get("VendorRef")
                if vendor:
                    transaction["VendorRef"] = self.reference("Vendor", vendor["value"])

    def reference(self, name: str, value: Any) -> Json:
        """Return a reference to a resource, with its name where it is known."""
        known = self.entities[name].get(str(value), {})
        shown = known.get("DisplayName") or known.get("Name")
        return {"value": str(value)} | ({"name": shown} if shown else {})

    def new_id(self, name: str) -> str:
        """Return an id nothing of its kind has; the same after a restart."""
        kind = _TRANSACTIONS if name in _TRANSACTIONS else (name,)
        first = _FIRST_TRANSACTION if name in _TRANSACTIONS else _FIRST_ATTACHABLE
        taken = (int(one) for k in kind for one in self.entities[k] if one.isdigit())
        return str(max(first - 1, *taken, first - 1) + 1)

    def preference(self, name: str) -> str:
        """Return a preference by name, wherever it is kept; empty when not set."""
        others = self.preferences["OtherPrefs"].get("NameValue", [])
        told = {str(one.get("Name", "")): one.get("Value") for one in others}
        for group in self.preferences.values():
            if isinstance(group, dict) and name in group:
                return str(group[name])
        found = (v for k, v in told.items() if k.rpartition(".")[2] == name)
        return str(next(found, "") or "")

    def apply(self, entry: Mapping[str, Any]) -> None:
        """Change the state by one applied write, if it does not concern tokens.

        Raises:
            KeyError: It speaks of something the world does not hold.
        """
        match entry["operation"]:
            case "create_bill":
                self._billed(dict(entry))
            case "upload":
                file = entry["attachable"]
                self.entities["Attachable"][file["Id"]] = file
                self.contents[file["Id"]] = entry["sha256"]
            case "token_refresh" | "token_revoke":
                pass
            case unknown:
                raise KeyError(unknown)

    def _billed(self, entry: Json) -> None:
        bill = entry["bill"]
        self.entities["Bill"][bill["Id"]] = bill
        if entry.get("request_id"):
            self.by_request[entry["request_id"]] = entry
        changed = bill["MetaData"]["LastUpdatedTime"]
        for order in self.orders.bill(bill):
            order["SyncToken"] = str(int(order["SyncToken"]) + 1)
            order["MetaData"] = order["MetaData"] | {"LastUpdatedTime": changed}
