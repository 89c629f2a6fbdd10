"""A cloud project on another computer: placeholders while its media come, and no word of lost files."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.apart import play


def test_nothing_is_said_to_be_missing_that_is_on_its_way(tmp_path: Path) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    told = json.loads(play("cloud_fetching", folder.resolve(), home=tmp_path)[-1])
    assert told == {
        "coming": [True] * 3,
        "placeholder": True,
        "problems": [],
        "said": [],
        "said at last": [],
    }
