"""The problems follow the document: after a pause, from another process where it is large, never late."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.edits.fixes import fixes_for
from editor_app.services.validation import Validation
from editor_app.state import EditorState, read
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from tests.documents import document, number, solid, track

S = 240_000


class Sources(QObject):
    """Someone who looks for files."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.missing: tuple[MissingMedium, ...] = ()


def late(key: str, start: int = 0) -> dict[str, object]:
    return solid(key, start, S, opacity=number(1, (0, 0), (2 * S, 1)))


def state_of(count: int) -> EditorState:
    items = [late("late"), *(solid(f"c{n}", (n + 1) * S) for n in range(count))]
    return read(document(*items))[0]


@pytest.fixture
def sources() -> Sources:
    """Nobody is missing anything yet."""
    return Sources()


@pytest.fixture
def made(request: pytest.FixtureRequest, sources: Sources) -> Iterator[tuple[Document, Validation]]:
    """A document of so many clips, one of them with a keyframe too late, and its problems."""
    document = Document(Work(state_of(request.param)))
    validation = Validation(document, sources)
    yield document, validation
    validation.close()


def codes(validation: Validation) -> list[str]:
    return [problem.code for problem in validation.problems]


@pytest.mark.parametrize("made", [5, 1200], indirect=True)
def test_problems_come_and_go_with_edits_and_undo(qtbot: QtBot, made: tuple[Document, Validation]) -> None:
    document, validation = made
    late_key = ["KEYFRAME_OUT_OF_BOUNDS"]
    qtbot.waitUntil(lambda: codes(validation) == late_key, timeout=30_000)
    fix = fixes_for(document.work.state, validation.problems[0])[0]
    document.apply("fix", fix.edit(document.work.state))
    qtbot.waitUntil(lambda: codes(validation) == [], timeout=30_000)
    document.undo()
    qtbot.waitUntil(lambda: codes(validation) == late_key, timeout=30_000)
    assert validation.is_current


@pytest.mark.parametrize("made", [1200], indirect=True)
def test_another_project_is_checked_whole(qtbot: QtBot, made: tuple[Document, Validation]) -> None:
    document, validation = made
    qtbot.waitUntil(lambda: validation.is_current, timeout=30_000)
    document.load(Work(read(_overlapping(1100))[0]))
    assert validation.problems == ()
    qtbot.waitUntil(lambda: validation.is_current, timeout=30_000)
    assert set(codes(validation)) == {"EDITOR_TRACK_ITEM_OVERLAP"}


def _overlapping(count: int) -> dict[str, object]:
    items = [solid(f"c{n}", n * S) for n in range(count)]
    return document(*items, solid("over", S // 2), tracks=[track("t", *(i["id"] for i in items), "over")])


@pytest.mark.parametrize("made", [5], indirect=True)
def test_a_gesture_in_hand_is_not_checked(qtbot: QtBot, made: tuple[Document, Validation]) -> None:
    document, validation = made
    told: list[object] = []
    validation.problems_changed.connect(told.append)
    items = document.work.state.items
    gone = {key: item for key, item in items.items() if key != "late"}
    document.preview(document.work.state.replace(items=gone))
    qtbot.wait(200)
    assert told == []
    assert codes(validation) == ["KEYFRAME_OUT_OF_BOUNDS"]


@pytest.mark.parametrize("made", [5], indirect=True)
def test_missing_media_stand_first(made: tuple[Document, Validation], sources: Sources) -> None:
    _, validation = made
    sources.missing = (MissingMedium("a", "a.mp4", "a.mp4 is missing. Locate it or remove its clips."),)
    sources.changed.emit(None)
    assert codes(validation) == ["LOCAL_MEDIA_MISSING", "KEYFRAME_OUT_OF_BOUNDS"]
    assert validation.problems[0].path == "$.assets.a"


@pytest.mark.parametrize("made", [5], indirect=True)
def test_what_is_being_fetched_is_no_error(made: tuple[Document, Validation], sources: Sources) -> None:
    _, validation = made
    sources.missing = (MissingMedium("a", "a.mp4", "", "“a.mp4” is being fetched.", is_coming=True),)
    sources.changed.emit(None)
    told = validation.problems[0]
    assert (told.code, told.severity) == ("LOCAL_MEDIA_COMING", "info")
    assert (told.path, told.message) == ("$.assets.a", "“a.mp4” is being fetched.")


@pytest.mark.parametrize("made", [5], indirect=True)
def test_a_reason_that_says_what_to_do_is_told_as_it_is(
    made: tuple[Document, Validation], sources: Sources
) -> None:
    _, validation = made
    gone = MissingMedium("a", "a.mp4", "", "“a.mp4” is gone. Remove its clips.", says_step=True)
    sources.missing = (gone,)
    sources.changed.emit(None)
    assert validation.problems[0].message == "“a.mp4” is gone. Remove its clips."


@pytest.mark.parametrize("made", [5], indirect=True)
def test_what_the_renderer_says_of_media_comes_last_and_goes_with_the_project(
    made: tuple[Document, Validation],
) -> None:
    document, validation = made
    validation.hear_of_media(("“a.mp4” is damaged.",))
    assert codes(validation) == ["KEYFRAME_OUT_OF_BOUNDS", "LOCAL_MEDIA_TROUBLE"]
    document.load(Work(state_of(3)))
    assert "LOCAL_MEDIA_TROUBLE" not in codes(validation)


@pytest.mark.parametrize("made", [5], indirect=True)
def test_clips_in_trouble_are_named(made: tuple[Document, Validation]) -> None:
    document, validation = made
    assert validation.troubles().items == {"late": "error"}
    document.load(Work(read(_overlapping(2))[0]))
    assert "over" in validation.troubles().items


@pytest.mark.parametrize("made", [5], indirect=True)
def test_what_others_have_still_to_upload_is_no_error(
    made: tuple[Document, Validation], sources: Sources
) -> None:
    _, validation = made
    sources.missing = (MissingMedium("a", "a.mp4", "", "“a.mp4” is not uploaded yet.", is_awaited=True),)
    sources.changed.emit(None)
    told = validation.problems[0]
    assert (told.code, told.severity) == ("LOCAL_MEDIA_AWAITED", "info")
    assert (told.path, told.message) == ("$.assets.a", "“a.mp4” is not uploaded yet.")
    assert "LOCAL_MEDIA_MISSING" not in codes(validation)
