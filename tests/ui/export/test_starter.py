"""Beginning an export: one for each press that is meant, and the same again only when somebody says so."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor_app.edits import delete_clips
from editor_app.services.exporting.jobs.job import LOCAL, ExportJob, IndreamSettings, OtherSettings
from editor_app.services.exporting.jobs.snapshot import mark_of_content
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from tests.render.export.films import SECOND, document, solid
from tests.ui.export.scene import INDREAM, OTHER, Scene, cloud_job, other_job


@pytest.mark.parametrize("place", ["This computer", "Indream", "RenderingVideo"])
def test_a_double_click_begins_one_export(scene: Scene, place: str) -> None:
    scene.offer(INDREAM, OTHER)
    scene.choose_place(place)
    button = scene.panel.export
    for _ in range(3):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        scene.clock += 0.09
    assert len(scene.exports.started) == 1


def test_a_double_click_does_not_say_yes_to_what_the_first_half_was_asked(scene: Scene) -> None:
    scene.write(scene.panel.choices.form.file, "other")
    path = scene.panel.choices.destination.path
    assert path is not None
    path.write_bytes(b"precious")
    scene.click(scene.panel.export)
    scene.clock += 0.09
    QTest.mouseClick(scene.panel.export, Qt.MouseButton.LeftButton)
    assert (scene.panel.export.text(), scene.exports.started) == ("Replace", [])
    scene.clock += QApplication.doubleClickInterval() / 1000
    QTest.mouseClick(scene.panel.export, Qt.MouseButton.LeftButton)
    assert len(scene.exports.started) == 1


def test_a_double_click_makes_one_preview_link(scene: Scene) -> None:
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    for pause in (0.09, 1.0, 0.0):
        QTest.mouseClick(scene.panel.foot.preview, Qt.MouseButton.LeftButton)
        scene.clock += pause
    wishes = [OtherWish.of(one[1]) for one in scene.exports.started if isinstance(one[1], OtherSettings)]
    assert [wish.is_preview for wish in wishes] == [True, True]


def test_what_fetches_a_film_that_was_paid_stands_in_place_of_the_cancelled_export(scene: Scene) -> None:
    left = other_job(status="cancelled")
    scene.queue.put(left)
    scene.panel.jobs.do(left, "fetch")
    assert scene.exports.left == [("r1", left.output)]
    assert scene.queue.asked == [("remove", "r1")]
    assert scene.panel.jobs.view.currentIndex().row() == 1


@pytest.mark.parametrize("place", ["This computer", "Indream", "RenderingVideo"])
def test_the_same_export_is_begun_again_only_when_somebody_says_so(scene: Scene, place: str) -> None:
    scene.offer(INDREAM, OTHER)
    scene.choose_place(place)
    panel, told = scene.panel, "The same export is under way."
    scene.click(panel.export)
    scene.click(panel.export)
    assert (len(scene.exports.started), panel.export.text()) == (1, "Export anyway")
    assert told in panel.before.lines
    assert panel.foot.line.text().startswith(told)
    scene.click(panel.export)
    assert (len(scene.exports.started), panel.export.text()) == (2, "Export")
    assert told not in panel.before.lines
    assert told not in panel.foot.line.text()


def test_the_question_is_gone_once_the_export_under_way_is_over(scene: Scene) -> None:
    panel = scene.panel
    scene.click(panel.export)
    scene.click(panel.export)
    scene.queue.tell(replace(scene.queue.jobs[0], status="failed", sentence="No."))
    panel.show_state()
    assert panel.export.text() == "Export"
    scene.click(panel.export)
    assert len(scene.exports.started) == 2


@pytest.mark.parametrize(("place", "count"), [("This computer", 2), ("Indream", 1), ("RenderingVideo", 1)])
def test_a_film_that_was_paid_is_paid_again_only_when_somebody_says_so(
    scene: Scene, place: str, count: int
) -> None:
    scene.offer(INDREAM, OTHER)
    scene.choose_place(place)
    panel = scene.panel
    scene.click(panel.export)
    made = scene.queue.jobs[0]
    scene.queue.tell(replace(made, status="done"))
    panel.show_state()
    scene.click(panel.export)
    told = f"“{made.output.name}” is this very film. Another one is paid again."
    assert (len(scene.exports.started), told in panel.before.lines) == (count, count == 1)
    if count == 1:
        scene.queue.put()  # taken off the list, it was paid all the same
        panel.show_state()
        assert panel.export.text() == "Export anyway"
        scene.click(panel.export)
        assert len(scene.exports.started) == 2


def two_clips() -> Work:
    """Give a document of which something is left when a clip goes."""
    return Work(document(*(solid(SECOND, (0, 0, 40, 40), "#e02010") for _ in range(2))), Sidecar())


PAID = "“film 1.mp4” is this very film. Another one is paid again."


def of_an_earlier_run(scene: Scene, **fields: Any) -> ExportJob:
    """Let the list have an export of what is open now, begun when the program ran before."""
    content = mark_of_content(scene.exports.snapshot())
    job = cloud_job(status="done", content=content, settings=scene.panel._look()[0].settings)
    scene.queue.put(replace(job, **fields))
    scene.panel.show_state()
    return scene.queue.jobs[0]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, PAID),
        ({"status": "rendering"}, "The same export is under way."),
        ({"status": "failed"}, ""),
        ({"content": ""}, ""),
        ({"content": "of another film"}, ""),
        ({"settings": IndreamSettings(fps=60)}, ""),
        ({"target": LOCAL}, ""),
    ],
)
def test_what_an_earlier_run_of_the_program_paid_for_is_asked_about(
    scene: Scene, fields: dict[str, Any], told: str
) -> None:
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    panel = scene.panel
    of_an_earlier_run(scene, **fields)
    scene.click(panel.export)
    assert (len(scene.exports.started), told in panel.before.lines) == (0 if told else 1, bool(told))
    if told:
        assert panel.export.text() == "Export anyway"
        scene.click(panel.export)
        assert len(scene.exports.started) == 1


def test_what_an_earlier_run_paid_for_is_another_film_after_an_edit(scene: Scene) -> None:
    scene.document.load(two_clips())
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    panel, state = scene.panel, scene.document.state
    of_an_earlier_run(scene)
    scene.click(panel.export)
    assert PAID in panel.before.lines
    scene.document.apply("Delete", delete_clips(state, item_ids=list(state.items)[:1]))
    panel.show_state()
    assert panel.export.text() == "Export"
    scene.click(panel.export)
    assert len(scene.exports.started) == 1


def test_what_is_edited_while_a_film_is_compared_is_not_in_the_export(scene: Scene) -> None:
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    state, work = scene.document.state, list[Coroutine[Any, Any, Any]]()
    of_an_earlier_run(scene, content="of another film")
    scene.ports.tasks = SimpleNamespace(start=lambda one, name: work.append(one))
    scene.click(scene.panel.export)
    scene.click(scene.panel.export)
    assert (len(work), scene.exports.started) == (1, [])
    scene.document.apply("Delete", delete_clips(state, item_ids=list(state.items)[:1]))
    asyncio.run(work[0])
    assert [made.state for made in scene.exports.snapshots] == [state]


def test_another_document_place_or_setting_is_another_export(scene: Scene) -> None:
    scene.document.load(two_clips())
    scene.offer(INDREAM)
    panel = scene.panel
    scene.click(panel.export)
    scene.choose_preset("Draft")
    scene.click(panel.export)
    scene.choose_place("Indream")
    scene.click(panel.export)
    state = scene.document.state
    scene.document.apply("Delete", delete_clips(state, item_ids=list(state.items)[:1]))
    scene.panel.show_state()
    scene.click(panel.export)
    assert len(scene.exports.started) == 4


def cancelled_there(scene: Scene) -> ExportJob:
    """Begin an export at RenderingVideo, which makes its film all the same after it was cancelled."""
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    scene.click(scene.panel.export)
    begun = scene.queue.jobs[0]
    left = other_job(status="cancelled", id=begun.id, settings=begun.settings, output=begun.output)
    scene.queue.tell(left)
    scene.panel.show_state()
    return left


def test_a_cancelled_film_that_is_made_all_the_same_is_paid_again_only_when_somebody_says_so(
    scene: Scene,
) -> None:
    panel, left = scene.panel, cancelled_there(scene)
    panel.choices.form.range.choose("custom")
    scene.write(panel.choices.form.range.start, "0")
    scene.write(panel.choices.form.range.end, "1")
    scene.click(panel.export)
    told = f"“{left.output.name}” is this very film, and paid: fetch it from the list."
    assert f"{told} Another is paid again." in panel.before.lines
    assert (len(scene.exports.started), panel.export.text()) == (1, "Export anyway")
    scene.click(panel.export)
    assert len(scene.exports.started) == 2


def test_a_cancelled_film_that_was_fetched_is_still_known_as_paid(scene: Scene) -> None:
    panel, left = scene.panel, cancelled_there(scene)
    panel.jobs.do(left, "fetch")
    scene.queue.put(replace(scene.queue.jobs[-1], status="done"))
    panel.show_state()
    scene.click(panel.export)
    assert f"“{left.output.name}” is this very film. Another one is paid again." in panel.before.lines
    assert len(scene.exports.started) == 1
