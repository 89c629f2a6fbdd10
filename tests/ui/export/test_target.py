"""What a card says of an account."""

from __future__ import annotations

import pytest

from editor_app.services.exporting.standings import Reach, Standing
from editor_app.store.accounts import Kind, Profile
from editor_app.ui.export.target import Place, account_line

HERE, THERE = "http://127.0.0.1:8817", "https://api.example.com"


@pytest.mark.parametrize(
    ("kind", "name", "base", "reach", "line"),
    [
        ("indream", "Indream", THERE, "taken", "key ok · 1 of 2 slots free"),
        ("indream", "Indream", THERE, "unasked", "not asked yet"),
        ("indream", "Indream", THERE, "silent", "cannot be reached"),
        ("indream", "Indream", THERE, "troubled", "in trouble now"),
        ("indream", "Films", THERE, "taken", "key ok · 1 of 2 slots free"),
        ("sandbox", "Box", HERE, "taken", "sandbox · 1 of 2 slots free"),
        ("sandbox", "Box", HERE, "silent", "sandbox · cannot be reached"),
        ("renderingvideo", "Film box", HERE, "taken", "sandbox · 494 credits"),
        ("renderingvideo", "Film box", HERE, "silent", "sandbox · cannot be reached"),
        ("renderingvideo", "RenderingVideo", THERE, "taken", "key ok · 494 credits"),
        ("renderingvideo", "RenderingVideo", THERE, "unasked", "not asked yet"),
    ],
)
def test_a_card_says_what_is_true_of_its_account(
    kind: Kind, name: str, base: str, reach: Reach, line
) -> None:
    slots, credits = (None, 494.0) if kind == "renderingvideo" else (1, None)
    place = Place(Profile("p", kind, name, base, f"{kind} {base}"))
    assert account_line(place, Standing(slots, credits=credits, reach=reach)) == line


@pytest.mark.parametrize(
    ("kind", "name", "service", "shown"),
    [
        ("indream", "Indream", THERE, "Indream"),
        ("indream", "My indream films", THERE, "My indream films"),
        ("indream", "Films", THERE, "Films (Indream)"),
        ("sandbox", "Box", HERE, "Box (Indream)"),
        ("renderingvideo", "Film box", HERE, "Film box (RenderingVideo)"),
        ("sandbox", "Local workspace", "local-workspace", "Local workspace"),
        ("renderingvideo", "Local workspace (X)", "local-workspace-renderingvideo", "Local workspace"),
    ],
)
def test_a_card_names_the_service_where_the_account_s_name_does_not(kind: Kind, name, service, shown) -> None:
    assert Place(Profile("p", kind, name, HERE, service)).short_name == shown


def test_this_computer_is_called_that() -> None:
    assert Place().short_name == "This computer"


def test_a_sandbox_of_either_service_has_the_sign_of_one() -> None:
    signs = {Place(Profile("p", kind, "Box", HERE, HERE)).icon for kind in ("sandbox", "renderingvideo")}
    assert signs == {"mdi6.flask-outline"}
