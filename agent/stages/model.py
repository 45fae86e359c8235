"""Connecting the model; imported only on nights that ask it something."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from agent.settings.readers import ModelSettings
from channels.model.budget import Budget
from channels.model.client import Client, Connection, Timing
from channels.model.forms import FORMS
from channels.model.prices import Prices
from channels.model.reader import ModelReader
from channels.model.request import Parameters
from channels.model.values import Answers


@contextmanager
def connected(
    settings: ModelSettings,
    answers: Answers,
    *,
    prices: Prices,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
) -> Iterator[ModelReader]:
    """Yield a reader of documents, its connections closed at the end."""
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    timing = Timing(
        monotonic=time.monotonic,
        sleep=sleep,
        jitter=random.random,
        call_seconds=settings.timeout_seconds,
    )
    connection = Connection(
        api_key=key,
        base_url=settings.base_url,
        key_header=settings.key_header,
        headers=settings.headers,
        query=settings.query,
    )
    client = Client(connection, timing)
    try:
        yield ModelReader(
            client,
            Parameters(settings.model, extra=settings.extra),
            answers,
            prices=prices,
            budget=Budget(usd=settings.budget_usd),
            now=now,
            forms=FORMS if settings.form == "auto" else (settings.form,),
        )
    finally:
        client.close()
