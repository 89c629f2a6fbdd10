"""What a config must be to be shown, and to be rendered: every fault with its JSON path. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from editor_app.render.export.formats import rates_of
from editor_app.sandbox.renderingvideo.errors import invalid_config

FORMAT = "mp4"
Fault = tuple[str, str]
"""A JSON path into the config, and a sentence."""
_LEGACY = ("video", "audio")


def refuse(faults: Sequence[Fault]) -> None:
    """Raise Refused (400) where something is wrong; it names the first fault and counts the others."""
    if faults:
        raise invalid_config(*faults[0], len(faults) - 1)


def outline_faults(config: Mapping[str, Any]) -> list[Fault]:
    """Give what keeps a config from being shown: no meta, no tracks, or another schema."""
    if "config" in config and "meta" not in config:
        return [("$.config", "Send the schema itself as the body, without a config around it.")]
    return [*_outline(config)]


def faults_of(config: Mapping[str, Any]) -> list[Fault]:
    """Give what keeps a config from being rendered, as far as its structure tells."""
    from editor_app.interchange.renderingvideo import check_config

    if faults := outline_faults(config):
        return faults
    faults = [(refusal.path, refusal.message) for refusal in check_config(config)]
    return faults or [*_limits(config)]


def _outline(config: Mapping[str, Any]) -> Iterator[Fault]:
    for name, kind, what in (("meta", dict, "an object"), ("tracks", list, "a list")):
        if name not in config:
            yield f"$.{name}", f"{name} is missing."
        elif not isinstance(config[name], kind):
            yield f"$.{name}", f"{name} must be {what}."
    for name in _LEGACY:
        if name in config:
            yield f"$.{name}", f"The top-level block {name} belongs to the first schema, which is not read."


def _limits(config: Mapping[str, Any]) -> Iterator[Fault]:
    rates = rates_of(FORMAT)
    if config["meta"]["fps"] not in rates:
        known = " or ".join(map(str, rates))
        yield "$.meta.fps", f"meta.fps must be {known}: this sandbox renders no other rate."
    if not any(track["clips"] for track in config["tracks"]):
        yield "$.tracks", "tracks hold no clip, so there is nothing to render."
