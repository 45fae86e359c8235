"""Part numbers a person explained: whose, on which document, how often used."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from sqlite3 import Row

from agent.ledger.store import LedgerError, Store, digest_of, text_of
from matchers.billing.values import Alias


class AliasError(LedgerError):
    """The ledger does not take this alias; the message says why."""


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One alias with its provenance."""

    id: int
    alias: Alias
    document: str
    """SHA-256 of the document it was decided on."""
    person: str
    at: datetime
    uses: int
    """Documents it decided a line of, and that were acted on."""
    once: bool
    """It holds for *document* alone."""
    revoked: str = ""
    """Who took it back; empty while it is in force."""


class Aliases:
    """Every alias ever decided; those in force are what matching sees."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self,
        alias: Alias,
        *,
        document: str,
        person: str,
        once: bool,
        at: datetime,
    ) -> AliasRow:
        """Commit one decision; return the row that says so already, if there is one.

        What holds for one document alone may differ from what holds for all.

        Args:
            alias: What stands for what; its source is made of person and date.
            document: SHA-256 of the document it was decided on.
            person: Who decided it.
            once: It holds for *document* alone.
            at: When.

        Raises:
            AliasError: Another alias for the same part number is in force.
        """
        if not alias.part_number or not alias.sku:
            raise AliasError("an alias needs a part number and a SKU")
        if (row := self._same(alias, document=document, once=once)) is not None:
            return row
        with self._store.transaction():
            cursor = self._store.execute(
                "insert into alias(vendor, part_number, sku, factor, unit, document,"
                " person, once, at) values(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    alias.vendor,
                    alias.part_number,
                    alias.sku,
                    str(alias.factor),
                    alias.unit,
                    document,
                    person,
                    once,
                    text_of(at),
                ],
            )
            self._store.event(
                at,
                "alias_added",
                f"A{cursor.lastrowid}",
                digest_of([alias.vendor, alias.part_number, alias.sku]),
            )
            number = int(cursor.lastrowid or 0)
        [added] = self._rows("id = ?", [number])
        return added

    def _same(self, alias: Alias, *, document: str, once: bool) -> AliasRow | None:
        """Return the row that holds *alias* already.

        Raises:
            AliasError: One that says otherwise is in force.
        """
        meaning = (alias.sku, alias.factor, alias.unit)
        for row in self._in_force(alias.vendor, alias.part_number):
            if row.once and row.document != document:
                continue
            known = row.alias
            agrees = (known.sku, known.factor, known.unit) == meaning
            if agrees and row.once <= once:
                return row
            if agrees or (once and not row.once):
                continue
            each = f", {known.factor:f} of them each," if known.factor != 1 else ""
            counted = f" counted in {known.unit!r}" if known.unit else ""
            raise AliasError(
                f"{alias.part_number!r} of {alias.vendor!r}{counted} stands for"
                f" {known.sku!r}{each} already (A{row.id}, by {row.person});"
                f" first: agent review alias revoke A{row.id}"
            )
        return None

    def revoke(self, number: int, *, person: str, at: datetime) -> AliasRow:
        """Take an alias back; documents decided by it stay as they are.

        Raises:
            AliasError: There is none of that number in force.
        """
        with self._store.transaction():
            changed = self._store.execute(
                "update alias set revoked = ? where id = ? and revoked = ''",
                [person, number],
            )
            if not changed.rowcount:
                raise AliasError(f"there is no alias A{number} in force")
            self._store.event(at, "alias_revoked", f"A{number}", person)
        [row] = self._rows("id = ?", [number])
        return row

    def contradicted(self, vendor: str, part_number: str, at: datetime) -> None:
        """Demote what is in force for a part number, inside a transaction.

        It goes on suggesting and no longer decides, until a person adds it anew. What
        a person decided for one document alone stays as it is.
        """
        changed = self._store.execute(
            "update alias set conflicted = 1 where vendor = ? and part_number = ?"
            " and revoked = '' and conflicted = 0 and once = 0",
            [vendor, part_number],
        )
        if changed.rowcount:
            self._store.event(at, "alias_conflicted", part_number, vendor)

    def used(self, vendor: str, part_number: str, *, document: str | None) -> None:
        """Count one document it served on, inside a transaction.

        Args:
            vendor: Whose part number.
            part_number: Canonical.
            document: Where the alias of this document alone served; None: the one
                for all.
        """
        self._store.execute(
            "update alias set uses = uses + 1 where vendor = ? and part_number = ?"
            " and revoked = '' and conflicted = 0 and once = ?"
            " and (once = 0 or document = ?)",
            [vendor, part_number, document is not None, document],
        )

    def all(self) -> list[AliasRow]:
        """Return every alias, revoked ones too, oldest first."""
        return self._rows("1")

    def always(self) -> tuple[Alias, ...]:
        """Return what decides, or suggests, lines of any document."""
        return tuple(row.alias for row in self._rows("revoked = '' and once = 0"))

    def once(self, document: str) -> tuple[Alias, ...]:
        """Return what decides lines of *document* alone."""
        rows = self._rows("revoked = '' and once = 1 and document = ?", [document])
        return tuple(row.alias for row in rows)

    def _in_force(self, vendor: str, part_number: str) -> list[AliasRow]:
        return self._rows(
            "revoked = '' and conflicted = 0 and vendor = ? and part_number = ?",
            [vendor, part_number],
        )

    def _rows(self, where: str, values: list[object] | None = None) -> list[AliasRow]:
        sql = f"select * from alias where {where} order by id"  # noqa: S608  # ours
        return [_alias(row) for row in self._store.rows(sql, values or [])]


def _alias(row: Row) -> AliasRow:
    source = f"{row['person']} on {row['at'][:10]}"
    return AliasRow(
        id=row["id"],
        alias=Alias(
            vendor=row["vendor"],
            part_number=row["part_number"],
            sku=row["sku"],
            factor=Decimal(row["factor"]),
            unit=row["unit"],
            source=source,
            conflicted=bool(row["conflicted"]),
        ),
        document=row["document"],
        person=row["person"],
        at=datetime.fromisoformat(row["at"]),
        uses=row["uses"],
        once=bool(row["once"]),
        revoked=row["revoked"],
    )
