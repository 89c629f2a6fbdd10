"""What is said of uploads that fail: what happened, to which file, and what to do next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from editor_app.cloud.indream import APIError, AuthError, NetworkError, RateLimitError


def queue_trouble(error: APIError, service_name: str) -> str:
    """Say what holds up all uploads alike; nothing where it is about one file only."""
    if error.status == 401:
        text = _tr("{service} does not accept the key. Enter it anew under Settings ▸ Services, then retry.")
    elif isinstance(error, AuthError):
        text = _tr("{service} does not let this account upload: {why} See your plan there, then retry.")
    elif error.status == 404:
        text = _tr("{service} no longer has this project, so its media are not uploaded.")
    else:
        return ""
    return text.format(service=service_name, why=_sentence(error))


def file_trouble(error: APIError, service_name: str, filename: str) -> str:
    """Say why one file is not at the service."""
    if isinstance(error, NetworkError):
        text = _tr("The connection to {service} breaks off while “{name}” is sent. Retry on a better line.")
    elif isinstance(error, RateLimitError):
        text = _tr("{service} takes no more uploads at the moment: {why} Retry later.")
    elif error.status in (402, 507):
        text = _tr(
            "{service} has no room left for “{name}”: {why} Delete files there, under File ▸ Media of the "
            "service, or enlarge your plan, then retry."
        )
    elif error.status == 413:
        text = _tr("“{name}” is too large for {service}: {why} Replace it by a smaller copy.")
    elif error.status >= 500:
        text = _tr("{service} failed again and again to take “{name}”: {why} Retry later.")
    else:
        text = _tr("{service} does not take “{name}”: {why} Replace it by another file, or retry.")
    return text.format(service=service_name, name=filename, why=_sentence(error))


def holding_reason(error: APIError, service_name: str) -> str:
    """Say in short why an upload waits."""
    if isinstance(error, NetworkError):
        return _tr("{service} does not answer").format(service=service_name)
    if isinstance(error, RateLimitError):
        return _tr("{service} asks to wait").format(service=service_name)
    return _tr("{service} has trouble of its own").format(service=service_name)


def binding_trouble(error: APIError, service_name: str) -> str:
    """Say that what the service has already could not be made to belong to the project."""
    text = _tr("{service} did not let media that it has belong to this project: {why} Retry.")
    return text.format(service=service_name, why=_sentence(error))


def changed_meanwhile(filename: str) -> str:
    """Say that a file became another while it was sent."""
    return _tr("“{name}” changed while it was uploaded. It is uploaded again as it is now.").format(
        name=filename
    )


def gone(path: Path, filename: str) -> str:
    """Say that there is no file any more."""
    text = _tr("“{name}” is no longer in {folder}. Put it back, or locate it in the Media panel, then retry.")
    return text.format(name=filename, folder=path.parent)


def not_readable(path: Path) -> str:
    """Say that a file cannot be read, so that it is not even wanted."""
    text = _tr("“{name}” cannot be read, so it is not uploaded. See to its permissions, then retry.")
    return text.format(name=path.name)


def unreadable(error: OSError, filename: str) -> str:
    """Say that a file, or the room to check it, is not to be had."""
    text = _tr("“{name}” cannot be uploaded: {why}. See to that, then retry.")
    return text.format(name=filename, why=error.strerror or error)


def _sentence(error: APIError) -> str:
    """Give the service's own words as a sentence; what a dead line says is for no reader."""
    if isinstance(error, NetworkError):
        return _tr("it cannot be reached.")
    said = str(error).strip() or _tr("no reason was given")
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _tr(text: str) -> str:
    return QCoreApplication.translate("Uploads", text)
