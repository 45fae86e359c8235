"""Making a night ready from settings: the adapters, the readers, the gate."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from agent.clock import Clock
from agent.folder import StoreFolder
from agent.inputs import Inputs, Night, Progress
from agent.ledger.store import Connect, connect
from agent.night import NightBusyError, run_night
from agent.reading.pool import Usage, cluster, cores
from agent.reading.scans import Scans
from agent.settings.load import load_vendors
from agent.settings.readers import ReadingSettings
from agent.settings.secrets import pdf_passwords
from agent.settings.values import Settings
from agent.stages.gate import Gate
from agent.stages.second import second_reader
from agent.switch import Switch
from agent.wiring import company_of, names_of, prices_of
from agent.wiring import connect as connect_outside
from agent.wiring import receivers as receivers_of

__all__ = ["NightBusyError", "prepare"]


@contextmanager
def prepare(
    settings: Settings,
    *,
    base: Path,
    folder: StoreFolder,
    clock: Clock,
    sleep: Callable[[float], None],
    since: datetime | None,
    progress: Progress,
    usage: Usage | None = None,
    connect: Connect = connect,
) -> Iterator[Callable[[], Night]]:
    """Yield what runs the night; readers are started when first needed and ended here.

    Args:
        base: Folder of the settings file; relative paths count from it.
        usage: Filled with what reading took.

    Raises:
        SettingsError: With everything that is wrong with settings and vendors.
    """
    vendors_file = base / settings.vendors
    gate = Gate(
        load_vendors(vendors_file),
        company_of(settings),
        receivers_of(settings),
        verified=frozenset(n for n, m in settings.mailboxes.items() if m.verify_dkim),
        names=names_of(settings, base),
    )
    prices = prices_of(settings, base)
    passwords = pdf_passwords(settings.reading.pdf_passwords, os.environ)
    outside = connect_outside(
        settings, base, folder, clock=clock, sleep=sleep, since=since
    )
    with readers(settings.reading) as executor:
        inputs = Inputs(
            settings=settings,
            folder=folder,
            outside=outside,
            gate=gate,
            executor=executor,
            passwords=passwords,
            scans=scans_of(settings.reading),
            usage=usage if usage is not None else Usage(),
            switch=Switch(folder.root, os.environ),
            clock=clock,
            sleep=sleep,
            second=second_reader(
                settings,
                folder,
                prices=prices,
                clock=clock,
                sleep=sleep,
                passwords=passwords,
            ),
            since=since,
            progress=progress,
            connect=connect,
            digests={
                "vendors": sha256(vendors_file.read_bytes()).hexdigest(),
                "settings": sha256(settings.model_dump_json().encode()).hexdigest(),
            },
        )
        yield lambda: run_night(inputs)


def scans_of(settings: ReadingSettings) -> Scans:
    """Return how far pages that are pictures are recognised."""
    return Scans(
        pages=settings.ocr_pages,
        seconds=settings.ocr_seconds,
        languages=tuple(settings.ocr_languages),
    )


@contextmanager
def readers(settings: ReadingSettings) -> Iterator[Executor]:
    """Yield where files are read: a cluster, or threads that keep confined children."""
    if settings.cluster is not None:
        with cluster(settings.cluster) as executor:
            yield executor
        return
    workers = settings.workers or cores()
    with ThreadPoolExecutor(workers, thread_name_prefix="reading") as executor:
        yield executor
