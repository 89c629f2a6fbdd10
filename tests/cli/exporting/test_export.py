"""`editor-app export` against the local server, over a real socket, as a shell runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.cli.exporting.making import SHOWN_LOSSES
from editor_app.store.accounts import KeptAccounts, Profile, accounts_file, write_accounts
from editor_app.store.key_chain import name_of, store_key
from tests.cli.conftest import Ended, write_png
from tests.cli.exporting.home import Home, frames
from tests.documents import number
from tests.sandbox.running import ROOT
from tests.sandbox.samples import document, solid, track

TASKS = "SELECT id FROM rv_tasks WHERE account_id = ?"
EXPORTS = "SELECT id FROM exports WHERE account_id = ?"
RENDERS = "SELECT status FROM rv_renders WHERE account_id = ?"


def test_a_film_is_made_here(home: Home, film: Path) -> None:
    made = home.export(film)
    assert made.code == 0, made.err
    assert made.out.startswith(f"{home.folder / 'film.mp4'}: ")
    assert frames(home.folder / "film.mp4") == 15
    (job,) = home.kept()
    assert (job["status"], job["target"]) == ("done", "local")


@pytest.mark.parametrize("target", ["indream", "sandbox", "renderingvideo"])
def test_a_film_is_made_by_a_service_and_comes_home(home: Home, film: Path, target: str) -> None:
    told = home.at(target, film, "--wait", "-o", "out.mp4", "--json")
    assert told.code == 0, told.err
    assert told.json["status"] == "done"
    assert told.json["output"] == str(home.folder / "out.mp4")
    assert frames(home.folder / "out.mp4") == 15
    if target == "renderingvideo":
        assert (told.json["credits"], told.json["balance"]) == (1, 99)


@pytest.mark.parametrize(("target", "query"), [("indream", EXPORTS), ("renderingvideo", RENDERS)])
def test_without_waiting_the_film_is_fetched_later_and_made_once(
    home: Home, film: Path, target: str, query: str
) -> None:
    begun = home.at(target, film)
    assert begun.code == 0, begun.err
    assert f"editor-app export --resume --to {target} --url {home.server.url}" in begun.err
    assert len(home.ask(query)) == 1
    (job,) = home.kept()
    assert job["status"] == "rendering"
    assert "  rendering  " in begun.out
    mute = home.export("--resume")
    assert (mute.code, "Name its address with --to and --url" in mute.err) == (5, True)
    fetched = home.at(target, "--resume", "--json")
    assert fetched.code == 0, fetched.err
    assert [job["status"] for job in fetched.json] == ["done"]
    assert frames(home.folder / "film.mp4") == 15
    assert len(home.ask(query)) == 1
    again = home.at(target, "--resume")
    assert (again.code, again.err.strip()) == (0, "Nothing is left to go on with.")


def test_a_preview_link_is_printed_and_costs_nothing(home: Home, film: Path) -> None:
    made = home.at("renderingvideo", film, "--preview", "--json")
    assert made.code == 0, made.err
    assert made.json["url"].startswith(f"{home.server.url}/")
    assert made.json["output"] is None
    assert home.ask(TASKS) == []
    assert not (home.folder / "film.mp4").exists()
    listed = home.export("--list").out
    assert "preview link" in listed
    assert "film.mp4" not in listed


def test_a_dry_run_sends_nothing_and_shows_what_it_would(home: Home, film: Path) -> None:
    shown = home.at("renderingvideo", film, "--dry-run")
    assert shown.code == 0, shown.err
    assert "POST" in shown.out
    assert "/api/v1/video/" in shown.out
    assert "$RENDERINGVIDEO_API_KEY" in shown.out
    assert os.environ["RENDERINGVIDEO_API_KEY"] not in shown.out + shown.err
    assert "credits: 1 of 100 at " in shown.err
    told = home.at("renderingvideo", film, "--dry-run", "--json").json
    assert told["calls"][0]["body"]["config"]["meta"]["width"] == 160
    assert (told["credits"], told["balance"]) == (1, 100)
    assert "/v1/exports" in home.at("indream", film, "--dry-run").out
    assert "nothing is sent" in home.export(film, "--dry-run").out
    assert home.kept() == []
    assert home.ask(TASKS) == home.ask(EXPORTS) == []


def test_what_a_dry_run_prints_makes_the_task(home: Home, film: Path) -> None:
    shown = home.at("renderingvideo", film, "--dry-run")
    done = subprocess.run(["bash", "-c", shown.out], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "rendering"
    assert len(home.ask(TASKS)) == 1


def test_usage_is_refused_before_anything_is_done(home: Home, film: Path) -> None:
    refused: list[tuple[Ended, int, str]] = [
        (home.export(), 2, "Name the project to export"),
        (home.export(film, "--resume"), 2, "takes no project"),
        (home.export("gone.json"), 2, "gone.json"),
        (home.at("renderingvideo", film, "--format", "webm"), 2, "makes mp4, not webm"),
        (home.at("indream", film, "--range", "0:0.2"), 2, "whole films"),
        (home.at("renderingvideo", film, "--scale", "90"), 2, "--scale"),
        (home.export(film, "--fps", "31"), 2, "--fps: 31"),
        (home.export(film, "-o", "no/film.mp4"), 4, "The folder"),
        (home.export(film, "-o", film, "--format", "mp4"), 2, "project itself"),
        (home.export(film, "--to", "renderingvideo", "--account", "Ann"), 2, "There is no account “Ann”"),
        (home.export(film, "--to", "indream", "--url", "ftp://x"), 2, "--url"),
        (home.export(film, "--range", "9:10"), 2, "starts after the end"),
        (home.at("renderingvideo", film, "--webhook-url", "nope"), 2, "--webhook-url: “nope”"),
        (home.at("indream", film, "--webhook-url", "nope"), 2, "--webhook-url: “nope”"),
        (home.at("renderingvideo", film, "--workers", "0"), 2, "--workers: 0"),
        (home.at("renderingvideo", film, "--workers", "65"), 2, "--workers: 65 is not a number from 1 to 64"),
        (home.export(film, "--cancel", "abcd"), 2, "takes no project"),
        (home.export("--retry", "ab"), 2, "names no single export"),
        (home.export(film, "--retry", "abcd"), 2, "takes no project"),
    ]
    for ended, code, text in refused:
        assert (ended.code, text in ended.err) == (code, True), (ended.code, ended.err)
    assert home.kept() == []


def test_a_document_with_errors_is_not_sent(home: Home, write: Callable[..., Path]) -> None:
    broken = write("broken.json", document(tracks=[track("t", "a", "nowhere")]))
    ended = home.at("renderingvideo", broken)
    assert (ended.code, "has 1 error" in ended.err) == (1, True)
    empty = write("empty.json", document(tracks=[], items={}))
    assert home.at("indream", empty).code == 1


def test_missing_media_are_told(home: Home, write: Callable[..., Path]) -> None:
    asset = {"id": "p", "type": "image", "filename": "gone.png", "size": 9, "mimeType": "image/png"}
    item = {**solid("a", 0, 120_000), "type": "image", "assetId": "p"}
    lacking = write(
        "lacking.json",
        document(assets={"p": {**asset, "width": 16, "height": 16}}, items={"a": item}),
    )
    ended = home.at("renderingvideo", lacking)
    assert (ended.code, "gone.png" in ended.err) == (3, True), ended.err
    write_png(home.folder / "media" / "gone.png", width=16, height=16)
    found = home.at("renderingvideo", lacking, "--wait", "--media", home.folder / "media")
    assert found.code == 0, found.err


def test_a_service_that_refuses_is_told(home: Home, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENDERINGVIDEO_API_KEY", "sk-wrong")
    refused = home.at("renderingvideo", film, "--wait")
    assert refused.code == 5
    assert "does not accept the key of RENDERINGVIDEO_API_KEY" in refused.err
    assert "Settings" not in refused.err
    monkeypatch.delenv("RENDERINGVIDEO_API_KEY")
    nobody = home.at("renderingvideo", film)
    assert (nobody.code, "There is no key" in nobody.err) == (5, True)
    poor = home.server.rv_key(f"{home.account}-poor", credits=0)
    monkeypatch.setenv("RENDERINGVIDEO_API_KEY", poor)
    broke = home.at("renderingvideo", film, "--wait", "--json")
    assert (broke.code, broke.json["remedy"]) == (5, "credits")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are asked for otherwise there")
def test_an_interrupted_command_leaves_the_service_its_task_and_says_how_to_go_on(
    home: Home, write: Callable[..., Path]
) -> None:
    long = write("long.json", document(seconds=60))
    command = [sys.executable, "-m", "editor_app", "export", long, "--to", "renderingvideo", "--wait"]
    said = ""
    with subprocess.Popen(
        [*map(str, command), "--url", home.server.url],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stderr is not None
        while "rendering" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=120)
    assert process.returncode == 130, said + rest
    assert "goes on with it. Fetch it: editor-app export --resume" in rest
    assert len(home.ask(RENDERS)) == 1
    (job,) = home.kept()
    assert job["status"] == "rendering"
    assert [path.name for path in home.folder.iterdir() if path.suffix == ".mp4"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are asked for otherwise there")
def test_an_interrupted_film_of_this_computer_leaves_no_file(home: Home, write: Callable[..., Path]) -> None:
    long = write("long.json", document(seconds=600))
    with subprocess.Popen(
        [sys.executable, "-m", "editor_app", "export", str(long)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stderr is not None
        said = ""
        while "rendering" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=120)
    assert (process.returncode, rest.strip()) == (130, "interrupted; no file was left.")
    assert sorted(path.name for path in home.folder.iterdir() if path.is_file()) == ["long.json"]
    (job,) = home.kept()
    assert job["status"] == "cancelled"


def test_an_account_of_the_window_is_used_by_its_name_and_the_key_chain(
    home: Home, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = home.server.url
    mine = Profile("m", "renderingvideo", "My Studio", base, f"renderingvideo {base}")
    other = Profile("o", "renderingvideo", "Other", "http://127.0.0.1:9", "renderingvideo http://127.0.0.1:9")
    write_accounts(accounts_file(), KeptAccounts((other, mine)))
    store_key(name_of(mine), os.environ["RENDERINGVIDEO_API_KEY"])
    monkeypatch.setenv("RENDERINGVIDEO_API_KEY", "sk-for-the-public-service-alone")
    to = ("--to", "renderingvideo", "--account")
    assert home.export(film, *to, "my studio", "--wait").code == 0
    lacking = home.export(film, *to, "Other", "-o", "other.mp4")
    assert (lacking.code, "There is no key for “Other”" in lacking.err) == (5, True)
    named = "let RENDERINGVIDEO_API_KEY count for its address: --to renderingvideo --url http://127.0.0.1:9"
    assert named in lacking.err
    wrong = home.export(film, *to, "Nobody", "-o", "other.mp4")
    assert (wrong.code, "“My Studio”" in wrong.err) == (2, True)
    assert [job["account"] for job in home.kept()] == ["My Studio"]


def test_the_local_server_is_started_for_a_command_and_ends_with_it(home: Home, film: Path) -> None:
    made = home.export(film, "--to", "sandbox")
    assert made.code == 0, made.err
    assert frames(home.folder / "film.mp4") == 15
    again = home.export(film, "--to", "sandbox", "-o", "again.mp4", "--json")
    assert (again.code, again.json["status"]) == (0, "done")


def test_what_looks_different_is_listed_by_the_export_itself(home: Home, write: Callable[..., Path]) -> None:
    wide = {"width": number(100, (0, 50), (60_000, 100))}
    items = {key: solid(key, 0, 120_000, **wide) for key in (f"i{count}" for count in range(22))}
    differing = write(
        "differing.json", document(tracks=[track(f"t{key}", key) for key in items], items=items)
    )
    made = home.at("renderingvideo", differing, "--wait")
    assert made.code == 0, made.err
    lines = made.err.splitlines()
    (told,) = [line for line in lines if line.startswith("warning: ") and "look different" in line]
    count = int(told.split()[1])
    listed = [line for line in lines if line.startswith("roughly  ")]
    assert len(listed) == SHOWN_LOSSES
    assert f"… and {count - SHOWN_LOSSES} more: --dry-run shows all." in lines
