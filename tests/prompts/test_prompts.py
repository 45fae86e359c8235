"""Instructions are data with a digest."""

from hashlib import sha256
from importlib.resources import files

import pytest

from prompts.prompt import load


def test_the_digest_is_the_files() -> None:
    content = files("prompts").joinpath("ship_notice.md").read_bytes()
    prompt = load("ship_notice")
    assert prompt.digest == sha256(content).hexdigest()[:12]
    assert prompt.text.encode() == content


def test_no_placeholders() -> None:
    """Braces with words in them would be somebody's text one day."""
    assert "{{" not in load("ship_notice").text
    assert "{%" not in load("ship_notice").text


def test_no_such_prompt() -> None:
    with pytest.raises(LookupError, match="'nothing'"):
        load("nothing")
