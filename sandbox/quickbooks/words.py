"""What the books say when a call goes wrong, in their own shapes."""

from typing import Any

from sandbox.exchange import Answer, as_json

Json = dict[str, Any]

_MESSAGES = {
    "500": "Unsupported Operation",
    "610": "Object Not Found",
    "1040": "Batch size exceeds allowed limit",
    "2010": "Request has invalid or unsupported property",
    "2020": "Required param missing, need to supply the required value for the API",
    "2050": "String is too long",
    "2090": "Invalid Number",
    "2500": "Invalid Reference Id",
    "4000": "Error parsing query",
    "4001": "Invalid query",
    "6000": "A business validation error has occurred while processing your request",
    "6070": "Amount calculation incorrect in the request",
    "6140": "Duplicate Document Number Error",
    "6210": "Account Period Closed, Cannot Update Through Services",
}
_AT_THE_DOOR = {
    "token_expired": (401, "AuthenticationFailed", "003200", "AUTHENTICATION"),
    "scope_missing": (403, "ApplicationAuthorizationFailed", "003100", "AUTHORIZATION"),
    "access_denied": (403, "AuthorizationFailed", "003100", "AUTHORIZATION"),
}
_DOOR_DETAILS = {"token_expired": "Token expired"}


class RefusedError(Exception):
    """The books refuse a call; nothing changed."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def missing(name: str) -> RefusedError:
    """Return the refusal of a request that lacks a property."""
    return RefusedError("2020", f"Required parameter {name} is missing in the request")


def unknown_reference(entities: str, value: str) -> RefusedError:
    """Return the refusal of a reference to something that does not exist."""
    detail = f"Invalid Reference Id : {entities} element id {value} not found"
    return RefusedError("2500", detail)


def inactive(name: str) -> RefusedError:
    """Return the refusal of a reference to something that is no longer used."""
    return RefusedError(
        "610", f"Object Not Found : {name} has been made inactive and cannot be used."
    )


def closed_period() -> RefusedError:
    """Return the refusal of a date in a period that is closed."""
    return RefusedError(
        "6210",
        "The account period has closed and the account books cannot be updated"
        " through this service.",
    )


def duplicate_number(number: str, bill_id: str) -> RefusedError:
    """Return the refusal of a number that another bill has."""
    return RefusedError(
        "6140",
        "Duplicate Document Number Error : You must specify a different number."
        f" DocNumber={number} is assigned to TxnType=Bill with TxnId={bill_id}",
    )


def on_demand(kind: str, body: Any) -> RefusedError:
    """Return the refusal a fault of that kind asks for, whatever *body* is.

    Raises:
        ValueError: There is no such fault here.
    """
    match kind:
        case "duplicate_docnumber":
            told = body if isinstance(body, dict) else {}
            return duplicate_number(str(told.get("DocNumber", "")), "1")
        case "closed_period":
            return closed_period()
        case "rejected" | "partial":
            return RefusedError("6000", "The request was refused.")
        case _:
            raise ValueError(f"no such fault at the books: {kind}")


def fault(refused: RefusedError) -> Json:
    """Return a refusal as the books print it, in upper case."""
    error = {
        "Message": _MESSAGES[refused.code],
        "Detail": refused.detail,
        "code": refused.code,
        "element": "",
    }
    return {"Fault": {"Error": [error], "type": "ValidationFault"}}


def at_the_door(kind: str) -> Answer | None:
    """Return the lower-case fault of the gateway; None: the books say it themselves."""
    if kind not in _AT_THE_DOOR:
        return None
    status, name, code, family = _AT_THE_DOOR[kind]
    error = {
        "message": f"message={name}; errorCode={code}; statusCode={status}",
        "detail": _DOOR_DETAILS.get(kind, ""),
        "code": str(int(code)),
        "element": None,
    }
    body = {"fault": {"error": [error], "type": family}}
    return as_json(body, status=status)


def too_fast() -> Json:
    """Return the fault for too many calls, which comes with status 429."""
    message = "message=ThrottleExceeded; errorCode=003001; statusCode=429"
    error = {"Message": message, "Detail": "", "code": "003001", "element": ""}
    return {"Fault": {"Error": [error], "type": "THROTTLED"}}
