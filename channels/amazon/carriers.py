"""Amazon's carrier codes; who has none is ``Other`` with a name."""

from types import MappingProxyType

from extractors.tracking.carriers import BY_SCAC

OTHER = "Other"

# Amazon lists its codes in Seller Central only: these few are certain, and Amazon
# checks a number against the code. A freight number under "FedEx" would be refused.
_CODES = MappingProxyType(
    {
        "DHLC": "DHL",
        "FDEG": "FedEx",
        "ONTR": "OnTrac",
        "UPSN": "UPS",
        "USPS": "USPS",
    }
)


def carrier(scac: str) -> tuple[str, str | None]:
    """Return carrierCode and carrierName; the name is None where the code says it.

    >>> carrier("UPSN"), carrier("EXLA")
    (('UPS', None), ('Other', 'Estes Express Lines'))
    """
    code = _CODES.get(scac)
    if code is not None:
        return code, None
    known = BY_SCAC.get(scac)
    return OTHER, known.name if known else scac
