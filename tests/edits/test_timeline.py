"""Every timeline edit as a table of pictures: before, what is done, after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from editor_app import edits
from editor_app.checks import check
from editor_app.edits import EditError
from editor_app.edits.sources import Edge
from editor_app.items import SolidItem
from editor_app.state import EditorState, to_bytes
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import ids, item_json, state_of, text_of

Edit = Callable[[EditorState], EditorState]
Case = tuple[str, str, Edit, str]


def solid(key: str, start: float, end: float) -> SolidItem:
    return SolidItem.read(
        item_json(key, "solid", round(start * S), round((end - start) * S), "newer"), "newer"
    )


def t(seconds: float) -> int:
    return round(seconds * S)


ADD: list[Case] = [
    (
        "free place",
        "V1: A[0-4]",
        lambda s: edits.add_clip(s, item=solid("X", 4, 6), track_id="V1"),
        "V1: A[0-4] X[4-6]",
    ),
    (
        "between",
        "V1: A[0-2] B[4-6]",
        lambda s: edits.add_clip(s, item=solid("X", 2, 4), track_id="V1"),
        "V1: A[0-2] X[2-4] B[4-6]",
    ),
    (
        "taken place opens a track above",
        "V1: A[0-4] | V2: B[0-4]",
        lambda s: edits.add_clip(s, item=solid("X", 1, 2), track_id="V2", new_id=ids("N")),
        "V1: A[0-4] | N: X[1-2] | V2: B[0-4]",
    ),
    (
        "no track asked for",
        "V1: A[0-4]",
        lambda s: edits.add_clip(s, item=solid("X", 1, 2), new_id=ids("N")),
        "N: X[1-2] | V1: A[0-4]",
    ),
]

MOVE: list[Case] = [
    (
        "in time",
        "V1: A[0-1] B[1-2]",
        lambda s: edits.move_clips(s, item_ids=["B"], by_ticks=t(3)),
        "V1: A[0-1] B[4-5]",
    ),
    (
        "past another one",
        "V1: A[0-1] B[1-2] C[2-3]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_ticks=t(3)),
        "V1: B[1-2] C[2-3] A[3-4]",
    ),
    (
        "several by less than their length",
        "V1: A[0-2] B[2-4]",
        lambda s: edits.move_clips(s, item_ids=["A", "B"], by_ticks=t(1)),
        "V1: A[1-3] B[3-5]",
    ),
    (
        "to another track",
        "V1: A[0-1] | V2: B[1-2]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_tracks=1),
        "V1: | V2: A[0-1] B[1-2]",
    ),
    (
        "several, each a track down",
        "V1: A[0-1] | V2: B[0-1] | V3:",
        lambda s: edits.move_clips(s, item_ids=["A", "B"], by_tracks=1, by_ticks=t(2)),
        "V1: | V2: A[2-3] | V3: B[2-3]",
    ),
    (
        "taken place opens a track",
        "V1: A[0-1] | V2: B[0-2]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_tracks=1, on_overlap="new-track", new_id=ids("N")),
        "V1: | N: A[0-1] | V2: B[0-2]",
    ),
    (
        "above the top a track opens",
        "V1: A[0-1] | V2: B[0-2]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_tracks=-1, on_overlap="new-track", new_id=ids("N")),
        "N: A[0-1] | V1: | V2: B[0-2]",
    ),
    (
        "linked clips come along on their track",
        "V1: A[0-1 link=g] | V2: | A1: a:audio[0-1 link=g] b:audio[4-5]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_tracks=1, by_ticks=t(2), linked=True),
        "V1: | V2: A[2-3 link=g] | A1: a:audio[2-3 link=g] b:audio[4-5]",
    ),
    (
        "transition goes along",
        "V1: A[0-2]~1~B[2-4] | V2:",
        lambda s: edits.move_clips(s, item_ids=["A", "B"], by_tracks=1, by_ticks=t(1)),
        "V1: | V2: A[1-3]~1~B[3-5]",
    ),
    (
        "a gap drops the transition",
        "V1: A[0-2]~1~B[2-4]",
        lambda s: edits.move_clips(s, item_ids=["B"], by_ticks=t(1)),
        "V1: A[0-2] B[3-5]",
    ),
]


def over(mode: edits.OnOverlap, item_ids: list[str], **how: Any) -> Edit:
    return lambda s: edits.move_clips(s, item_ids=item_ids, on_overlap=mode, new_id=ids("N", "O"), **how)


OVERWRITE: list[Case] = [
    (
        "the part behind is linked no more, for its sound goes on beneath both",
        "V1: A:video[0-6 link=g] | A1: a:audio[0-6 link=g] | V2: X[2-3]",
        over("overwrite", ["X"], by_tracks=-2),
        "V1: A:video[0-2 link=g] X[2-3] N:video[3-6 src=3] | A1: a:audio[0-6 link=g] | V2:",
    ),
    ("free", "V1: A[0-2] B[2-4]", over("overwrite", ["B"], by_ticks=t(1)), "V1: A[0-2] B[3-5]"),
    ("end cut", "V1: A[0-4] B[4-6]", over("overwrite", ["B"], by_ticks=t(-1)), "V1: A[0-3] B[3-5]"),
    (
        "start cut",
        "V1: A[0-2] B:video[2-6]",
        over("overwrite", ["A"], by_ticks=t(1)),
        "V1: A[1-3] B:video[3-6 src=1]",
    ),
    (
        "middle cut",
        "V1: A:video[0-6] | V2: X[2-3]",
        over("overwrite", ["X"], by_tracks=-1),
        "V1: A:video[0-2] X[2-3] N:video[3-6 src=3] | V2:",
    ),
    (
        "covered",
        "V1: A[0-1] B[1-2] C[2-3] | V2: X[0-2.5]",
        over("overwrite", ["X"], by_tracks=-1),
        "V1: X[0-2.5] C[2.5-3] | V2:",
    ),
    (
        "what is moved along is not cut",
        "V1: A[0-2] B[2-4] C[4-6]",
        over("overwrite", ["A", "B"], by_ticks=t(1)),
        "V1: A[1-3] B[3-5] C[5-6]",
    ),
    (
        "one clip by two",
        "V1: A:video[0-9] | V2: X[1-2] Y[4-5]",
        over("overwrite", ["X", "Y"], by_tracks=-1),
        "V1: A:video[0-1] X[1-2] N:video[2-4 src=2] Y[4-5] O:video[5-9 src=5] | V2:",
    ),
    (
        "transitions go with the part they belong to",
        "V1: A[0-6]~1~B[6-8] | V2: X[2-3]",
        over("overwrite", ["X"], by_tracks=-1),
        "V1: A[0-2] X[2-3] N[3-6]~1~B[6-8] | V2:",
    ),
    (
        "a transition whose cut is covered goes",
        "V1: A[0-4]~1~B[4-8] | V2: X[3-5]",
        over("overwrite", ["X"], by_tracks=-1),
        "V1: A[0-3] X[3-5] B[5-8] | V2:",
    ),
    (
        "captions lose their start",
        "V1: A:captions[0-6] | V2: X[0-2]",
        over("overwrite", ["X"], by_tracks=-1),
        "V1: X[0-2] A:captions[2-6] | V2:",
    ),
    (
        "a new clip",
        "V1: A[0-4]",
        lambda s: edits.add_clip(
            s, item=solid("X", 1, 2), track_id="V1", on_overlap="overwrite", new_id=ids("N")
        ),
        "V1: A[0-1] X[1-2] N[2-4]",
    ),
]

INSERT: list[Case] = [
    (
        "into a clip whose linked sound follows, with what comes after it",
        "V1: A:video[0-4 link=g] | A1: a:audio[0-4 link=g] b:audio[5-6] | V2: X[1-3]",
        over("insert", ["X"], by_tracks=-2),
        "V1: A:video[0-1 link=g] X[1-3] N:video[3-6 src=1 link=n1] | "
        "A1: a:audio[0-1 link=g] O:audio[3-6 src=1 link=n1] b:audio[7-8] | V2:",
    ),
    (
        "before linked clips; a long sound beneath is not cut",
        "V1: A:video[2-4 link=g] | A1: m:audio[0-3] a:audio[4-6 link=g] | V2: X[2-3]",
        over("insert", ["X"], by_tracks=-2),
        "V1: X[2-3] A:video[3-5 link=g] | A1: m:audio[0-3] a:audio[5-7 link=g] | V2:",
    ),
    (
        "a pair pasted into itself leaves halves that are linked among themselves",
        "V1: A:video[0-4 link=g] | A1: a:audio[0-4 link=g]",
        lambda s: edits.paste_clips(
            s,
            clipboard=edits.copy_clips(s, item_ids=["A", "a"]),
            at_ticks=t(2),
            track_id="V1",
            on_overlap="insert",
            item_ids=["P", "p"],
            new_id=ids("h", "N", "n", "k"),
        ),
        "V1: A:video[0-2 link=g] P:video[2-6 link=h] N:video[6-8 src=2 link=k] | "
        "A1: a:audio[0-2 link=g] p:audio[2-6 link=h] n:audio[6-8 src=2 link=k]",
    ),
    ("free", "V1: A[0-2] B[2-4]", over("insert", ["B"], by_ticks=t(3)), "V1: A[0-2] B[5-7]"),
    (
        "between two",
        "V1: A[0-2] B[2-4] C[5-6] | V2: X[2-3]",
        over("insert", ["X"], by_tracks=-1),
        "V1: A[0-2] X[2-3] B[3-5] C[6-7] | V2:",
    ),
    (
        "into one",
        "V1: A:video[0-4]~1~B[4-5] | V2: X[1-3]",
        over("insert", ["X"], by_tracks=-1),
        "V1: A:video[0-1] X[1-3] N:video[3-6 src=1]~1~B[6-7] | V2:",
    ),
    (
        "to earlier on its own track",
        "V1: A[0-1] B[1-2] C[2-4] D[4-5]",
        over("insert", ["C"], by_ticks=t(-1)),
        "V1: A[0-1] C[1-3] B[3-4] D[4-5]",
    ),
    (
        "to later on its own track",
        "V1: A[0-1] B[1-3] C[3-4] D[5-6]",
        over("insert", ["A"], by_ticks=t(3)),
        "V1: B[0-2] A[2-3] C[3-4] D[5-6]",
    ),
    (
        "several, which keep their distance",
        "V1: A[0-2] B[2-4] | V2: X[0-1] Y[2-3]",
        over("insert", ["X", "Y"], by_tracks=-1, by_ticks=t(2)),
        "V1: A[0-2] X[2-3] Y[4-5] B[5-7] | V2:",
    ),
    (
        "with their linked sound",
        "V1: A[0-2] B:video[2-4 link=g] | A1: a:audio[0-2] b:audio[2-4 link=g]",
        over("insert", ["B"], by_ticks=t(-2), linked=True),
        "V1: B:video[0-2 link=g] A[2-4] | A1: b:audio[0-2 link=g] a:audio[2-4]",
    ),
    (
        "sound is pushed with the picture, though its own place is free",
        "V1: A[0-2] B[2-4 link=g] | A1: b:audio[2-4 link=g] a:audio[5-6] | V2: X[2-3]",
        over("insert", ["B"], by_ticks=t(-1), linked=True),
        "V1: A[0-1] B[1-3 link=g] N[3-4] | A1: b:audio[1-3 link=g] a:audio[5-6] | V2: X[2-3]",
    ),
    (
        "a new clip",
        "V1: A[0-4] B[5-6]",
        lambda s: edits.add_clip(
            s, item=solid("X", 1, 3), track_id="V1", on_overlap="insert", new_id=ids("N")
        ),
        "V1: A[0-1] X[1-3] N[3-6] B[7-8]",
    ),
    (
        "pasted",
        "V1: A[0-1] B[1-2]",
        lambda s: edits.paste_clips(
            s,
            clipboard=edits.copy_clips(s, item_ids=["B"]),
            at_ticks=0,
            track_id="V1",
            on_overlap="insert",
            new_id=ids("X"),
        ),
        "V1: X[0-1] A[1-2] B[2-3]",
    ),
]


DELETE: list[Case] = [
    (
        "lift",
        "V1: A[0-1] B[1-2] C[2-3]",
        lambda s: edits.delete_clips(s, item_ids=["B"]),
        "V1: A[0-1] C[2-3]",
    ),
    (
        "with its transitions",
        "V1: A[0-1]~1~B[1-2]~1~C[2-3]",
        lambda s: edits.delete_clips(s, item_ids=["B"]),
        "V1: A[0-1] C[2-3]",
    ),
    (
        "linked",
        "V1: A[0-1 link=g] | V2: B[0-1 link=g] C[1-2]",
        lambda s: edits.delete_clips(s, item_ids=["A"], linked=True),
        "V1: | V2: C[1-2]",
    ),
    (
        "ripple",
        "V1: A[0-1] B[1-2] C[3-4]",
        lambda s: edits.ripple_delete(s, item_ids=["B"]),
        "V1: A[0-1] C[2-3]",
    ),
    (
        "ripple, several, other tracks stay",
        "V1: A[0-1] B[1-2] C[2-3] D[3-4] | V2: E[2-3]",
        lambda s: edits.ripple_delete(s, item_ids=["A", "C"]),
        "V1: B[0-1] D[1-2] | V2: E[2-3]",
    ),
    (
        "ripple keeps later transitions",
        "V1: A[0-1] B[1-2]~1~C[2-3]",
        lambda s: edits.ripple_delete(s, item_ids=["A"]),
        "V1: B[0-1]~1~C[1-2]",
    ),
]

TRIM: list[Case] = [
    (
        "the ends of several",
        "V1: A[0-4] B[4-6] | V2: C[1-5]",
        lambda s: edits.trim_clips(s, item_ids=["A", "C"], edge="end", by_ticks=-t(1)),
        "V1: A[0-3] B[4-6] | V2: C[1-4]",
    ),
    (
        "the starts of several that touch",
        "V1: A[1-3] B[3-6]",
        lambda s: edits.trim_clips(s, item_ids=["A", "B"], edge="start", by_ticks=t(1)),
        "V1: A[2-3] B[4-6]",
    ),
    (
        "end in",
        "V1: A[0-4] B[4-6]",
        lambda s: edits.trim_clip(s, item_id="A", edge="end", to_ticks=t(2)),
        "V1: A[0-2] B[4-6]",
    ),
    (
        "end out",
        "V1: A[0-4] B[6-7]",
        lambda s: edits.trim_clip(s, item_id="A", edge="end", to_ticks=t(6)),
        "V1: A[0-6] B[6-7]",
    ),
    (
        "start in moves the source at the clip's speed",
        "V1: A:video[2-4 src=1 rate=2]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(3)),
        "V1: A:video[3-4 src=3 rate=2]",
    ),
    (
        "start out",
        "V1: A:video[2-4 src=2 rate=2]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(1)),
        "V1: A:video[1-4 rate=2]",
    ),
    (
        "what repeats begins anew before its start",
        "V1: A:gif[2-4 src=0.5]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(1)),
        "V1: A:gif[1-4 src=1.5]",
    ),
    (
        "captions keep their times: the offset gives way",
        "V1: A:captions[2-6 off=1]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(2.5)),
        "V1: A:captions[2.5-6 off=0.5]",
    ),
    (
        "captions out: the offset grows",
        "V1: A:captions[2-6 off=1]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(0)),
        "V1: A:captions[0-6 off=3]",
    ),
    (
        "a gap drops the transition",
        "V1: A[0-4]~1~B[4-6]",
        lambda s: edits.trim_clip(s, item_id="A", edge="end", to_ticks=t(3)),
        "V1: A[0-3] B[4-6]",
    ),
    (
        "at the other end the transition stays, as short as the clip needs",
        "V1: A[0-4]~2~B[4-6]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(3.5)),
        "V1: A[3.5-4]~1~B[4-6]",
    ),
    (
        "linked edges at one tick go together",
        "V1: A:video[0-4 link=g] | A1: a:audio[0-4 link=g]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(1), linked=True),
        "V1: A:video[1-4 src=1 link=g] | A1: a:audio[1-4 src=1 link=g]",
    ),
    (
        "linked edges elsewhere stay",
        "V1: A:video[1-4 link=g] | A1: a:audio[0-4 link=g]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(2), linked=True),
        "V1: A:video[2-4 src=1 link=g] | A1: a:audio[0-4 link=g]",
    ),
    (
        "ripple end",
        "V1: A[0-4] B[4-6] C[7-8] | V2: D[5-6]",
        lambda s: edits.ripple_trim(s, item_id="A", edge="end", to_ticks=t(2)),
        "V1: A[0-2] B[2-4] C[5-6] | V2: D[5-6]",
    ),
    (
        "ripple end out pushes",
        "V1: A[0-4] B[4-6]",
        lambda s: edits.ripple_trim(s, item_id="A", edge="end", to_ticks=t(5)),
        "V1: A[0-5] B[5-7]",
    ),
    (
        "ripple start",
        "V1: A:video[1-4] B[4-6]",
        lambda s: edits.ripple_trim(s, item_id="A", edge="start", to_ticks=t(3)),
        "V1: A:video[1-2 src=2] B[2-4]",
    ),
    (
        "ripple start out, beyond the timeline's start",
        "V1: A:video[0-2 src=3] B[2-4]",
        lambda s: edits.ripple_trim(s, item_id="A", edge="start", to_ticks=t(-2)),
        "V1: A:video[0-4 src=1] B[4-6]",
    ),
    (
        "ripple keeps the transition",
        "V1: A[0-4]~1~B[4-6]",
        lambda s: edits.ripple_trim(s, item_id="A", edge="end", to_ticks=t(2)),
        "V1: A[0-2]~1~B[2-4]",
    ),
]

SPLIT: list[Case] = [
    (
        "one",
        "V1: A[0-4] B[4-6]",
        lambda s: edits.split_clip(s, item_id="A", at_ticks=t(1), new_id=ids("C")),
        "V1: A[0-1] C[1-4] B[4-6]",
    ),
    (
        "its source goes on",
        "V1: A:video[1-4 src=1 rate=2]",
        lambda s: edits.split_clip(s, item_id="A", at_ticks=t(2), new_id=ids("C")),
        "V1: A:video[1-2 src=1 rate=2] C:video[2-4 src=3 rate=2]",
    ),
    (
        "the transition goes with the right part",
        "V1: Z[0-1]~1~A[1-4]~1~B[4-6]",
        lambda s: edits.split_clip(s, item_id="A", at_ticks=t(2), new_id=ids("C")),
        "V1: Z[0-1]~1~A[1-2] C[2-4]~1~B[4-6]",
    ),
    (
        "linked: the right parts get a link of their own",
        "V1: A:video[0-4 link=g] | A1: a:audio[0-4 link=g]",
        lambda s: edits.split_clip(s, item_id="A", at_ticks=t(1), linked=True, new_id=ids("h", "B", "b")),
        "V1: A:video[0-1 link=g] B:video[1-4 src=1 link=h] | "
        "A1: a:audio[0-1 link=g] b:audio[1-4 src=1 link=h]",
    ),
    (
        "all",
        "V1: A[0-4] | V2: B[1-3] | V3: C[2-3]",
        lambda s: edits.split_all(s, at_ticks=t(2), new_id=ids("a", "b")),
        "V1: A[0-2] a[2-4] | V2: B[1-2] b[2-3] | V3: C[2-3]",
    ),
    (
        "all, but locked tracks",
        "V1: A[0-4] | V2: B[1-3]",
        lambda s: edits.split_all(s, at_ticks=t(2), new_id=ids("a"), locked={"V2"}),
        "V1: A[0-2] a[2-4] | V2: B[1-3]",
    ),
    (
        "captions before their zero",
        "V1: A:captions[0-6 off=2]",
        lambda s: edits.split_clip(s, item_id="A", at_ticks=t(1), new_id=ids("B")),
        "V1: A:captions[0-1 off=2] B:captions[1-6 off=1]",
    ),
]

CUTS: list[Case] = [
    (
        "roll",
        "V1: A:video[0-4]~1~B:video[4-6 src=3]",
        lambda s: edits.roll_cut(s, left_id="A", right_id="B", to_ticks=t(3)),
        "V1: A:video[0-3]~1~B:video[3-6 src=2]",
    ),
    (
        "roll, linked",
        "V1: A[0-4 link=g] B[4-6 link=h] | A1: a[0-4 link=g] b[4-6 link=h]",
        lambda s: edits.roll_cut(s, left_id="A", right_id="B", to_ticks=t(5), linked=True),
        "V1: A[0-5 link=g] B[5-6 link=h] | A1: a[0-5 link=g] b[5-6 link=h]",
    ),
    (
        "slip",
        "V1: A:video[0-4 src=2] B[4-6]",
        lambda s: edits.slip_clip(s, item_id="A", by_source_ticks=t(3)),
        "V1: A:video[0-4 src=5] B[4-6]",
    ),
    (
        "slip what repeats",
        "V1: A:gif[0-4 src=1]",
        lambda s: edits.slip_clip(s, item_id="A", by_source_ticks=t(-2)),
        "V1: A:gif[0-4 src=1]",
    ),
    (
        "slide",
        "V1: A[0-4]~1~B[4-5]~1~C:video[5-8]",
        lambda s: edits.slide_clip(s, item_id="B", by_ticks=t(1)),
        "V1: A[0-5]~1~B[5-6]~1~C:video[6-8 src=1]",
    ),
    (
        "slide at a gap",
        "V1: A[0-4] B[4-5] C[6-8]",
        lambda s: edits.slide_clip(s, item_id="B", by_ticks=t(1)),
        "V1: A[0-5] B[5-6] C[6-8]",
    ),
    (
        "stretch",
        "V1: A:video[2-6 src=1]",
        lambda s: edits.stretch_clip(s, item_id="A", edge="end", to_ticks=t(4)),
        "V1: A:video[2-4 src=1 rate=2]",
    ),
    (
        "stretch at the start",
        "V1: A:video[2-6]",
        lambda s: edits.stretch_clip(s, item_id="A", edge="start", to_ticks=t(4)),
        "V1: A:video[4-6 rate=2]",
    ),
    (
        "speed, linked",
        "V1: A:video[0-4 link=g] | A1: a:audio[0-4 link=g]",
        lambda s: edits.set_speed(s, item_ids=["A"], rate=0.5, linked=True),
        "V1: A:video[0-8 rate=0.5 link=g] | A1: a:audio[0-8 rate=0.5 link=g]",
    ),
    (
        "close a gap",
        "V1: A[0-1] B[3-4] C[5-6] | V2: D[3-4]",
        lambda s: edits.close_gap(s, track_id="V1", at_ticks=t(2)),
        "V1: A[0-1] B[1-2] C[3-4] | V2: D[3-4]",
    ),
    (
        "close the gap at the start",
        "V1: A[2-3] B[4-5]",
        lambda s: edits.close_gap(s, track_id="V1", at_ticks=0),
        "V1: A[0-1] B[2-3]",
    ),
    (
        "close all gaps",
        "V1: A[1-2] B[3-4] C[4-5] D[7-8] | V2: E[5-6]",
        lambda s: edits.close_gaps(s, track_ids=["V1"]),
        "V1: A[0-1] B[1-2] C[2-3] D[3-4] | V2: E[5-6]",
    ),
]

COPIES: list[Case] = [
    (
        "duplicate",
        "V1: A[0-1] B[1-3]",
        lambda s: edits.duplicate_clips(s, item_ids=["A", "B"], new_id=ids("C", "D")),
        "V1: A[0-1] B[1-3] C[3-4] D[4-6]",
    ),
    (
        "duplicate where there is no room",
        "V1: A[0-2] B[2-3]",
        lambda s: edits.duplicate_clips(s, item_ids=["A"], new_id=ids("C", "N")),
        "N: C[2-4] | V1: A[0-2] B[2-3]",
    ),
    (
        "paste on tracks, with transition and link",
        "V1: A[0-2]~1~B[2-4 link=g] | A1: b:audio[2-4 link=g]",
        lambda s: edits.paste_clips(
            s,
            clipboard=edits.copy_clips(s, item_ids=["A", "B", "b"]),
            at_ticks=t(5),
            track_id="V1",
            new_id=ids("h", "C", "D", "d"),
        ),
        "V1: A[0-2]~1~B[2-4 link=g] C[5-7]~1~D[7-9 link=h] | A1: b:audio[2-4 link=g] d:audio[7-9 link=h]",
    ),
    (
        "link",
        "V1: A[0-1] | V2: B[0-1]",
        lambda s: edits.link_clips(s, item_ids=["A", "B"], new_id=ids("g")),
        "V1: A[0-1 link=g] | V2: B[0-1 link=g]",
    ),
    (
        "a link takes clips out of their old ones",
        "V1: A[0-1 link=g] | V2: B[0-1 link=g] C[1-2]",
        lambda s: edits.link_clips(s, item_ids=["B", "C"], new_id=ids("h")),
        "V1: A[0-1] | V2: B[0-1 link=h] C[1-2 link=h]",
    ),
    (
        "unlink",
        "V1: A[0-1 link=g] | V2: B[0-1 link=g] C[1-2 link=g]",
        lambda s: edits.unlink_clips(s, item_ids=["A"]),
        "V1: A[0-1] | V2: B[0-1 link=g] C[1-2 link=g]",
    ),
    (
        "detach sound",
        "V1: A:video[1-4 src=2 rate=2] | V2: B[0-1]",
        lambda s: edits.detach_sound(s, item_id="A", new_id=ids("g", "a", "x", "A1")),
        "V1: A:video[1-4 src=2 rate=2 link=g] | A1: a:audio[1-4 src=2 rate=2 link=g] | V2: B[0-1]",
    ),
    (
        "detach sound to the sound track below",
        "V1: A:video[1-4] | A1: b:audio[4-5]",
        lambda s: edits.detach_sound(s, item_id="A", new_id=ids("g", "a")),
        "V1: A:video[1-4 link=g] | A1: a:audio[1-4 link=g] b:audio[4-5]",
    ),
]

TRACKS: list[Case] = [
    ("add", "V1: A[0-1]", lambda s: edits.add_track(s, at=1, new_id=ids("N")), "V1: A[0-1] | N:"),
    ("remove an empty one", "V1: A[0-1] | V2:", lambda s: edits.remove_track(s, track_id="V2"), "V1: A[0-1]"),
    (
        "remove with clips",
        "V1: A[0-1]~1~B[1-2] | V2: C[0-1]",
        lambda s: edits.remove_track(s, track_id="V1", with_clips=True),
        "V2: C[0-1]",
    ),
    (
        "move",
        "V1: A[0-1] | V2: | V3:",
        lambda s: edits.move_track(s, track_id="V1", to=2),
        "V2: | V3: | V1: A[0-1]",
    ),
    (
        "bring a clip forward",
        "V1: A[0-2] | V2: B[1-3] | V3: C[1-2]",
        lambda s: edits.order_clip(s, item_id="C", step="forward", new_id=ids("N")),
        "V1: A[0-2] | N: C[1-2] | V2: B[1-3] | V3:",
    ),
    (
        "to the next track if it has room there",
        "V1: A[4-5] | V2: B[1-3] | V3: C[1-2]",
        lambda s: edits.order_clip(s, item_id="C", step="forward"),
        "V1: C[1-2] A[4-5] | V2: B[1-3] | V3:",
    ),
    (
        "to the front",
        "V1: A[0-2] | V2: B[1-3] | V3: C[1-2]",
        lambda s: edits.order_clip(s, item_id="C", step="front", new_id=ids("N")),
        "N: C[1-2] | V1: A[0-2] | V2: B[1-3] | V3:",
    ),
    (
        "to the back",
        "V1: A[0-2] | V2: B[1-3] | A1: c:audio[0-9]",
        lambda s: edits.order_clip(s, item_id="A", step="back", new_id=ids("N")),
        "V1: | V2: B[1-3] | N: A[0-2] | A1: c:audio[0-9]",
    ),
    (
        "in front already",
        "V1: A[0-2] | V2: B[1-3]",
        lambda s: edits.order_clip(s, item_id="A", step="front"),
        "V1: A[0-2] | V2: B[1-3]",
    ),
]

TRANSITIONS: list[Case] = [
    (
        "add",
        "V1: A[0-2] B[2-4]",
        lambda s: edits.add_transition(s, from_id="A", to_id="B", type="wipe", duration_ticks=t(1)),
        "V1: A[0-2]~1~B[2-4]",
    ),
    (
        "resize",
        "V1: A[0-2]~1~B[2-4]",
        lambda s: edits.resize_transition(s, transition_id="AB", duration_ticks=t(4)),
        "V1: A[0-2]~4~B[2-4]",
    ),
    (
        "change",
        "V1: A[0-2]~1~B[2-4]",
        lambda s: edits.change_transition(
            s, transition_id="AB", type="slide", params={"direction": "from-top"}
        ),
        "V1: A[0-2]~1~B[2-4]",
    ),
    (
        "remove",
        "V1: A[0-2]~1~B[2-4]",
        lambda s: edits.remove_transitions(s, transition_ids=["AB"]),
        "V1: A[0-2] B[2-4]",
    ),
]

TABLES = {
    "add": ADD,
    "move": MOVE,
    "overwrite": OVERWRITE,
    "insert": INSERT,
    "delete": DELETE,
    "trim": TRIM,
    "split": SPLIT,
    "cuts": CUTS,
    "copies": COPIES,
    "tracks": TRACKS,
    "transitions": TRANSITIONS,
}
CASES = [pytest.param(*case[1:], id=f"{name}: {case[0]}") for name, table in TABLES.items() for case in table]


@pytest.mark.parametrize("dialect", ["newer", "seed"])
@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_picture(before: str, edit: Edit, after: str, dialect: str) -> None:
    state = state_of(before, dialect=dialect)
    data = to_bytes(state)
    result = edit(state)
    assert text_of(result) == after
    assert not [problem for problem in check(result) if problem.severity != "info"]
    assert to_bytes(state) == data


REFUSED: list[tuple[str, str, Edit, type[EditError], tuple[str, ...]]] = [
    (
        "move onto a clip",
        "V1: A[0-2] B[2-4]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_ticks=t(1)),
        edits.OverlapError,
        ("A", "B"),
    ),
    (
        "move before zero",
        "V1: A[0-2]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_ticks=-1),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "move off the tracks",
        "V1: A[0-2]",
        lambda s: edits.move_clips(s, item_ids=["A"], by_tracks=1),
        edits.OutOfRangeError,
        (),
    ),
    (
        "move nothing",
        "V1: A[0-2]",
        lambda s: edits.move_clips(s, item_ids=["Q"], by_ticks=1),
        edits.MissingRecordError,
        ("Q",),
    ),
    (
        "locked track",
        "V1: A[0-2] | V2:",
        lambda s: edits.move_clips(s, item_ids=["A"], by_tracks=1, locked={"V2"}),
        edits.LockedTrackError,
        ("V2", "A"),
    ),
    (
        "locked clip",
        "V1: A[0-2]",
        lambda s: edits.delete_clips(s, item_ids=["A"], locked={"V1"}),
        edits.LockedTrackError,
        ("V1", "A"),
    ),
    (
        "trim onto a clip",
        "V1: A[0-2] B[3-4]",
        lambda s: edits.trim_clip(s, item_id="A", edge="end", to_ticks=t(4)),
        edits.OverlapError,
        ("A", "B"),
    ),
    (
        "trim to nothing",
        "V1: A[0-2]",
        lambda s: edits.trim_clip(s, item_id="A", edge="end", to_ticks=0),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "trim before zero",
        "V1: A[0-2]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=-1),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "trim before the source",
        "V1: A:video[4-6 src=1]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(2)),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "trim past the source",
        "V1: A:video[0-4 rate=2]",
        lambda s: edits.trim_clip(s, item_id="A", edge="end", to_ticks=t(5) + 1),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "trim into captions",
        "V1: A:captions[0-4 off=1]",
        lambda s: edits.trim_clip(s, item_id="A", edge="start", to_ticks=t(2)),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "split at the edge",
        "V1: A[0-2]",
        lambda s: edits.split_clip(s, item_id="A", at_ticks=t(2)),
        edits.OutOfRangeError,
        ("A",),
    ),
    ("split nothing", "V1: A[0-2]", lambda s: edits.split_all(s, at_ticks=t(2)), edits.NothingToDoError, ()),
    (
        "ripple into a synced clip",
        "V1: A[0-2] B[2-4]",
        lambda s: edits.roll_cut(s, left_id="B", right_id="A", to_ticks=t(1)),
        edits.NotNeighboursError,
        ("B", "A"),
    ),
    (
        "slip too far",
        "V1: A:video[0-4]",
        lambda s: edits.slip_clip(s, item_id="A", by_source_ticks=t(7)),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "slip a solid",
        "V1: A[0-4]",
        lambda s: edits.slip_clip(s, item_id="A", by_source_ticks=t(1)),
        edits.MismatchError,
        ("A",),
    ),
    (
        "stretch over a clip",
        "V1: A[0-1] B[1-2]",
        lambda s: edits.stretch_clip(s, item_id="A", edge="end", to_ticks=t(2)),
        edits.OverlapError,
        ("A", "B"),
    ),
    (
        "too fast",
        "V1: A:video[0-4]",
        lambda s: edits.stretch_clip(s, item_id="A", edge="end", to_ticks=1),
        edits.OutOfRangeError,
        ("A",),
    ),
    (
        "no gap",
        "V1: A[0-1] B[1-2]",
        lambda s: edits.close_gap(s, track_id="V1", at_ticks=0),
        edits.NothingToDoError,
        ("V1",),
    ),
    (
        "last track",
        "V1: A[0-1]",
        lambda s: edits.remove_track(s, track_id="V1", with_clips=True),
        edits.InUseError,
        ("V1",),
    ),
    (
        "track with clips",
        "V1: A[0-1] | V2:",
        lambda s: edits.remove_track(s, track_id="V1"),
        edits.InUseError,
        ("V1", "A"),
    ),
    (
        "transition over a gap",
        "V1: A[0-1] B[2-3]",
        lambda s: edits.add_transition(s, from_id="A", to_id="B", type="fade", duration_ticks=1),
        edits.NotNeighboursError,
        ("A", "B"),
    ),
    (
        "second transition",
        "V1: A[0-1]~1~B[1-3]",
        lambda s: edits.add_transition(s, from_id="A", to_id="B", type="fade", duration_ticks=1),
        edits.InUseError,
        ("AB",),
    ),
    (
        "long transition",
        "V1: A[0-1] B[1-3]",
        lambda s: edits.add_transition(s, from_id="A", to_id="B", type="fade", duration_ticks=t(2) + 1),
        edits.OutOfRangeError,
        ("A", "B"),
    ),
    (
        "detach a solid",
        "V1: A[0-1]",
        lambda s: edits.detach_sound(s, item_id="A"),
        edits.MismatchError,
        ("A",),
    ),
    ("link one", "V1: A[0-1]", lambda s: edits.link_clips(s, item_ids=["A"]), edits.NothingToDoError, ("A",)),
]


@pytest.mark.parametrize(
    ("before", "edit", "error", "names"), [pytest.param(*c[1:], id=c[0]) for c in REFUSED]
)
def test_refused(before: str, edit: Edit, error: type[EditError], names: tuple[str, ...]) -> None:
    with pytest.raises(error) as caught:
        edit(state_of(before))
    assert type(caught.value) is error
    assert caught.value.ids == names
    assert str(caught.value).endswith(".")


def test_an_overlap_names_the_clip_that_is_in_the_way() -> None:
    state = state_of("V1: A:text[0-2] B:video[2-4]")
    with pytest.raises(edits.OverlapError, match=r"The text “Hello” would overlap the video “video.bin”"):
        edits.move_clips(state, item_ids=["A"], by_ticks=t(1))


def test_an_edit_that_changes_nothing_gives_the_same_state() -> None:
    state = state_of("V1: A[0-2] B[2-4]")
    assert edits.move_clips(state, item_ids=["A"], by_ticks=0) is state
    assert edits.trim_clip(state, item_id="A", edge="end", to_ticks=t(2)) is state
    assert edits.set_track(state, track_id="V1", hidden=False) is state


@pytest.mark.parametrize(
    ("picture", "edge", "expected"),
    [
        ("V1: A[2-4] B[6-7]", "start", (0, 4 - 1 / S)),
        ("V1: Z[0-1] A[2-4] B[6-7]", "start", (1, 4 - 1 / S)),
        ("V1: A[2-4] B[6-7]", "end", (2 + 1 / S, 6)),
        ("V1: A[2-4]", "end", (2 + 1 / S, None)),
        ("V1: A:video[4-6 src=1]", "start", (3, 6 - 1 / S)),
        ("V1: A:video[4-6 src=1 rate=2]", "end", (4 + 1 / S, 8.5)),
        ("V1: A:captions[4-6 off=1]", "start", (0, 5)),
    ],
)
def test_trim_range(picture: str, edge: Edge, expected: tuple[float, float | None]) -> None:
    first, last = edits.trim_range(state_of(picture), item_id="A", edge=edge)
    assert (first / S, None if last is None else last / S) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("picture", "edge", "how", "expected"),
    [
        ("V1: B[0-2] A[3-6]", "start", {}, (-1, 3)),
        ("V1: B[0-2] A:video[2-6 src=1]", "start", {}, (0, 4)),
        ("V1: B[0-2] A:video[2-6 src=1]", "start", {"ripple": True}, (-1, 4)),
        ("V1: B[0-2] A[2-6]", "start", {"ripple": True}, (None, 4)),
        ("V1: A[0-2] B[3-4] | V2: C[0-2]", "end", {"item_ids": ["A", "C"]}, (-2, 1)),
        ("V1: A[0-2 link=g] | V2: C[0-2 link=g] D[2.5-4]", "end", {"linked": True}, (-2, 0.5)),
        ("V1: A[0-2 link=g] | V2: C[0-2 link=g] D[2.5-4]", "end", {}, (-2, None)),
        ("V1: A:video[0-4 src=4] B[4-5]", "end", {"ripple": True}, (-4, 2)),
    ],
)
def test_trim_reach(
    picture: str, edge: Edge, how: dict[str, Any], expected: tuple[float | None, float | None]
) -> None:
    found = edits.trim_reach(state_of(picture), **{"item_ids": ["A"], "edge": edge} | how)
    assert [None if by is None else by / S for by in found] == pytest.approx(list(expected), abs=1e-5)


def test_sync_locked_tracks_follow_a_ripple() -> None:
    def lock(document: dict[str, list[dict[str, object]]]) -> None:
        for track in document["tracks"][:2]:
            track["syncLocked"] = True

    state = state_of("V1: A[0-2] B[2-4] | V2: C[3-4] | V3: D[3-4]", edit=lock)
    result = edits.ripple_trim(state, item_id="A", edge="end", to_ticks=t(1))
    assert text_of(result) == "V1: A[0-1] B[1-3] | V2: C[2-3] | V3: D[3-4]"
    result = edits.ripple_delete(state, item_ids=["A"])
    assert text_of(result) == "V1: B[0-2] | V2: C[1-2] | V3: D[3-4]"


def test_handles_tell_what_lies_beyond_a_cut() -> None:
    state = state_of("V1: A:video[0-4 src=5.5]~2~B:video[4-6 src=1 rate=2]~1~C[6-8]")
    first = edits.handles(state, transition_id="AB")
    assert (first.after_cut, first.before_cut, first.needed) == (t(0.5), t(0.5), t(1))
    assert first.is_short
    second = edits.handles(state, transition_id="BC")
    assert (second.after_cut, second.before_cut) == (t(2.5), None)
    assert not second.is_short
