"""Refusals on demand that nothing else could bring about: errors of a service behind the service."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.sandbox.faults import Faults
from editor_app.sandbox.renderingvideo.auth import unauthorized
from editor_app.sandbox.renderingvideo.errors import Refused

_ASKED = "This fault was asked for with --fault."
UPSTREAM = ("REMOTE_ERROR", "RENDER_TRIGGER_FAILED")
"""Codes that carry the status of the service behind."""


def asked_for(faults: Faults | None, codes: Collection[str]) -> Refused | None:
    """Give the refusal that was asked for, if it is one of these codes and its turn has come."""
    if faults is None or faults.code not in codes or not faults.strikes():
        return None
    return fault(faults.code, faults.status)


def fault(code: str, status: int) -> Refused:
    """Give the refusal of a code; `status` is that of the service behind."""
    if code == "USER_NOT_FOUND":
        return unauthorized(code, _ASKED)
    return Refused(status if code in UPSTREAM else 500, code, _ASKED)


def plain(faults: Faults) -> Refused:
    """Give the refusal for a fault that names a status only."""
    code = "RATE_LIMITED" if faults.status == 429 else "SANDBOX_FAULT"
    headers = {"Retry-After": "1"} if faults.status in (429, 503) else {}
    return Refused(faults.status, code, _ASKED, headers=headers)
