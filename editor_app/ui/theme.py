"""The look, in one place: colours, type, spacing; the style sheet and the palette are filled from them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from editor_app.render.picture.families import bundled_families
from editor_app.resources import resources_dir
from editor_app.ui.colour import contrast, mixed, oklch

Look = Literal["dark", "light", "high-contrast"]

SPACE_PX = 8
RADIUS_PX, CLIP_RADIUS_PX = 4, 3
HIT_PX = 28
"""The smallest side of anything that is clicked."""
TEXT_PX, SMALL_PX = 13, 12
UI_FAMILY = "Inter"
_PLATFORM_HAS_A_FACE = sys.platform in ("darwin", "win32")

_HUES: Mapping[str, tuple[float, float]] = {
    "video": (256, 0.105),
    "image": (292, 0.12),
    "gif": (318, 0.12),
    "lottie": (16, 0.125),
    "text": (66, 0.085),
    "captions": (102, 0.09),
    "text-template": (44, 0.11),
    "audio": (156, 0.095),
    "solid": (338, 0.125),
    "illustration": (30, 0.115),
    "chart": (205, 0.085),
    "motion-graphic": (232, 0.10),
    "effect": (276, 0.11),
    "filter": (182, 0.085),
}
"""Hue in degrees and chroma of each kind of clip, all shown at one lightness."""

STRIPED = frozenset({"effect", "filter"})
"""Kinds that change what lies under them."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one look, as #rrggbb; `selection_alpha` is the accent's share in a selection."""

    window: str
    panel: str
    raised: str
    hairline: str
    text: str
    secondary: str
    disabled: str
    accent: str
    fill: str
    """The accent where text lies on it."""
    on_accent: str
    selection_alpha: float
    playhead: str
    keyframe: str
    ok: str
    warning: str
    error: str
    info: str
    clip_lightness: float
    clip_text: str

    @property
    def selection(self) -> str:
        """Give the ground of what is selected in a list."""
        return mixed(self.panel, self.accent, self.selection_alpha)

    @property
    def fill_hover(self) -> str:
        """Give the fill under the pointer, farther from the text on it."""
        ends = sorted((self.text, self.window), key=lambda end: contrast(end, self.on_accent))
        return mixed(self.fill, ends[-1], 0.15)

    def clip(self, kind: str) -> str:
        """Give the body colour of a kind of clip; grey for one that nobody knows."""
        hue, chroma = _HUES.get(kind, (260, 0.012))
        return oklch(self.clip_lightness, chroma, hue)

    def strip(self, kind: str) -> str:
        """Give the colour of a clip's title strip, above its pictures: the body's, nearer to the panel."""
        return mixed(self.clip(kind), self.window, 0.42)


DARK = Tokens(
    window="#141619",
    panel="#1b1e23",
    raised="#252a31",
    hairline="#323841",
    text="#e8eaed",
    secondary="#9ba3ae",
    disabled="#5d6570",
    accent="#5b8def",
    fill="#3d70d8",
    on_accent="#ffffff",
    selection_alpha=0.35,
    playhead="#ff5d5d",
    keyframe="#f0b04a",
    ok="#41b883",
    warning="#e2a33d",
    error="#ef5f5f",
    info="#5b8def",
    clip_lightness=0.53,
    clip_text="#ffffff",
)
LIGHT = Tokens(
    window="#f4f5f7",
    panel="#ffffff",
    raised="#eceef1",
    hairline="#d5d9df",
    text="#1c1f24",
    secondary="#5c6570",
    disabled="#a3abb5",
    accent="#2f6fe4",
    fill="#2f6fe4",
    on_accent="#ffffff",
    selection_alpha=0.25,
    playhead="#e03b3b",
    keyframe="#8a4b00",
    ok="#2b8f63",
    warning="#b67a17",
    error="#d13f3f",
    info="#2f6fe4",
    clip_lightness=0.80,
    clip_text="#14171b",
)
HIGH_CONTRAST = Tokens(
    window="#000000",
    panel="#000000",
    raised="#1a1a1a",
    hairline="#8c8c8c",
    text="#ffffff",
    secondary="#e0e0e0",
    disabled="#9a9a9a",
    accent="#6fb1ff",
    fill="#6fb1ff",
    on_accent="#000000",
    selection_alpha=0.5,
    playhead="#ff6b6b",
    keyframe="#ffd60a",
    ok="#5dff9f",
    warning="#ffd60a",
    error="#ff7b7b",
    info="#6fb1ff",
    clip_lightness=0.42,
    clip_text="#ffffff",
)
LOOKS: Mapping[Look, Tokens] = {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST}
CLIP_KINDS = tuple(_HUES)


def style_sheet(tokens: Tokens) -> str:
    """Give the style sheet with the tokens in it; raise KeyError for a token that there is not."""
    template = (resources_dir() / "style.qss").read_text(encoding="utf-8")
    hover = mixed(tokens.raised, tokens.text, 0.08)
    accent_hover = mixed(tokens.accent, tokens.text, 0.15)
    sizes = {"text_px": TEXT_PX, "small_px": SMALL_PX}
    grounds = {"selection": tokens.selection, "fill_hover": tokens.fill_hover}
    derived = {"hover": hover, "accent_hover": accent_hover, **grounds, **sizes}
    return Template(template).substitute(asdict(tokens), **derived)


def palette(tokens: Tokens) -> QPalette:
    """Give the palette for what no style sheet reaches: item views, placeholders, disabled text."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.panel,
        role.WindowText: tokens.text,
        role.Base: tokens.window,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.secondary,
        role.Highlight: tokens.fill,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.Mid: tokens.hairline,
        role.Dark: tokens.window,
        role.Shadow: tokens.window,
        role.Light: tokens.raised,
        role.Midlight: tokens.raised,
    }
    for where, colour in colours.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.disabled))
    return made


def ui_font(size_px: int = TEXT_PX, *, weight: int = 400, tabular: bool = False) -> QFont:
    """Give the interface's face; `tabular` digits all have one width, for every time and number."""
    font = QFont(QGuiApplication.font())
    if not _PLATFORM_HAS_A_FACE and (low_high := _bundled_weights()):
        font.setFamily(UI_FAMILY)
        font.setVariableAxis(QFont.Tag("wght"), float(min(max(weight, low_high[0]), low_high[1])))
    else:
        font.setWeight(QFont.Weight(weight))
    font.setPixelSize(size_px)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=1)
def _bundled_weights() -> tuple[float, float] | None:
    """Register the bundled face and give the range of its weights."""
    family = bundled_families().get(UI_FAMILY.lower())
    if family is None:
        return None
    for file in family.files:
        QFontDatabase.addApplicationFont(str(file))
    return family.weights


def system_look() -> Look:
    """Give the look that the system asks for: dark unless it says light."""
    is_light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    return "light" if is_light else "dark"


def apply_theme(app: QApplication, look: Look) -> Tokens:
    """Dress the application; give the tokens for what paints itself."""
    tokens = LOOKS[look]
    # WORKAROUND: where one sheet follows another, Qt polishes every widget once for each of its ancestors;
    # through none at all, once. For the whole window that is a fifth of the time.
    app.setStyleSheet("")
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(ui_font())
    app.setPalette(palette(tokens))
    app.setStyleSheet(style_sheet(tokens))
    return tokens
