"""Films that a service has made and that could not be fetched: they come home, and are paid for once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.cli.exporting import contact
from editor_app.services.exporting.jobs.events import Held
from editor_app.services.exporting.jobs.job import ExportJob, OtherSettings, Target
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.folders import Folders
from editor_app.store.local_database import LocalDatabase
from tests.cli.conftest import Ended
from tests.cli.exporting.home import Home
from tests.sandbox.samples import document

MADE = {
    "renderingvideo": "SELECT cost FROM rv_renders WHERE account_id = ?",
    "indream": "SELECT id FROM exports WHERE account_id = ?",
}


def lose_folder(home: Home, target: str, film: Path) -> Ended:
    """Have a film made, and its folder removed before it is fetched; give how the fetching ended."""
    (home.folder / "out").mkdir()
    begun = home.at(target, film, "-o", "out/film.mp4")
    assert begun.code == 0, begun.err
    (home.folder / "out").rmdir()
    return home.at(target, "--resume")


@pytest.mark.parametrize("target", ["renderingvideo", "indream"])
@pytest.mark.parametrize("way", ["retry", "resume", "same command"])
def test_a_film_whose_folder_is_gone_is_fetched_and_paid_once(
    home: Home, film: Path, target: str, way: str
) -> None:
    lost = lose_folder(home, target, film)
    (job,) = home.kept()
    assert (lost.code, job["status"], job["remedy"]) == (4, "failed", "folder"), lost.err
    named = f"export --retry {job['id'][:8]} -o OUT --to {target} --url {home.server.url}"
    assert named in lost.err
    assert len(home.ask(MADE[target])) == 1
    output = home.folder / "other.mp4"
    if way == "retry":
        fetched = home.at(target, "--retry", job["id"][:8], "-o", "other.mp4")
    elif way == "resume":
        output = home.folder / "out" / "film.mp4"
        output.parent.mkdir()
        fetched = home.at(target, "--resume")
    else:
        fetched = home.at(target, film, "-o", "other.mp4")
        assert "has made this film already" in fetched.err
    assert fetched.code == 0, fetched.err
    assert output.is_file()
    assert len(home.ask(MADE[target])) == 1
    assert [kept["status"] for kept in home.kept()] == ["done"]


def test_another_film_is_made_where_that_is_wanted_or_the_document_is_another(
    home: Home, film: Path, write: Callable[..., Path]
) -> None:
    lose_folder(home, "renderingvideo", film)
    assert home.at("renderingvideo", film, "-o", "anew.mp4", "--wait", "--anew").code == 0
    write("film.json", document(seconds=0.7))
    assert home.at("renderingvideo", film, "-o", "edited.mp4", "--wait").code == 0
    other = home.at("renderingvideo", film, "-o", "scaled.mp4", "--wait", "--scale", "0.8")
    assert other.code == 0
    assert len(home.ask(MADE["renderingvideo"])) == 4


@pytest.mark.parametrize("target", ["renderingvideo", "indream"])
@pytest.mark.parametrize("waits", [True, False])
def test_the_same_command_again_goes_on_with_the_unfinished_export_and_pays_once(
    home: Home, film: Path, target: str, waits: bool
) -> None:
    first = home.at(target, film, "--json")
    assert first.code == 0, first.err
    (before,) = home.kept()
    assert before["status"] not in ("done", "failed")
    again = home.at(target, film, "--json", *(["--wait"] if waits else []))
    assert again.code == 0, again.err
    assert "film.mp4: this export is unfinished, so it goes on. To make another film: --anew" in again.err
    assert (again.json["id"], again.json["taskId"]) == (before["id"], before["taskId"])
    assert (home.folder / "film.mp4").is_file() == waits
    assert len(home.ask(MADE[target])) == 1
    assert [kept["id"] for kept in home.kept()] == [before["id"]]


def test_an_unfinished_export_of_another_file_or_wish_does_not_stand_in_the_way(
    home: Home, film: Path
) -> None:
    for words in ((), ("--anew",), ("-o", "other.mp4"), ("--scale", "0.8")):
        ended = home.at("renderingvideo", film, *words)
        assert (ended.code, "is unfinished" in ended.err) == (0, False), ended.err
    assert len(home.ask(MADE["renderingvideo"])) == 4


@pytest.mark.parametrize("waits", [True, False])
def test_an_export_that_another_program_works_on_is_left_to_it(home: Home, film: Path, waits: bool) -> None:
    assert home.at("renderingvideo", film).code == 0
    folders = Folders.of_user()
    window = ExportJobStore(LocalDatabase(folders.services), folders.exports)
    (kept,) = window.take_up()
    free = threading.Timer(1.5, window.close)
    free.start()
    again = home.at("renderingvideo", film, "--json", *(["--wait"] if waits else []))
    free.join()
    assert "Another program on this computer works on it, and fetches the film." in again.err
    assert (again.code, again.json["id"]) == (0, kept.id), again.err
    assert (home.folder / "film.mp4").is_file() == waits
    assert len(home.ask(MADE["renderingvideo"])) == 1


def test_no_file_is_replaced_unasked_and_nothing_is_paid_before(home: Home, film: Path) -> None:
    there = home.folder / "there.mp4"
    there.write_bytes(b"mine")
    for refused in (
        home.at("renderingvideo", film, "-o", "there.mp4", "--wait"),
        home.export(film, "-o", "there.mp4"),
    ):
        assert (refused.code, "is there already" in refused.err) == (4, True), refused.err
    assert there.read_bytes() == b"mine"
    assert home.kept() == []
    assert home.ask(MADE["renderingvideo"]) == []
    assert home.export(film, "-o", "there.mp4", "--overwrite").code == 0
    assert there.stat().st_size > 4


@pytest.mark.parametrize("target", ["renderingvideo", "indream"])
def test_an_address_where_nobody_answers_is_given_up(
    home: Home, film: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "TOLD_AFTER_S", 0.0)
    monkeypatch.setattr(contact, "PATIENCE_S", 1.0)
    dead = "http://127.0.0.1:9"
    ended = home.export(film, "--to", target, "--url", dead)
    assert ended.code == 5, ended.err
    assert "No answer yet" in ended.err
    assert "has not answered within" in ended.err
    assert f"--resume --to {target} --url {dead}" in ended.err
    (job,) = home.kept()
    assert job["status"] not in ("failed", "cancelled", "done")


def test_a_service_that_has_answered_once_is_waited_for() -> None:
    target = Target("renderingvideo", "a", "renderingvideo http://x", "X")
    job = ExportJob("j", target, OtherSettings(), Path("a.mp4"), status="preparing")
    watch = contact.Contact()
    held = replace(job, again_at=1.0, sentence=Held("no line", 1.0).sentence)
    watch.hear(held, 0.0)
    assert not watch.is_to_be_told(contact.TOLD_AFTER_S - 1)
    assert watch.is_to_be_told(contact.TOLD_AFTER_S)
    assert not watch.is_to_be_told(contact.TOLD_AFTER_S + 1)
    assert watch.given_up(contact.PATIENCE_S) == {"j"}
    watch.hear(replace(job, status="uploading"), 50.0)
    watch.hear(replace(held, status="uploading"), 55.0)
    assert watch.given_up(10 * contact.PATIENCE_S) == frozenset()
