"""Which call a request is: the mailbox's and the directory's."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from sandbox.exchange import Request
from sandbox.graph import login

_LOGIN = f"/{login.TENANT}/"
DEVICE_PAGE = "/devicelogin"
_USER = re.compile(r"/v1\.0/users/([^/]+)/(.+)")
_ROUTES: dict[str, tuple[str, re.Pattern[str]]] = {
    "list_folders": ("GET", re.compile(r"mailFolders")),
    "list_children": ("GET", re.compile(r"mailFolders/([^/]+)/childFolders")),
    "delta": ("GET", re.compile(r"mailFolders/([^/]+)/messages/delta(?:\(\))?")),
    "list_inside": ("GET", re.compile(r"mailFolders/([^/]+)/messages")),
    "list_messages": ("GET", re.compile(r"messages")),
    "get_mime": ("GET", re.compile(r"messages/([^/]+)/\$value")),
    "list_attachments": ("GET", re.compile(r"messages/([^/]+)/attachments")),
    "get_message": ("GET", re.compile(r"messages/([^/]+)")),
    "update_message": ("PATCH", re.compile(r"messages/([^/]+)")),
    "delete_message": ("DELETE", re.compile(r"messages/([^/]+)")),
    "move_message": ("POST", re.compile(r"messages/([^/]+)/move")),
    "send_draft": ("POST", re.compile(r"messages/([^/]+)/send")),
    "create_draft": ("POST", re.compile(r"messages")),
}


class Asked(NamedTuple):
    """One call."""

    operation: str
    user: str
    name: str
    """Of the folder or message; empty where the call has none."""


def asked(request: Request) -> Asked:
    """Return which call *request* is, and which folder or message it names."""
    if request.path.startswith(_LOGIN):
        last = request.path.rpartition("/")[2]
        known = {
            "openid-configuration": "discovery",
            "token": "token",
            "devicecode": "device_code",
        }
        return Asked(known.get(last, "unknown"), "", "")
    if request.path == DEVICE_PAGE:
        return Asked("enter_code", "", "")
    found = _USER.fullmatch(request.path)
    if found:
        for operation, (method, path) in _ROUTES.items():
            inside = path.fullmatch(found[2])
            if request.method == method and inside:
                name = unquote(inside[1]) if inside.groups() else ""
                return Asked(operation, unquote(found[1]), name)
    return Asked("unknown", "", "")
