"""Configs with anything anywhere: each is planned or refused with a path, and pages show them all."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.sandbox.renderingvideo import checking, pages
from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.planning import Plan, plan_config
from editor_app.state import DocumentError, parse_json
from tests.sandbox.renderingvideo.samples import clip, config

_WHOLE = {"x": "50%", "y": "50%", "width": 160, "height": 90}
RICH: dict[str, Any] = {
    **config(
        clip(),
        clip("text", text="Hi", style={"fontSize": 20, "fill": "#ffffff"}, transform=_WHOLE, opacity=0.5),
        clip(
            "image",
            src={"$ref": "i"},
            style={"objectFit": "cover", "filters": [{"type": "blur", "value": 2}]},
        ),
        clip(
            "video", src="https://x/v.mp4", source={"start": 0, "end": 1}, playbackRate=2, volume=1, zIndex=3
        ),
        clip("audio", src="https://x/a.mp3", fadeIn=0.1, loop=True, gainEnvelope=[{"time": 0, "volume": 1}]),
        clip("subtitle", words=[{"word": "a", "start": 0, "end": 0.1}], config={"fontSize": 20}),
        clip("circle", size=20, animations=[{"type": "fadeIn", "duration": 0.1}]),
        clip(
            keyframes=[
                {"property": "opacity", "frames": [{"time": 0, "value": 0}, {"time": 0.2, "value": 1}]}
            ]
        ),
        clip(transition={"type": "fade", "duration": 0.1}),
        background={
            "type": "linear",
            "angle": 90,
            "stops": [{"offset": n, "color": c} for n, c in ((0, "#000"), (1, "#fff"))],
        },
    ),
    "assets": {"images": [{"id": "i", "src": "https://x/i.png"}]},
}
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([10**30, -(10**30), 10**400, 1e308, -1e308, 5e-324, 0.5, 1920]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from(
        ["50%", "-1e9%", "#fff", "rect", "text", "linear", "$ref", "\ud800", "data:,x", "http://[x"]
    ),
)
JUNK = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["type", "$ref", "src", "x"]), inner)
    ),
    max_leaves=4,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Give every (container, key) in a value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in [(value, key), *places(value[key])]]


@st.composite
def broken_configs(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a config with junk in one to three places."""
    made = copy.deepcopy(RICH)
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(places(made)))
        container[key] = draw(JUNK)
    return made


def plan_or_refusal(sent: Any) -> Plan | Refused:
    """Plan a config, or give why not."""
    try:
        return plan_config(sent)
    except Refused as error:
        return error


def test_the_rich_config_is_planned() -> None:
    plan = plan_config(RICH)
    assert (plan.duration, plan.cost) == (0.4, 1)


@settings(max_examples=400, deadline=None)
@given(broken_configs())
def test_junk_is_planned_or_refused_with_a_path(broken: dict[str, Any]) -> None:
    try:
        sent = parse_json(json.dumps(broken).encode())
    except DocumentError:
        return
    planned = plan_or_refusal(sent)
    if isinstance(planned, Refused):
        assert (planned.status, planned.code) == (400, "INVALID_CONFIG")
        assert planned.details["field"].startswith("$")
    else:
        assert planned.duration > 0
        assert json.loads(planned.config) == sent
    if not checking.outline_faults(sent):
        page = pages.preview("temp_x", sent, has_stills=True, is_clean=False).encode()
        assert page.startswith(b"<!doctype html>")
