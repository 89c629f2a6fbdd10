"""The page of accounts, over real accounts and a real local server, by mouse and keyboard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from editor_app.cloud.indream.client import BASE_URL
from editor_app.sandbox.settings import Settings
from editor_app.services.account_trial import Finding, TrialState
from editor_app.services.accounts import Draft
from editor_app.services.local_server import ServerState
from editor_app.ui.settings.account_dialog import AccountDialog
from editor_app.ui.settings.remark import Remark
from editor_app.ui.settings.reply import Reply
from editor_app.ui.settings.services import ServicesPage
from editor_app.ui.theme import DARK, HIGH_CONTRAST, HIT_PX, LIGHT
from tests.cloud.service import Service, raw
from tests.key_chains import Chain
from tests.sandbox.running import Running
from tests.services.test_accounts import KEY, OTHER_KEY, PLACE, Scene, play
from tests.ui.seen_texts import cut_of
from tests.ui.tab_walk import named, seen_order, stops, walk

VIDEO_KEY = "sk-0f3c5a7e9b1d"
Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


class Seen:
    """The page over accounts, in a window."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.accounts = scene, scene.accounts
        self.window = QWidget()
        self.window.resize(1280, 720)
        self.page = ServicesPage(scene.accounts, self.window, tokens=DARK)
        self.page.resize(560, 500)
        self.window.show()

    @property
    def dialog(self) -> AccountDialog:
        """Give the dialog that is open."""
        assert self.page.dialog is not None
        return self.page.dialog

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Let things happen until something is so."""
        for _ in range(3000):
            QApplication.processEvents()
            if is_so():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("waited in vain")

    def said(self) -> dict[str, str]:
        """Give what is said of the key of each account, by its name."""
        names = {profile.id: profile.name for profile in self.accounts.profiles}
        return {names[key]: row.key_text for key, row in self.page.rows.items()}


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Callable[..., None]:
    """Give a function that lets a story work with the page."""

    def run(
        story: Callable[[Seen], Awaitable[None]], chain: KeyringBackend | None = None, environment: str = ""
    ) -> None:
        async def work(scene: Scene) -> None:
            seen = Seen(scene)
            qtbot.addWidget(seen.window)
            await story(seen)

        play(tmp_path, work, chain, environment)

    return run


def test_without_accounts_it_says_what_they_are_for_and_one_is_added(
    show: Callable[..., None], sandbox: Running, tmp_path: Path
) -> None:
    chain = Chain()

    async def story(seen: Seen) -> None:
        assert not seen.page._empty.isHidden()
        QTest.mouseClick(seen.page.add, LEFT)
        dialog = seen.dialog
        assert dialog.address.text() == BASE_URL
        assert dialog.address.isReadOnly()
        assert dialog.key.echoMode() == QLineEdit.EchoMode.Password
        QTest.keyClicks(dialog.key, KEY)
        assert KEY not in dialog.key.displayText()
        QTest.keyClick(dialog.key, Key.Key_Return)
        await seen.until(lambda: seen.page.dialog is None)
        assert seen.page._empty.isHidden()
        await seen.until(lambda: seen.said() == {"Indream": "Key in the system's key chain"})
        assert seen.page.default.currentText() == "Indream"

    show(story, chain)
    assert chain.held == {("editor-app", BASE_URL): KEY}


def test_where_there_is_no_key_chain_the_page_says_so(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        await seen.until(lambda: seen.accounts.has_key_chain is False)
        seen.page.open_dialog()
        assert "holds until the program ends" in seen.dialog.key_remark.text()
        QTest.keyClicks(seen.dialog.key, KEY)
        seen.dialog.save.click()
        await seen.accounts.ready()
        assert seen.said() == {"Indream": "Key for this run only"}

    show(story, NoKeyring())


def test_an_account_is_edited_without_showing_its_key(show: Callable[..., None]) -> None:
    chain = Chain()

    async def story(seen: Seen) -> None:
        made = seen.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        await seen.accounts.ready()
        row = seen.page.rows[made.id]
        QTest.mouseClick(row.edit, LEFT)
        dialog = seen.dialog
        assert (dialog.name.text(), dialog.address.text(), dialog.key.text()) == ("Box", PLACE, "")
        assert "There is one" in dialog.key.placeholderText()
        dialog.name.setText("Crate")
        dialog.save.click()
        assert list(seen.said()) == ["Crate"]
        assert seen.page.rows[made.id] is row
        QTest.mouseClick(row.edit, LEFT)
        QTest.keyClicks(seen.dialog.key, OTHER_KEY)
        seen.dialog.save.click()
        await seen.accounts.ready()
        QTest.mouseClick(row.edit, LEFT)
        QTest.keyClicks(seen.dialog.address, "/elsewhere")
        assert seen.dialog.key.placeholderText() == "Paste the key for this address"
        seen.dialog.save.click()
        await seen.accounts.ready()
        assert seen.said() == {"Crate": "No key. Edit the account, and paste one."}

    show(story, chain)
    assert chain.held == {}


def test_what_is_wrong_is_told_in_the_dialog_and_changes_nothing(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        seen.page.open_sandbox_dialog()
        dialog = seen.dialog
        dialog.address.setText("http://office.example")
        dialog.save.click()
        assert dialog.trouble.isVisible()
        assert "must begin with https://" in dialog.trouble.text()
        assert seen.accounts.profiles == ()
        QTest.keyClick(dialog.name, Key.Key_X)
        assert not dialog.trouble.isVisible()
        QTest.keyClick(dialog, Key.Key_Escape)
        assert seen.page.dialog is None
        assert seen.accounts.profiles == ()

    show(story)


def test_another_kind_of_service_brings_its_name_and_address(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        seen.page.open_dialog()
        dialog = seen.dialog
        QTest.mouseClick(dialog.kinds.buttons[1], LEFT)
        assert (dialog.name.text(), dialog.address.text()) == ("RenderingVideo", "https://renderingvideo.com")
        assert not dialog.address.isReadOnly()
        dialog.name.setText("Mine")
        QTest.mouseClick(dialog.kinds.buttons[0], LEFT)
        assert (dialog.name.text(), dialog.address.text()) == ("Mine", BASE_URL)
        dialog.reject()

    show(story)


def test_a_sandbox_is_added_by_either_of_its_interfaces(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        seen.page.open_sandbox_dialog()
        dialog = seen.dialog
        remark, address = dialog.address_remark.text(), dialog.address.text()
        assert [button.text() for button in dialog.kinds.buttons] == ["Indream", "RenderingVideo"]
        QTest.mouseClick(dialog.kinds.buttons[1], LEFT)
        assert dialog.name.text() == "RenderingVideo sandbox"
        assert (dialog.address_remark.text(), dialog.address.text()) == (remark, address)
        QTest.keyClicks(dialog.key, KEY)
        dialog.save.click()
        (profile,) = seen.accounts.profiles
        assert (profile.kind, profile.base_url) == ("renderingvideo", "http://127.0.0.1:8787")

    show(story, Chain())


def test_a_command_in_a_remark_stands_in_one_line(qtbot: QtBot) -> None:
    remark = Remark(DARK)
    qtbot.addWidget(remark)
    said = "Bring it here with “ssh -L 8787:127.0.0.1:8787 some.office.example”."
    remark.say(said)
    assert "“ssh\u00a0-L\u00a08787:127.0.0.1:8787 some." in remark.text()
    assert remark.accessibleName() == said, "whoever has it read out hears what is to be written"


def test_nothing_moves_while_one_writes_and_reads(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        for open_dialog in (seen.page.open_dialog, seen.page.open_sandbox_dialog):
            open_dialog()
            dialog = seen.dialog
            await seen.until(dialog.isVisible)
            places = [dialog.geometry(), dialog.key.geometry(), dialog.save.geometry()]

            def is_still(dialog: AccountDialog = dialog, places: list[QRect] = places) -> bool:
                QApplication.processEvents()
                return [dialog.geometry(), dialog.key.geometry(), dialog.save.geometry()] == places

            for button in reversed(dialog.kinds.buttons):
                QTest.mouseClick(button, LEFT)
                assert is_still()
            dialog.address.clear()
            QTest.keyClicks(dialog.address, "http://office.example")
            assert is_still()
            dialog.save.click()
            assert dialog.trouble.text()
            assert is_still()
            QTest.keyClicks(dialog.key, KEY)
            assert is_still()
            dialog._take_trial(TrialState(findings=(Finding("ok", "It works."),) * 3))
            assert is_still()
            dialog._take_trial(TrialState(findings=(Finding("error", "It does not work. " * 20),) * 3))
            await seen.until(lambda dialog=dialog: not list(cut_of(dialog.findChildren(QWidget))))
            assert is_still()
            (reply,) = dialog.findChildren(Reply)
            await seen.until(lambda reply=reply: reply.verticalScrollBar().maximum() > 0)
            assert reply.focusPolicy() == Qt.FocusPolicy.TabFocus
            assert is_still()
            dialog.reject()

    show(story, Chain())


def test_a_test_is_told_in_the_row_and_in_the_dialog(show: Callable[..., None], sandbox: Running) -> None:
    async def story(seen: Seen) -> None:
        draft = Draft("sandbox", "Box", sandbox.url, sandbox.key(has_access=False))
        made = seen.accounts.save(draft)
        other = seen.accounts.save(Draft("indream", "Indream", BASE_URL, KEY))
        row = seen.page.rows[made.id]
        QTest.mouseClick(row.test, LEFT)
        assert (row.test.text(), seen.page.rows[other.id].test.text()) == ("Stop", "Test")
        assert row.findings.sentences() == ("Asking the service…",)
        await seen.until(lambda: row.test.text() == "Test")
        assert row.findings.sentences()[-1].startswith(
            "The key is valid, but this account may not use projects"
        )
        assert seen.page.rows[other.id].findings.sentences() == ()
        seen.page._edit(made)
        assert row.findings.sentences()
        QTest.keyClicks(seen.dialog.key, KEY)
        QTest.mouseClick(seen.dialog.test, LEFT)
        assert seen.dialog.test.text() == "Stop the test"
        await seen.until(lambda: seen.dialog.test.text() == "Test the connection")
        (sentence,) = seen.dialog.findings.sentences()
        assert "does not take this key" in sentence
        QTest.mouseClick(seen.dialog.test, LEFT)
        QTest.mouseClick(seen.dialog.test, LEFT)
        assert seen.dialog.findings.sentences() == ()
        seen.dialog.reject()
        assert not seen.accounts.trial.state.is_running

    show(story)


def test_a_renderingvideo_account_by_a_proxy_is_tested_kept_and_tested_again(
    show: Callable[..., None],
) -> None:
    credits = raw(json.dumps({"success": True, "credits": 7250, "currency": "credits"}).encode())

    async def story(seen: Seen) -> None:
        seen.page.open_dialog()
        dialog = seen.dialog
        QTest.mouseClick(dialog.kinds.buttons[1], LEFT)
        dialog.address.clear()
        QTest.keyClicks(dialog.address, f"{service.url}/rv/")
        QTest.keyClicks(dialog.key, VIDEO_KEY)
        QTest.mouseClick(dialog.test, LEFT)
        await seen.until(lambda: len(dialog.findings.sentences()) == 2)
        assert dialog.findings.sentences()[1] == "7,250 credits are left."
        QTest.mouseClick(dialog.save, LEFT)
        await seen.until(lambda: seen.page.dialog is None)
        ((profile_id, row),) = seen.page.rows.items()
        host = service.url.removeprefix("http://")
        assert row._place.text().replace("\u200b", "") == f"RenderingVideo · {host}/rv"
        assert seen.accounts.default is None  # it keeps no projects
        QTest.mouseClick(row.test, LEFT)
        await seen.until(lambda: len(row.findings.sentences()) == 2)
        assert row.findings.sentences()[1] == "7,250 credits are left."
        assert seen.accounts.profile(profile_id)

    with Service() as service:
        service.will("GET /rv/api/v1/credits", credits, credits)
        show(story, Chain())


def test_an_account_is_removed_after_a_question(show: Callable[..., None]) -> None:
    chain = Chain()

    async def story(seen: Seen) -> None:
        made = seen.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        roles = QMessageBox.ButtonRole
        for role, is_left in ((roles.RejectRole, True), (roles.AcceptRole, False)):
            QTest.mouseClick(seen.page.rows[made.id].remove, LEFT)
            box = seen.page.question
            assert box is not None
            assert "“Box”" in box.text()
            chosen = next(button for button in box.buttons() if box.buttonRole(button) == role)
            QTest.mouseClick(chosen, LEFT)
            assert seen.page.question is None
            assert bool(seen.accounts.profiles) == is_left
        assert seen.page.rows == {}

    show(story, chain)
    assert chain.held == {}


def test_accounts_that_are_there_by_themselves_can_only_be_tested(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        seen.scene.server.show(ServerState("running", "http://127.0.0.1:41999", KEY))
        assert seen.said() == {
            "Indream": "Key for this run, from INDREAM_API_KEY",
            "Local workspace": "On this computer, while it is switched on under Developer",
        }
        for row in seen.page.rows.values():
            assert [button.isHidden() for button in (row.test, row.edit, row.remove)] == [False, True, True]
        seen.page.rows["local-workspace"].test.setFocus()
        seen.scene.server.show(ServerState())
        assert list(seen.said()) == ["Indream"]

    show(story, environment=OTHER_KEY)


def test_the_account_for_projects_is_chosen(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        seen.accounts.save(Draft("renderingvideo", "Films", "https://renderingvideo.com", KEY))
        assert seen.page._projects.isHidden()
        one = seen.accounts.save(Draft("sandbox", "One", PLACE, KEY))
        assert not seen.page.default.isEnabled()
        two = seen.accounts.save(Draft("indream", "Two", BASE_URL, KEY))
        assert seen.accounts.default == one
        assert [seen.page.default.itemText(n) for n in range(2)] == ["One", "Two"]
        seen.page.default.setFocus()
        QTest.keyClick(seen.page.default, Key.Key_Down)
        assert seen.accounts.default == two
        assert seen.page.default.currentText() == "Two"

    show(story)


def test_a_refused_key_is_told_in_the_row(show: Callable[..., None], sandbox: Running) -> None:
    async def story(seen: Seen) -> None:
        made = seen.accounts.save(Draft("sandbox", "Box", sandbox.url, KEY))
        with pytest.raises(Exception, match="key") as caught:
            await seen.accounts.client(made).projects.list()
        seen.accounts.report(made, caught.value)
        assert seen.said()["Box"].startswith("The service refuses its key.")

    show(story)


def test_the_dialog_is_walked_as_it_is_read_and_everything_has_a_name_and_room(
    show: Callable[..., None],
) -> None:
    async def story(seen: Seen) -> None:
        seen.page.open_dialog()
        dialog = seen.dialog
        QTest.mouseClick(dialog.kinds.buttons[1], LEFT)
        dialog.activateWindow()
        await seen.until(lambda: QApplication.activeWindow() is dialog)
        expected = stops(dialog)
        met = walk(expected[0], dialog)
        assert named(met) == named(seen_order(expected, dialog))
        assert [part for part in met if min(part.width(), part.height()) < HIT_PX] == []
        dialog.address.clear()
        dialog.save.click()
        QApplication.processEvents()
        assert list(cut_of(dialog.findChildren(QWidget))) == []
        for tokens in (LIGHT, HIGH_CONTRAST):
            seen.page.set_tokens(tokens)
            assert tokens.error in dialog.trouble.styleSheet()
        dialog.reject()

    show(story)


def test_nothing_that_is_said_or_shown_is_the_key(show: Callable[..., None]) -> None:
    async def story(seen: Seen) -> None:
        made = seen.accounts.save(Draft("sandbox", "Box", PLACE, KEY))
        seen.page._edit(made)
        QTest.keyClicks(seen.dialog.key, OTHER_KEY)
        assert OTHER_KEY not in repr(seen.dialog.draft)
        for widget in seen.window.findChildren(QWidget):
            said = f"{widget.toolTip()}{widget.accessibleName()}{widget.accessibleDescription()}"
            assert KEY not in said
            assert OTHER_KEY not in said
        seen.dialog.reject()

    show(story)
