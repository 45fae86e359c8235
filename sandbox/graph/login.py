"""Microsoft Entra ID: who may have a token, and what is said to who may not."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from sandbox.exchange import Answer, as_json

Json = dict[str, Any]
TENANT = "00000000-0000-4000-8000-000000000001"
CLIENT_ID = "00000000-0000-4000-8000-000000000002"
CLIENT_SECRET = "sandbox~graph"  # noqa: S105  # opens nothing but the sandbox
TOKEN_SECONDS = 3599
AUTHORITY = "https://login.microsoftonline.com"
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_SCOPE = "https://graph.microsoft.com/.default"
_REFUSALS = {
    "rate_limited": (429, "temporarily_unavailable", "AADSTS90055: Too many requests."),
    "token_expired": (401, "invalid_client", "AADSTS7000222: The secret is expired."),
    "scope_missing": (400, "invalid_scope", "AADSTS70011: The scope is not valid."),
    "access_denied": (400, "unauthorized_client", "AADSTS700016: Not found."),
    "rejected": (400, "invalid_grant", "AADSTS70000: The grant is invalid."),
    "wrong_secret": (401, "invalid_client", "AADSTS7000215: Invalid client secret."),
    "partial": (400, "invalid_request", "AADSTS900144: A parameter is missing."),
    "pending": (400, "authorization_pending", "AADSTS70016: Nobody answered yet."),
    "declined": (400, "authorization_declined", "AADSTS70018: It was declined."),
    "code_expired": (400, "expired_token", "AADSTS70020: The code is expired."),
    "unused": (400, "invalid_grant", "AADSTS700082: The refresh token is expired."),
}


def discovery() -> Json:
    """Return what the directory says of itself, with its real addresses."""
    base = f"{AUTHORITY}/{TENANT}"
    return {
        "issuer": f"{base}/v2.0",
        "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        "token_endpoint": f"{base}/oauth2/v2.0/token",
        "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
        "tenant_region_scope": None,
    }


def refusal(kind: str) -> Answer:
    """Return the directory's words for one kind of fault.

    Raises:
        ValueError: It has no such fault.
    """
    if kind not in _REFUSALS:
        raise ValueError(f"no such fault at the token endpoint: {kind}")
    status, code, words = _REFUSALS[kind]
    return as_json({"error": code, "error_description": words}, status=status)


def refused(form: Mapping[str, str], certificate: str, now: float) -> Answer | None:
    """Return why *form* gets no token; None when it does.

    Args:
        form: What was posted.
        certificate: PEM of the certificate that is registered; empty for none.
        now: Seconds since 1970 by the client's clock.
    """
    if form.get("grant_type") != "client_credentials":
        return refusal("rejected")
    if form.get("client_id") != CLIENT_ID:
        return refusal("access_denied")
    if _SCOPE not in form.get("scope", "").split():
        return refusal("scope_missing")
    if form.get("client_assertion_type") == _ASSERTION:
        proved = _proves(form.get("client_assertion", ""), certificate, now)
        return None if proved else refusal("token_expired")
    if "client_secret" not in form:
        return refusal("partial")
    right = form["client_secret"] == CLIENT_SECRET
    return None if right else refusal("wrong_secret")


def shaped(token: str, **claims: object) -> str:
    """Return an access token of the usual shape, which says what it is good for."""
    head = _packed({"typ": "JWT", "alg": "none"})
    return f"{head}.{_packed({'aud': 'https://graph.microsoft.com', **claims})}.{token}"


def bare(token: str) -> str:
    """Return of such a token the part that is looked up."""
    return token.rpartition(".")[2]


def granted(token: str) -> Answer:
    """Return a new access token as it is handed out."""
    return as_json(
        {
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "ext_expires_in": TOKEN_SECONDS,
            "access_token": token,
        }
    )


def _proves(assertion: str, certificate: str, now: float) -> bool:
    """Say whether *assertion* was signed with the key of *certificate*, for us, now."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # heavy
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415  # heavy
    from cryptography.hazmat.primitives.asymmetric import padding, rsa  # noqa: PLC0415
    from cryptography.x509 import load_pem_x509_certificate  # noqa: PLC0415  # heavy

    signed, _, signature = assertion.rpartition(".")
    try:
        head, claims = (json.loads(_bytes(part)) for part in signed.split("."))
        registered = load_pem_x509_certificate(certificate.encode())
    except ValueError:
        return False
    key = registered.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    ways: dict[str, padding.AsymmetricPadding] = {
        "RS256": padding.PKCS1v15(),
        "PS256": padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH),
    }
    if head.get("alg") not in ways:
        return False
    try:
        key.verify(
            _bytes(signature), signed.encode(), ways[head["alg"]], hashes.SHA256()
        )
    except InvalidSignature:
        return False
    return bool(
        claims.get("aud") == f"{AUTHORITY}/{TENANT}/oauth2/v2.0/token"
        and claims.get("iss") == claims.get("sub") == CLIENT_ID
        and claims.get("exp", 0) > now
    )


def _packed(told: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
