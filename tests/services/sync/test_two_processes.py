"""Two editors in processes of their own on one project of a real server, with errors, outages and kills."""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from editor_app.merge import same_content
from editor_app.sandbox.faults import Faults
from editor_app.state import read
from editor_app.state.lineage import without_lineage
from tests.sandbox.running import ROOT, Running
from tests.services.sync.clocks import CLOCK_HOURS, wrong_clock
from tests.services.sync.seats import seat
from tests.services.sync.test_sync import begin

Start = Callable[..., Running]

_PATIENCE_S = 240.0


class Life:
    """One editor, started again whenever it was killed."""

    def __init__(
        self, folder: Path, url: str, key: str, name: str, seed: int, project_id: str, clock_hours: float = 0
    ) -> None:
        self.folder, self.name, self._clock_hours = folder, name, clock_hours
        folder.mkdir(parents=True, exist_ok=True)
        self._log = (folder / "log").open("ab")
        self._arguments, self._seed = [str(folder), url, key, name], f"{seed}/{name}"
        self._project_id, self.kills = project_id, 0
        self.start()

    def start(self) -> None:
        """Start it, and wait until the project is open; no two lives of it do the same."""
        seed = f"{self._seed}/{self.kills}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.services.sync.life", *self._arguments, seed, self._project_id],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", CLOCK_HOURS: f"{self._clock_hours:g}"},
            text=True,
        )
        self.hear("open")

    def hear(self, word: str) -> str:
        """Give the next line that begins so."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(word):
                return line
        log = (self.folder / "log").read_text()
        raise AssertionError(f"{self.name} ended: {log[-4000:]}")

    def kill(self) -> None:
        """Kill it, whatever it is doing, and start it again."""
        self.process.kill()
        self.process.communicate()
        self.kills += 1
        self.start()

    def end(self) -> None:
        """Let it end."""
        self.say("end")
        self.process.communicate(timeout=_PATIENCE_S)
        self._log.close()

    def say(self, word: str) -> None:
        """Tell it something: `state` asks for its document, `end` ends it; both end its editing."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def covered(self, key: str, value: float, lives: list[Life]) -> bool:
        """Tell whether somebody saw a value that was given to a clip, and gave another one over it."""
        return any(
            step.get("share") == key and step.get("over") == value
            for life in lives
            for step in life.story()[1]
        )

    def story(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Give what it did for sure, and what it may have done, in order."""
        lines = [json.loads(line) for line in (self.folder / "story").read_text().splitlines()]
        return [x["did"] for x in lines if "did" in x], [x["will"] for x in lines if "will" in x]


def check_story(life: Life, end: dict[str, Any], conflicts: str) -> None:
    """Find all that an editor did to its own clips in the end, as nobody else touched them.

    But joining moves one of two clips that were added at the same place, which deleting it may meet.
    """
    did, will = life.story()
    maybe_deleted = {step["delete"] for step in will if "delete" in step}
    for step in did:
        if "add" in step and step["add"] not in maybe_deleted:
            assert step["add"] in end["items"], f"{life.name} added {step['add']}, and it is gone"
        if "delete" in step:
            is_told = step["delete"] in conflicts
            assert is_told or step["delete"] not in end["items"], f"{step['delete']} is back without a word"
    for key in {step["give"] for step in did if "give" in step} & end["items"].keys():
        values = [step["value"] for step in will if step.get("give") == key]
        sure = [step["value"] for step in did if step.get("give") == key]
        newest = len(values) - 1 - values[::-1].index(sure[-1])
        has = end["items"][key]["opacity"]["value"]
        if key in maybe_deleted and key in conflicts:  # it is back as it was before it was deleted
            continue
        assert has in values[newest:], f"{life.name} gave {key} {values[newest:]}, and it has {has}"


def check_arranged(life: Life, end: dict[str, Any], conflicts: str) -> None:
    """Find where its own clips were moved to last, how they turn, and whether its track is muted."""
    did, will = life.story()
    deleted = {step["delete"] for step in will if "delete" in step}
    items, tracks = end["items"], {track["id"]: track for track in end["document"]["tracks"]}
    places = {("move", key): item["startTicks"] for key, item in items.items()}
    places |= {("turn", k): [f["value"] for f in item["rotation"]["keyframes"]] for k, item in items.items()}
    places |= {("mute", key): track["muted"] for key, track in tracks.items()}
    for kind, key in sorted({(k, s[k]) for s in did for k in ("move", "turn", "mute") if k in s}):
        if kind != "mute" and (key in deleted or key in conflicts):  # its track is nobody else's to mute
            continue
        values = [step["value"] for step in will if step.get(kind) == key]
        sure = [step["value"] for step in did if step.get(kind) == key]
        newest = len(values) - 1 - values[::-1].index(sure[-1])
        has = places[kind, key]
        assert has in values[newest:], f"{life.name}: {kind} {key} {values[newest:]}, and it has {has}"


def check_title(lives: list[Life], title: str) -> None:
    """Find the title as somebody named the project, once anybody did."""
    stories = [life.story() for life in lives]
    given = [step["value"] for _, will in stories for step in will if "title" in step]
    if any("title" in step for did, _ in stories for step in did):
        assert title in given, f"{title} is none of {given}"


def check_shared(lives: list[Life], end: dict[str, Any], conflicts: str) -> None:
    """Find what both last did to the clips that both edit: it is there, given over, or a conflict."""
    for key in end["items"].keys() & set("abcdef"):
        has = end["items"][key]["opacity"]["value"]
        for life in lives:
            did, will = life.story()
            sure = [step["value"] for step in did if step.get("share") == key]
            values = [step["value"] for step in will if step.get("share") == key]
            if sure and sure[-1] == values[-1] and has != sure[-1]:
                others = [s["value"] for other in lives for s in other.story()[1] if s.get("share") == key]
                assert has in others, f"{key} has {has}, which nobody gave it"
                covered = life.covered(key, sure[-1], lives)
                assert covered or repr(sure[-1]) in conflicts, (
                    f"{life.name} gave {key} {sure[-1]}: it is lost"
                )


def _differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    found = [
        f"{key}: {one['items'].get(key)} / {other['items'].get(key)}"
        for key in sorted(one["items"].keys() | other["items"].keys())
        if one["items"].get(key) != other["items"].get(key)
    ]
    tracks = f"tracks: {one['tracks']} / {other['tracks']}"
    return found + ([tracks] if one["tracks"] != other["tracks"] else [])


def conflicts_of(folder: Path) -> str:
    """Give all that both keep as conflicts."""
    found = list[str]()
    for name in "pq":
        with closing(sqlite3.connect(folder / name / "services.sqlite3")) as connection:
            found += [row[0] for row in connection.execute("SELECT content FROM kept_conflicts")]
    return "".join(found)


def settled(lives: list[Life]) -> list[dict[str, Any]]:
    """Let them exchange until both have the same twice in a row, and end them; give what they have."""
    before: list[dict[str, Any]] = []
    for _ in range(40):
        for life in lives:
            life.say("state")
        ends = [json.loads(life.hear("{")) for life in lives]
        if ends == before and ends[0] == ends[1]:
            break
        before = ends
    assert _differences(*before) == []
    for life in lives:
        life.end()
    return before


def stop(server: Running) -> None:
    """Stop a server, perhaps while it takes a call, whose connection is then nobody's any more."""
    server.stop()
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        gc.collect()


def live(
    start: Start, tmp_path: Path, *, seconds: float, seed: int, clock_hours: tuple[float, float] = (0, 0)
) -> None:
    server = start(faults=Faults(rate=0.2))
    key, port = server.key(), urlsplit(server.url).port

    async def make() -> str:
        async with seat(tmp_path / "first", server.url, key) as first:
            return await begin(first, tmp_path)

    project_id = asyncio.run(make())
    chance = random.Random(seed)
    lives = [
        Life(tmp_path / name, server.url, key, name, seed, project_id, hours)
        for name, hours in zip("pq", clock_hours, strict=True)
    ]
    end, outages = time.monotonic() + seconds, 0
    events = itertools.chain(
        ["kill", "outage", "kill"], iter(lambda: chance.choice(["kill"] * 4 + ["outage"]), "")
    )
    while time.monotonic() < end or lives[0].kills + lives[1].kills < 2:
        time.sleep(chance.random() * 2.5)
        if next(events) == "kill":
            chance.choice(lives).kill()
        else:
            stop(server)
            time.sleep(chance.random() * 1.5)
            server = start(port=port, faults=Faults(rate=0.2))
            outages += 1
    stop(server)
    server = start(port=port)
    ends = settled(lives)
    with server.client(key) as client:
        data = client.get(f"/v1/projects/{project_id}").json()["data"]
        there = data["editorState"]
    assert same_content(without_lineage(read(there)[0]), read(ends[0]["document"])[0])
    for life in lives:
        check_story(life, ends[0], conflicts_of(tmp_path))
        check_arranged(life, ends[0], conflicts_of(tmp_path))
    check_shared(lives, ends[0], conflicts_of(tmp_path))
    assert data["title"] == ends[0]["title"]
    check_title(lives, data["title"])
    edits = sum(len(life.story()[0]) for life in lives)
    print(f"{edits} edits, {sum(life.kills for life in lives)} kills, {outages} outages")


@pytest.mark.usefixtures("qapp")
def test_two_processes_end_alike_with_all_that_both_did(start: Start, tmp_path: Path) -> None:
    live(start, tmp_path, seconds=12, seed=1)


@pytest.mark.usefixtures("qapp")
def test_a_clock_that_is_wrong_changes_nothing(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = itertools.count(1)
    backwards = wrong_clock(lambda: -next(moments))  # each moment of the service lies before the last
    monkeypatch.setattr("editor_app.sandbox.times.datetime", backwards)
    live(start, tmp_path, seconds=6, seed=3, clock_hours=(-30_000, 900))
    assert next(moments) > 10
    years = [synced_years(tmp_path / name) for name in "pq"]
    assert max(years[0]) < min(years[1])


def synced_years(folder: Path) -> list[int]:
    """Give the years in which an editor says that it synchronized."""
    with closing(sqlite3.connect(folder / "services.sqlite3")) as connection:
        return [int(row[0][:4]) for row in connection.execute("SELECT kept_at FROM synced_states")]


@pytest.mark.soak
@pytest.mark.usefixtures("qapp")
def test_two_processes_end_alike_after_ten_minutes(start: Start, tmp_path: Path) -> None:
    live(start, tmp_path, seconds=600, seed=2)


@pytest.mark.soak
@pytest.mark.usefixtures("qapp")
def test_two_processes_end_alike_after_an_hour(start: Start, tmp_path: Path) -> None:
    live(start, tmp_path, seconds=3600, seed=4)
