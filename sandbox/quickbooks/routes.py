"""Which call a request is, by its method and path."""

import re
from typing import NamedTuple

from sandbox.exchange import Request
from sandbox.quickbooks import login

ENTITIES = {
    name.lower(): name
    for name in (
        "Account",
        "Attachable",
        "Bill",
        "CompanyInfo",
        "Item",
        "Preferences",
        "PurchaseOrder",
        "Term",
        "Vendor",
    )
}
"""Entities by their name in a path."""
_COMPANY = re.compile(r"/v3/company/([^/]+)/([a-z]+)(?:/([^/]+))?")
_FILE = re.compile(r"/files/([0-9a-f]{64})")
_POSTED = {
    "query": "query",
    "bill": "create_bill",
    "batch": "batch",
    "upload": "upload",
}
_TOKENS = {
    ("GET", login.DISCOVERY_PATH): "discovery",
    ("POST", login.TOKEN_PATH): "token",
    ("POST", login.REVOKE_PATH): "revoke",
}


class Route(NamedTuple):
    """One call and what its path says."""

    operation: str
    realm: str = ""
    name: str = ""
    """Of the entity; of a file its hash."""
    id: str = ""


def route(request: Request) -> Route:
    """Return which call *request* is; ``unknown`` when there is none such."""
    if operation := _TOKENS.get((request.method, request.path)):
        return Route(operation)
    if request.method == "GET" and (file := _FILE.fullmatch(request.path)):
        return Route("file", name=file[1])
    found = _COMPANY.fullmatch(request.path)
    if found is None:
        return Route("unknown")
    realm, name, id_ = found[1], found[2], found[3] or ""
    operation = "unknown"
    if request.method == "POST" and not id_ and "operation" not in request.query:
        operation = _POSTED.get(name, "unknown")
    elif request.method == "GET" and name == "query" and not id_:
        operation = "query"
    elif request.method == "GET" and name == "download" and id_:
        operation = "download"
    elif request.method == "GET" and name in ENTITIES:
        operation = "read"
    return Route(operation, realm, ENTITIES.get(name, name), id_)
