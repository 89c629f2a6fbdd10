"""A project is kept in step with one of a local server, through all that the window says and asks of it.

python -m tests.e2e.syncing FOLDER [GRABS]
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QMessageBox, QToolButton, QWidget

from editor_app import app
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.edits.composition import set_background
from editor_app.sandbox.database import connect, transaction
from editor_app.sandbox.service import DATABASE_NAME
from editor_app.sandbox.settings import Limits, Settings
from editor_app.services.account_drafts import Draft
from editor_app.state.backgrounds import ImageBackground
from editor_app.state.lineage import LINEAGE_KEY
from editor_app.store.cloud_link import CloudLink
from editor_app.store.recent import read_recent
from editor_app.ui.cloud_projects import ServiceMediaDialog
from editor_app.ui.conflicts import ForeignDialog
from editor_app.ui.window.main_window import MainWindow
from tests.documents import document, solid, track
from tests.sandbox.running import Running
from tests.services.sync.simulation import opacity_of, with_opacity
from tests.services.uploads.scene import pictures, work_of


class Story:
    """One window, one server, and another program that writes to it."""

    def __init__(self, window: MainWindow, server: Running, folder: Path, grabs: str) -> None:
        self.window, self.server, self.folder, self.grabs = window, server, folder, grabs
        self.desk, self.syncing, self.button = window.desk, window.editor.syncing, window.top.sync

    async def play(self) -> None:
        """Play it."""
        await self.begin()
        await self.take_theirs()
        await self.join()
        await self.choose()
        await self.lose_it()
        await self.lose_access()
        await self.send_media()
        await self.delete_media()
        await self.stop()

    async def begin(self) -> None:
        """Begin with the only account there is."""
        assert not self.button.isVisible()
        assert self.able() == {"sync.begin"}
        self.window.actions_by_id["sync.begin"].trigger()
        await self.until(lambda: "no account yet" in " ".join(self.window.notices.sentences()))
        profile = self.desk.accounts.save(Draft("sandbox", "Film house", self.server.url, self.server.key()))
        await self.desk.accounts.ready()
        assert self.window.actions_by_id["sync.begin"].text() == "Sync with Film house"
        self.syncing.accounts_menu.aboutToShow.emit()
        assert next(a.text() for a in self.syncing.accounts_menu.actions()) == "Film house"
        self.window.actions_by_id["sync.begin"].trigger()
        await self.in_step()
        assert self.button.isVisible()
        assert self.desk.accounts.for_service(self.link.service) == profile
        assert self.able() == {"sync.now", "sync.pause", "sync.stop", "sync.conflicts"}
        self.window.actions_by_id["sync.pause"].trigger()
        assert self.button.text() == "Syncing paused"
        self.give(0.9)
        assert self.button.text() == "Paused: 1 change waiting"
        self.window.actions_by_id["sync.pause"].trigger()
        await self.in_step()
        self.grab("in-step", self.window)

    async def take_theirs(self) -> None:
        """Let another program change the project, and take what it made; a copy of mine is kept first."""
        self.give(0.2)
        await self.in_step()
        await self.write_elsewhere(0.3)
        question = await self.question()
        self.grab("question", question)
        question.buttons["theirs"].click()
        await self.until(lambda: opacity_of(self.desk.document.work.state, "a") == 0.3)
        await self.in_step()
        titles = [entry.title for entry in read_recent(self.desk.folders.recent)]
        assert any(title.endswith("(mine)") for title in titles), titles
        assert not self.desk.document.can_undo
        self.window.actions_by_id["edit.undo"].trigger()
        said = self.window.notices.sentences()[-1]
        assert "can no longer be undone: others changed the same since. There is no other step" in said
        assert not self.window.actions_by_id["edit.undo"].isEnabled()

    async def join(self) -> None:
        """Let both change the same thing, and join; what collided waits."""
        self.desk.sync.pause()
        self.give(0.4)
        await self.write_elsewhere(0.6)
        (await self.question()).buttons["joined"].click()
        await self.until(lambda: len(self.desk.sync.conflicts) == 1)
        await self.until(lambda: self.button.text() == "1 conflict")
        assert any(text.startswith("1 change collided") for text in self.window.notices.sentences())

    async def choose(self) -> None:
        """Take theirs, beside which mine was seen."""
        self.window.actions_by_id["sync.conflicts"].trigger()
        dialog = self.syncing.conflicts
        assert dialog is not None
        assert not dialog.isModal()
        assert not any("collided" in text for text in self.window.notices.sentences())
        await self.until(lambda: all(side.picture.image is not None for side in dialog.sides.values()))
        self.grab("conflict", dialog)
        dialog.buttons["theirs"].click()
        await self.until(lambda: not self.desk.sync.conflicts)
        assert opacity_of(self.desk.document.work.state, "a") == 0.6
        assert self.desk.document.undo_label.startswith("Keep theirs: Opacity")
        self.window.actions_by_id["edit.undo"].trigger()
        await self.until(lambda: len(self.desk.sync.conflicts) == 1)
        assert opacity_of(self.desk.document.work.state, "a") == 0.4
        assert dialog.list.count() == 1
        self.window.actions_by_id["edit.redo"].trigger()
        await self.until(lambda: not self.desk.sync.conflicts)
        assert dialog.list.count() == 0
        dialog.reject()
        # What is undone next is the choice, whatever field had the keyboard before.
        area = self.window.panels.timeline.area
        await self.until(lambda: self.window.focusWidget() is area)
        await self.in_step()
        assert opacity_of_raw(await self.there()) == 0.6

    async def lose_it(self) -> None:
        """Delete the project at the service, and make it there again."""
        lost = self.link.project_id
        await self.client.projects.delete(lost)
        self.desk.sync.sync_now()
        await self.until(lambda: self.desk.sync.status.kind == "gone")
        assert self.button.text() == "Gone from Film house"
        notices = self.window.notices
        assert [said for said in notices.sentences() if self.desk.sync.status.sentence in said]
        (way,) = (one for one in notices.findChildren(QToolButton) if one.text() == "What can be done…")
        way.click()
        await self.until(lambda: self.button.menu().isVisible())
        self.button.menu().close()
        self.button.menu().aboutToShow.emit()
        texts = [action.text() for action in self.button.menu().actions()]
        assert texts[0] == "Make the project there again"
        self.window.actions_by_id["sync.again"].trigger()
        await self.until(lambda: self.desk.document.work.cloud is not None and self.link.project_id != lost)
        assert not [said for said in notices.sentences() if "no longer at Film house" in said]
        await self.in_step()

    async def lose_access(self) -> None:
        """Let the account's plan end for a while: it is told why, with what can be done."""
        self.let_in(False)
        self.give(0.7)
        await self.until(lambda: self.button.text() == "Denied: 1 waiting")
        said = self.desk.sync.status.sentence
        assert "does not let this account keep projects" in said
        assert said in self.window.notices.sentences()
        self.button.menu().aboutToShow.emit()
        texts = [action.text() for action in self.button.menu().actions()]
        assert texts[:3] == ["Sync now", "Accounts and services…", "Media of the service…"]
        self.grab("denied", self.window)
        self.let_in(True)
        self.window.actions_by_id["sync.now"].trigger()
        await self.in_step()
        assert said not in self.window.notices.sentences()

    def let_in(self, has_access: bool) -> None:
        """Let the server's accounts use projects, or not."""
        path = self.server.settings.data_dir / DATABASE_NAME
        with closing(connect(path)) as connection, transaction(connection):
            connection.execute("UPDATE accounts SET has_access = ?", (has_access,))

    async def send_media(self) -> None:
        """Add a picture: as long as it is not at the service, not all is said to be well."""
        files = pictures(self.folder / "media", 1)
        work, document = work_of(files), self.desk.document
        document.apply("Picture", document.work.state.replace(assets=work.state.assets))
        document.place_media(work.media)
        await self.until(lambda: self.button.text() == "Synced · 1 file still here")
        assert self.button.line.tone == "warning"
        assert "answer above the picture" in self.button.toolTip()
        self.button.menu().aboutToShow.emit()
        assert self.button.menu().actions()[0].text() == "Go to: Uploads"
        self.grab("media", self.window)
        self.desk.uploads.refuse()
        await self.until(lambda: "until you allow uploads" in self.button.toolTip())
        assert self.button.text() == "Synced · 1 file still here"
        self.desk.uploads.permit(self.link.service)
        await self.until(lambda: self.button.text().startswith("Synced ") and self.button.line.tone == "ok")
        assert self.button.toolTip() == "Film house has all that is here."
        assert [one.status for one in self.desk.uploads.uploads] == ["done"]

    async def delete_media(self) -> None:
        """Delete the picture at the service: as soon as something shows it, it is there again."""
        document, uploads = self.desk.document, self.desk.uploads
        (before,) = uploads.addresses.values()
        self.window.actions_by_id["file.service-media"].trigger()
        (dialog,) = self.window.findChildren(ServiceMediaDialog)
        await self.until(lambda: dialog.current is not None)
        dialog.delete.click()
        assert dialog.bar.button.text() == "Delete for good"
        dialog.bar.button.click()
        await self.until(lambda: not uploads.addresses)
        dialog.reject()
        behind = ImageBackground(image_asset_id="p0", image_url="https://r.example/p0.png", source="custom")
        document.apply("Background", set_background(document.work.state, background=behind))
        await self.until(lambda: bool(uploads.addresses))
        (after,) = uploads.addresses.values()
        assert after != before
        await self.in_step()
        assert (await self.there())["assets"]["p0"]["remoteUrl"] == after.url

    async def stop(self) -> None:
        """Stop, after a question that says what stays where."""
        self.window.actions_by_id["sync.stop"].trigger()
        await self.until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert "at Film house as it was last in step" in box.informativeText()
        next(button for button in box.buttons() if button.text() == "Stop syncing").click()
        await self.until(lambda: self.desk.document.work.cloud is None)
        await self.until(lambda: not self.button.isVisible())
        assert self.able() == {"sync.begin"}

    # How it is done.

    @property
    def link(self) -> CloudLink:
        link = self.desk.document.work.cloud
        assert link is not None
        return link

    @property
    def client(self) -> AsyncIndreamClient:
        profile = self.desk.accounts.for_service(self.link.service)
        assert profile is not None
        return self.desk.accounts.client(profile)

    def able(self) -> set[str]:
        actions = self.window.actions_by_id.items()
        return {name for name, action in actions if name.startswith("sync.") and action.isEnabled()}

    def give(self, value: float) -> None:
        state = self.desk.document.work.state
        self.desk.document.apply("Opacity", with_opacity("a", value)(state))

    async def there(self) -> Mapping[str, Any]:
        return (await self.client.projects.get(self.link.project_id)).editor_state

    async def write_elsewhere(self, value: float) -> None:
        """Write as a program does that knows nothing of what keeps projects in step."""
        state = dict(await self.there())
        state.pop(LINEAGE_KEY, None)
        items = dict(state["items"])
        items["a"] = {**items["a"], "opacity": {"value": value, "keyframes": []}}
        order = {"editorState": {**state, "items": items}}
        await self.client.projects.sync(self.link.project_id, order, check=False)
        self.desk.sync.sync_now()

    async def question(self) -> ForeignDialog:
        await self.until(lambda: self.desk.sync.status.kind == "asking")
        assert self.button.text() == "Changed elsewhere: choose"
        self.window.actions_by_id["sync.choose"].trigger()
        question = self.syncing.question
        assert question is not None
        await self.until(lambda: all(side.picture.image is not None for side in question.sides.values()))
        return question

    async def in_step(self) -> None:
        await self.until(lambda: self.desk.sync.status.kind == "in-step")
        assert self.button.text().startswith(("Synced", "1 conflict"))

    async def until(self, is_so: Callable[[], bool]) -> None:
        for _ in range(1200):
            if is_so():
                return
            await asyncio.sleep(0.05)
        said = self.window.notices.sentences()
        raise AssertionError(f"waited in vain: {self.desk.sync.status}, {said}")

    def grab(self, name: str, widget: QWidget | None) -> None:
        if self.grabs and widget is not None:
            widget.grab().save(f"{self.grabs}/{name}.png")


def opacity_of_raw(state: Mapping[str, Any]) -> Any:
    """Give the opacity of the clip that all is about."""
    return state["items"]["a"]["opacity"]["value"]


def main() -> None:
    """Run the program."""
    import json

    folder = Path(sys.argv[1])
    project = folder / "film.json"
    project.write_text(json.dumps(document(solid("a", start=0), tracks=[track("top", "a")])))
    limits = replace(Limits(), sync_burst=1000)
    server = Running(Settings(folder / "server", port=0, limits=limits))

    async def guest(window: MainWindow) -> None:
        assert await window.desk.workspace.open_copy(project)
        story = Story(window, server, folder, sys.argv[2] if len(sys.argv) > 2 else "")
        await story.play()
        window.leave()

    try:
        app.run(None, guest)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
