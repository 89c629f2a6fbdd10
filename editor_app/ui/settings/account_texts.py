"""Accounts in words: kinds of services, where a key is, and what stands in the fields of a new one."""

from __future__ import annotations

from urllib.parse import urlsplit

from editor_app.services.account_drafts import exposed, exposed_text
from editor_app.services.account_keys import KeyPlace
from editor_app.store.accounts import Kind, Profile
from editor_app.store.key_chain import KEY_VARIABLE
from editor_app.ui.settings.texts import Line, tr

ICONS: dict[Kind, str] = {
    "indream": "mdi6.cloud-outline",
    "renderingvideo": "mdi6.movie-open-outline",
    "sandbox": "mdi6.cube-outline",
}


def kind_name(kind: Kind) -> str:
    """Name a kind of service."""
    names = {"indream": "Indream", "renderingvideo": "RenderingVideo", "sandbox": tr("Sandbox")}
    return names[kind]


def interface_name(kind: Kind) -> str:
    """Name the service whose interface a sandbox has."""
    return kind_name("renderingvideo" if kind == "renderingvideo" else "indream")


def place_line(profile: Profile) -> str:
    """Say what a service is and where."""
    where = urlsplit(profile.base_url)
    return f"{kind_name(profile.kind)} · {where.netloc}{where.path}"


def key_line(place: KeyPlace, *, is_refused: bool) -> Line:
    """Say how the key of an account is."""
    if is_refused:
        return Line(tr("The service refuses its key. Edit the account, and paste a new one."), "error")
    match place:
        case "chain":
            return Line(tr("Key in the system's key chain"), "ok")
        case "run":
            return Line(tr("Key for this run only"), "ok")
        case "environment":
            return Line(tr("Key for this run, from {variable}").format(variable=KEY_VARIABLE), "ok")
        case "workspace":
            return Line(tr("On this computer, while it is switched on under Developer"), "ok")
        case "reading":
            return Line(tr("Its key is being read…"), "quiet")
        case "none":
            return Line(tr("No key. Edit the account, and paste one."), "error")


def key_remark(has_key_chain: bool | None) -> str:
    """Say where a key that is pasted will be."""
    if has_key_chain is False:
        return tr(
            "This system has no key chain that can be used: the key holds until the program ends, "
            "and is asked for again next time. It stands in no file."
        )
    return tr("It is kept in this system's key chain, and stands in no file of this program.")


def key_placeholder(*, is_held: bool, is_moved: bool) -> str:
    """Say what belongs into the empty field of a key."""
    if is_moved:
        return tr("Paste the key for this address")
    return tr("There is one; paste another to replace it") if is_held else tr("Paste the key")


def address_remark(kind: Kind, address: str) -> Line:
    """Say which addresses there can be, and of one that would carry the key openly what to do instead."""
    where = exposed(address) if kind != "indream" else None
    if where is not None and not any(own.startswith(where[0]) for own in ("localhost", "127.0.0.1")):
        text = tr("Over http the key would cross the network for all to read. The proxy must speak https.")
        return Line(exposed_text(*where) if kind == "sandbox" else text, "warning")
    match kind:
        case "indream":
            return Line(tr("Indream's own; there is no other."), "quiet")
        case "renderingvideo":
            text = tr("RenderingVideo's own, or that of a proxy of yours: https, or http on this computer.")
            return Line(text, "quiet")
        case "sandbox":
            text = tr(
                "https, or http on this computer, as keys travel encrypted or not at all. To reach another "
                "computer's sandbox, put https in front of it, or bring it here with "
                "“ssh -L 8787:127.0.0.1:8787 COMPUTER” and write http://127.0.0.1:8787."
            )
            return Line(text, "quiet")
