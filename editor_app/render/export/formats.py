"""The formats an export can have: what kind of thing each is, its suffix, the rates it may run at."""

from __future__ import annotations

from typing import Literal

Format = Literal[
    "mp4", "webm", "mkv", "gif", "m4a", "mp3", "wav", "png", "jpg", "png-sequence", "jpg-sequence"
]
Kind = Literal["film", "gif", "sound", "still", "sequence"]

_KINDS: dict[Format, Kind] = {
    "mp4": "film",
    "webm": "film",
    "mkv": "film",
    "gif": "gif",
    "m4a": "sound",
    "mp3": "sound",
    "wav": "sound",
    "png": "still",
    "jpg": "still",
    "png-sequence": "sequence",
    "jpg-sequence": "sequence",
}
FORMATS: tuple[Format, ...] = tuple(_KINDS)
_OTHER_SUFFIXES: dict[str, Format] = {"m4v": "mp4", "jpeg": "jpg", "jpe": "jpg", "wave": "wav"}
_RATES = (30, 60)
_GIF_RATES = (10, 12, 15, 16, 20, 24, 25)
"""Those of 10 to 25 whose frames are whole numbers of ticks."""


def kind_of(form: Format) -> Kind:
    """Tell what a format makes: pictures with sound, moving pictures alone, sound, one or many files."""
    return _KINDS[form]


def has_sound(form: Format) -> bool:
    """Tell whether a format holds sound."""
    return _KINDS[form] in ("film", "sound")


def has_pictures(form: Format) -> bool:
    """Tell whether a format holds pictures."""
    return _KINDS[form] != "sound"


def can_be_transparent(form: Format) -> bool:
    """Tell whether a format's pictures may be see-through."""
    return form in ("webm", "mkv", "gif", "png", "png-sequence")


def suffix_of(form: Format) -> str:
    """Give what a file's name ends in, with the dot; nothing for a sequence, which is a folder."""
    return "" if _KINDS[form] == "sequence" else f".{form}"


def format_of_suffix(suffix: str) -> Format | None:
    """Give the format that a file's name asks for, None where it asks for none that is known."""
    text = suffix.lower().removeprefix(".")
    for form, kind in _KINDS.items():
        if form == text and kind != "sequence":
            return form
    return _OTHER_SUFFIXES.get(text)


def rates_of(form: Format) -> tuple[int, ...]:
    """Give the frames a second that a format may have; for sound and stills what times are counted in."""
    return _GIF_RATES if form == "gif" else _RATES


def default_rate(form: Format) -> int:
    """Give the rate that is used where nobody asks for another."""
    return 15 if form == "gif" else 30
