"""Exchanges between editors and a service that replaces whole documents without looking."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
from collections.abc import Callable, Collection, Coroutine
from functools import partial
from typing import Any

import pytest

from editor_app.edits.addresses import Address
from editor_app.merge import same_content
from editor_app.services.sync.exchange import ForeignError, Outcome
from editor_app.services.sync.relation import Foreign
from editor_app.state import EditorState, read, to_bytes, write
from editor_app.state.lineage import LINEAGE_KEY
from editor_app.store.synced_states import MOST_KEPT, SyncedState
from tests.documents import document
from tests.services.sync.simulation import (
    Disk,
    Editor,
    Service,
    begin,
    opacity_of,
    run,
    settle,
    start_of_world,
    with_opacity,
)

pytestmark = pytest.mark.usefixtures("qapp")


def two(job: Callable[[Service, Editor, Editor], Coroutine[Any, Any, None]], seed: int = 1) -> None:
    async def main() -> None:
        service = Service(to_bytes(start_of_world()))
        a, b = await begin(service, random.Random(seed), "a", "b")
        await job(service, a, b)

    asyncio.run(main())


def test_what_one_does_the_other_gets() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        assert await run(a) == Outcome(pushed=True)
        assert await run(b) == Outcome(pulled=True)
        assert b.opacity("a") == 0.5
        assert not b.document.can_undo
        assert await run(b) == Outcome()

    two(job)


def test_nobody_takes_the_place_of_a_medium_away_by_not_knowing_it() -> None:
    """As at the start, when files have not been looked at yet, and at the end, when uploads have ended."""
    asset = {"id": "m", "type": "image", "filename": "m.png", "size": 5, "mimeType": "image/png"}
    added = read(document(assets={"m": {**asset, "width": 4, "height": 4}}))[0].assets

    def place(state: EditorState) -> Any:
        return write(state)["assets"]["m"].get("remoteUrl")

    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(lambda state: state.replace(assets={**state.assets, **added}))
        a.addresses = {"m": Address("https://media.example/1", "up/1")}
        await run(a)
        await run(b)
        a.addresses = {}
        a.edit(with_opacity("a", 0.5))
        assert await run(a) == Outcome(pushed=True)
        assert place(service.state) == "https://media.example/1"
        await run(b)
        assert place(b.document.work.state) == "https://media.example/1"
        a.addresses = {"m": Address("https://media.example/2", "up/2")}
        await run(a)
        assert place(service.state) == "https://media.example/2"
        assert not place(a.document.work.state), "a document does not hold where its own uploads lie"

    two(job)


def test_a_reads_b_reads_a_writes_b_writes() -> None:
    """B overwrites what A wrote without having seen it; both changes are there in the end."""

    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        b.edit(with_opacity("b", 0.25))
        theirs = await b.network.read()  # B has looked already when A writes
        await run(a)
        read_before = b.network.read

        async def late() -> Any:
            b.network.read = read_before  # type: ignore[method-assign]
            return theirs

        b.network.read = late  # type: ignore[method-assign]
        outcome = await run(b)
        assert isinstance(outcome, Outcome)
        assert opacity_of(service.state, "a") != 0.5, "the service has forgotten A's change"
        await settle(a, b)
        for editor in (a, b):
            assert (editor.opacity("a"), editor.opacity("b")) == (0.5, 0.25)
        assert not a.disk.conflicts
        assert not b.disk.conflicts

    two(job)


def test_a_client_that_strips_our_key_is_asked_about() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        await run(a)
        raw = json.loads(service.content)
        del raw[LINEAGE_KEY]
        raw["items"]["b"]["opacity"]["value"] = 0.125
        service.content = to_bytes(read(raw)[0])
        a.edit(with_opacity("c", 0.75))
        before = service.content
        error = await run(a)
        assert isinstance(error, ForeignError)
        assert (error.reason, error.can_join) == ("stripped", True)
        assert (service.content, a.opacity("b")) == (before, 1), "nothing happens without an answer"
        assert await a.exchange.settle(error.theirs, "joined")
        await settle(a)
        assert [a.opacity(name) for name in "abc"] == [0.5, 0.125, 0.75]
        assert same_content(service.state, a.document.work.state)

    two(job)


def test_what_was_joined_is_named_at_once_so_that_nobody_is_asked_again() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        await settle(a, b)
        raw = json.loads(service.content)
        del raw[LINEAGE_KEY]
        raw["items"]["b"]["opacity"]["value"] = 0.125
        service.content = to_bytes(read(raw)[0])
        error = await run(a)
        assert isinstance(error, ForeignError)
        assert await a.exchange.settle(error.theirs, "joined")
        await settle(a)  # it has what the service has, to the last key but this
        assert LINEAGE_KEY in json.loads(service.content)
        b.edit(with_opacity("c", 0.75))
        await settle(b)
        assert [b.opacity(name) for name in "abc"] == [0.5, 0.125, 0.75]
        content = service.content
        await settle(a, b)
        assert [a.opacity(name) for name in "abc"] == [0.5, 0.125, 0.75]
        assert service.content == content, "once is enough"

    two(job)


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_one_side_can_go_over_the_other_and_what_it_covers_is_kept(answer: Any) -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        raw = json.loads(service.content)
        raw["items"]["b"]["opacity"]["value"] = 0.125
        raw.pop(LINEAGE_KEY, None)
        service.content = to_bytes(read(raw)[0])
        a.edit(with_opacity("a", 0.5))
        error = await run(a)
        assert isinstance(error, ForeignError)
        assert await a.exchange.settle(error.theirs, answer)
        await settle(a)
        expected = [0.5, 1] if answer == "mine" else [1, 0.125]
        assert [a.opacity("a"), a.opacity("b")] == expected
        kept = [[opacity_of(s.state, n) for n in "ab"] for s in a.disk.states.values()]
        assert [1, 0.125] in kept
        assert answer == "mine" or [0.5, 1] in kept

    two(job)


def test_a_key_that_was_stripped_from_what_nobody_changed_is_no_question() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        await run(a)
        raw = json.loads(service.content)
        del raw[LINEAGE_KEY]
        service.content = to_bytes(read(raw)[0])
        assert await run(a) == Outcome()
        a.edit(with_opacity("a", 0.25))
        assert await run(a) == Outcome(pushed=True)

    two(job)


def test_a_client_that_keeps_our_key_and_changes_the_document_is_joined() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        await run(a)
        raw = json.loads(service.content)
        raw["items"]["b"]["opacity"]["value"] = 0.125
        service.content = to_bytes(read(raw)[0])
        a.edit(with_opacity("c", 0.75))
        await settle(a, b)
        assert [b.opacity(name) for name in "abc"] == [0.5, 0.125, 0.75]

    two(job)


def test_a_lost_reply_is_no_conflict_with_oneself() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        write = a.network.write

        async def lost(*args: Any) -> None:
            await write(*args)
            a.network.write = write  # type: ignore[method-assign]
            raise ConnectionError

        a.network.write = lost  # type: ignore[method-assign]
        with pytest.raises(ConnectionError):
            await a.exchange.run()
        a.edit(with_opacity("a", 0.25))
        await settle(a, b)
        assert (a.opacity("a"), b.opacity("a")) == (0.25, 0.25)
        assert not a.disk.conflicts

    two(job)


def test_what_collides_is_kept_and_both_end_alike() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        b.edit(with_opacity("a", 0.25))
        await run(a)
        await settle(b, a)
        assert a.opacity("a") == b.opacity("a") == 0.25
        (conflict,) = b.disk.conflicts.values()
        assert (conflict.mine["value"], conflict.theirs["value"]) == (0.25, 0.5)

    two(job)


def test_titles_go_both_ways_and_collide_too() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.document.apply("Name", sidecar=a.document.sidecar.with_title("First"))
        b.document.apply("Describe", sidecar=b.document.sidecar.with_description("About it"))
        await settle(a, b)
        for editor in (a, b):
            assert (editor.document.sidecar.title, editor.document.sidecar.description) == (
                "First",
                "About it",
            )
        a.document.apply("Name", sidecar=a.document.sidecar.with_title("A's"))
        b.document.apply("Name", sidecar=b.document.sidecar.with_title("B's"))
        await settle(a, b)
        assert a.document.sidecar.title == b.document.sidecar.title == service.details.title
        kept = [*a.disk.conflicts.values(), *b.disk.conflicts.values()]
        assert [{c.mine, c.theirs} for c in kept] == [{"A's", "B's"}]

    two(job)


def test_an_older_copy_of_the_file_takes_nothing_back() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        await settle(a)
        saved = list(a.disk.entries)
        a.edit(with_opacity("b", 0.25))
        await settle(a)
        a.disk.entries = saved  # yesterday's file
        older = a.killed(service, 0.0)
        assert older.opacity("b") == 1
        await settle(older)
        assert (older.opacity("a"), older.opacity("b")) == (0.5, 0.25)
        assert not older.disk.conflicts

    two(job)


def test_without_what_was_kept_equal_documents_go_on_and_others_ask() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        a.edit(with_opacity("a", 0.5))
        await settle(a)
        a.disk.states.clear()
        again = a.killed(service, 0.0)
        assert await run(again) == Outcome()
        again.disk.states.clear()
        b.edit(with_opacity("b", 0.25))
        await settle(b)
        lost = again.killed(service, 0.0)
        error = await run(lost)
        assert isinstance(error, ForeignError)
        assert (error.reason, error.can_join) == (Foreign("unknown").reason, False)

    two(job)


def test_undo_of_what_others_touched_goes_and_the_rest_stays() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        dropped: list[tuple[str, ...]] = []
        a.document.steps_dropped.connect(dropped.append)
        a.edit(with_opacity("a", 0.5))
        a.edit(with_opacity("b", 0.5))
        await settle(a, b)
        b.edit(with_opacity("a", 0.25))
        await settle(b, a)
        assert dropped == [("Edit",)]
        assert a.document.undo()
        assert (a.opacity("a"), a.opacity("b")) == (0.25, 1)
        assert not a.document.can_undo
        await settle(a, b)
        assert b.opacity("b") == 1

    two(job)


LONG = 45
"""So often each of two works on, in turn, while a third is away: far more than a lineage names."""


async def go_on(*editors: Editor) -> None:
    """Let editors change the same again and again, each after it has what the other did."""
    for number in range(LONG):
        for editor in editors:
            await run(editor)
            editor.edit(with_opacity("a", (number + 1) / 100 + (0.5 if editor is editors[0] else 0)))
            await run(editor)
    await settle(*editors)


@pytest.mark.parametrize("edits", [False, True])
def test_who_was_away_for_many_revisions_joins_without_a_question(edits: bool) -> None:
    async def job() -> None:
        service = Service(to_bytes(start_of_world()))
        a, b, away = await begin(service, random.Random(1), "A", "B", "D")
        a.edit(with_opacity("b", 0.25))
        await settle(a, b, away)
        await go_on(a, b)
        if edits:
            away.edit(with_opacity("c", 0.75))
        outcome = await run(away)
        assert isinstance(outcome, Outcome)
        assert outcome.pulled
        await settle(a, b, away)
        for editor in (a, b, away):
            values = [editor.opacity(name) for name in "abc"]
            assert values == [LONG / 100, 0.25, 0.75 if edits else 1]
        assert not away.disk.conflicts

    asyncio.run(job())


class Killed(Exception):
    """The program has died."""


async def keep_and_die(disk: Disk, synced: SyncedState, needed: Collection[str]) -> None:
    """Keep a state, and no more."""
    await Disk.keep(disk, synced, needed)
    raise Killed


def test_who_dies_again_and_again_before_the_document_is_further_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        b.edit(with_opacity("c", 0.75))
        for number in range(MOST_KEPT + 2):
            a.edit(with_opacity("a", number / 100))
            await run(a)
            with monkeypatch.context() as patch:
                patch.setattr(b.disk, "keep", partial(keep_and_die, b.disk))
                with pytest.raises(Killed):
                    await b.exchange.run()
            b = b.killed(service, 0.0)
        outcome = await run(b)
        assert isinstance(outcome, Outcome), outcome
        await settle(a, b)
        assert [a.opacity("a"), a.opacity("c")] == [(MOST_KEPT + 1) / 100, 0.75]

    two(job)


@pytest.mark.parametrize("edits", [False, True])
def test_among_earlier_versions_only_who_has_changes_of_its_own_is_asked(edits: bool) -> None:
    """Their revisions are not named by runs, so that nobody knows whether the old one is among them."""

    async def job() -> None:
        service = Service(to_bytes(start_of_world()))
        a, b, away = await begin(service, random.Random(1), "A", "B", "D")
        for editor in (a, b):
            editor.exchange._new_revision = partial(secrets.token_hex, 8)
        a.edit(with_opacity("b", 0.25))
        await settle(a, b, away)
        await go_on(a, b)
        if edits:
            away.edit(with_opacity("c", 0.75))
        outcome = await run(away)
        if edits:
            assert isinstance(outcome, ForeignError)
            assert (outcome.reason, outcome.can_join) == ("unknown", True)
            assert await away.exchange.settle(outcome.theirs, "joined")
        await settle(a, b, away)
        assert [away.opacity(name) for name in "abc"] == [LONG / 100, 0.25, 0.75 if edits else 1]

    asyncio.run(job())


def test_a_project_of_another_origin_is_asked_about_also_without_changes() -> None:
    async def job(service: Service, a: Editor, b: Editor) -> None:
        await settle(a, b)
        raw = json.loads(service.content)
        raw["items"]["b"]["opacity"]["value"] = 0.125
        raw[LINEAGE_KEY] = {"revision": "z.3", "ancestors": ["z.2", "z.1"]}
        service.content = to_bytes(read(raw)[0])
        error = await run(a)
        assert isinstance(error, ForeignError)
        assert error.reason == "unknown"

    two(job)
