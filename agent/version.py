"""Which code decided: stored with every night."""

from importlib.metadata import version

CODE_VERSION = version("nightclerk")
"""Version of the installed distribution."""
