"""A dozen frames against pictures that somebody has looked at.

After a wanted change of looks: `UPDATE_GOLDEN=1 python -m pytest tests/render/picture/test_golden.py`,
then look at every changed file before it is committed.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen

from editor_app.render.picture.fonts import known_families
from tests.render.picture.scene import (
    SECOND,
    H,
    Pool,
    W,
    document,
    frame,
    image,
    item,
    solid,
    text,
    transition,
    video,
)

GOLDEN = Path(__file__).parent / "golden"
MEAN_TOLERANCE = 0.6
WORST_TOLERANCE = 40
"""A few levels on the rims of letters, where font engines of other systems round differently."""


def photo(hue: float, letter: str) -> QImage:
    known_families()
    picture = QImage(W, H, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    gradient = QLinearGradient(0, 0, W, H)
    gradient.setColorAt(0, QColor.fromHsvF(hue, 0.55, 0.95))
    gradient.setColorAt(1, QColor.fromHsvF((hue + 0.1) % 1, 0.8, 0.35))
    painter.fillRect(picture.rect(), gradient)
    painter.setPen(QPen(QColor(255, 255, 255, 120), 2))
    for i in range(1, 8):
        painter.drawLine(W * i // 8, 0, W * i // 8, H)
        painter.drawLine(0, H * i // 8, W, H * i // 8)
    font = QFont("Inter")
    font.setPixelSize(90)
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(picture.rect(), 0x84, letter)
    painter.end()
    return picture


def pool() -> Pool:
    return Pool(sun=photo(0.06, "A"), sea=photo(0.56, "B"))


def cut(kind: str, **params: str) -> Any:
    clips = [video("a", "sun"), video("b", "sea", start=SECOND)]
    return document(clips, transitions=[transition(kind, SECOND, params=params)])


def title() -> Any:
    words = text(
        "t",
        "Sunrise over the bay",
        left=30,
        top=40,
        width=260,
        height=100,
        fontSize=40,
        fontStyle={"variant": "normal", "weight": "800"},
        strokeWidth=3,
        strokeColor="#1e1b4b",
    )
    return document([words], [image("i", "sun")])


def captions() -> Any:
    first = text(
        "t",
        "Every line has a box of its own\nas wide as it needs",
        top=60,
        fontSize=20,
        background={"color": "#0f172acc", "horizontalPadding": 10, "borderRadius": 8},
    )
    return document([first], [image("i", "sea")])


def shapes() -> Any:
    kinds = {"rectangle": "#f97316", "circle": "#22c55e", "triangle": "#3b82f6", "star": "#eab308"}
    tracks = [
        [
            solid(
                kind,
                color,
                shape=kind,
                left=14 + 76 * i,
                top=50,
                width=64,
                height=80,
                borderRadius=14,
                rotation=12 * i,
            )
        ]
        for i, (kind, color) in enumerate(
            zip(kinds, ["#f97316", "#22c55e", "#3b82f6", "#eab308"], strict=True)
        )
    ]
    gradient = "linear-gradient(135deg, #0f172a 0%, #475569 100%)"
    return document(*tracks, globalBackground={"type": "color", "color": "#fff", "gradient": gradient})


def portrait() -> Any:
    card = video(
        "v", "sea", left=110, top=15, width=100, height=150, cropLeft=0.3, cropRight=0.3, borderRadius=12
    )
    return document([card], globalBackground={"type": "blur", "level": 2})


def stand_ins() -> Any:
    return document(
        [item("motion-graphic", "m", left=15, top=20, width=180, height=140)],
        [item("illustration", "i", left=205, top=20, width=100, height=100)],
        [video("gone", "gone", left=205, top=126, width=100, height=40)],
    )


def languages() -> Any:
    rows = [("Grüße, Łódź, Ελλάδα, Привет", "ltr"), ("العربية Inter 2026", "rtl"), ("नमस्ते · สวัสดี", "ltr")]
    tracks = [
        [text(f"t{i}", words, top=20 + 50 * i, height=40, fontSize=22, direction=direction)]
        for i, (words, direction) in enumerate(rows)
    ]
    return document(*tracks)


def overlay() -> Any:
    slide = {"in": {"type": "slide-left", "durationTicks": SECOND // 2}}
    card = image(
        "i", "sun", left=90, top=40, width=140, height=100, rotation=-8, opacity=0.85, animations=slide
    )
    return document([card], [video("v", "sea")])


SCENES: dict[str, tuple[Callable[[], Any], int]] = {
    "title": (title, 0),
    "line-boxes": (captions, 0),
    "shapes": (shapes, 0),
    "blurred-background": (portrait, 0),
    "stand-ins": (stand_ins, 0),
    "languages": (languages, 0),
    "sliding-in": (overlay, SECOND // 8),
    "fade": (lambda: cut("fade"), SECOND),
    "slide": (lambda: cut("slide", direction="from-right"), SECOND),
    "wipe-diagonal": (lambda: cut("wipe", direction="from-top-left"), SECOND - 40_000),
    "flip": (lambda: cut("flip"), SECOND + 50_000),
    "clock-wipe": (lambda: cut("clock-wipe"), SECOND + 30_000),
    "iris": (lambda: cut("iris"), SECOND),
}


@pytest.mark.parametrize("name", SCENES)
def test_a_frame_looks_as_it_did(name: str) -> None:
    make, tick = SCENES[name]
    found = frame(make(), tick, pool())
    file = GOLDEN / f"{name}.png"
    if os.environ.get("UPDATE_GOLDEN"):
        assert found.save(str(file))
    expected = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert found.size() == expected.size()
    differences = [
        abs(a - b) for a, b in zip(bytes(found.constBits()), bytes(expected.constBits()), strict=True)
    ]
    assert sum(differences) / len(differences) <= MEAN_TOLERANCE
    assert sorted(differences)[-len(differences) // 500] <= WORST_TOLERANCE
