"""A film of a preview link is made once, unless somebody says that another one shall be paid for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from editor_app.services.exporting.jobs.job import ExportJob, Target
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.rendering_previews import Film, ShownPreview
from editor_app.ui.export import ExportPanel
from editor_app.ui.export.preview_films import question_of
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


def test_a_film_is_made_at_once_and_a_second_one_after_a_question(scene: Scene, qtbot: QtBot) -> None:
    scene.ports.previews = Links(scene)  # type: ignore[assignment]
    scene.ports.history = None
    panel = ExportPanel(scene.document, scene.session, scene.ports)
    qtbot.addWidget(panel)
    told = list[str]()
    panel.notice.connect(told.append)
    assert panel.links is not None
    panel.links.view.wanted.emit("p1", "render")
    assert len(scene.queue.jobs) == 1
    assert told == ["“Summer Launch.mp4” is being made; it stands among the exports."]
    for answer, count in ((1, 1), (0, 2)):
        panel.links.view.wanted.emit("p1", "render")
        assert panel.starter.question is not None
        panel.starter.question.buttons()[answer].click()
        assert len(scene.queue.jobs) == count
