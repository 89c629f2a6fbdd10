"""Exports go on after a crash, and the start page says so."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.apart import play


def test_the_start_page_tells_of_exports_and_shows_them(tmp_path: Path) -> None:
    play("going_on", "begin", tmp_path, home=tmp_path)
    told = json.loads(play("going_on", "look", tmp_path, home=tmp_path)[-1])
    assert told["line"].startswith("Exports · ")
    assert told["jobs"] == [True, 1]
    assert told["keyboard in list"]
    assert not told["export offered"]
    assert told["button"] == "Hide"
    assert not told["line with project"]
    assert told["docks"] == ["media", "timeline"]
    assert told["scrolled"]
