"""A film of a preview link is paid for once somebody has read what it costs; another one likewise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor_app.services.exporting.jobs.job import ExportJob, Target
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.exporting.standings import Standing
from editor_app.services.rendering_previews import Film, ShownPreview
from editor_app.ui.export import ExportPanel
from editor_app.ui.export.preview_films import first_question_of, question_of
from tests.ui.export.scene import OTHER, Scene, job

LINK = ShownPreview("p1", OTHER.service, "Summer Launch", "https://a.example/p1", "", "", 5)
AT_OTHER = Target("renderingvideo", OTHER.id, OTHER.service, OTHER.name)


def film(number: int = 1, preview: str = "p1", **fields: Any) -> ExportJob:
    """Give an export that makes a film of a link."""
    settings = OtherWish(preview_id=preview).settings()
    return job(number, **{"target": AT_OTHER, "settings": settings, "status": "rendering", **fields})


@pytest.mark.parametrize(
    ("price", "film", "is_under_way", "said"),
    [
        ("", Film("t", "j", ""), True, "is being made now. Another one is paid for again."),
        ("", Film("t", "j", "", "18"), False, "was made already. Another one costs 18 credits again."),
        ("1", Film("t", "j", "", "18"), False, "was made already. Another one costs 1 credit again."),
    ],
)
def test_another_film_is_asked_about_with_its_price(
    price: str, film: Film, is_under_way: bool, said: str
) -> None:
    title, text = question_of(replace(LINK, credits=price), film, is_under_way=is_under_way)
    assert (title, text) == ("Make another film of “Summer Launch”?", f"A film of this link {said}")


def test_the_question_tells_when_the_film_was_made() -> None:
    _, text = question_of(LINK, Film("t", "j", "2026-01-02T12:00:00+00:00"))
    assert "made on 2026-01-0" in text


class Links(QObject):
    """Begins films of links in the queue of a scene."""

    changed = Signal()
    notice = Signal(str)
    previews = (LINK,)

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._queue = scene.queue

    def load(self) -> None:
        """Have read all."""

    def film(self, temp_id: str) -> Film | None:
        """Give the first one."""
        jobs = self._queue.jobs
        return Film("t", jobs[0].id, "") if jobs else None

    def render(self, temp_id: str, output: Path, *, another: bool = False) -> ExportJob:
        """Begin, but no second one unasked."""
        assert another == bool(self._queue.jobs)
        made = film(len(self._queue.jobs) + 1, temp_id, output=output)
        self._queue.put(*self._queue.jobs, made)
        return made


@pytest.mark.parametrize(
    ("credits", "left", "said"),
    [
        ("18", 40.0, "It costs 18 credits. 22 are left after it."),
        ("1", 2.0, "It costs 1 credit. 1 is left after it."),
        ("12.5", 20.0, "It costs 12.5 credits. 7.5 are left after it."),
        ("18", 3.0, "It costs 18 credits. The account has 3 credits, which does not suffice: buy some there"),
        ("18", None, "It costs 18 credits."),
        ("", None, "It costs credits; how many, the service says only once it is made."),
        ("", 40.0, "It costs credits; how many, the service says only once it is made. The account has 40"),
    ],
)
def test_the_first_film_is_asked_about_with_its_price_and_what_is_left(
    credits: str, left: float | None, said: str
) -> None:
    title, text = first_question_of(replace(LINK, credits=credits), left)
    assert title == "Make a film of “Summer Launch”?"
    assert text.startswith(said)
    assert left is not None or text == said


def test_no_film_is_made_before_somebody_says_yes(scene: Scene, qtbot: QtBot) -> None:
    scene.offer(OTHER)
    scene.standings.standing[OTHER.id] = Standing(credits=40.0)
    scene.ports.previews = Links(scene)  # type: ignore[assignment]
    scene.ports.history = None
    panel = ExportPanel(scene.document, scene.session, scene.ports)
    qtbot.addWidget(panel)
    told = list[str]()
    panel.notice.connect(told.append)
    assert panel.links is not None
    for answer, count in ((1, 0), (0, 1), (1, 1), (0, 2)):
        panel.links.view.wanted.emit("p1", "render")
        question = panel.starter.question
        assert question is not None
        assert question.informativeText().endswith("The account has 40 credits.")
        question.buttons()[answer].click()
        assert len(scene.queue.jobs) == count
    assert told[0] == "“Summer Launch.mp4” is being made; it stands among the exports."


def test_a_question_names_what_is_left_as_soon_as_the_service_says_so(scene: Scene) -> None:
    scene.offer(OTHER)
    panel = scene.panel
    panel.starter.render(replace(LINK, credits="18"))
    question = panel.starter.question
    assert question is not None
    assert scene.standings.wanted == [OTHER]
    assert question.informativeText() == "It costs 18 credits."
    scene.standings.standing[OTHER.id] = Standing(credits=40.0)
    scene.standings.changed.emit()
    assert question.informativeText() == "It costs 18 credits. 22 are left after it."
    question.buttons()[1].click()
    QApplication.sendPostedEvents(question, QEvent.Type.DeferredDelete)
    scene.standings.changed.emit()
