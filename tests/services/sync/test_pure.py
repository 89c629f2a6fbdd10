"""The plain parts of synchronizing: relations, rhythm, details, trouble."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.cloud.indream import APIError, AuthError, ProblemDetails, RateLimitError, ValidationError
from editor_app.cloud.indream.errors import network_error
from editor_app.services.account_drafts import AccountError
from editor_app.services.sync.at_hand import NotKeptError
from editor_app.services.sync.details import Details, DetailsConflict, join_details
from editor_app.services.sync.far import ProcessEndedError
from editor_app.services.sync.relation import Changed, Foreign, InStep, after_joining, relate
from editor_app.services.sync.rhythm import Pace, Rhythm
from editor_app.services.sync.trouble import asking, pause_after, trouble_of
from editor_app.state import DocumentError
from editor_app.state.lineage import (
    MOST_ANCESTORS,
    MOST_NAMED,
    Lineage,
    descend,
    read_lineage,
    shortened,
    with_lineage,
    without_lineage,
)
from editor_app.store.cloud_link import SyncPoint
from editor_app.store.local_database import LocalDatabaseError
from tests.document.edits import small_state

POINT = SyncPoint("r3", ("r2", "r1"), ("p1", "p2"))
ALL = ("r1", "r2", "r3", "p1", "p2")
LINES = {
    "r1": Lineage("r1"),
    "r2": Lineage("r2", ("r1",)),
    "r3": Lineage("r3", ("r2", "r1")),
    "p1": Lineage("p1", ("r3", "r2", "r1")),
    "p2": Lineage("p2", ("p1", "r3", "r2", "r1")),
}


@pytest.mark.parametrize(
    ("theirs", "kept", "alike", "expected"),
    [
        (Lineage("r3", ("r2",)), ALL, "r3", InStep()),
        (None, ALL, "r3", InStep()),
        (Lineage("r1"), ALL, "r3", InStep()),
        (Lineage("x9", ("r3",)), ALL, "r3", Changed(("r3",))),
        (Lineage("p2", ("r3",)), ALL, "p2", Changed(("p2",))),
        (Lineage("x9", ("p1", "r3")), ALL, None, Changed(("p1",))),
        (Lineage("x9", ("x8", "r2")), ALL, None, Changed(("r2",))),
        (Lineage("r1", ()), ALL, None, Changed(("r1",))),
        (Lineage("x9", ("p2", "r2")), ("r2",), None, Changed(("r2",))),
        (Lineage("x9", ("r3",)), (), None, Foreign("unknown")),
        (Lineage("x9", ("x8",)), ALL, None, Foreign("unknown")),
        (None, ALL, None, Foreign("stripped")),
    ],
)
def test_relations(theirs: Lineage | None, kept: tuple[str, ...], alike: str | None, expected: Any) -> None:
    lineages = {revision: LINES[revision] for revision in kept}
    assert relate(POINT, theirs, lineages, alike=alike) == expected


def test_of_common_ancestors_those_count_that_went_into_no_other() -> None:
    """Both have joined each other's work at the same time: neither m nor t went into the other."""
    kept = {"m": Lineage("m", ("r",)), "t": Lineage("t", ("r",)), "r": Lineage("r")}
    point = SyncPoint("mine", ("m", "t", "r"))
    assert relate(point, Lineage("theirs", ("t", "m", "r")), kept, alike=None) == Changed(("m", "t"))


def test_after_joining_both_lines_are_ancestors_and_nothing_is_pending() -> None:
    point = after_joining(POINT, Lineage("x9", ("x8", "r2")))
    assert point.revision == "x9"
    assert point.pending == ()
    assert set(point.ancestors) == {"x8", "r1", "r2", "r3", "p1", "p2"}


def test_lineages_never_grow_without_end_and_keep_the_nearest() -> None:
    long = Lineage("a0", tuple(f"a{n}" for n in range(1, 200)))
    other = Lineage("b0", tuple(f"b{n}" for n in range(1, 200)))
    found = descend("new", long, other).ancestors
    assert len(found) == MOST_ANCESTORS
    assert found[:4] == ("a0", "b0", "a1", "b1")


def test_beyond_the_nearest_the_latest_of_a_run_stands_for_it() -> None:
    """Two work on, in turn, after a third has left; each of its own runs is still named."""
    near = [f"{run}.{number}" for number in range(90, 50, -1) for run in ("a", "b")]
    far = ["b.50", "c.7", "~content", "c.6", "d.1", "a.1"]
    assert shortened([*near, *far]) == (*near[:MOST_ANCESTORS], "c.7", "d.1")
    assert shortened(far) == tuple(far), "what is short names all"
    many = [f"r{number}.1" for number in range(1000)]
    assert shortened(many) == tuple(many[:MOST_NAMED])


@pytest.mark.parametrize(
    ("revision", "is_held"),
    [
        ("a.9", True),
        ("a.5", True),
        ("a.10", False),
        ("b.2", True),
        ("b.3", False),
        ("c.1", False),
        ("a.5~other", False),
        ("plain", True),
        ("plai", False),
        ("b.2~other", True),
        ("b.1~other", False),
    ],
)
def test_a_lineage_holds_what_it_names_and_what_came_before_in_the_same_run(
    revision: str, is_held: bool
) -> None:
    assert Lineage("a.9", ("b.2~other", "b.2", "plain")).holds(revision) == is_held


def test_who_was_away_while_runs_went_on_knows_the_work_of_others() -> None:
    point, theirs = SyncPoint("a.12", ("b.3", "a.11")), Lineage("b.90", ("a.80", "d.1"))
    kept = {"a.12": Lineage("a.12", ("b.3", "a.11")), "a.11": Lineage("a.11")}
    assert relate(point, theirs, kept, alike=None) == Changed(("a.12",))
    ahead = SyncPoint("b.91", ("b.90", "a.80"))
    assert relate(ahead, Lineage("b.2"), {"b.91": Lineage("b.91")}, alike="b.91") == InStep()


def test_a_lineage_comes_and_goes_without_a_trace() -> None:
    state = small_state()
    lineage = Lineage("r1", ("r0",))
    marked = with_lineage(state, lineage)
    assert read_lineage(marked) == lineage
    assert read_lineage(state) is None
    assert without_lineage(state) is state
    assert without_lineage(marked).root.raw == state.root.raw
    assert without_lineage(marked).items is state.items


@pytest.mark.parametrize("value", [None, 5, {}, {"revision": ""}, {"revision": "r", "ancestors": "x"}])
def test_a_lineage_that_cannot_be_read_is_none(value: object) -> None:
    state = small_state(editorAppLineage=value)
    assert read_lineage(state) is None


@pytest.mark.parametrize(
    ("mine", "theirs", "joined", "conflicts"),
    [
        (Details("A", "d"), Details("A", "d"), Details("A", "d"), ()),
        (Details("B", "d"), Details("A", "e"), Details("B", "e"), ()),
        (Details("A", "d"), Details("C", "d"), Details("C", "d"), ()),
        (Details("B", "d"), Details("B", "d"), Details("B", "d"), ()),
        (Details("B", "d"), Details("C", "d"), Details("B", "d"), (DetailsConflict("title", "B", "C", "A"),)),
    ],
)
def test_details_are_joined_by_part(mine: Details, theirs: Details, joined: Details, conflicts: Any) -> None:
    assert join_details(Details("A", "d"), mine, theirs) == (joined, conflicts)


def test_details_are_sent_as_long_as_the_service_takes_them() -> None:
    assert Details("x" * 200, "y" * 600).fit() == Details("x" * 120, "y" * 500)


def pace(**values: Any) -> Pace:
    return Pace(Rhythm(pause_s=2, most_s=10, poll_s=20), **values)


@pytest.mark.parametrize(
    ("found", "due"),
    [
        (pace(), 0.0),
        (pace(last_try_s=100), 120),
        (pace(last_try_s=100, first_edit_s=101, last_edit_s=101), 103),
        (pace(last_try_s=100, first_edit_s=101, last_edit_s=110.5), 111),
        (pace(last_try_s=100, again_s=40), 140),
        (pace(last_try_s=100, again_s=40, first_edit_s=101, last_edit_s=101), 110),
        (pace(last_try_s=100, again_s=40, must_wait=True, first_edit_s=101, last_edit_s=101), 140),
        (pace(last_try_s=100, waits_for_news=True), None),
        (pace(last_try_s=100, waits_for_news=True, first_edit_s=101, last_edit_s=105), 107),
    ],
)
def test_when_the_next_exchange_is_due(found: Pace, due: float | None) -> None:
    assert found.due_s() == due


def test_pauses_grow_to_a_minute_and_differ() -> None:
    assert [pause_after(n, 0) for n in (1, 2, 3, 7, 50)] == [1, 2, 4, 60, 60]
    assert pause_after(1, 1) == 1.2


def problem(
    status: int, detail: str = "Why.", *, kind: str = "TYPE", code: str | None = None
) -> ProblemDetails:
    return ProblemDetails(kind, "Title", status, detail, code)


@pytest.mark.parametrize(
    ("error", "kind", "words", "again"),
    [
        (network_error("broken"), "offline", "cannot be reached", True),
        (RateLimitError(problem(429), 12.0), "waiting", "asks for a pause", True),
        (AuthError(problem(401)), "locked", "Settings ▸ Services", False),
        (AuthError(problem(403)), "denied", "does not let this account", True),
        (APIError(problem(402)), "denied", "takes no changes for now: Why.", True),
        (APIError(problem(404)), "gone", "no longer at X", False),
        (APIError(problem(413)), "refused", "as large as this one", False),
        (ValidationError(problem(422)), "refused", "Saved here. X refused", False),
        (ValidationError(problem(422, code="EDITOR_SCHEMA_INVALID")), "refused", "the document: Why.", False),
        (ValidationError(problem(422, code="QUOTA")), "denied", "takes no changes for now: Why.", True),
        (ValidationError(problem(422, kind="QUOTA")), "denied", "takes no changes for now: Why.", True),
        (ValidationError(problem(400, code="PROJECT_FROZEN")), "denied", "asked again every minute", True),
        (APIError(problem(503)), "waiting", "trouble of its own (Why)", True),
        (AccountError("No key."), "locked", "No key.", False),
        (NotKeptError("Disk."), "unkept", "Disk.", True),
        (LocalDatabaseError("Full."), "unkept", "Full.", True),
        (DocumentError("It is no document."), "refused", "cannot be read", True),
        (ProcessEndedError("x"), "waiting", "begins again", True),
    ],
)
def test_trouble_has_a_name_a_sentence_and_a_way_on(
    error: Exception, kind: str, words: str, again: bool
) -> None:
    found = trouble_of(error, "X", 1, 0.0)
    assert found is not None
    assert found.kind == kind
    assert words in found.sentence
    assert (found.again_s is not None) == again
    if isinstance(error, RateLimitError):
        assert found.again_s == 12.0


def test_why_somebody_must_choose_is_true() -> None:
    assert asking("stripped", "Indream").startswith("At Indream, another program has changed this project.")
    assert asking("unknown", "Indream").startswith("The project at Indream and the one here have no version")


def test_a_fault_of_the_program_is_no_trouble_of_the_service() -> None:
    assert trouble_of(KeyError("x"), "X", 1, 0.0) is None
