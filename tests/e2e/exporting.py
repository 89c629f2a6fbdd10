"""The demo goes to every place from the real window, by a real mouse; run on a virtual display.

    python -m tests.e2e.exporting RESULT

The result is JSON: the files that were made, by the place, and what the list and the services said of them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from editor_app import app
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.ui.window.main_window import MainWindow
from tests.e2e.hands import Hands

_A_FILM_S = 300


class Person:
    """Someone who exports."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.hands = window, Hands()
        self.panel, self.queue = window.panels.exports, window.desk.export_queue

    async def export_everywhere(self) -> dict[str, Any]:
        """Export the demo to this computer and to both kinds of services, all at once."""
        window, hands = self.window, self.hands
        await hands.until(lambda: window.start_page.demo.isVisible(), "the start page")
        await hands.click(window.start_page.demo)
        await hands.until(lambda: window.desk.workspace.is_open, "the demo to open")
        await window.desk.local_server.ready()
        await hands.key("ctrl+m")
        await hands.until(self.panel.export.isVisible, "the export panel")
        names = [card.place.name for card in self.panel.choices.cards.cards]
        for name in names:
            await self.choose_place(name)
            await self.choose_preset("Draft")
            count = len(self.queue.jobs)
            await self.press(self.panel.export)
            await hands.until(lambda count=count: len(self.queue.jobs) > count, f"an export at {name}")
        await hands.until(lambda: all(job.is_over for job in self.queue.jobs), "all exports", _A_FILM_S)
        made = {self.place_of(job): str(job.output) for job in self.queue.jobs}
        states = {self.place_of(job): [job.status, job.sentence] for job in self.queue.jobs}
        tasks = {name: await self.tasks(name) for name in names[1:]}
        return {"places": names, "made": made, "states": states, "tasks": tasks}

    async def choose_place(self, name: str) -> None:
        """Click a card."""
        cards = self.panel.choices.cards.cards
        await self.press(next(card for card in cards if card.place.name == name))
        await self.hands.until(lambda: self.panel.choices.place.name == name, f"{name} to be chosen")

    async def choose_preset(self, name: str) -> None:
        """Click a preset."""
        buttons = self.panel.choices.presets.buttons
        await self.press(next(button for button in buttons if button.text() == name))

    async def tasks(self, name: str) -> list[list[str]]:
        """Choose a service, look at what it keeps, and tell what can be done with each."""
        assert self.panel.tasks is not None
        await self.choose_place(name)
        tabs, tasks = self.panel.area.tabs, self.panel.tasks
        self.panel.area.ensureWidgetVisible(tabs)
        await self.hands.click(tabs, tabs.tabRect(1).center())
        is_followed = lambda: tasks.account.currentText() == name and bool(tasks.model.rows)  # noqa: E731
        await self.hands.until(is_followed, f"the list of {name}")
        return [[action.id for action in row.actions] for row in tasks.model.rows]

    async def press(self, button: QWidget) -> None:
        """Scroll to a button, as far as that is needed, and click it."""
        if self.panel.area.isAncestorOf(button):
            self.panel.area.ensureWidgetVisible(button)
            await self.hands.rest()
        await self.hands.click(button)

    def place_of(self, job: ExportJob) -> str:
        """Name where an export was made."""
        return job.target.name or self.panel.choices.cards.cards[0].place.name


def main() -> None:
    """Do it, and write down how it went."""
    result, found = Path(sys.argv[1]), dict[str, Any]()

    async def guest(window: MainWindow) -> None:
        person = Person(window)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        try:
            found.update(await person.export_everywhere())
            person.hands.shot(str(result.with_suffix(".png")))
        except BaseException:
            person.hands.shot(str(result.with_suffix(".png")))
            raise
        await person.hands.key("ctrl+q")
        await person.hands.until(lambda: not window.isVisible(), "the program to end")

    app.run(None, guest)
    result.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
