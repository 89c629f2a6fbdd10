"""What was chosen is there next time; what cannot be read is put aside, and told of once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor_app.store.settings import Settings


def test_what_was_chosen_is_there_next_time(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    assert Settings(file).put("look", "light")
    again = Settings(file)
    assert again.text("look") == "light"
    assert again.text("docks", "none") == "none"
    assert again.put_aside is None


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\x00", b"[" * 100_000])
def test_what_cannot_be_read_is_put_aside_once(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    damaged = Settings(file)
    assert damaged.text("look") == ""
    assert damaged.put_aside is not None
    assert damaged.put_aside.read_bytes() == content
    assert damaged.put("look", "dark")
    assert Settings(file).put_aside is None
    assert Settings(file).text("look") == "dark"


def test_what_is_no_text_counts_as_not_chosen(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"look": 5, "later": [1]}))
    settings = Settings(file)
    assert settings.text("look", "dark") == "dark"
    settings.put("look", "light")
    assert json.loads(file.read_text()) == {"look": "light", "later": [1]}


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.json")
    assert not settings.put("look", "dark")
    assert settings.text("look") == "dark"
