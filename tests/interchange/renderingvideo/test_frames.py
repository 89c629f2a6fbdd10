"""Real frames: of documents and of what is read back from their configs, also with parts drawn beforehand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.interchange.renderingvideo import Prerender, reduced_state, to_editor_state, to_schema
from editor_app.render.picture.gui import ensure_gui
from editor_app.render.picture.text import measure
from editor_app.state import EditorState, read
from tests.render.picture.scene import (
    SECOND,
    Pool,
    document,
    flat,
    frame,
    image,
    item,
    number,
    quarters,
    solid,
    text,
    transition,
    video,
)

GREY = {"type": "color", "color": "#404040", "gradient": None}
POOL: dict[str, Any] = {"p": quarters(), "v": lambda ticks: flat(f"#{min(255, ticks // 1000):02x}4020")}
FRAME = SECOND // 30
BLUE = {"left": 40, "top": 30, "width": 160, "height": 90}


def pixels(picture: QImage) -> Any:
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return data[:, : 4 * picture.width()].astype(int)


def off(first: QImage, second: QImage) -> float:
    """Give by how many levels two pictures differ on the average."""
    assert first.size() == second.size()
    return float(np.abs(pixels(first) - pixels(second)).mean())


def reopened(state: EditorState, prerendered: dict[str, str], **options: Any) -> EditorState:
    ensure_gui()
    options |= {"fps": 30, "addresses": {}, "prerendered": prerendered, "measure": measure}
    reading = to_editor_state(to_schema(state, **options).config, measure=measure)
    assert reading.refusals == ()
    return read(reading.document)[0]


def moving(**fields: Any) -> Any:
    return solid("s", "#2060ff", **{**BLUE, **fields})


CASES: dict[str, Any] = {
    "a shape that moves and turns": lambda: document(
        [moving(left=number(0, (0, 0), (SECOND // 2, 100)), rotation=number(0, (0, 0), (200_000, 90)))]
    ),
    "a round box": lambda: document([solid("s", "#2060ff", **BLUE, borderRadius=20)]),
    "an ellipse": lambda: document([moving(shape="circle", rotation=30)]),
    "a star and a triangle": lambda: document(
        [moving(shape="star")], [solid("t", "#ff8000", shape="triangle", left=150, width=150, height=120)]
    ),
    "a picture that slides in": lambda: document(
        [image("i", "p", **BLUE, animations={"in": {"type": "slide-up", "durationTicks": SECOND}})]
    ),
    "a picture that zooms out": lambda: document(
        [image("i", "p", **BLUE, animations={"out": {"type": "zoom-in", "durationTicks": SECOND}})]
    ),
    "a fade that meets keyframes": lambda: document(
        [
            moving(
                opacity=number(1, (0, 0.2), (200_000, 1)),
                animations={"in": {"type": "fade", "durationTicks": SECOND}},
            )
        ]
    ),
    "a box that grows": lambda: document(
        [image("i", "p", **{**BLUE, "width": number(20, (0, 20), (200_000, 300))})]
    ),
    "words over a clear shape": lambda: document(
        [text("w", "Two lines of\nwords", align="right", left=20, width=250)],
        [solid("s", "#2060ff80", **BLUE)],
    ),
    "a film at another speed": lambda: document([video("v", "v", sourceStartTicks=20_000, playbackRate=0.5)]),
    "a dissolve": lambda: document(
        [solid("a", "#ff0000"), solid("b", "#0000ff", start=SECOND)],
        transitions=[transition("fade", SECOND, easing="ease-in-out")],
    ),
    "a push": lambda: document(
        [solid("a", "#ff0000"), solid("b", "#0000ff", start=SECOND)],
        transitions=[transition("slide", SECOND, params={"direction": "from-top"})],
    ),
    "a wipe": lambda: document(
        [solid("a", "#ff0000"), image("b", "p", start=SECOND)],
        transitions=[transition("wipe", SECOND, params={"direction": "from-right"})],
    ),
    "a gradient behind": lambda: document(
        [moving()],
        globalBackground={
            "type": "color",
            "color": "#fff",
            "gradient": "linear-gradient(30deg, #f00, #00f8)",
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("share", [0.05, 0.4, 0.45, 0.6, 0.9])
def test_what_is_read_back_has_the_same_pixels(name: str, share: float) -> None:
    state = CASES[name]()
    tick = round(share * max(i.end_ticks for i in state.items.values()))
    again = reopened(state, {})
    assert off(frame(state, tick, Pool(**POOL)), frame(again, tick, Pool(**POOL))) < 0.5


DRAWN: dict[str, Any] = {
    "a crop": lambda: document(
        [image("i", "p", **BLUE, rotation=20, cropLeft=0.3, cropTop=0.2)], globalBackground=GREY
    ),
    "an illustration that fades in": lambda: document(
        [
            item(
                "illustration", "a", **BLUE, animations={"in": {"type": "fade", "durationTicks": SECOND // 2}}
            )
        ],
        globalBackground=GREY,
    ),
    "a motion graphic": lambda: document(
        [item("motion-graphic", "m", **{**BLUE, "left": number(0, (0, 0), (200_000, 100))})],
        globalBackground=GREY,
    ),
    "letters that move": lambda: document(
        [text("w", "Words", direction="rtl", rotation=15, align="left")], globalBackground=GREY
    ),
    "a flip": lambda: document(
        [solid("a", "#ff0000", **BLUE), solid("b", "#00ff00", start=SECOND, left=100, width=100)],
        transitions=[transition("flip", SECOND)],
        globalBackground=GREY,
    ),
    "a push to a film that has nothing before": lambda: document(
        [solid("a", "#ff0000"), video("b", "v", start=SECOND)],
        transitions=[transition("slide", SECOND)],
        globalBackground=GREY,
    ),
}


def drawn(state: EditorState, prerender: Prerender) -> Any:
    """Render a prerender as a medium would show it, or its still."""
    reduced = reduced_state(state, prerender)
    if prerender.kind == "png":
        return frame(reduced, prerender.start_tick, Pool(**POOL), transparent=True)
    return lambda ticks: frame(reduced, prerender.start_tick + ticks, Pool(**POOL), transparent=True)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("share", [0.1, 0.45, 0.55, 0.9])
def test_what_is_drawn_beforehand_is_exact(name: str, share: float) -> None:
    state = DRAWN[name]()
    plan = to_schema(state, fps=30, addresses={}).plan
    assert plan.prerenders
    addresses = {p.key: f"https://x.example/{p.key}" for p in plan.prerenders}
    films = {f"prerender-{p.key}": drawn(state, p) for p in plan.prerenders}
    conversion = to_schema(state, fps=30, addresses={}, prerendered=addresses)
    assert {loss.grade for loss in conversion.report if loss.what != "keyframes"} <= {
        "prerender",
        "approximate",
    }
    assert "prerender" in {loss.grade for loss in conversion.report}
    again = reopened(state, addresses)
    tick = round(share * max(i.end_ticks for i in state.items.values()))
    assert off(frame(state, tick, Pool(**POOL)), frame(again, tick, Pool(**POOL, **films))) < 1.0


LATE, CUT = 3 * FRAME + 2_500, 6 * FRAME + 1_900
"""Moments between two frames of a film."""
MOVES = number(0, (0, 0), (SECOND // 2, 240))
BETWEEN_FRAMES: dict[str, Any] = {
    "a crop that moves": lambda: document(
        [image("i", "p", start=LATE, duration=9 * FRAME, cropLeft=number(0.1, (0, 0.1), (100_000, 0.9)))],
        globalBackground=GREY,
    ),
    "a film that is cropped": lambda: document(
        [video("v", "v", start=LATE, duration=9 * FRAME, cropLeft=0.3, sourceStartTicks=20_000)],
        globalBackground=GREY,
    ),
    "words that move": lambda: document(
        [text("w", "Words", start=LATE, duration=9 * FRAME, direction="rtl", left=MOVES)],
        globalBackground=GREY,
    ),
    "a flip that begins between two frames": lambda: document(
        [
            solid("a", "#ff0000b0", duration=CUT, **{**BLUE, "left": MOVES}),
            solid("b", "#00ff00b0", start=CUT, duration=12 * FRAME, left=100, width=100),
        ],
        transitions=[transition("flip", 5 * FRAME + 700)],
        globalBackground=GREY,
    ),
    "a crop that comes by a fade": lambda: document(
        [
            image("a", "p", duration=CUT, cropTop=number(0, (0, 0.1), (90_000, 0.6))),
            image("b", "p", start=CUT, duration=12 * FRAME, cropLeft=number(0, (0, 0.1), (90_000, 0.6))),
        ],
        transitions=[transition("fade", 5 * FRAME + 700)],
        globalBackground=GREY,
    ),
    "a blur": lambda: document(
        [item("effect", "e", LATE, 8 * FRAME, effectType="blur", intensity=0.5)],
        [moving(left=MOVES)],
        globalBackground=GREY,
    ),
}


@pytest.mark.parametrize("name", BETWEEN_FRAMES)
@pytest.mark.parametrize("begin", [0, FRAME + 3_100, 5 * FRAME])
def test_each_frame_of_what_is_drawn_beforehand_is_a_frame_of_the_film(name: str, begin: int) -> None:
    state = BETWEEN_FRAMES[name]()
    span = begin, max(i.end_ticks for i in state.items.values())
    plan = to_schema(state, fps=30, addresses={}, range_ticks=span).plan
    assert [prerender.kind for prerender in plan.prerenders] != []
    addresses = {p.key: f"https://x.example/{p.key}" for p in plan.prerenders}
    films = {f"prerender-{p.key}": _in_frames(drawn(state, p)) for p in plan.prerenders}
    again = reopened(state, addresses, range_ticks=span)
    for tick in range(begin, span[1], FRAME):
        ours, theirs = frame(state, tick, Pool(**POOL)), frame(again, tick - begin, Pool(**POOL, **films))
        assert off(ours, theirs) < 1.0, tick


def _in_frames(film: Any) -> Any:
    """Give a film as a file has it: each of its frames stays until the next."""
    return film if isinstance(film, QImage) else lambda ticks: film(ticks // FRAME * FRAME)


def test_a_prerender_is_named_by_what_it_shows() -> None:
    def key(**fields: Any) -> str:
        state = document(
            [item("illustration", "a", **BLUE, **fields)], [solid(color=fields.get("color", "#123"))]
        )
        (prerender,) = to_schema(state, fps=30, addresses={}).plan.prerenders
        return prerender.key

    assert key() == key()
    assert key() != key(color="#ff0000")
    assert key() == key(rotation=40)  # its inside is the same


def test_a_still_has_the_size_of_its_box() -> None:
    state = document([item("illustration", "a", left=10, top=10, width=81.5, height=33)])
    (prerender,) = to_schema(state, fps=30, addresses={}).plan.prerenders
    reduced = reduced_state(state, prerender)
    assert (prerender.kind, reduced.composition_width, reduced.composition_height) == ("png", 82, 50)
