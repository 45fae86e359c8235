"""People who sign in for a program: it shows a code, and they type it in elsewhere."""

import base64
import json
import time
from collections.abc import Mapping
from typing import Any

from sandbox.clock import Clock
from sandbox.exchange import Answer, as_json
from sandbox.graph import login
from sandbox.tokens import Tokens

Json = dict[str, Any]
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
REFRESH_DAYS = 90
"""A refresh token that nobody uses for so long is of no use any more."""
_CODE_SECONDS = 900
_INTERVAL = 1
"""Seconds between two questions; the real directory wants five."""
_DAY = 86_400


class People:
    """Codes that wait for a person, and the refresh tokens of who signed in."""

    def __init__(self, clock: Clock, user: str) -> None:
        self._user = user
        self._codes = Tokens(clock, "sandbox.device.", _CODE_SECONDS)
        self._refresh = Tokens(clock, "sandbox.refresh.", REFRESH_DAYS * _DAY)
        self._entered: dict[str, str] = {}
        """By device code: who typed it in; nobody where it was declined."""
        self._shown: dict[str, str] = {}
        """By what the person types in: the device code."""

    def begin(self, form: Mapping[str, str], page: str) -> Answer:
        """Hand out a code that a person types in at *page*."""
        if form.get("client_id") != login.CLIENT_ID:
            return login.refusal("access_denied")
        code = self._codes.issue()
        typed = f"SANDBOX{len(self._shown) + 1}"
        self._shown[typed] = code
        return as_json(
            {
                "user_code": typed,
                "device_code": code,
                "verification_uri": page,
                "expires_in": _CODE_SECONDS,
                "interval": _INTERVAL,
                "message": f"To sign in, open {page} and enter the code {typed}.",
            }
        )

    def enter(self, form: Mapping[str, str]) -> Answer:
        """Let a person type in a code, and agree or decline."""
        code = self._shown.get(form.get("code", ""))
        if code is None:
            return as_json({"error": "no such code"}, status=404)
        declined = form.get("answer") == "decline"
        self._entered[code] = "" if declined else form.get("user", self._user)
        return Answer(204)

    def refused(self, form: Mapping[str, str]) -> Answer | None:
        """Return why *form* gets no token; None when it does."""
        if form.get("client_id") != login.CLIENT_ID:
            return login.refusal("access_denied")
        if form.get("grant_type") == "refresh_token":
            good = self._refresh.valid(form.get("refresh_token", ""))
            return None if good else login.refusal("unused")
        code = form.get("device_code", "")
        if not self._codes.valid(code):
            return login.refusal("code_expired")
        if code not in self._entered:
            return login.refusal("pending")
        return None if self._entered[code] else login.refusal("declined")

    def granted(self, form: Mapping[str, str], token: str) -> Answer:
        """Return a new access token, and what renews it."""
        user = self._entered.get(form.get("device_code", ""), self._user)
        told = json.loads(login.granted(token).body)
        told["scope"] = "https://graph.microsoft.com/Mail.ReadWrite"
        told["refresh_token"] = self._refresh.issue()
        told["client_info"] = _packed({"uid": "a-person", "utid": login.TENANT})
        told["id_token"] = f"{_packed({'alg': 'none'})}.{_packed(_claims(user))}."
        return as_json(told)


def _claims(user: str) -> Json:
    now = int(time.time())  # held against the client's own clock: the machine's
    return {
        "aud": login.CLIENT_ID,
        "iss": f"{login.AUTHORITY}/{login.TENANT}/v2.0",
        "iat": now,
        "exp": now + login.TOKEN_SECONDS,
        "tid": login.TENANT,
        "oid": "a-person",
        "sub": "a-person",
        "preferred_username": user,
    }


def _packed(told: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
