"""How the program starts: the start page before all else, and nothing lost that is asked for meanwhile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect

from tests.e2e.apart import play


def start(home: Path, *words: object, platform: str = "offscreen") -> dict[str, Any]:
    """Start the program for a scene, to its end."""
    return json.loads(play("starts", *words, home=home, platform=platform)[-1])


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what a start without a project shows."""
    return start(tmp_path_factory.mktemp("home"), "look")


def test_the_start_page_waits_for_nothing_that_it_does_not_show(looked: dict[str, Any]) -> None:
    assert looked["start page"]
    assert looked["menus"][:2] == ["File", "Edit"]
    assert not looked["furnished"]
    assert looked["imported"] == []
    assert looked["children"] == 0


def test_the_editor_comes_by_itself(looked: dict[str, Any]) -> None:
    assert looked["seen in the end"]


def test_a_tile_pressed_at_once_begins_a_project(tmp_path: Path) -> None:
    told = start(tmp_path, "begin")
    assert told["busy"] == "One moment …"
    assert told["size"] == [1080, 1080]


def test_a_project_named_at_the_start_opens(tmp_path: Path, demo: Path) -> None:
    told = start(tmp_path, "open", demo)
    assert told["path"] == str(demo.resolve())
    assert not told["start page"]
    assert told["imported"] == []


def test_leaving_at_once_ends_the_program(tmp_path: Path) -> None:
    assert "seen in the end" not in start(tmp_path, "leave")


def screens(folder: Path, count: int, size: tuple[int, int] = (1920, 1080)) -> str:
    """Give the platform with so many screens of a size beside each other."""
    width, height = size
    made = [
        {
            "name": f"s{n}",
            "x": width * n,
            "y": 0,
            "width": width,
            "height": height,
            "dpr": 1,
            "logicalDpi": 96,
        }
        for n in range(count)
    ]
    file = folder / f"{count}-{width}.json"
    file.write_text(json.dumps({"screens": made}))
    return f"offscreen:configfile={file}"


def test_the_window_comes_back_where_it_was(tmp_path: Path) -> None:
    one = screens(tmp_path, 1)
    start(tmp_path, "move", platform=one)
    assert start(tmp_path, "maximise", platform=one)["at"] == [40, 60, 1200, 700]
    assert start(tmp_path, "look", platform=one)["maximised"]


def test_a_window_whose_screen_is_gone_comes_to_one_that_is_there(tmp_path: Path) -> None:
    start(tmp_path, "lose", platform=screens(tmp_path, 2))
    told = start(tmp_path, "look", platform=screens(tmp_path, 1))
    assert QRect(*told["screen"]).contains(QRect(*told["at"]))
    assert told["at"][2:] == [1200, 700]


def test_a_window_larger_than_the_screen_comes_to_fit_it(tmp_path: Path) -> None:
    start(tmp_path, "spread", platform=screens(tmp_path, 1))
    told = start(tmp_path, "look", platform=screens(tmp_path, 1, (1280, 720)))
    assert QRect(*told["screen"]).contains(QRect(*told["at"]))
    assert told["at"][2:] == [1264, 672]


def test_the_docks_come_back_as_they_stood(tmp_path: Path, demo: Path) -> None:
    one = screens(tmp_path, 1)
    arranged = start(tmp_path, "arrange", demo, platform=one)["arranged"]
    assert set(arranged) == {"inspector", "timeline", "clips"}
    assert start(tmp_path, "open", demo, platform=one)["docks"] == arranged
