"""How soon a command is there: CPU of ``agent --help`` and ``agent status``.

    python benchmarks/help.py [--rounds 7]

Each is a process of its own; what counts is the CPU the kernel charged to it, start and
end included, the median of all rounds. Exits 1 where the help takes too long.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from statistics import median

REACH = 0.2
"""CPU seconds for the help."""
_AGENT = ("-c", "import sys; from agent.cli import main; sys.exit(main(sys.argv[1:]))")


def cpu(arguments: list[str], folder: str) -> float:
    """Run Python with *arguments* in *folder* and return its CPU seconds."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Measure, print, and return 0 where the reach is held."""
    told = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    told.add_argument("--rounds", type=int, default=7)
    rounds = told.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/store"
        commands = {
            "python -c pass": ["-c", "pass"],
            "agent --help": [*_AGENT, "--help"],
            "agent run --help": [*_AGENT, "run", "--help"],
            "agent status": [*_AGENT, "status", "--store", store],
        }
        subprocess.run(
            [sys.executable, *_AGENT, "demo", "--store", folder],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        spent: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, arguments in commands.items():
                spent[name].append(cpu(arguments, folder))
    print("| command | CPU s |\n|---|---|")
    for name, seconds in spent.items():
        print(f"| `{name}` | {median(seconds):.3f} |")
    return 1 if median(spent["agent --help"]) > REACH else 0


if __name__ == "__main__":
    sys.exit(main())
