"""What will look different is asked once for a document, in another process, and old answers are dropped."""

from __future__ import annotations

import pickle

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from editor_app.services.exporting.renderingvideo import fidelity as module
from editor_app.services.exporting.renderingvideo.fidelity import Fidelity, Findings, price_of
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.latest import Job, LatestWork
from tests.render.export.films import SECOND
from tests.services.exporting.scene import small_film


class Works(QObject):
    """Notes what is wanted, and answers when a test says so."""

    done = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[Job] = []
        self.is_closed = False

    def want(self, job: Job) -> None:
        self.wanted.append(job)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE_MS", 0)


def test_many_changes_are_asked_about_once_and_only_the_latest_answer_counts(qtbot: QtBot) -> None:
    works = Works()
    fidelity = Fidelity(works)
    first, second = small_film(), small_film()
    for state in (first, second):
        fidelity.ask(state, OtherWish())
    qtbot.waitUntil(lambda: len(works.wanted) == 1)
    fidelity.ask(first, OtherWish())
    qtbot.waitUntil(lambda: len(works.wanted) == 2)
    works.done.emit(works.wanted[0].key, Findings())
    assert fidelity.found is None
    works.done.emit(works.wanted[1].key, Findings())
    assert fidelity.found == Findings()
    fidelity.ask(first, OtherWish(webhook_url="https://a.b", workers=3, is_preview=True))
    assert fidelity.found == Findings()  # these change nothing of how it looks
    fidelity.ask(first, OtherWish(fps=60))
    assert fidelity.found is None
    fidelity.close()
    assert works.is_closed


def test_a_failure_is_no_finding(qtbot: QtBot) -> None:
    works = Works()
    fidelity = Fidelity(works)
    fidelity.ask(small_film(), OtherWish())
    qtbot.waitUntil(lambda: bool(works.wanted))
    works.failed.emit(works.wanted[0].key, RuntimeError())
    assert fidelity.found == Findings()


def test_the_real_process_finds_what_differs(qtbot: QtBot) -> None:
    fidelity = Fidelity(LatestWork())
    try:
        fidelity.ask(small_film(), OtherWish())
        qtbot.waitUntil(lambda: fidelity.found is not None, timeout=60_000)
        assert isinstance(fidelity.found, Findings)
        assert pickle.loads(pickle.dumps(fidelity.found)) == fidelity.found
    finally:
        fidelity.close()


@pytest.mark.parametrize(
    ("wish", "credits"),
    [
        (OtherWish(), 10),
        (OtherWish(range_ticks=(0, SECOND)), 1),
        (OtherWish(range_ticks=(0, 7 * SECOND), scale=8.0), 7),
    ],
)
def test_the_price_is_that_of_what_is_made(wish: OtherWish, credits: int) -> None:
    assert price_of(small_film(10 * SECOND), wish) == credits
