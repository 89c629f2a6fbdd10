"""The button in the top bar: there only for a project of a service, and counting down."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app.services.sync.status import SyncStatus
from editor_app.services.uploads import Remaining
from editor_app.ui.theme import DARK, HIT_PX
from editor_app.ui.window.sync_button import SyncButton


def test_it_says_how_the_project_stands_and_goes_with_its_link(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    button = SyncButton(host, DARK)
    host.show()
    assert not button.isVisible()
    button.show_status(SyncStatus("offline", "Indream", "Indream cannot be reached.", waiting=3))
    assert button.isVisible()
    assert button.text() == "Offline: 3 changes waiting"
    assert button.toolTip() == "Indream cannot be reached."
    assert button.accessibleName() == "Synchronization: Offline: 3 changes waiting"
    assert button.sizeHint().height() >= 20
    assert button.minimumHeight() == HIT_PX
    button.show_status(SyncStatus())
    assert not button.isVisible()


def test_it_says_that_media_are_not_there_as_long_as_they_are_not(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    button = SyncButton(host, DARK)
    host.show()
    button.show_media(Remaining(20, "asked"))
    assert not button.isVisible()
    button.show_status(SyncStatus("in-step", "Indream"))
    assert button.text() == "Synced · 20 files still here"
    assert button.line.tone == "warning"
    assert "answer above the picture" in button.toolTip()
    button.show_media(Remaining())
    assert button.text() == "Synced"
    assert button.line.tone == "ok"
    assert button.toolTip() == "Indream has all that is here."


def test_it_is_not_green_before_files_were_looked_at(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    button = SyncButton(host, DARK)
    button.show_media(Remaining(), is_looking=True)
    button.show_status(SyncStatus("in-step", "Indream"))
    assert (button.text(), button.line.tone) == ("Synced · looking at the media…", "quiet")
    button.show_media(Remaining(2), is_looking=True)
    assert button.text() == "Synced · 2 files still here"
    button.show_media(Remaining())
    assert (button.text(), button.line.tone) == ("Synced", "ok")
    button.show_media(Remaining(), is_looking=True)
    assert (button.text(), button.line.tone) == ("Synced", "ok")


def test_a_refusal_names_clips_and_counts_the_problems(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    button = SyncButton(host, DARK)
    button.wording = lambda text: text.replace("$.items.a", "“Title 2”")
    button.show_status(SyncStatus("refused", "Indream", "Saved here. Indream refused: $.items.a: no."))
    assert button.text() == "Refused by Indream"
    button.show_refusals(1)
    assert button.text() == "Saved here; Indream refused: 1 problem"
    assert button.toolTip() == "Saved here. Indream refused: “Title 2”: no."


def test_it_counts_down_to_the_next_try(qtbot: QtBot) -> None:
    host, clock = QWidget(), [100.0]
    qtbot.addWidget(host)
    button = SyncButton(host, DARK)
    button.now = lambda: clock[0]
    host.show()

    def pass_by(seconds: float) -> None:
        clock[0] += seconds
        button.count_down()

    button.show_status(SyncStatus("waiting", "Indream", "Indream asks for a pause.", again_s=2.0))
    assert button.text() == "Trying again in 2 s"
    pass_by(1.0)
    assert button.text() == "Trying again in 1 s"
    button.show_status(SyncStatus("offline", "Indream", "Indream cannot be reached.", waiting=3, again_s=3.0))
    assert button.text() == "Offline: 3 waiting · 3 s"
    assert button.toolTip() == "Indream cannot be reached. The next try is in 3 s; “Sync now” tries at once."
    pass_by(1.0)
    assert button.text() == "Offline: 3 waiting · 2 s"
    button.show_status(SyncStatus("waiting", "Indream", "Indream asks for a pause.", again_s=2.0))
    pass_by(1.0)
    # The same trouble told again, of an edit meanwhile, does not begin the pause anew.
    button.show_status(SyncStatus("waiting", "Indream", "Indream asks for a pause.", waiting=1, again_s=2.0))
    assert button.text() == "Retry in 1 s: 1 waiting"
    pass_by(5.0)
    assert button.text() == "Retry in 0 s: 1 waiting"


def test_seconds_go_by_on_their_own(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    button = SyncButton(host, DARK)
    button.show_status(SyncStatus("waiting", "Indream", "Indream asks for a pause.", again_s=600.0))
    assert button.text() == "Trying again in 600 s"
    qtbot.waitUntil(lambda: button.text() != "Trying again in 600 s", timeout=60_000)
