"""Write the pages that are made from code: reason codes and commands.

``--check`` writes nothing, says what differs, and exits 1 if something does.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

from typer.main import get_command

from agent.cli.app import app
from extractors.codes import SEVERITY, Reason, Severity
from review.reasons import advice

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CODES = ROOT / "extractors" / "codes.py"

_RAISING = ("agent", "channels", "extractors", "matchers")
_STOPS = {
    Severity.BLOCK: "both writes; no policy changes that",
    Severity.HOLD: "both writes, until a person or a policy row decides",
    Severity.RETRY: "both writes, for tonight",
    Severity.WARN: "nothing",
    Severity.INFO: "nothing",
}

_CODES_HEAD = """\
# Reason codes

<!-- Written by docs/generate.py; do not edit. -->

Everything that can be wrong, or worth a note, has one of these names. They stand in the
summary, in `agent explain`, in the ledger and in `[[policies]]`; none is ever renamed.

| severity | is |
|---|---|
| block | money or safety: nothing acts, and no policy row changes that |
| hold | a person decides; a policy row may |
| warn | goes on, noted |
| info | a note |
| retry | nothing is wrong with the notice: decided again in the next run |

"Stops" speaks of the two writes that follow a ship notice, the fulfilment in the shop
and the confirmation on the marketplace. A finding about one of them stops both. A rule
may hold where its code alone would not: `no_tracking_expected` holds until a policy row
calls it a known exception, since a vendor's word alone closes no order.

What a policy row can do with a finding: see [configuration](configuration.md#policies).
"""

_RESERVED_HEAD = """
## Names kept for later

No rule of this version raises these. They speak of invoices, prices and reminders, and
are fixed already because codes are stored.

| code | severity | meaning |
|---|---|---|
"""

_COMMANDS_HEAD = """\
# Commands

<!-- Written by docs/generate.py; do not edit. -->

`agent COMMAND --help` says the same. What fails is said on standard error in one line,
with what to do. `run-nightly` and `python run_nightly.py` are `agent run`.

| exit status | is |
|---|---|
| 0 | done; flagged notices are no failure |
| 1 | `demo --check`: something differs; `status`: somebody should look; \
`read`: a file could not be opened; \
`eval --compare`: something that was right is wrong now |
| 2 | usage or settings: nothing was done; also a word in `review` on what is not \
shown, or waits for none |
| 3 | not finished: interrupted, a service was down, another run holds the store, or \
ledger or disk cannot be used; what to do is said |
| 4 | stopped by the kill switch |
"""


def reason_codes() -> str:
    """Return the page of reason codes."""
    raised = _raised()
    lines = [_CODES_HEAD]
    reserved: list[Reason] = []
    for title, codes in _groups():
        used = [code for code in codes if code in raised]
        reserved += [code for code in codes if code not in raised]
        if not used:
            continue
        lines.append(f"\n## {title.capitalize()}\n")
        lines.append("| code | severity | meaning | what to do | stops |")
        lines.append("|---|---|---|---|---|")
        for code in used:
            severity = SEVERITY[code]
            lines.append(
                f"| `{code}` | {severity} | {_both(code, 'meaning')}"
                f" | {_both(code, 'todo')} | {_STOPS[severity]} |"
            )
    lines.append(_RESERVED_HEAD.rstrip("\n"))
    lines += [f"| `{c}` | {SEVERITY[c]} | {advice(c).meaning} |" for c in reserved]
    return "\n".join(lines) + "\n"


def _both(code: Reason, part: str) -> str:
    """Return the words for notices, and those for invoices where they differ."""
    notice = str(getattr(advice(code), part))
    invoice = str(getattr(advice(code, "invoice"), part))
    return notice if invoice == notice else f"{notice} *Of an invoice:* {invoice}"


def _groups() -> Iterator[tuple[str, list[Reason]]]:
    """Yield the codes under the comments that group them in their source."""
    title = ""
    codes: list[Reason] = []
    for line in CODES.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"    # (.+)", line):
            if codes:
                yield title, codes
            title, codes = heading[1], []
            continue
        member = re.fullmatch(r'    [A-Z_]+ = "([a-z_]+)"', line)
        if title and member:
            codes.append(Reason(member[1]))
    yield title, codes


def _raised() -> frozenset[Reason]:
    """Return the codes that some module names, other than where they are defined."""
    named: set[str] = set()
    for package in _RAISING:
        for source in sorted((ROOT / package).rglob("*.py")):
            if source != CODES:
                named |= set(re.findall(r"\bReason\.([A-Z_]+)\b", source.read_text()))
    return frozenset(Reason[name] for name in named if name in Reason.__members__)


def commands() -> str:
    """Return the page of commands."""
    lines = [_COMMANDS_HEAD]
    for name, command in _commands():
        lines += [f"## agent {name}", "", *_help(command.help or ""), ""]
        rows = [f"| `{_name(p)}` | {p.help or ''} |" for p in command.params]
        if rows:
            lines += ["| | |", "|---|---|", *rows, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _commands(group: Any = None, above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command with its name; a group is followed by its own commands."""
    group = group or get_command(app)
    for part, command in group.commands.items():
        name = f"{above} {part}".strip()
        yield name, command
        if hasattr(command, "commands"):
            yield from _commands(command, name)


def _help(text: str) -> Iterator[str]:
    """Yield the help text in lines as wide as the page; examples stay as they are."""
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield ""
        if paragraph.startswith("    "):
            yield paragraph
        else:
            yield from wrap(paragraph, 88, break_on_hyphens=False)


def _name(parameter: Any) -> str:
    """Return an argument or option as it is written on the command line."""
    option = str(parameter.opts[0])
    if not option.startswith("-"):
        return str(parameter.metavar or option)
    return f"{option} {parameter.metavar}" if parameter.metavar else option


PAGES = {"reason-codes.md": reason_codes, "commands.md": commands}


def main() -> int:
    """Write or check every page."""
    check = "--check" in sys.argv[1:]
    differing = 0
    for name, make in PAGES.items():
        page, text = DOCS / name, make()
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        differing += 1
        if not check:
            page.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{'differs' if check else 'written'}: docs/{name}\n")
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
