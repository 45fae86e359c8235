"""A number of a parcel that went before is not written without asking."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.codes import Reason

NUMBER, OTHER = "1Z5R89390357567127", "1Z999AA10123456784"
GOODS = "SKU       Qty\nAB-100    2\n"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (f"UPS {OTHER} (old)\nUPS {NUMBER} (new)\n\n{GOODS}", True),
        (f"UPS {OTHER} - outdated\nUPS {NUMBER}\n\n{GOODS}", True),
        (f"Alte Sendungsnummer: {OTHER}\nSendungsnummer: {NUMBER}\n\n{GOODS}", True),
        (f"Ancien numéro de suivi : {OTHER}\nUPS {NUMBER}\n\n{GOODS}", True),
        (
            (
                f"This shipment:\n{GOODS}Tracking: UPS {NUMBER}\n\n"
                f"Previously shipped on 11/12/2026:\n{GOODS}Tracking: UPS {OTHER}\n"
            ),
            True,
        ),
        (
            (
                f"Diese Lieferung\n{GOODS}UPS {NUMBER}\n\n"
                f"Bereits geliefert\n{GOODS}UPS {OTHER}\n"
            ),
            True,
        ),
        (
            f"Déjà expédié\n{GOODS}UPS {OTHER}\n\nExpédié\n{GOODS}UPS {NUMBER}\n",
            True,
        ),
        (f"12 Old Mill Road\nUPS {NUMBER}\n\n{GOODS}", False),
        (f"UPS {NUMBER}\nUPS {OTHER}\n\n{GOODS}", False),
        (f"First shipment of the day\n\nUPS {NUMBER}\n\n{GOODS}", False),
        (f"Items shipped\n{GOODS}UPS {NUMBER}\n", False),
        (
            (
                f"Previously shipped\nSKU       Qty\nAB-200    9\n\n"
                f"Items shipped\n{GOODS}UPS {NUMBER}\n"
            ),
            False,
        ),
    ],
)
def test_a_number_of_a_time_before(
    text: str,
    held: bool,  # noqa: FBT001  # a case's answer
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    found = short(mail(f"Purchase order: 4711\n\n{text}"))

    assert (Reason.INCOMPLETE_READING.value in found.issues) is held
