"""Two editors in a seeded world of trouble: equal in the end, and nothing that anybody did is gone."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import Any

import pytest

from editor_app.items.values import AnimatedNumber, Keyframe
from editor_app.merge import same_content
from editor_app.state import EditorState, to_bytes
from tests.document.edits import SECOND, moved, small_state
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


_FAR = 100_000 * SECOND
"""Where clips that are moved lie, each at a place of its own."""


class Story:
    """What was done: every value that was given, what it was given over, and what was added and deleted."""

    def __init__(self) -> None:
        self.number = 0
        self.given: dict[tuple[str, float], str] = {}
        self.covered: Counter[tuple[str, float]] = Counter()
        self.added: set[str] = set()
        self.deleted: dict[str, set[str]] = {}
        self.arranged: dict[tuple[str, str], list[int]] = {}

    def do(self, editor: Editor) -> None:
        """Let an editor do something, and remember it."""
        state, chance = editor.document.work.state, editor.chance
        self.number += 1
        names = list(state.items)
        kind = chance.randrange(12)
        if kind < 6 and names:
            self._give(editor, chance.choice(names))
        elif kind < 8:
            self._add(editor, state)
        elif kind == 8 and len(names) > 3:
            self._delete(editor, chance.choice(names))
        elif own := [name for name in names if name in self.added and name.startswith(editor.name)]:
            self._arrange(editor, chance.choice(own), is_move=kind == 10)

    def _give(self, editor: Editor, name: str) -> None:
        value = round(self.number / 100_000, 6)
        before = editor.opacity(name)

        if editor.edit(with_opacity(name, value)):
            self.given[name, value] = editor.name
            self.covered[name, before] += 1

    def _arrange(self, editor: Editor, name: str, *, is_move: bool) -> None:
        """Move an own clip to where nothing else is, or let it turn: nobody else does that to it."""
        start = _FAR + self.number * SECOND
        keys = (Keyframe(time_ticks=0, value=0), Keyframe(time_ticks=SECOND // 2, value=self.number))

        def turned(state: EditorState) -> EditorState:
            item: Any = state.items[name]
            new = item.replace(rotation=AnimatedNumber(value=0, keyframes=keys))
            return state.replace(items={**state.items, name: new})

        if editor.edit((lambda state: moved(state, name, start)) if is_move else turned):
            part = "start" if is_move else "turn"
            self.arranged.setdefault((name, part), []).append(start if is_move else self.number)

    def _add(self, editor: Editor, state: EditorState) -> None:
        name = f"{editor.name}{self.number}"
        # Behind all that is there, as people add clips: two editors take the same place.
        ends = [item.end_ticks for item in state.items.values() if item.end_ticks < _FAR]
        new = small_state(1).items["a"].replace(id=name, start_ticks=max(ends, default=0))
        tracks = list(state.tracks)
        tracks[0] = tracks[0].replace(items=(*tracks[0].items, name))
        if editor.edit(lambda s: s.replace(items={**s.items, name: new}, tracks=tuple(tracks))):
            self.added.add(name)

    def _delete(self, editor: Editor, name: str) -> None:
        value = editor.opacity(name)

        def edit(state: EditorState) -> EditorState:
            rest = {key: item for key, item in state.items.items() if key != name}
            tracks = tuple(t.replace(items=tuple(i for i in t.items if i != name)) for t in state.tracks)
            return state.replace(items=rest, tracks=tracks)

        if editor.edit(edit):
            self.deleted.setdefault(name, set()).add(editor.name)
            self.covered[name, value] += 1

    def check(self, end: EditorState, disks: list[Disk]) -> None:
        """Find everything: in the document, given over by somebody who saw it, or in a conflict."""
        told = "\n".join(repr(c) for disk in disks for c in disk.conflicts.values())
        known = {*"abcdef", *self.added}
        assert known >= end.items.keys(), f"{end.items.keys() - known} came from nowhere"
        for name in self.added:
            assert name in end.items or name in self.deleted, f"{name} was added, and is gone"
        for name, value in self.given:
            is_there = opacity_of(end, name) == value
            assert is_there or self.covered[name, value] > 0 or repr(value) in told, (
                f"{name}: {value} is lost"
            )
        for (name, part), values in self.arranged.items():
            if values and name in end.items:
                has = arranged(end, name)[part]
                assert has == values[-1] or name in told, f"{name}: {part} {values[-1]} is lost, it has {has}"
        for name in self.deleted:
            is_back = name in end.items
            assert not is_back or name in told, f"{name} was deleted, and came back without a word"


def arranged(state: EditorState, name: str) -> dict[str, Any]:
    """Give where a clip lies, and how far it turns; nothing where there is no such clip."""
    item: Any = state.items.get(name)
    if item is None:
        return {}
    keys = item.rotation.keyframes
    return {"start": item.start_ticks, "turn": keys[-1].value if keys else None}


async def live(seed: int, turns: int, *, trouble: float = 0.25) -> None:
    chance = random.Random(seed)
    service = Service(to_bytes(start_of_world()))
    editors = await begin(service, chance, "a", "b", trouble=trouble)
    story = Story()
    running: dict[int, asyncio.Task[Any]] = {}
    for _ in range(turns):
        place = chance.randrange(2)
        editor = editors[place]
        kind = chance.random()
        if kind < 0.55:
            story.do(editor)
        elif kind < 0.93:
            task = running.get(place)
            if task is None or task.done():
                running[place] = asyncio.create_task(run(editor))
        elif place in running:  # the program is killed, whatever it was doing
            running.pop(place).cancel()
            await asyncio.sleep(0)
            before = editor.document.work.state
            editors[place] = editor.killed(service, trouble)
            sent = service.state
            forget(story, editor.name, before, editors[place].document.work.state, sent)
        for _ in range(chance.randrange(6)):
            await asyncio.sleep(0)
    for task in running.values():
        await asyncio.wait([task])
    await settle(*editors)
    a, b = (editor.document.work.state for editor in editors)
    assert same_content(a, b)
    assert same_content(a, service.state)
    story.check(a, [editor.disk for editor in editors])


def forget(story: Story, who: str, before: EditorState, after: EditorState, sent: EditorState) -> None:
    """Take out of the story what a kill took before it was on the disk; the journal has tests of its own.

    What is not on the disk was not sent, so nobody else can have it.
    """
    lost = before.items.keys() - after.items.keys() - sent.items.keys()
    story.added -= {name for name in lost if name.startswith(who)}
    for name, value in [place for place, giver in story.given.items() if giver == who]:
        now = opacity_of(after, name)
        if opacity_of(before, name) == value != now:
            del story.given[name, value]
            story.covered[name, now] -= 1
    for (name, part), values in story.arranged.items():
        if name.startswith(who) and values and name in after.items:
            has = arranged(after, name)[part]
            while values and values[-1] != has:
                values.pop()
    for name in [n for n in story.deleted if n not in before.items and n in after.items]:
        story.deleted[name].discard(who)
        if not story.deleted[name]:
            del story.deleted[name]


@pytest.mark.parametrize("seed", range(40))
def test_two_editors_end_alike_with_all_that_both_did(seed: int) -> None:
    asyncio.run(live(seed, 120))
