"""The band about media that lie elsewhere: it asks, shows how far it is, and tells what does not come."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QProgressBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.services.fetching import Question, Summary
from editor_app.ui.theme import DARK, HIT_PX
from editor_app.ui.window.fetching import FetchBand, failure_text, hosts_text, progress_text, question_text

LEFT = Qt.MouseButton.LeftButton
ASKED = Summary(Question(("cdn.example.com",), 3, 12_000_000))
BUSY = Summary(files=12, fetched=3, share=0.41)
FAILED = Summary(failures=("“a.png” is no longer at cdn.example.com.",))


class Fetching(QObject):
    """Takes answers down."""

    summary_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.summary = Summary()
        self.told: list[Any] = []

    def answer(self, *, fetch: bool, always: bool = False) -> None:
        self.told.append((fetch, always))

    def cancel(self) -> None:
        self.told.append("cancel")

    def fetch_missing(self) -> None:
        self.told.append("again")


@pytest.fixture
def fetching() -> Fetching:
    return Fetching()


@pytest.fixture
def band(qtbot: QtBot, fetching: Fetching) -> FetchBand:
    made = FetchBand(fetching, DARK)
    qtbot.addWidget(made)
    made.resize(900, 60)
    return made


def shown(band: FetchBand) -> list[str]:
    """Name what can be pressed, or is seen to grow."""
    controls = (*band.findChildren(QAbstractButton), *band.findChildren(QProgressBar))
    return [one.accessibleName() or getattr(one, "text", str)() for one in controls if one.isVisible()]


def test_nothing_is_said_of_nothing(band: FetchBand) -> None:
    assert not band.isVisible()


def test_it_asks_and_passes_the_answer_on(band: FetchBand, fetching: Fetching) -> None:
    fetching.summary_changed.emit(ASKED)
    assert shown(band) == ["Fetch", "Always from this host", "Not now"]
    assert band.accessibleName() == question_text(ASKED.question)  # type: ignore[arg-type]
    for button in (band.fetch, band.always, band.not_now):
        QTest.mouseClick(button, LEFT)
    assert fetching.told == [(True, False), (True, True), (False, False)]
    fetching.summary_changed.emit(Summary(Question(("a", "b"), 2, 0)))
    assert "Always from these hosts" in shown(band)


def test_it_shows_how_far_it_is_and_goes(band: FetchBand, fetching: Fetching) -> None:
    fetching.summary_changed.emit(BUSY)
    assert shown(band) == ["Cancel", "How much of the media is here"]
    assert band.bar.value() == 41
    QTest.mouseClick(band.cancel, LEFT)
    assert fetching.told == ["cancel"]
    fetching.summary_changed.emit(Summary())
    assert not band.isVisible()


def test_what_failed_is_told_until_it_is_put_away_and_again_when_more_fails(
    qtbot: QtBot, band: FetchBand, fetching: Fetching
) -> None:
    fetching.summary_changed.emit(FAILED)
    assert shown(band) == ["Try again", "Show problems", "Dismiss"]
    QTest.mouseClick(band.again, LEFT)
    assert fetching.told == ["again"]
    with qtbot.waitSignal(band.problems_wanted):
        QTest.mouseClick(band.problems, LEFT)
    QTest.mouseClick(band.cross, LEFT)
    fetching.summary_changed.emit(FAILED)
    assert not band.isVisible()
    fetching.summary_changed.emit(Summary(failures=(*FAILED.failures, "“b.png” too.")))
    assert band.isVisible()


def test_all_that_is_pressed_is_large_enough(band: FetchBand, fetching: Fetching) -> None:
    for summary in (ASKED, BUSY, FAILED):
        fetching.summary_changed.emit(summary)
        for button in band.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.height() >= HIT_PX
                assert button.toolTip()


@pytest.mark.parametrize("width", [320, 420, 590, 900])
def test_the_words_have_room_however_narrow_the_band_is(qtbot: QtBot, fetching: Fetching, width: int) -> None:
    host, band = QWidget(), FetchBand(fetching, DARK)
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(band)
    column.addWidget(QWidget(), 1)
    qtbot.addWidget(host)
    host.resize(width, 400)
    host.show()
    for summary in (ASKED, BUSY, Summary(Question(("a.cdn.example.com", "b.cdn.example.com"), 2, 1))):
        fetching.summary_changed.emit(summary)
        host.layout().activate()  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: band.text.height() >= band.text.heightForWidth(band.text.width()))


@pytest.mark.parametrize(
    ("hosts", "text"),
    [
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c"), "a, b and c"),
        (("a", "b", "c", "d", "e"), "a, b, c and 2 more"),
    ],
)
def test_hosts_are_named_as_people_do(hosts: tuple[str, ...], text: str) -> None:
    assert hosts_text(hosts) == text


def test_the_sentences() -> None:
    assert question_text(Question(("a.example",), 1, 900)) == (
        "1 file of this project is at a.example. Fetch 900 bytes to this computer?"
    )
    assert progress_text(BUSY) == "Fetching media: 3 of 12 are here, 41 %"
    assert progress_text(Summary(files=2, waits="Nobody answers.")) == "Nobody answers."
    assert failure_text(("One.",)) == "One."
    assert failure_text(("One.", "Two.")) == "2 files could not be fetched. One."
