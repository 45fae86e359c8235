"""Programs of the system that some tests need."""

import os
import shutil

import pytest


def needs(*names: str) -> pytest.MarkDecorator:
    """Return the mark of a test that needs one of these programs.

    Without it the test is skipped, but on a build server it is run and fails: there
    ``.ci/run`` installs it.
    """
    missing = not any(map(shutil.which, names)) and not os.environ.get("CI")
    return pytest.mark.skipif(missing, reason=f"{names[0]} is not installed")
