"""Somebody in front of a real window who does, by mouse and keys, what is read line by line.

    python -m tests.e2e.cloud_person HOME

Reads JSON, a line each, and prints what came of it; leaves the program when there is nothing more to read.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from editor_app import app
from editor_app.ui.window.main_window import MainWindow
from tests.e2e import tours
from tests.e2e.cloud_folder import SIZE as FOLDER_SIZE
from tests.e2e.cloud_stage import SIZE, read_line
from tests.e2e.hands import Hands, drag_between, window_of

_DEVELOPER = 5


class Person:
    """Does one thing after the other; each method can be asked for by its name."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._hands = window, Hands()

    # Beginning.

    async def begin_program(self) -> None:
        """Let the window fill the screen."""
        self._window.setGeometry(0, 0, *SIZE)
        await self._until(lambda: self._window.size().toTuple() == SIZE, "a large window")
        await self._until(lambda: self._window.is_furnished, "the editor")

    async def add_account(self, name: str, url: str, key: str) -> None:
        """Add an account under Settings ▸ Developer."""
        from editor_app.ui.settings import SettingsDialog
        from editor_app.ui.settings.account_dialog import AccountDialog

        await self._menu("Edit", "edit.settings")
        await self._until(lambda: window_of(SettingsDialog) is not None, "the settings")
        settings: Any = window_of(SettingsDialog)
        row = settings.sections.visualItemRect(settings.sections.item(_DEVELOPER))
        await self._hands.click(settings.sections.viewport(), QPointF(row.center()))
        await self._hands.click(settings.developer.add_sandbox)
        await self._until(lambda: window_of(AccountDialog) is not None, "the account")
        account: Any = window_of(AccountDialog)
        for field, text in ((account.name, name), (account.address, url), (account.key, key)):
            await self._hands.click(field)
            await self._hands.key("ctrl+a")
            await self._hands.write(text)
            await self._until(lambda field=field, text=text: field.text() == text, f"{text} to be written")
        await self._hands.click(account.save)
        await self._until(lambda: window_of(AccountDialog) is None, "the account to be kept")
        await self._hands.click(settings.close_button)
        await self._until(lambda: window_of(SettingsDialog) is None, "the settings to go")
        await self._until(lambda: self._desk.accounts.default is not None, "the account")

    async def begin_project(self) -> None:
        """Begin an empty project."""
        await self._hands.click(self._window.start_page.ratio_tiles[0])
        await self._until(lambda: self._desk.workspace.is_open, "a new project")
        await self._until(lambda: self._window.panels.timeline.area.isVisible(), "the editor")

    async def begin_sync(self) -> dict[str, Any]:
        """Keep the project at the service, too."""
        await self._menu("Project", "sync.begin")
        return await self.wait_in_step()

    async def open_from_service(self, title: str) -> None:
        """Choose a project of the service on the start page, by a double click."""
        from editor_app.ui.cloud_projects import CloudProjectsDialog

        await self._hands.click(self._window.start_page.cloud_button)
        await self._until(lambda: window_of(CloudProjectsDialog) is not None, "the list")
        dialog: Any = window_of(CloudProjectsDialog)
        await self._until(lambda: dialog.model.rowCount() == 1, "a project in the list")
        assert dialog.model.projects[0].title == title
        view = dialog.list
        place = QPointF(view.visualRect(dialog.model.index(0, 0)).center())
        await self._hands.click(view.viewport(), place, times=2)
        await self._until(lambda: self._desk.workspace.is_open, "the project")

    # Making.

    async def drop_folder(self, folder: str, count: int) -> dict[str, Any]:
        """Drag all files of a folder's window onto the beginning of the timeline, and let go."""
        area = self._window.panels.timeline.area
        x, y = SIZE[0] - FOLDER_SIZE[0] - 20, 200
        command = [sys.executable, "-m", "tests.e2e.cloud_folder", folder, str(x), str(y)]
        with await asyncio.to_thread(started, command) as shown:
            assert await asyncio.to_thread(read_line, shown) == "seen"
            await self._hands.rest()
            view = area.view()
            target = area.mapToGlobal(QPointF(view.x_of(0) + 4, view.ruler_px + 16).toPoint())
            await drag_between(QPoint(x + FOLDER_SIZE[0] // 2, y + FOLDER_SIZE[1] // 2), target)
            await self._until(lambda: len(self._desk.document.work.state.items) == count, "all clips")
            shown.terminate()
        return {"assets": len(self._desk.document.work.state.assets)}

    async def allow_uploads(self) -> dict[str, Any]:
        """Say that media may go to the service."""
        band = self._window.panels.upload_question
        await self._until(band.isVisible, "the question about uploads")
        question = band.text.text()
        await self._hands.click(band.allow)
        await self._until(lambda: not band.isVisible(), "the question to go")
        return {"question": question}

    async def name_project(self, title: str) -> None:
        """Write the project's title into the inspector, where nothing is selected."""
        await self._hands.click(self._window.panels.timeline.area, QPointF(-40, -40) + self._corner())
        fields = self._window.panels.inspector.findChildren(QLineEdit)
        field = next(one for one in fields if one.accessibleName() == "Title" and one.isVisible())
        await self._hands.click(field)
        await self._hands.write(title)
        await self._hands.key("Return")
        await self._until(lambda: self._desk.workspace.title == title, "the project's title")

    async def add_title(self, text: str) -> str:
        """Take a title from the Text tab and write it."""
        await tours.add_title(self._window, self._hands, text)
        return self._title()

    async def write_title(self, text: str) -> None:
        """Write another text into the title, on the canvas."""
        await tours.go_to(self._window, self._hands, 0.5)
        await tours.retitle(self._window, self._hands, self._title(), text)

    # Looking.

    async def wait_in_step(self) -> dict[str, Any]:
        """Wait until the project is in step, and give where it is."""
        sync, button = self._desk.sync, self._window.top.sync
        await self._until(
            lambda: sync.status.kind == "in-step" and not sync.status.waiting, "to be in step", 120
        )
        assert button.text().startswith("Synced"), button.text()
        link = self._desk.document.work.cloud
        assert link is not None
        return {"project_id": link.project_id, "title": self._desk.workspace.title}

    async def wait_uploaded(self) -> dict[str, Any]:
        """Look at the Uploads panel until everything is there, and at the Problems panel for the verdict."""
        strip, docks, uploads = self._window.strip, self._window.docks, self._desk.uploads
        await self._menu("View", "panel.uploads", "Panels")
        await self._until(lambda: docks.is_seen("uploads"), "the Uploads panel")
        rows = self._window.panels.uploads.rows
        await self._until(
            lambda: bool(uploads.uploads) and all(one.status == "done" for one in uploads.uploads),
            "all uploads",
            120,
        )
        in_step = await self.wait_in_step()
        word = self._window.panels.problems.word_line
        await self._until(lambda: word.text.text() == "Film house: valid", f"a verdict: {word.text.text()}")
        rows = self._window.panels.uploads.rows
        lines = [f"{row.name.text()}: {row.line.text()}" for row in rows]
        return {**in_step, "rows": lines, "problems": strip.problems.text()}

    async def wait_offline(self) -> dict[str, Any]:
        """Wait until it is said that the service cannot be reached, and that something waits for it."""
        status = lambda: self._desk.sync.status  # noqa: E731
        await self._until(lambda: status().kind == "offline" and status().waiting, "to be offline")
        return await self.state()

    async def wait_met(self) -> None:
        """Wait until the service has been reached with all that was done here, whatever it brought."""
        sync = self._desk.sync
        await self._until(lambda: sync.status.kind == "in-step" and not sync.status.waiting, "to be in step")

    async def wait_text(self, text: str) -> None:
        """Wait until the title has a text, and the canvas shows a picture of it."""
        await self._until(lambda: self._text() == text, f"the title to be {text}, not {self._text()}")

    async def wait_fetched(self) -> dict[str, Any]:
        """Wait until all media are here."""
        fetching, sources = self._desk.fetching, self._desk.sources
        assets = self._desk.document.work.state.assets
        await self._until(
            lambda: bool(assets) and all(sources.sources[key].path is not None for key in assets),
            "all media to be here",
            120,
        )
        await self._until(lambda: not fetching.summary.is_busy, "nothing more to come")
        return {"assets": len(assets), "failures": list(fetching.summary.failures)}

    async def picture(self, seconds: float, path: str) -> None:
        """Keep what the canvas shows at a moment, once it stands still."""
        self._window.panels.timeline.area.fit()
        await tours.go_to(self._window, self._hands, seconds)
        await tours.seen(self._window, self._hands)
        assert (await self._still(self._frame)).save(path)

    async def state(self) -> dict[str, Any]:
        """Tell how the project stands."""
        status = self._desk.sync.status
        return {
            "kind": status.kind,
            "line": self._window.top.sync.text(),
            "waiting": status.waiting,
            "conflicts": len(self._desk.sync.conflicts),
            "text": self._text(),
            "notices": list(self._window.notices.sentences()),
        }

    async def shot(self, path: str, seconds: float = 0.5) -> None:
        """Keep what the screen shows, with nothing that only passes by."""
        tabs = self._window.panels.media.tabs.tabBar()
        await self._hands.click(tabs, QPointF(tabs.tabRect(0).center()))
        self._window.panels.timeline.area.fit()
        await tours.go_to(self._window, self._hands, seconds)
        await self._until(lambda: not self._window.notices.sentences(), "notices to go")
        await self._still(lambda: self._window.grab().toImage())
        self._hands.shot(path)

    async def wear(self, look: str) -> None:
        """Choose a look."""
        await self._menu("View", f"view.look-{look}")

    # Being in step.

    async def sync_now(self) -> None:
        """Choose it from what the top bar offers."""
        button = self._window.top.sync
        await self._hands.click(button)
        await self._choose(button.menu(), "sync.now")

    async def choose_theirs(self) -> dict[str, Any]:
        """Follow the notice to what collided, and choose by a key."""
        from editor_app.ui.conflicts import ConflictsDialog

        await self._hands.click(await self._notice_button("Look at it…"))
        await self._until(lambda: window_of(ConflictsDialog) is not None, "the conflicts")
        dialog: Any = window_of(ConflictsDialog)
        await self._until(lambda: dialog.isActiveWindow(), "the conflicts in front")
        pictures = [side.picture for side in dialog.sides.values()]
        await self._until(lambda: all(one.image is not None for one in pictures), "both pictures")
        heading = dialog.heading.text()
        await self._hands.key("2")
        await self._until(lambda: not self._desk.sync.conflicts, "the choice")
        await self._hands.key("Escape")
        await self._until(lambda: window_of(ConflictsDialog) is None, "the conflicts to go")
        return {"heading": heading}

    # How it is done.

    @property
    def _desk(self) -> Any:
        return self._window.desk

    async def _until(self, is_so: Any, what: str, seconds: float = 60) -> None:
        try:
            await self._hands.until(is_so, what, seconds)
        except AssertionError as error:
            told = (await self.state()) if self._window.is_furnished else {}
            raise AssertionError(f"{error}; {told}") from None

    async def _still(self, take: Callable[[], QImage]) -> QImage:
        """Take pictures of something until it stands still; give the last."""
        last, same = QImage(), 0
        async with asyncio.timeout(60):
            while same < 3:
                await asyncio.sleep(0.25)
                now = take()
                same = same + 1 if now == last else 0
                last = now
        return last

    def _frame(self) -> QImage:
        """Give what the canvas shows."""
        image = self._window.panels.canvas.area.image
        return QImage() if image is None else image.copy()

    def _corner(self) -> QPointF:
        """Give the lower right corner of the timeline, about which nothing lies."""
        area = self._window.panels.timeline.area
        return QPointF(area.width(), area.height())

    async def _menu(self, title: str, action: str, submenu: str = "") -> None:
        """Open a menu and choose an entry of it, or of a menu in it."""
        bar, menu = self._window.top.menus, self._window.menus[title]
        await self._hands.click(bar, QPointF(bar.actionGeometry(menu.menuAction()).center()))
        if submenu:
            await self._until(menu.isVisible, "the menu")
            inner = next(one for one in menu.findChildren(QMenu) if one.title() == submenu)
            await self._hands.click(menu, QPointF(menu.actionGeometry(inner.menuAction()).center()))
            menu = inner
        await self._choose(menu, action)

    async def _choose(self, menu: QMenu | None, name: str) -> None:
        assert menu is not None
        await self._until(menu.isVisible, "the menu")
        action = self._window.actions_by_id[name]
        assert action.isEnabled()
        await self._hands.click(menu, QPointF(menu.actionGeometry(action).center()))
        await self._until(lambda: not menu.isVisible(), "the menu to go")

    async def _notice_button(self, text: str) -> QWidget:
        def found() -> list[QToolButton]:
            buttons = self._window.notices.findChildren(QToolButton)
            return [button for button in buttons if button.text() == text and button.isVisible()]

        await self._until(lambda: bool(found()), f"a notice with “{text}”")
        return found()[-1]

    def _title(self) -> str:
        items = self._desk.document.work.state.items
        return next(key for key, item in items.items() if item.type == "text")

    def _text(self) -> str:
        texts = [item.text for item in self._desk.document.work.state.items.values() if item.type == "text"]
        return texts[0] if texts else ""


def started(command: list[str]) -> subprocess.Popen[str]:
    """Start a program whose words can be read."""
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def live(window: MainWindow) -> None:
    """Do what is read, until there is nothing more."""
    person = Person(window)
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = json.loads(line)
        try:
            done = await getattr(person, order.pop("do"))(**order)
        except BaseException:
            Hands().shot(str(Path(sys.argv[1]) / "trouble.png"))
            raise
        print(f"done: {json.dumps(done)}", flush=True)
    await Hands().key("ctrl+q")
    await Hands().until(lambda: not window.isVisible(), "the program to end")


if __name__ == "__main__":
    sys.exit(app.run(None, live))
