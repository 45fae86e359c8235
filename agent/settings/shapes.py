"""Settings that have to look like something, told in words rather than as a pattern."""

import re

from pydantic import AfterValidator


def shaped(pattern: str, what: str) -> AfterValidator:
    """Return what lets only a text through that *pattern* matches as a whole.

    Args:
        pattern: Of a regular expression.
        what: What such a text is, with an example; it is the message otherwise.
    """
    wanted = re.compile(pattern)

    def check(text: str) -> str:
        if not wanted.fullmatch(text):
            raise ValueError(what)
        return text

    return AfterValidator(check)
