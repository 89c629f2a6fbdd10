"""`editor-app cloud` against the local server, over a real socket, as a shell runs it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest

from editor_app.product import PROJECT_FORMAT
from editor_app.sandbox.settings import Limits, Settings
from tests.cli.conftest import Ended, write_png
from tests.key_chains import Chain, key_chain
from tests.sandbox.running import Running
from tests.sandbox.samples import document

Command = Callable[..., Ended]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    limits = replace(Limits(), sync_burst=100, active_exports=50)
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0, limits=limits))
    yield running
    running.stop()


@pytest.fixture
def chain() -> Iterator[Chain]:
    """Give the system a key chain of ours for a while."""
    made = Chain()
    with key_chain(made):
        yield made


@pytest.fixture
def cloud(app: Command, server: Running, chain: Chain, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give a function that runs a cloud command of an account of its own."""
    monkeypatch.setenv("INDREAM_API_KEY", server.key())
    return lambda *words: app("cloud", *words, "--url", server.url)


@pytest.fixture
def film(write: Callable[..., Path]) -> Path:
    """Write a document of half a second."""
    return write("film.json", document(seconds=0.5))


def test_a_project_from_its_making_to_its_end(cloud: Command, film: Path, tmp_path: Path) -> None:
    project = cloud("projects", "create", film, "--title", "Ufer").out.strip()
    listed = cloud("projects", "list", "--json").json
    assert [(item["projectId"], item["title"]) for item in listed["items"]] == [(project, "Ufer")]
    assert cloud("projects", "update", project, "--description", "draft").code == 0
    assert cloud("projects", "sync", project, film).code == 0
    fetched = tmp_path / "back.json"
    told = cloud("projects", "get", project, "-o", fetched, "--json").json
    assert told["description"] == "draft"
    assert list(json.loads(fetched.read_text())["items"]) == ["a"]
    assert cloud("projects", "delete", project).code == 0
    gone = cloud("projects", "get", project)
    assert gone.code == 5
    assert "NOT_FOUND" in gone.err


def test_a_title_gives_a_terminal_no_orders(cloud: Command, film: Path) -> None:
    title = "a\x1b[2J\x7f\u202eb\nc"
    project = cloud("projects", "create", film, "--title", title).out.strip()
    line = next(line for line in cloud("projects", "list").out.split("\n") if project in line)
    assert line.endswith(r"a\u001b[2J\u007f\u202eb\nc")
    listed = cloud("projects", "list", "--json")
    assert title in [item["title"] for item in listed.json["items"]]
    assert "\x7f" not in listed.out
    assert cloud("projects", "delete", project).code == 0


def test_pages_lead_on(cloud: Command, film: Path) -> None:
    for _ in range(3):
        cloud("projects", "create", film)
    first = cloud("projects", "list", "--page-size", 2)
    cursor = first.out.strip().splitlines()[-1].removeprefix("more: --page-cursor ")
    second = cloud("projects", "list", "--page-size", 2, "--page-cursor", cursor)
    assert len(second.out.strip().splitlines()) == 1


def test_an_asset_is_uploaded_bound_and_deleted(cloud: Command, film: Path, tmp_path: Path) -> None:
    project = cloud("projects", "create", film).out.strip()
    picture = write_png(tmp_path / "Übersee.png")
    asset = cloud("assets", "upload", picture, "--project", project, "--json").json
    assert (asset["filename"], asset["width"]) == ("Übersee.png", 320)
    key = asset["assetId"]
    assert key in cloud("projects", "assets", project).out
    refused = cloud("assets", "delete", key)
    assert refused.code == 5
    assert "ASSET_REFERENCED" in refused.err
    assert cloud("projects", "remove-asset", project, key).code == 0
    assert cloud("projects", "add-asset", project, key).code == 0
    assert cloud("projects", "remove-asset", project, key).code == 0
    assert cloud("assets", "get", key, "--json").json["assetId"] == key
    assert cloud("assets", "delete", key).code == 0


def test_a_film_is_made_waited_for_and_fetched(cloud: Command, film: Path, tmp_path: Path) -> None:
    task = cloud("exports", "create", film, "--filename", "a.mp4", "--client-task-id", "one").out.strip()
    assert (
        cloud("exports", "create", film, "--filename", "a.mp4", "--client-task-id", "one").out.strip() == task
    )
    output = tmp_path / "film.mp4"
    assert cloud("exports", "wait", task, "-o", output).code == 0
    with av.open(str(output)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 15
    assert "COMPLETED" in cloud("exports", "get", task).out
    assert task in cloud("exports", "list").out
    again = tmp_path / "again.mp4"
    assert cloud("exports", "download", task, "-o", again).out.strip() == str(again)
    assert again.read_bytes() == output.read_bytes()
    late = cloud("exports", "cancel", task)
    assert (late.code, "TASK_NOT_CANCELABLE" in late.err) == (5, True)


def test_a_stored_project_is_exported(cloud: Command, film: Path) -> None:
    project = cloud("projects", "create", film).out.strip()
    task = cloud("projects", "export", project, "--scale", 0.6).out.strip()
    assert cloud("exports", "wait", task, "--json").json["projectId"] == project


def test_the_verdict_is_the_services_and_an_exit_code(
    cloud: Command, film: Path, write: Callable[..., Path]
) -> None:
    assert cloud("validate", film).out == "valid\n"
    bad = document(seconds=0.5)
    bad["items"]["a"]["opacity"] = "much"
    told = cloud("validate", write("bad.json", bad), "--json")
    assert told.code == 1
    assert json.loads(told.out.split("\n}\n")[0] + "\n}")["errors"][0]["path"].startswith("$.items.a.opacity")


@pytest.mark.parametrize(
    "content",
    [
        {"x": 1},
        {},
        {"format": "other", "editorState": document(seconds=0.5)},
        {"format": PROJECT_FORMAT, "editorState": {"x": 1}},
        [],
    ],
)
def test_any_json_goes_out_for_a_verdict(cloud: Command, write: Callable[..., Path], content: Any) -> None:
    told = cloud("validate", write("x.json", content))
    assert told.code in (1, 5)
    assert "another kind" not in told.err
    assert "$" in told.out or "[" in told.err


def test_the_document_of_a_project_file_is_judged(cloud: Command, write: Callable[..., Path]) -> None:
    project = {"format": PROJECT_FORMAT, "editorState": document(seconds=0.5), "mine": 1}
    assert cloud("validate", write("film.editorproj", project)).out == "valid\n"


@pytest.mark.parametrize("content", ["", "{", b"\xff", '{"x": NaN}'])
def test_what_is_no_json_is_refused_here(
    app: Command, monkeypatch: pytest.MonkeyPatch, write: Callable[..., Path], content: str | bytes
) -> None:
    monkeypatch.setenv("INDREAM_API_KEY", "sk_indream_x")
    told = app("cloud", "validate", write("x.json", content), "--url", "http://127.0.0.1:9")
    assert (told.code, "x.json" in told.err) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ("validate", ""),
        ("assets", "upload", ""),
        ("exports", "create", ""),
        ("exports", "wait", "t", "-o", ""),
        ("exports", "download", "t", "-o", ""),
        ("projects", "create", ""),
        ("projects", "sync", "p", ""),
        ("projects", "get", "p", "-o", ""),
    ],
)
def test_an_empty_name_is_none(app: Command, words: tuple[str, ...]) -> None:
    told = app("cloud", *words)
    assert (told.code, "this one is empty" in told.err) == (2, True)


def test_what_the_service_can_do(cloud: Command) -> None:
    assert "fade" in cloud("capabilities").out
    assert set(cloud("capabilities", "--json").json) >= {"animations", "backgroundPresets"}


@pytest.mark.parametrize("key", ["sk_indream_wrong", "two words", "smörgås"])
def test_a_wrong_key_is_told_and_never_shown(
    key: str, app: Command, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDREAM_API_KEY", key)
    ended = app("cloud", "projects", "list", "--url", server.url)
    assert ended.code in (2, 5)
    assert ended.err.startswith("editor-app: ")
    assert key not in ended.out + ended.err


def test_without_a_key_it_says_where_one_comes_from(
    app: Command, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INDREAM_API_KEY", raising=False)
    ended = app("cloud", "capabilities")
    assert ended.code == 2
    assert "INDREAM_API_KEY" in ended.err


def test_a_key_is_kept_used_for_its_address_alone_and_forgotten(
    app: Command, server: Running, chain: Chain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("INDREAM_API_KEY", raising=False)
    stdin = tmp_path / "key"
    stdin.write_text(server.key() + "\n")
    with stdin.open() as given:
        monkeypatch.setattr("sys.stdin", given)
        assert app("cloud", "key", "set", "--url", server.url + "/").code == 0
    assert list(chain.held) == [("editor-app", server.url)]
    assert app("cloud", "projects", "list", "--url", server.url).code == 0
    assert app("cloud", "projects", "list").code == 2  # the key is not that service's
    assert app("cloud", "key", "forget", "--url", server.url).code == 0
    assert app("cloud", "key", "forget", "--url", server.url).code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("projects", "list", "--url", "http://example.org"), "https"),
        (("projects", "list", "--url", "ftp://127.0.0.1"), "https"),
        (("projects", "create", "nowhere.json"), "nowhere.json"),
        (("projects", "update", "x"), "nothing to change"),
        (("assets", "upload", "nowhere.png"), "nowhere.png"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_sent(
    app: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INDREAM_API_KEY", "sk_indream_x")
    where: tuple[Any, ...] = () if "--url" in words else ("--url", "http://127.0.0.1:9")
    ended = app("cloud", *words, *where)
    assert ended.code == 2
    assert said in ended.err


def test_a_service_that_is_not_there_is_told(app: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDREAM_API_KEY", "sk_indream_x")
    ended = app("cloud", "exports", "cancel", "x", "--url", "http://127.0.0.1:9")
    assert ended.code == 5
    assert "cannot be reached" in ended.err


def test_a_film_that_cannot_be_written_here(cloud: Command, film: Path, tmp_path: Path) -> None:
    task = cloud("exports", "create", film).out.strip()
    assert cloud("exports", "wait", task).code == 0
    ended = cloud("exports", "download", task, "-o", tmp_path / "nowhere" / "film.mp4")
    assert ended.code == 4
