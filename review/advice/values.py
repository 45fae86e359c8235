"""What is said to a person about a reason code."""

from typing import NamedTuple


class Advice(NamedTuple):
    """Words for a person."""

    meaning: str
    todo: str
