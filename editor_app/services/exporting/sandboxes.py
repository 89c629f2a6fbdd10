"""Which services are sandboxes, where nothing is paid for real. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from editor_app.cloud.http.origin import is_loopback
from editor_app.store.accounts import LOCAL_WORKSPACE, Profile


def is_sandbox(profile: Profile) -> bool:
    """Tell whether an account is there for developers."""
    places = (profile.id, profile.service, profile.base_url)
    return profile.kind == "sandbox" or any(map(is_sandbox_service, places))


def is_sandbox_service(service: str) -> bool:
    """Tell whether what a service is remembered by names this computer: no real one answers there."""
    if service.startswith(LOCAL_WORKSPACE):
        return True
    _, _, address = service.rpartition(" ")  # RenderingVideo's are “renderingvideo http://…”
    try:
        return is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False
