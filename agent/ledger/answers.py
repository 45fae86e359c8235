"""The model's answers under the hash of everything that was asked."""

from datetime import datetime
from decimal import Decimal

from agent.ledger.store import Store, text_of
from channels.model.values import Attempt


class Answers:
    """Asked once, kept for every later run."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> str | None:
        """Return the stored answer to exactly this question."""
        row = self._store.row("select content from answer where key = ?", [key])
        return None if row is None else str(row["content"])

    def has_document(self, document: str) -> bool:
        """Say whether anything was ever answered about *document*."""
        sql = "select 1 from answer where document = ?"
        return self._store.row(sql, [document]) is not None

    def attempt(
        self, key: str, number: int, attempt: Attempt, model: str, at: datetime
    ) -> None:
        """Commit what one answer cost, at once: a night that is killed has paid it."""
        with self._store.transaction():
            self._store.execute(
                "insert into attempt(answer, number, model, ending, input_tokens,"
                " cached_tokens, output_tokens, cost_usd, at)"
                " values(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    key,
                    number,
                    model,
                    attempt.ending,
                    *attempt.usage,
                    str(attempt.cost),
                    text_of(at),
                ],
            )

    def put(
        self,
        key: str,
        content: str,
        *,
        document: str,
        model: str,
        prompt: str,
        input_tokens: int,
        cached_tokens: int,
        output_tokens: int,
        cost_usd: Decimal,
        at: datetime,
    ) -> None:
        """Commit one answer with what it cost, all attempts together."""
        with self._store.transaction():
            self._store.execute(
                "insert or ignore into answer(key, document, model, prompt, content,"
                " input_tokens, cached_tokens, output_tokens, cost_usd, asked_at)"
                " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    key,
                    document,
                    model,
                    prompt,
                    content,
                    input_tokens,
                    cached_tokens,
                    output_tokens,
                    str(cost_usd),
                    text_of(at),
                ],
            )
            self._store.event(at, "answer", document, key)
