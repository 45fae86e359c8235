"""What comes of honest model answers that are changed in one place.

    python benchmarks/one_change.py [--changes 10000] [--elsewhere]

Prints a table for docs/benchmarks.md. ``believed`` is the control: changes after which
the answer says something false to whoever takes it at its word.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' documents are ours

from tests.adversarial.one_character import (
    READERS,
    SUBJECTS,
    Outcome,
    attempt,
)

OUTCOMES: tuple[Outcome, ...] = ("malformed", "same", "less", "wrong")


def rows(changes: int, *, elsewhere: bool) -> Iterator[str]:
    """Yield the table's rows, *changes* over all of them."""
    each = changes // len(SUBJECTS) // len(READERS)
    for subject in SUBJECTS:
        for readers in READERS:
            tries = Counter(
                attempt(seed, subject, readers, elsewhere=elsewhere).outcome
                for seed in range(each)
            )
            believed = sum(
                attempt(
                    seed, subject, readers, elsewhere=elsewhere, grounding=False
                ).outcome
                == "wrong"
                for seed in range(each)
            )
            told = " | ".join(str(tries[outcome]) for outcome in OUTCOMES)
            yield f"| {subject} | {readers} | {each} | {believed} | {told} |"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--elsewhere", action="store_true")
    told = parser.parse_args()
    sys.stdout.write(
        "| documents | readers | changes | believed | malformed"
        " | same | less | wrong |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    for row in rows(told.changes, elsewhere=told.elsewhere):
        sys.stdout.write(f"{row}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
