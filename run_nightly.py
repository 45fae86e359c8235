"""Run one night with the configured services; the scheduler's entrance."""

import sys

from agent.cli import main as command_line


def main() -> int:
    """Run ``agent run`` with this process's arguments and return its exit status.

    0: the night is complete, flagged or not; 1: a check differs; 2: usage or settings;
    3: not finished; 4: stopped by the kill switch.
    """
    return command_line(["run", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
