"""What commands print: for people, escaped; for machines, one JSON object."""

import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agent.stages.send import Delivery, State
from review.escape import json_line
from review.html import summary_html
from review.text import summary_text
from review.values import Item, NightReport

EVERY = 0.2
"""Seconds between two updates of the progress line."""


def say(text: str) -> None:
    """Print one line for people; strangers' words in it are escaped by who made it."""
    sys.stdout.write(text + "\n")


def say_json(value: object) -> None:
    """Print one JSON object on a line of its own."""
    sys.stdout.write(json_line(value) + "\n")


class Progress:
    """One line on stderr that says what is going on; silent where nobody looks."""

    def __init__(self, *, quiet: bool) -> None:
        self._live = sys.stderr.isatty() and not quiet
        self._last = 0.0
        self._width = 0

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Show how many of how many of *stage* are done."""
        now = time.monotonic()
        if not self._live or (done < of and now - self._last < EVERY):
            return
        self._last = now
        line = f"{stage} {done} of {of}" if of > 1 else f"{stage} …"
        self._width = max(self._width, len(line))
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._live:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


def write_summary(report: NightReport, folder: Path) -> tuple[Path, Path]:
    """Write the summary as HTML and text into *folder* and return both paths."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    page, text = folder / f"{report.night}.html", folder / f"{report.night}.txt"
    page.write_text(summary_html(report), encoding="utf-8")
    text.write_text(summary_text(report), encoding="utf-8")
    return page, text


def night_json(
    report: NightReport, *, wrong: int | None, seconds: float, cpu_seconds: float
) -> dict[str, Any]:
    """Return the night as the one JSON object that ``--json`` prints."""
    items = [_item(item) for item in (*report.items, *report.known, *report.waiting)]
    return {
        "night": report.night,
        "mode": report.mode,
        "ending": report.ending,
        "counts": {
            "messages": report.messages,
            "ship_notices": asdict(report.notices),
            "invoices": asdict(report.invoices),
            "quarantined": len(report.quarantined),
            "set_aside": len(report.set_aside),
            "other": dict(sorted(report.other_mail.items())),
        },
        "effects": {
            "shopify": {"fulfillments": report.fulfillments_now},
            "amazon": {"confirmations": report.confirmations_now},
            "quickbooks": {"bills": report.bills_now},
        },
        "items": items,
        "letters": [asdict(letter) for letter in report.letters],
        "trouble": [asdict(line) for line in report.trouble],
        "wrong": wrong,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu_seconds, 3),
        "chain": {"head": report.chain_head, "length": report.chain_length},
    }


def summary_json(page: Path, delivery: Delivery | None) -> dict[str, Any]:
    """Return where the summary lies, and whether it was mailed; None: it never is."""
    return {
        "file": str(page),
        "mailed": None if delivery is None else delivery.state is State.SENT,
        "detail": "" if delivery is None else delivery.detail,
    }


def _item(item: Item) -> dict[str, Any]:
    evidence = asdict(item.evidence) if item.evidence else None
    return {
        "id": item.id,
        "code": item.code.value if item.code else None,
        "severity": item.severity.value,
        "title": item.title,
        "why": item.why,
        "todo": item.todo,
        "message_id": item.message_id,
        "also": [code.value for code in item.also],
        "evidence": evidence,
    }
