"""``agent run``: one night with the configured services."""

import time
from datetime import UTC, datetime
from pathlib import Path

from agent.cli.failures import UsageError
from agent.cli.output import (
    Progress,
    night_json,
    say,
    say_json,
    summary_json,
    write_summary,
)
from agent.cli.usage import cpu_seconds
from agent.clock import system_clock
from agent.folder import StoreFolder
from agent.reading.pool import Usage
from agent.run import prepare
from agent.settings.load import load_settings
from agent.stages.send import State
from review.escape import visible
from review.text import summary_text

STORE = Path("nightclerk-store")


def run_configured(
    file: Path, store: Path | None, *, since: str | None, shadow: bool, as_json: bool
) -> int:
    """Run one night and return its exit status."""
    began = time.perf_counter()
    settings = load_settings(file)
    if shadow:
        section = settings.store.model_copy(update={"mode": "shadow"})
        settings = settings.model_copy(update={"store": section})
    folder = StoreFolder(store or STORE)
    progress = Progress(quiet=as_json)
    usage = Usage()
    with prepare(
        settings,
        base=file.resolve().parent,
        folder=folder,
        clock=system_clock,
        sleep=time.sleep,
        since=_instant(since),
        progress=progress,
        usage=usage,
    ) as night:
        result = night()
    progress.end()
    page, _ = write_summary(result.report, folder.summaries)
    if as_json:
        body = night_json(
            result.report,
            wrong=None,
            seconds=time.perf_counter() - began,
            cpu_seconds=cpu_seconds(usage),
        )
        body["summary"] = summary_json(page, result.delivery)
        say_json(body)
    else:
        say(summary_text(result.report))
        say(f"summary   {page}\nstore     {folder.root}")
        if (delivery := result.delivery) is not None:
            sent = delivery.state is State.SENT
            say(f"mail      {'' if sent else 'NOT SENT: '}{visible(delivery.detail)}")
    return result.exit_status


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--since {text!r} is no date; write it as 2026-11-18 or 2026-11-18T06:00"
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
