"""What is said of a config that was opened as a project."""

from __future__ import annotations

import pytest

from editor_app.interchange.renderingvideo import Loss, Reading, Refusal
from editor_app.services.opened_configs import told

BEGIN = "“c.json” is a RenderingVideo config. It is a new project now."


def loss(what: str, grade: str = "approximate") -> Loss:
    return Loss("i", "t", what, "because", grade)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("report", "refusals", "sentence"),
    [
        ((), (), BEGIN),
        ((loss("shadow"), loss("shadow")), (), f"{BEGIN} Only nearly the same: shadow."),
        (
            (loss("mask", "missing"), loss("volume")),
            (Refusal("$.tracks", "There is no code here."),),
            f"{BEGIN} Left out: There is no code here; mask. Only nearly the same: volume.",
        ),
        (tuple(map(loss, "abcde")), (), f"{BEGIN} Only nearly the same: a; b; c and 2 more."),
    ],
)
def test_what_differs_is_named_once_and_in_short(
    report: tuple[Loss, ...], refusals: tuple[Refusal, ...], sentence: str
) -> None:
    assert told("c.json", Reading({}, report, refusals)) == sentence
