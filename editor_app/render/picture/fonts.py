"""The font families a document may name: the bundled ones, the installed ones, and what stands in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from editor_app.drawing import TextStyle
from editor_app.render.picture.families import bundled_families
from editor_app.render.picture.gui import ensure_gui
from editor_app.resources import package_folder
from editor_app.state.model import EditorState

DEFAULT_FAMILY = "Inter"
EM = 1000
"""Text is laid out at this many px a font size: a whole number, as QFont wants, and the usual design grid."""

_GENERIC = {
    "sans-serif": "Inter",
    "system-ui": "Inter",
    "ui-sans-serif": "Inter",
    "serif": "Playfair Display",
    "monospace": "Roboto Mono",
    "cursive": "Dancing Script",
    "fantasy": "Bebas Neue",
}
# Tried in this order for the letters that the chosen family lacks, before whatever the system has.
_SCRIPTS = (
    "Inter",
    "Noto Sans",
    "Apple Color Emoji",
    "Segoe UI Emoji",
    "Noto Color Emoji",
    "Noto Emoji",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Khmer",
    "Noto Sans Symbols",
    "Rubik",
)
_ENOUGH_LETTERS = 8
"""So many tell of a script; looking for a letter that nobody has goes through all fonts."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SCRIPT_PACKAGE = "manimgx_fonts"
"""Noto for many scripts, and emoji in one colour; it declares no fontpkg entry point."""


@lru_cache(maxsize=1)
def known_families() -> frozenset[str]:
    """Register the bundled fonts with Qt and give the names, in lower case, of all that can be drawn."""
    ensure_gui()
    files = [file for family in bundled_families().values() for file in family.files]
    for file in (*files, *_script_files()):
        QFontDatabase.addApplicationFont(str(file))
    installed = {name.split(" [")[0].lower() for name in QFontDatabase.families()}
    present = installed | set(bundled_families())
    generic = {word for word, name in _GENERIC.items() if name.lower() in present}
    return frozenset(present | generic)


def is_known_family(family: str) -> bool:
    """Tell whether a CSS family list names a font that can be drawn."""
    return _first_known(family) is not None


def missing_families(state: EditorState) -> dict[str, tuple[str, ...]]:
    """Give each family that the document names and nobody has, with the ids of the items that name it."""
    missing: dict[str, list[str]] = {}
    for item_id, item in state.items.items():
        family = getattr(item, "font_family", None)
        if isinstance(family, str) and not _first_known(family):
            missing.setdefault(family, []).append(item_id)
    return {family: tuple(ids) for family, ids in missing.items()}


def lacking_letters(family: str, text: str) -> str:
    """Give the first few letters of a text, each once, that neither a CSS family list nor any font has."""
    lacking = ""
    for letter in dict.fromkeys(text):
        if letter > "~" and not _is_drawable(family, letter):
            lacking += letter
            if len(lacking) == _ENOUGH_LETTERS:
                break
    return lacking


@lru_cache(maxsize=65_536)
def _is_drawable(family: str, letter: str) -> bool:
    """Tell whether some font has it, or it draws nothing anyway."""
    if unicodedata.category(letter) in _UNSEEN or _SELECTORS.match(letter):
        return True
    return QFontMetrics(font_for(family, 400, False)).inFontUcs4(ord(letter))


@lru_cache(maxsize=256)
def font_for(family: str, weight: int, italic: bool) -> QFont:
    """Give the font for a CSS family list at EM px, unhinted; an unknown family gives Inter.

    A variable family is set by its weight axis: QFont.setWeight would smear the regular outlines.
    """
    known_families()
    name = _first_known(family) or DEFAULT_FAMILY
    font = QFont()
    font.setFamilies([name, *(script for script in _SCRIPTS if script != name)])
    font.setPixelSize(EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setItalic(italic)
    bundled = bundled_families().get(name.lower())
    if bundled and bundled.weights:
        low, high = bundled.weights
        font.setVariableAxis(QFont.Tag("wght"), min(max(float(weight), low), high))
    else:
        font.setWeight(QFont.Weight(min(max(round(weight / 100) * 100, 100), 900)))
    return font


def style_font(style: TextStyle) -> QFont:
    """Give the font of a text style at EM px, with its letter spacing in the same measure."""
    font = QFont(font_for(style.family, style.weight, style.italic))
    if style.letter_spacing and style.font_size > 0:
        spacing = style.letter_spacing * EM / style.font_size
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return font


def _first_known(family: str) -> str | None:
    known = known_families()
    for part in family.split(","):
        named = part.strip().strip("\"'")
        name = _GENERIC.get(named.lower(), named)
        if name.lower() in known:
            return name
    return None


def _script_files() -> list[Path]:
    folder = package_folder(_SCRIPT_PACKAGE)
    bundled = {_stem(file) for family in bundled_families().values() for file in family.files}
    # Two files of one family would leave it to chance which is drawn.
    return sorted(file for file in folder.glob("*.ttf") if _stem(file) not in bundled) if folder else []


def _stem(file: Path) -> str:
    return file.name.split("[")[0]
