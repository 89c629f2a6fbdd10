"""What clips and transitions are called, everywhere in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState

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
    """Give what stands on a clip: its text, its file's name, or else its kind."""
    if isinstance(item, BrokenItem):
        return _tr("Unreadable clip")
    fields = item.__dict__  # missing attributes of a model cost microseconds each
    text = fields.get("text")
    if isinstance(text, str) and text.strip():
        return " ".join(text.split())
    asset = state.assets.get(fields.get("asset_id", ""))
    filename = getattr(asset, "filename", None)
    return filename if isinstance(filename, str) and filename else kind_name(item.type)


def transition_name(kind: str) -> str:
    """Give the name of a kind of transition."""
    return _tr(_TRANSITIONS.get(kind, kind))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Names", text)
