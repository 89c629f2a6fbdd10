"""Why a list of projects is empty: a table."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.services.cloud_trouble import Trouble
from editor_app.ui.cloud_projects.nothing import why_nothing

CALM: dict[str, Any] = {
    "has_account": True,
    "trouble": None,
    "is_loading": False,
    "is_search": False,
    "has_document": True,
}
AWAY = Trouble("It is away.", "retry", None)


@pytest.mark.parametrize(
    ("news", "title", "hint", "has_action"),
    [
        ({}, "No projects yet", "New from this project", False),
        ({"has_document": False}, "No projects yet", "Open or begin a project", False),
        ({"is_search": True}, "Nothing found", "all these words", True),
        ({"is_search": True, "is_loading": True}, "Reading the list …", "", False),
        ({"is_loading": True, "trouble": AWAY}, "No list", "It is away.", True),
        ({"has_account": False, "trouble": AWAY}, "No account yet", "is listed here", True),
    ],
)
def test_why_nothing_is_listed(news: dict[str, Any], title: str, hint: str, has_action: bool) -> None:
    nothing = why_nothing(**(CALM | news))
    assert nothing.title == title
    assert hint in nothing.hint
    assert bool(nothing.action) == has_action
