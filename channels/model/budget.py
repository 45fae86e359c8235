"""What the model may cost in one night."""

from decimal import Decimal

from channels.errors import NotExecutedError
from extractors.codes import Reason


class BudgetSpentError(NotExecutedError):
    """Nobody pays for another question tonight; the other readers go on alone."""

    retryable = False
    code = Reason.CAP_REACHED


class Budget:
    """Counts one night's spending and says when it is enough.

    It is looked at before each document, so a night may cost one document more.
    """

    def __init__(self, usd: Decimal | None = None, tokens: int | None = None) -> None:
        self._most_usd = usd
        self._most_tokens = tokens
        self.usd = Decimal()
        """Spent so far."""
        self.tokens = 0
        """Used so far, in both directions."""

    def add(self, usd: Decimal, tokens: int) -> None:
        """Count one attempt, also one that gave nothing."""
        self.usd += usd
        self.tokens += tokens

    def check(self) -> None:
        """Return if there is something left.

        Raises:
            BudgetSpentError: A limit is reached.
        """
        if self._most_usd is not None and self.usd >= self._most_usd:
            raise BudgetSpentError(
                f"the model has cost {self.usd:.4f} USD tonight, {self._most_usd} USD"
                " are allowed ([llm] budget_usd)"
            )
        if self._most_tokens is not None and self.tokens >= self._most_tokens:
            raise BudgetSpentError(
                f"the model has used {self.tokens} tokens tonight, {self._most_tokens}"
                " are allowed"
            )
