"""What clips, tracks and transitions are called, everywhere in the window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QCoreApplication

from editor_app.assets import AnyAsset, BrokenAsset
from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState
from editor_app.state.model import AnyTrack
from editor_app.state.patch import Patch
from editor_app.store.sidecar import Sidecar

_KINDS = {
    "video": "Video",
    "image": "Image",
    "gif": "GIF",
    "lottie": "Lottie",
    "audio": "Sound",
    "text": "Text",
    "text-template": "Text template",
    "captions": "Captions",
    "solid": "Shape",
    "illustration": "Illustration",
    "effect": "Effect",
    "filter": "Filter",
    "chart": "Chart",
    "motion-graphic": "Motion graphic",
}
_MANY, _LONGEST_NAME = 8, 32
_TRANSITIONS = {
    "fade": "Fade",
    "slide": "Slide",
    "wipe": "Wipe",
    "flip": "Flip",
    "clock-wipe": "Clock wipe",
    "iris": "Iris",
}


def kind_name(kind: str) -> str:
    """Give the name of a kind of clip."""
    return _tr(_KINDS.get(kind, "Unreadable clip"))


def clip_label(state: EditorState, item: Item | BrokenItem) -> str:
    """Give what stands on a clip: its text, its file's name, or else its kind; also if it is unreadable."""
    if isinstance(item, BrokenItem):
        name, nameless = clip_name(state, item), _tr("Unreadable clip")
        return name if name == nameless else _tr("{name} (unreadable)").format(name=name)
    fields = item.__dict__  # missing attributes of a model cost microseconds each
    text = fields.get("text")
    if isinstance(text, str) and text.strip():
        return " ".join(text.split())
    asset = state.assets.get(fields.get("asset_id", ""))
    filename = getattr(asset, "filename", None)
    return filename if isinstance(filename, str) and filename else kind_name(item.type)


def clip_name(state: EditorState, item: Item | BrokenItem) -> str:
    """Give what stands on a clip; of one that cannot be read, what would."""
    if not isinstance(item, BrokenItem):
        return clip_label(state, item)
    raw: Any = item.raw if isinstance(item.raw, dict) else {}
    text, asset, kind = raw.get("text"), state.assets.get(str(raw.get("assetId"))), raw.get("type")
    if isinstance(text, str) and text.strip():
        return " ".join(text.split())
    return file_name(asset) or kind_name(kind if isinstance(kind, str) else "")


def file_name(asset: AnyAsset | BrokenAsset | None) -> str:
    """Give the name of a medium's file, also of a medium that cannot be read; nothing where it has none."""
    name = asset.raw.get("filename") if isinstance(asset, BrokenAsset) else getattr(asset, "filename", "")
    return name if isinstance(name, str) else ""


def speed_name(rate: float) -> str:
    """Write a clip's speed in two decimals at most, or in so many that something is left of it: “1.13×”."""
    text = f"{rate:.2f}" if rate >= 0.1 else f"{rate:.2g}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}×" if text != "1" or rate == 1.0 else "≈ 1×"


def step_name(label: str, before: EditorState, patch: Patch) -> str:
    """Name a step by what is done and, where it is done to one clip, that clip: “Trim · Hello World”.

    Clips that come of it do not count: a split is the split of one clip, and what is added has its name.
    """
    changes = patch.items.changes
    meant = [change.before for change in islice(changes.values(), _MANY) if change.before is not None]
    if len(changes) >= _MANY or len(meant) != 1:
        return label
    name = clip_label(before, meant[0])
    name = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
    return label if name.casefold() in label.casefold() else f"{label} · {name}"


def transition_name(kind: str) -> str:
    """Give the name of a kind of transition."""
    return _tr(_TRANSITIONS.get(kind, kind))


def track_names(state: EditorState, sidecar: Sidecar) -> tuple[str, ...]:
    """Name the tracks from the top: V3, V2, V1, and those of sound alone A1, A2, unless they have names."""
    if state not in _numbers:
        _numbers[state] = _numbered([_is_sound(state, track) for track in state.tracks])
    own = sidecar.track_names
    return tuple(own.get(t.id) or name for t, name in zip(state.tracks, _numbers[state], strict=True))


_numbers: WeakKeyDictionary[EditorState, tuple[str, ...]] = WeakKeyDictionary()


def _is_sound(state: EditorState, track: AnyTrack) -> bool:
    is_sound = False
    for key in track.items:
        item = state.items.get(key)
        if item is not None and item.type != "audio":
            return False  # mostly the very first: a document may have 50,000 clips
        is_sound = is_sound or item is not None
    return is_sound


def _numbered(is_sound: Sequence[bool]) -> tuple[str, ...]:
    names: list[str] = []
    pictures, sounds = is_sound.count(False), 0
    for sound in is_sound:
        if sound:
            sounds += 1
            names.append(f"A{sounds}")
        else:
            names.append(f"V{pictures}")
            pictures -= 1
    return tuple(names)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Names", text)
