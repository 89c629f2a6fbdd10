"""What happens to exports at RenderingVideo, in sentences with a next step."""

from __future__ import annotations

from editor_app.cloud.renderingvideo import (
    APIError,
    AuthError,
    ConfigError,
    CreditsError,
    NetworkError,
    PaymentError,
    RateLimitError,
    StorageError,
)
from editor_app.services.exporting.jobs.job import Remedy
from editor_app.services.exporting.jobs.words import tr, troubled, whole


def held(error: APIError, service: str) -> str:
    """Say what is waited for, as an export goes on by itself."""
    if isinstance(error, NetworkError):
        text = tr("{service} does not answer. It goes on when the line is back.")
    elif isinstance(error, RateLimitError):
        text = tr("{service} was asked too often. It goes on in a moment.")
    else:
        return troubled(str(error), service)
    return text.format(service=service)


def refused(error: APIError, service: str) -> tuple[str, Remedy]:
    """Say why a service does not make an export, and what can be done."""
    if isinstance(error, StorageError) or (isinstance(error, PaymentError) and _is_storage(error)):
        text = tr("The storage at {service} is full ({why}). Delete files there, then try again.")
        return text.format(service=service, why=_bare(error)), "storage"
    if isinstance(error, PaymentError):
        text = tr("The credits at {service} do not suffice ({why}). Buy some there, then try again.")
        return text.format(service=service, why=_bare(error)), "credits"
    if isinstance(error, AuthError):
        if error.status == 401:
            text = tr("{service} does not accept the key. Enter it anew under Settings ▸ Services.")
        else:
            text = tr("{service} accepts the key, but this account may not export. See your plan there.")
        return text.format(service=service), "settings"
    if error.status == 413:
        text = tr("The document is larger than {service} takes. Export a part, or on this computer.")
        return text.format(service=service), "anew"
    if isinstance(error, ConfigError):
        text = tr("{service} cannot show the document: {why}{where} Change that, then export again.")
        return text.format(service=service, why=whole(str(error)), where=_where(error)), "anew"
    if str(error.details.get("field", "")).endswith("webhook_url"):
        text = tr("{service} refuses the address of the webhook: {why} Change it, then export again.")
        return text.format(service=service, why=whole(str(error))), "anew"
    text = tr("{service} refused the export: {why} Change that, then export again.")
    return text.format(service=service, why=whole(str(error))), "anew"


def not_converted() -> str:
    """Say that the process that converts has died."""
    return tr("The document could not be prepared, as the process for that was ended. Try again.")


def few_credits(price: int, balance: float, service: str) -> str:
    """Say that an export costs more than there is."""
    text = tr(
        "It costs {price} credits at {service}, and the account has {balance}. "
        "Buy some there, or make it shorter or smaller."
    )
    return text.format(price=price, service=service, balance=f"{balance:g}")


def empty_film() -> str:
    """Say that there is nothing to export."""
    return tr(
        "Nothing of the timeline lies in the range, so there is nothing to export. Choose another range."
    )


def not_rendered(service: str) -> str:
    """Say that a task has no film as nobody had it rendered."""
    text = tr("{service} has this video, but nobody has had it rendered. Render it, then fetch it.")
    return text.format(service=service)


def goes_on_there(service: str) -> str:
    """Say what becomes of a task that nobody wants."""
    text = tr(
        "{service} cannot be stopped: it makes the film all the same, and it is paid. "
        "Fetch or delete it among the account's tasks."
    )
    return text.format(service=service)


def not_downloaded(error: APIError, service: str) -> str:
    """Say that a link does not give the film."""
    text = tr("The film of {service} could not be fetched: {why} Try again: it is not made twice.")
    return text.format(service=service, why=whole(str(error)))


def preview_gone(service: str) -> str:
    """Say that a preview link is no more."""
    text = tr("{service} no longer has the preview: it lasts 7 days. Export the project again.")
    return text.format(service=service)


def differs(count: int, service: str) -> str:
    """Say that things look different."""
    if count == 1:
        return tr("One thing looks different at {service}.").format(service=service)
    return tr("{count} things look different at {service}.").format(count=count, service=service)


def lacks(names: tuple[str, ...], service: str) -> str:
    """Say what a service cannot show at all."""
    shown = ", ".join(f"“{name}”" for name in names[:3]) + (" …" if len(names) > 3 else "")
    return tr("Missing in the film, as {service} cannot show it: {names}.").format(
        names=shown, service=service
    )


def part_failed(sentence: str, service: str) -> str:
    """Say that something could not be drawn here before."""
    text = tr("What {service} cannot draw could not be drawn here: {why}")
    return text.format(service=service, why=whole(sentence))


def medium_refused(name: str, error: APIError, service: str) -> str:
    """Say that a service does not take a medium."""
    text = tr("{service} did not take “{name}”: {why} Replace it, then export again.")
    return text.format(service=service, name=name, why=whole(str(error)))


def _where(error: APIError) -> str:
    field = error.details.get("field")
    return f" [{field}]" if isinstance(field, str) and field else ""


def _is_storage(error: APIError) -> bool:
    is_credits = isinstance(error, CreditsError)
    return not is_credits and "storage" in f"{error.code} {error.detail}".lower()


def _bare(error: APIError) -> str:
    return str(error).rstrip(".")
