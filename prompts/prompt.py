"""Instructions to the model: files of this package, named by their hash."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Prompt:
    """Instructions without placeholders: no stranger's word is ever part of them."""

    name: str
    text: str
    digest: str
    """First 12 hex digits of the file's SHA-256; stored with every extraction."""


@cache
def load(name: str) -> Prompt:
    """Return the instructions in ``<name>.md``.

    Raises:
        LookupError: There are none of that name.
    """
    try:
        content = files("prompts").joinpath(f"{name}.md").read_bytes()
    except OSError:
        raise LookupError(f"no prompt {name!r}") from None
    return Prompt(name, content.decode("utf-8"), sha256(content).hexdigest()[:_DIGITS])


def joined(*prompts: Prompt) -> Prompt:
    """Return instructions one after another, under a digest of their own.

    Args:
        prompts: At least one; one alone is returned as it is.
    """
    if len(prompts) == 1:
        return prompts[0]
    text = "".join(prompt.text for prompt in prompts)
    name = "+".join(prompt.name for prompt in prompts)
    return Prompt(name, text, sha256(text.encode()).hexdigest()[:_DIGITS])
