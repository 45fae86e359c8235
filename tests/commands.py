"""Our own command, run in this process: what it printed, and how it ended.

An interpreter of its own costs a test a second, most of it imports, and a reader in a
process of its own again. What a process is needed for (pipes, signals, the name that
the installation gives the command) starts one, and says so.
"""

from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess

from agent.cli import main


def agent(
    *arguments: str | Path, cwd: Path | None = None, encoding: str = "utf-8"
) -> CompletedProcess[str]:
    """Run ``agent`` with *arguments* and return its status and both its outputs.

    Args:
        cwd: Where it is run; by default where we are.
        encoding: Of the terminal it prints to, which takes no other letters.
    """
    command = [str(argument) for argument in arguments]
    out, err = (TextIOWrapper(BytesIO(), encoding) for _ in range(2))
    with ExitStack() as around:
        around.enter_context(redirect_stdout(out))
        around.enter_context(redirect_stderr(err))
        if cwd is not None:
            around.enter_context(chdir(cwd))
        status = main(command)
    return CompletedProcess(command, status, _printed(out), _printed(err))


def _printed(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
