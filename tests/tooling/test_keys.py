"""No API key stands in what is given away, nor in what a session with one leaves behind."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication

from editor_app.cloud.indream import APIError
from editor_app.cloud.indream.client import BASE_URL
from editor_app.edits import set_track
from editor_app.sandbox.settings import Settings
from editor_app.services.account_trial import Place
from editor_app.services.accounts import Draft
from editor_app.services.desk import Desk
from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from tests.documents import document, solid
from tests.key_chains import Chain, key_chain
from tests.sandbox.running import Running
from tests.tooling.test_wheel import wheel as wheel

# The renderer makes a QGuiApplication where there is none, and then no widget could live beside it.
_application = QApplication.instance() or QApplication([])
ROOT = Path(__file__).parents[2]
WRONG_KEY = "sk_indream_5d7c1b3e9f0a2468"


@pytest.fixture(scope="module")
def check_keys() -> ModuleType:
    """Give what the check of the bundle uses."""
    spec = importlib.util.spec_from_file_location("check_keys", ROOT / "packaging" / "check_keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server in a folder of its own."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


def test_keys_are_found_in_files_and_in_archives_and_are_not_repeated(
    check_keys: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "plain.txt").write_text("nothing")
    (tmp_path / "sample.md").write_text("sk_indream_…, and sk_indream_<key>")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.bin").write_bytes(b"\0\xff" + WRONG_KEY.encode() + b"\xff")
    (tmp_path / "own.txt").write_text("this is sk-of-mine.")
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("c.py", f"KEY = '{WRONG_KEY}'")
    found = check_keys.keys_in(check_keys.contents(tmp_path), "", "sk-of-mine")
    assert found == ["b.zip: c.py", "deep/a.bin", "own.txt"]
    with pytest.raises(SystemExit) as caught:
        check_keys.check(tmp_path)
    assert WRONG_KEY not in str(caught.value)
    assert "deep/a.bin" in str(caught.value)


def test_the_wheel_holds_none(check_keys: ModuleType, wheel: Path) -> None:
    files = list(check_keys.contents(wheel.parent))
    assert len(files) > 500
    assert check_keys.keys_in(iter(files)) == []


def test_a_session_with_a_key_leaves_it_to_the_key_chain_alone(
    check_keys: ModuleType, sandbox: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    key, chain, told = sandbox.key(), Chain(), list[str]()
    film = tmp_path / "film.json"
    film.write_text(json.dumps(document(solid("a"))))
    log = logging.FileHandler(tmp_path / "app.log", encoding="utf-8")
    caplog.set_level(logging.DEBUG)
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error"):
        caplog.set_level(logging.CRITICAL, name)
    logging.getLogger().addHandler(log)

    async def session() -> None:
        desk = Desk(Folders(tmp_path / "data"), Tasks(), tmp_path / "config" / "accounts.json")
        accounts = desk.accounts
        box = accounts.save(Draft("sandbox", "Box", sandbox.url, key))
        wrong = accounts.save(
            Draft("sandbox", "Wrong", sandbox.url.replace("127.0.0.1", "localhost"), WRONG_KEY)
        )
        accounts.save(Draft("indream", "Indream", BASE_URL, WRONG_KEY))
        accounts.trial.start(accounts.trial.state, Place("sandbox", sandbox.url), accounts.secret(box))
        told.append(repr(await accounts.trial.ended()))
        assert await desk.workspace.open(film)
        state = desk.document.state
        desk.document.apply("Hide", set_track(state, track_id=state.tracks[0].id, hidden=True))
        assert await desk.workspace.save_as(tmp_path / "film.editorproj")
        for profile in (box, wrong):
            try:
                made = await accounts.client(profile).projects.list()
            except APIError as error:
                accounts.report(profile, error)
                told.append("".join(traceback.format_exception(error)))
            else:
                told.append(repr(made))
        told.extend(
            repr(part) for part in (*accounts.profiles, accounts, vars(accounts), vars(accounts._keys))
        )
        await desk.close()

    try:
        with key_chain(chain):
            asyncio.run(session())
    finally:
        logging.getLogger().removeHandler(log)
        log.close()
    assert sorted(chain.held.values()) == sorted([key, WRONG_KEY, WRONG_KEY])
    assert (tmp_path / "app.log").read_text("utf-8")
    assert {"film.editorproj", "accounts.json"} <= {path.name for path in tmp_path.rglob("*")}
    assert check_keys.keys_in(check_keys.contents(tmp_path), key) == []
    assert not [text for text in told if key in text or WRONG_KEY in text]
