"""Films that a service has made and that could not be fetched: they come home, and are paid for once."""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editor_app.cli.export import add_to
from editor_app.cli.exporting import contact
from editor_app.cli.exporting.accounts import CommandAccounts
from editor_app.cli.exporting.bench import bench
from editor_app.cli.exporting.making import carry_out
from editor_app.cli.exporting.plan import read_order
from editor_app.sandbox.faults import Faults
from editor_app.sandbox.settings import Settings
from editor_app.services.exporting.jobs.events import Held
from editor_app.services.exporting.jobs.job import (
    LOCAL,
    CloudIds,
    ExportJob,
    IndreamSettings,
    OtherSettings,
    ProjectName,
    Target,
    WaitsFor,
)
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.folders import Folders
from editor_app.store.local_database import LocalDatabase
from tests.cli.conftest import Ended
from tests.cli.exporting.home import Home, frames
from tests.key_chains import Chain, key_chain
from tests.sandbox.running import ROOT, Running
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
    assert other.code == 0, other.err
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


def test_an_unfinished_export_of_another_wish_does_not_stand_in_the_way(home: Home, film: Path) -> None:
    for words in ((), ("--anew",), ("-o", "other.mp4", "--anew"), ("--scale", "0.8")):
        ended = home.at("renderingvideo", film, *words)
        assert (ended.code, "is unfinished" in ended.err) == (0, False), ended.err
    assert len(home.ask(MADE["renderingvideo"])) == 4


@pytest.mark.parametrize("target", ["renderingvideo", "indream"])
def test_a_film_under_another_name_is_fetched_and_not_paid_again(home: Home, film: Path, target: str) -> None:
    assert home.at(target, film, "-o", "a.mp4").code == 0
    under_way = home.at(target, film, "-o", "b.mp4", "--wait")
    assert under_way.code == 0, under_way.err
    assert "is making this film already (“a.mp4”), so it is fetched, and not paid again" in under_way.err
    after = home.at(target, film, "-o", "c.mp4")
    assert after.code == 0, after.err
    assert "has made this film already (“b.mp4”)" in after.err
    assert (home.folder / "c.mp4").read_bytes() == (home.folder / "b.mp4").read_bytes()
    assert len(home.ask(MADE[target])) == 1
    assert home.at(target, film, "-o", "d.mp4", "--wait", "--anew").code == 0
    assert len(home.ask(MADE[target])) == 2


def test_a_film_that_its_service_has_lost_is_paid_again_only_where_that_is_wanted(
    home: Home, film: Path
) -> None:
    begun = home.at("renderingvideo", film, "--json")
    assert begun.code == 0, begun.err
    with home.server.rv_client(os.environ["RENDERINGVIDEO_API_KEY"]) as client:
        assert client.delete(f"/api/v1/video/{begun.json['taskId']}").status_code == 200
    lost = home.at("renderingvideo", "--resume")
    (job,) = home.kept()
    retry = f"editor-app export --retry {job['id'][:8]} --to renderingvideo --url {home.server.url} --anew"
    assert (lost.code, f"Make another film, which is paid again: {retry}" in lost.err) == (5, True), lost.err
    for refused in (
        home.at("renderingvideo", film, "--wait"),
        home.at("renderingvideo", "--retry", job["id"][:8]),
    ):
        assert (refused.code, "no longer has" in refused.err) == (5, True), refused.err
        assert "--anew" in refused.err
    assert home.at("renderingvideo", "--retry", job["id"][:8], "--anew").code == 0
    assert frames(home.folder / "film.mp4") == 15


@pytest.mark.parametrize("words", [(), ("--overwrite",)])
def test_a_file_that_comes_after_the_check_is_not_replaced(
    home: Home, film: Path, words: tuple[str, ...]
) -> None:
    options = options_of("export", film, "-o", home.folder / "q.mp4", *words)
    asked = read_order(options)
    stranger = home.folder / "q.mp4"
    stranger.write_bytes(b"precious")
    code = asyncio.run(carry_out(asked, CommandAccounts(), options, threading.Event()))
    assert (code, stranger.read_bytes()) == (0, b"precious")
    assert frames(home.folder / "q 2.mp4") == 15


def test_a_file_that_lies_there_by_now_is_not_replaced_by_what_is_resumed(home: Home, film: Path) -> None:
    lose_folder(home, "renderingvideo", film)
    stranger = home.folder / "out" / "film.mp4"
    stranger.parent.mkdir()
    stranger.write_bytes(b"precious")
    fetched = home.at("renderingvideo", "--resume")
    assert fetched.code == 0, fetched.err
    assert stranger.read_bytes() == b"precious"
    assert frames(stranger.with_name("film 2.mp4")) == 15


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


def twice_at_once(home: Home, *words: object) -> list[tuple[int, str]]:
    """Run the same command in two processes; give exit code and errors of both."""
    command = [sys.executable, "-m", "editor_app", "export", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=240)[1] for process in both]
    return [(process.returncode, text) for process, text in zip(both, said, strict=True)]


@pytest.mark.parametrize("target", ["renderingvideo", "indream"])
def test_the_same_command_twice_at_once_pays_once(home: Home, film: Path, target: str) -> None:
    ended = twice_at_once(home, film, "--to", target, "--url", home.server.url, "--wait")
    assert [code for code, _ in ended] == [0, 0], ended
    assert sum("is unfinished, so it goes on" in text for _, text in ended) == 1
    assert len(home.ask(MADE[target])) == 1
    assert [kept["status"] for kept in home.kept()] == ["done"]


def options_of(*words: object) -> argparse.Namespace:
    """Read a command."""
    parser = argparse.ArgumentParser()
    add_to(parser.add_subparsers())
    return parser.parse_args([*map(str, words)])


def left_unfinished(film: Path, output: Path) -> str:
    """Leave an export on this computer as a program does that is killed; give its id."""
    asked = read_order(options_of("export", film, "-o", output))

    async def begin() -> str:
        async with bench(CommandAccounts()) as made:
            name = ProjectName(asked.project.title, str(asked.project.path.absolute()))
            job = made.queue.start(Wanted(LOCAL, asked.settings, output, name), asked.snapshot)
            await made.queue.kept(job.id)
            return job.id

    return asyncio.run(begin())


def test_the_same_command_goes_on_with_what_was_left_of_a_film_made_here(home: Home, film: Path) -> None:
    left = left_unfinished(film, home.folder / "film.mp4")
    again = home.export(film)
    assert again.code == 0, again.err
    assert "is unfinished, so it goes on" in again.err
    assert [(kept["id"], kept["status"]) for kept in home.kept()] == [(left, "done")]


def test_another_film_of_that_name_lets_what_was_left_of_the_older_one_go(
    home: Home, film: Path, write: Callable[..., Path]
) -> None:
    output = home.folder / "film.mp4"
    left = left_unfinished(film, output)
    write("film.json", document(seconds=0.7))
    assert home.export(film).code == 0
    newer = output.read_bytes()
    assert {kept["id"]: kept["status"] for kept in home.kept()}[left] == "cancelled"
    assert home.export("--resume").code == 0
    assert output.read_bytes() == newer


def test_a_name_under_which_another_program_makes_a_film_is_refused(home: Home, film: Path) -> None:
    left_unfinished(film, home.folder / "film.mp4")
    folders = Folders.of_user()
    window = ExportJobStore(LocalDatabase(folders.services), folders.exports)
    assert len(window.take_up()) == 1
    refused = home.export(film, "--range", "0:0.2")
    window.close()
    assert (refused.code, "Another program is just making" in refused.err) == (4, True), refused.err


@pytest.mark.parametrize("target", ["renderingvideo", "indream"])
def test_another_key_is_another_account_and_leaves_the_exports_of_the_first_alone(
    home: Home, film: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.at(target, film).code == 0
    (first,) = home.kept()
    other = f"{home.account}-other"
    with monkeypatch.context() as patch:
        patch.setenv("INDREAM_API_KEY", home.server.key(other))
        patch.setenv("RENDERINGVIDEO_API_KEY", home.server.rv_key(other, credits=100))
        resumed = home.at(target, "--resume")
        assert (resumed.code, "begun with another key" in resumed.err) == (5, True), resumed.err
        theirs = home.at(target, film, "-o", "theirs.mp4", "--wait")
        assert theirs.code == 0, theirs.err
    again = home.at(target, film, "--wait", "--json")
    assert (again.code, again.json["id"]) == (0, first["id"]), again.err
    assert len(home.ask(MADE[target])) == 1


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
    assert "Nothing has come of it yet" in ended.err
    assert "has not answered within" in ended.err
    assert f"--resume --to {target} --url {dead}" in ended.err
    (job,) = home.kept()
    assert job["status"] not in ("failed", "cancelled", "done")
    elsewhere = home.at(target, "--resume")
    assert elsewhere.code == 0, elsewhere.err
    assert elsewhere.err.splitlines() == [
        "Nothing is left to go on with.",
        "At other places exports are left: editor-app export --list",
    ]
    everything = home.export("--resume")
    give_up = f"give it up: editor-app export --cancel {job['id'][:8]}"
    assert (everything.code, give_up in everything.err) == (5, True), everything.err
    assert home.export("--cancel", job["id"][:8]).code == 0
    assert home.kept()[0]["status"] == "cancelled"
    assert home.export("--resume").err.strip() == "Nothing is left to go on with."
    again = home.export("--cancel", job["id"][:8])
    assert (again.code, "names no single export that is not over" in again.err) == (2, True)


def test_a_service_in_trouble_is_given_up_in_its_own_words(
    film: Path,
    tmp_path: Path,
    app: Callable[..., Ended],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(contact, "PATIENCE_S", 3.0)
    faults = Faults(rate=1, status=502, code="REMOTE_ERROR")
    running = Running(Settings(tmp_path / "sandbox", port=0, faults=faults))
    try:
        with key_chain(Chain()):
            home = Home(tmp_path, app, running, monkeypatch)
            ended = home.at("renderingvideo", film, "--wait")
    finally:
        running.stop()
    assert ended.code == 5, ended.err
    assert "answers, but has not done what it was asked for within 3 s. It says: “" in ended.err
    assert "has trouble of its own at the moment: " in ended.err
    assert "has not answered" not in ended.err


def test_a_service_that_does_something_after_trouble_is_waited_for() -> None:
    target = Target("renderingvideo", "a", "renderingvideo http://x", "X")
    job = ExportJob("j", target, OtherSettings(), Path("a.mp4"), status="preparing", again_at=1.0)
    watch = contact.Contact()
    watch.hear(job, 0.0)
    watch.hear_service("renderingvideo http://y")
    assert watch.given_up(contact.PATIENCE_S) == {"j"}
    watch.hear_service("renderingvideo http://x")
    watch.hear(job, contact.PATIENCE_S)
    assert watch.given_up(10 * contact.PATIENCE_S) == frozenset()


WAITS: list[tuple[WaitsFor, str, str]] = [
    ("line", "Down.", "X has not answered within 60 s. Look at the address (http://x) and at the line."),
    ("service", "Down.", "X answers, but has not done what it was asked for within 60 s. It says: “Down.”"),
    ("service", "", "X answers, but has not done what it was asked for within 60 s."),
    ("account", "", "The export has waited for 60 s. No key."),
]


@pytest.mark.parametrize(("waits_for", "said", "why"), WAITS)
def test_why_an_export_is_given_up_is_told_as_it_is(waits_for: WaitsFor, said: str, why: str) -> None:
    target = Target("indream", "a", "http://x", "X")
    job = ExportJob("j", target, IndreamSettings(), Path("a.mp4"), sentence="No key.", waits_for=waits_for)
    assert contact.why_given_up(job, said) == why


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


def held_at(share: float, **fields: Any) -> ExportJob:
    """Give an upload on hold."""
    target = Target("indream", "a", "http://x", "X")
    job = ExportJob("j", target, IndreamSettings(), Path("a.mp4"), status="uploading", share=share)
    return replace(job, **{"again_at": 1.0, "waits_for": "service", **fields})


def test_bytes_that_are_sent_in_vain_are_no_answer() -> None:
    watch = contact.Contact()
    for second in range(0, 70, 10):
        watch.hear(held_at(0.0, again_at=None), second)
        watch.hear(held_at(0.5, again_at=None), second)
        assert watch.given_up(second + 1) == frozenset()
        watch.hear(held_at(0.5), second + 1)
    assert watch.is_to_be_told(61)
    assert watch.given_up(61) == {"j"}
    watch.hear(held_at(0.5, again_at=None), 62)  # it is just being sent again, and may arrive
    assert watch.given_up(62) == frozenset()
    watch.hear(held_at(0.6, again_at=None), 63)
    watch.hear(held_at(0.6), 64)
    assert watch.given_up(1000) == frozenset()


def test_a_task_of_an_earlier_command_is_given_up_and_one_of_this_is_waited_for_aloud() -> None:
    held = held_at(0.0, cloud=CloudIds(key="k", task_id="t"))
    watch = contact.Contact()
    watch.hear(held, 0)
    assert watch.given_up(60) == {"j"}
    watch = contact.Contact()
    watch.hear(held_at(0.0, again_at=None), 0)
    watch.hear(replace(held, again_at=None), 0)
    watch.hear(held, 1)
    assert [watch.given_up(1000), watch.is_to_be_told(1000)] == [frozenset(), False]
    told = {at: seconds for at in range(400) if (seconds := watch.still_waited_for(at))}
    assert told == {61: {"j": 60}, 121: {"j": 120}, 241: {"j": 240}}
