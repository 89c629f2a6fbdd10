"""The file of accounts: what is kept, what comes back, and what is put aside."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from editor_app.store.accounts import KeptAccounts, Profile, accounts_file, read_accounts, write_accounts
from editor_app.store.settings import settings_file

MINE = Profile("a", "indream", "Studio – Köln", "https://api.indream.ai", "https://api.indream.ai")
OTHER = Profile(
    "b", "renderingvideo", "Proxy", "https://rv.example/api", "renderingvideo https://rv.example/api"
)


def test_it_stands_beside_the_settings() -> None:
    assert accounts_file().parent == settings_file().parent
    assert accounts_file().name == "accounts.json"


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "new" / "accounts.json"
    assert read_accounts(file) == (KeptAccounts(), None)
    kept = KeptAccounts((MINE, OTHER), "b")
    write_accounts(file, kept)
    assert read_accounts(file) == (kept, None)
    assert [path.name for path in file.parent.iterdir()] == ["accounts.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"profiles": 1}', "[" * 100_000, "\ud800"])
def test_a_file_that_is_none_is_put_aside(tmp_path: Path, content: str) -> None:
    file = tmp_path / "accounts.json"
    data = content.encode("utf-8", "surrogatepass")
    file.write_bytes(data)
    kept, aside = read_accounts(file)
    assert kept == KeptAccounts()
    assert aside is not None
    assert aside.read_bytes() == data
    assert not file.exists()


def test_a_file_that_cannot_be_read_stays(tmp_path: Path) -> None:
    file = tmp_path / "accounts.json"
    file.mkdir()
    assert read_accounts(file) == (KeptAccounts(), None)
    assert file.is_dir()


@pytest.mark.parametrize(
    "entry",
    [
        asdict(MINE) | {"kind": "another service"},
        asdict(MINE) | {"id": ""},
        asdict(MINE) | {"name": 5},
        asdict(MINE) | {"colour": "red"},
        {"id": "c"},
        "a text",
        asdict(OTHER),
    ],
)
def test_an_entry_of_another_version_is_neither_used_nor_lost(tmp_path: Path, entry: object) -> None:
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps({"profiles": [asdict(OTHER), entry], "default": 7}))
    kept, aside = read_accounts(file)
    assert (kept.profiles, kept.default, aside) == ((OTHER,), "", None)
    write_accounts(file, kept)
    assert json.loads(file.read_bytes())["profiles"] == [asdict(OTHER), entry]
