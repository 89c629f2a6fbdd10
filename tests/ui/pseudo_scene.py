"""The whole window in the language that nobody speaks: every place is opened, and what it says is noted.

    python -m tests.ui.pseudo_scene RICH [GRABS]

RICH is a document with every kind of clip, GRABS a folder for pictures of the places. Prints JSON: `texts`,
`painted` and `cut` are lists of [where, text], `names` is what documents themselves say.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui.pseudo_locale import PseudoLocale
from tests.ui.seen_texts import Painted, Seen, cut_of, texts_of, texts_of_actions

if TYPE_CHECKING:
    from editor_app.ui.settings import SettingsDialog
    from editor_app.ui.window.main_window import MainWindow

SIZES = ((1920, 1080), (1280, 720))
DRAWERS = ("keyframes", "clips", "problems", "history", "exports", "uploads")
STEP_PX = 60


@dataclass
class Waiting:
    """What waits for a choice, as the synchronization would tell of it."""

    conflicts: tuple[Any, ...]
    conflicts_changed: Any


class Walk:
    """Goes from place to place and listens."""

    def __init__(self, window: MainWindow, grabs: str) -> None:
        self.window, self.grabs = window, grabs
        self.texts: set[Seen] = set()
        self.cut: set[Seen] = set()
        self.names: set[str] = set()

    async def go(self, rich: Path) -> None:
        """Go through all places."""
        window = self.window
        await self.look("start")
        demo = await window.desk.workspace.prepare_demo()
        await self.ask("file.open", "file.cloud", "help.about", "edit.keys")
        await self.settings()
        await self.open(demo, "demo")
        await self.media()
        await self.drawers()
        await self.words()
        await self.exports()
        await self.uploads()
        await self.syncing()
        await self.modes()
        await self.open(rich, "rich")
        window.editor.banner.tell(3, None)
        await self.look("banner")
        await self.fetching()
        assert await window.desk.workspace.new(1080, 1080)
        await self.look("new")
        await self.media()
        await self.drawers()
        await self.cloud()

    async def look(self, place: str) -> None:
        """Note what is to be seen now, in every size."""
        await asyncio.sleep(0.1)
        for width, height in SIZES:
            self.window.resize(width, height)
            await asyncio.sleep(0.1)
            self.window.notices.hide()  # what media and this machine lack is told by other processes
            # What was said a moment ago has its room only once it is laid out.
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.cut |= {Seen(f"{place}, {width} px: {seen.where}", seen.text) for seen in cut_of(visible())}
            if self.grabs:
                self.window.grab().save(f"{self.grabs}/{place}-{width}.png")
        self.texts |= set(texts_of(visible()))
        menus = [widget for widget in QApplication.allWidgets() if isinstance(widget, QMenu)]
        self.texts |= set(texts_of_actions([menu.menuAction() for menu in menus]))

    async def ask(self, *actions: str) -> None:
        """See the dialogs that actions open."""
        for name in actions:
            self.window.actions_by_id[name].trigger()
            await self.look(name)
            await self.close_popups()

    async def settings(self) -> None:
        """See every section of the settings, with the local workspace off and on."""
        from editor_app.ui.settings import SettingsDialog

        server = self.window.desk.local_server
        self.window.actions_by_id["edit.settings"].trigger()
        dialog = self.window.findChild(SettingsDialog)
        assert dialog is not None
        for row in range(dialog.sections.count()):
            dialog.sections.setCurrentRow(row)
            await self.look(f"settings {row}")
            if self.grabs:
                dialog.grab().save(f"{self.grabs}/settings-{row}.png")
        state = await server.ready()
        self.names |= {state.url, state.key}
        await self.look("settings with a server")
        await self.accounts(dialog)
        server.stop()
        await self.close_popups()

    async def accounts(self, dialog: SettingsDialog) -> None:
        """See accounts of every kind, what a test finds, and what asks for another one."""
        from editor_app.services.accounts import Draft

        accounts, page = self.window.desk.accounts, dialog.services
        local = accounts.profile("local-workspace")
        assert local is not None
        self.names |= {"api.indream.ai", "https://api.indream.ai", "films.example", "Film house"}
        self.names |= {"https://renderingvideo.com", "http://127.0.0.1:8787"}
        accounts.save(Draft("indream", "Indream", "https://api.indream.ai", "sk_indream_placeholder"))
        accounts.save(Draft("renderingvideo", "Film house", "https://films.example"))
        dialog.open_services()
        await accounts.ready()
        accounts.try_out(Draft("sandbox", local.name, local.base_url, id=local.id))
        await accounts.trial.ended()
        await self.look("accounts")
        if self.grabs:
            dialog.grab().save(f"{self.grabs}/accounts.png")
        page.open_dialog()
        assert page.dialog is not None
        await self.look("an account to add")
        page.dialog.kinds.buttons[1].click()
        page.dialog.address.setText("nowhere")
        page.dialog.save.click()
        self.names.add("nowhere")
        await self.look("an account with trouble")
        if self.grabs:
            page.dialog.grab().save(f"{self.grabs}/account.png")
        page.dialog.reject()
        page.rows[accounts.profiles[0].id].remove.click()
        await self.look("an account to remove")
        assert page.question is not None
        page.question.reject()
        page.open_sandbox_dialog()
        await self.look("a sandbox to add")
        page.dialog.reject()
        for profile in filter(
            accounts.is_own, accounts.profiles
        ):  # nobody is called who is not on this computer
            accounts.remove(profile)

    async def fetching(self) -> None:
        """See what is said of media that lie elsewhere: a question, progress, what went wrong."""
        from editor_app.services.fetching import Question, Summary

        band, hosts = self.window.editor.fetch_band, ("cdn.example.com", "images.example.org")
        self.names |= set(hosts)
        for name, summary in (
            ("question", Summary(Question(hosts[:1], 1, 5_000_000))),
            ("questions", Summary(Question(hosts, 12, 48_000_000))),
            ("progress", Summary(files=12, fetched=3, share=0.4)),
            ("failures", Summary(failures=("cdn.example.com", "images.example.org"))),
        ):
            band.show_summary(summary)
            await self.look(f"fetching {name}")
        band.show_summary(Summary())

    async def cloud(self) -> None:
        """See the dialogs for what a service keeps, with a project there and without one."""
        from editor_app.ui.cloud_projects import CloudProjectsDialog, ServiceMediaDialog

        window, projects = self.window, self.window.desk.cloud_projects
        await self.ask("file.service-media")
        state = await window.desk.local_server.ready()
        self.names |= {state.url, state.key}
        window.actions_by_id["file.cloud"].trigger()
        (dialog,) = window.findChildren(CloudProjectsDialog)
        await self.look("no cloud projects")
        dialog.new.click()
        async with asyncio.timeout(60):
            while not projects.found:  # noqa: ASYNC110 - the service is what is waited for
                await asyncio.sleep(0.05)
        self.names |= {project.title for project in projects.found}
        await self.look("cloud projects")
        dialog.search.setText("?")
        await self.look("no cloud projects found")
        dialog.search.clear()
        dialog.open_button.click()
        dialog.rename.click()
        await self.look("title of a cloud project")
        dialog.delete.click()
        await self.look("a cloud project that is open, to be deleted")
        dialog.trouble_bar.button.click()
        await self.look("a cloud project that was deleted")
        dialog.undo_bar.button.click()
        dialog.reject()
        window.actions_by_id["file.service-media"].trigger()
        assert window.findChildren(ServiceMediaDialog)
        await self.look("media of a service")
        await self.close_popups()
        window.desk.local_server.stop()

    async def open(self, project: Path, name: str) -> None:
        """See a project, each kind of clip in it, and the menus over it."""
        window = self.window
        assert await window.desk.workspace.open_copy(project)
        state, session = window.desk.document.state, window.desk.session
        self.names |= set(_names(state)) | set(window.desk.document.sidecar.track_names.values())
        self.names.add(window.desk.workspace.title)
        self.texts |= set(texts_of_actions(window.actions_by_id.values()))
        await self.look(name)
        kinds = {item.type: key for key, item in state.items.items()}
        for kind, key in kinds.items():
            session.select((key,))
            await self.look(f"{name} {kind}")
        session.select(tuple(kinds.values()))
        await self.look(f"{name} several")
        for key in list(state.transitions)[:1]:
            session.select_transition(key)
            await self.look(f"{name} transition")
        session.select(tuple(kinds.values())[:1])
        await self.menus(window.panels.timeline.area, window.panels.canvas.area, window.panels.inspector)
        window.actions_by_id["clip.duplicate"].trigger()
        window.actions_by_id["marker.add"].trigger()

    async def media(self) -> None:
        """See every page of the media panel."""
        media = self.window.panels.media
        for tab in range(media.tabs.count()):
            media.tabs.setCurrentIndex(tab)
            await self.look(f"media {tab}")
        media.tabs.setCurrentIndex(0)
        media.library.setFocus()
        self.texts |= set(texts_of_actions(media.menu().actions()))

    async def drawers(self) -> None:
        """See each panel that is closed at first."""
        for name in DRAWERS:
            self.window.docks.open(name)
            await self.look(f"panel {name}")
            self.window.docks.dock(name).hide()

    async def words(self) -> None:
        """See how a service's word stands in the Problems panel."""
        from editor_app.cloud.indream.errors import network_error
        from editor_app.services.service_word import Word, no_word

        line = self.window.panels.problems.word_line
        self.window.docks.open("problems")
        sentence = no_word("Indream", network_error("x"), 8.0)
        for word in (
            Word("Indream", "asking"),
            Word("Indream", "given"),
            Word("Indream", "pending", sentence=sentence),
        ):
            line.set_word(word)
            await self.look(f"word {word.standing}")
        line.set_word(Word())
        self.window.docks.dock("problems").hide()

    async def exports(self) -> None:
        """See every place for exports, with what few need, exports in all states, and lists of services."""
        from dataclasses import replace

        from editor_app.interchange.renderingvideo import Prerender
        from editor_app.services.exporting.renderingvideo.fidelity import Findings
        from editor_app.services.rendering_previews import ShownPreview
        from editor_app.ui.export.preview_links import row_of_preview

        window, desk, panel = self.window, self.window.desk, self.window.panels.exports
        queue, ask = desk.export_queue, desk.fidelity.ask
        self.names |= {"Film house", "https://example.com/done", "1080x1920", "{title}"}
        await desk.local_server.ready()
        window.docks.open("exports")
        # What is found there is said in the converter's own words.
        desk.fidelity.ask = lambda *_anything: None  # pyright: ignore[reportAttributeAccessIssue]
        desk.fidelity.found = Findings((), (Prerender("", (), "png", 0, 1, None),))  # type: ignore[arg-type]
        for card in panel.choices.cards.cards:
            card.click()
            panel.choices.advanced.title.setChecked(True)
            panel.choices.advanced.indream.headers.add_row()
            await self.look(f"export at {card.place.kind}")
        panel.choices.cards.cards[0].click()
        for number in (3, 6, 7, 8):  # another shape, sound, a GIF, a still
            panel.choices.presets.buttons[number].click()
            await self.look("export preset")
        panel.choices.form.range.choose("custom")
        panel.choices.presets.ask_name()
        await self.look("export preset to save")
        await self.close_popups()
        found = enumerate(_jobs())
        jobs = [replace(job, id=f"job {n}", status=status, **more) for n, (status, job, more) in found]
        queue._kept._jobs.update({job.id: job for job in jobs})
        queue.jobs_changed.emit()
        await self.look("exports in all states")
        for job in jobs:
            panel.jobs.view.menu_wanted.emit(job.id, QPoint(100, 100))
            self.texts |= set(texts_of_actions(panel.jobs.menu.actions() if panel.jobs.menu else []))
            await self.close_popups()
        panel.jobs.do(jobs[0], "log")
        await self.look("log of an export")
        await self.close_popups()
        panel.area.tabs.setCurrentIndex(1)
        await self.look("exports at a service")
        assert panel.links is not None
        link = ShownPreview("p", "s", "Film house", "", "", "", 3)
        panel.links.model.show_rows([row_of_preview(link)])
        panel.links.view.show()
        panel.area.tabs.setCurrentIndex(2)
        await self.look("preview links")
        panel.area.tabs.setCurrentIndex(0)
        for job in jobs:
            del queue._kept._jobs[job.id]
        queue.jobs_changed.emit()
        desk.fidelity.ask = ask
        desk.local_server.stop()
        window.docks.dock("exports").hide()

    async def uploads(self) -> None:
        """See what is asked before the first upload, and uploads that wait, are paused or cancelled."""
        from editor_app.cloud.indream import AsyncIndreamClient
        from editor_app.services.sync.status import SyncStatus
        from editor_app.services.uploads import Target

        uploads, window = self.window.desk.uploads, self.window
        self.names.add("Film house")
        async with AsyncIndreamClient("sk_nobody", base_url="http://127.0.0.1:9") as client:
            uploads.pause_all()
            uploads.set_target(Target("nowhere", "Film house", "nothing", client))
            async with asyncio.timeout(60):
                while uploads.question is None:  # noqa: ASYNC110 - files are looked at first
                    await asyncio.sleep(0.02)
            window.docks.open("uploads")
            window.top.sync.show_status(SyncStatus("in-step", "Film house"))
            await self.look("uploads asked about")
            window.top.sync.show_status(SyncStatus())
            uploads.permit("nowhere")
            uploads.cancel(uploads.uploads[0])
            uploads.pause(uploads.uploads[-1])
            await self.look("uploads")
            uploads.set_target(None)
            uploads.resume_all()
        window.docks.dock("uploads").hide()

    async def syncing(self) -> None:
        """See how a project stands with its service, what collided, and what another program has made."""
        from editor_app.merge import ABSENT, Conflict
        from editor_app.services.sync.details import Details, DetailsConflict
        from editor_app.services.sync.exchange import ForeignError
        from editor_app.services.sync.ports import Theirs
        from editor_app.services.sync.status import Kind, SyncStatus
        from editor_app.ui.conflicts import ConflictsDialog, ForeignDialog

        window, desk = self.window, self.window.desk
        state, sources = desk.document.state, desk.sources.sources
        self.names |= {"Film house", "Evening", "#123456"}
        for kind in get_args(Kind):
            window.top.sync.show_status(SyncStatus(kind, "Film house", waiting=3, conflicts=2))
            await self.look(f"synchronization {kind}")
        window.top.sync.show_status(SyncStatus())
        text = next(key for key, item in state.items.items() if item.type == "text")
        raw = dict(state.items[text].raw)
        here = {"track": state.tracks[0].id, "startTicks": 40_000_000, "durationTicks": 2_400_000}
        conflicts = (
            Conflict("items", text, "color", "#123456", "#123456", "#123456"),
            Conflict("items", text, "place", here, here, here),
            Conflict("items", text, "", ABSENT, raw, raw, "deleted_by_me"),
            Conflict("items", "gone", "opacity", 0.1, 0.2, 0.3),
            DetailsConflict("title", "Evening", "Evening"),
        )
        foreign = ForeignError(Theirs(state, None, Details("Evening")), "stripped", can_join=True)
        dialogs = (
            ConflictsDialog(
                window,
                desk.document,
                Waiting(conflicts, desk.sync.conflicts_changed),
                sources=lambda: sources,
                playhead=lambda: 0,
                tokens=window.tokens,
            ),
            ForeignDialog(
                window,
                foreign,
                state,
                name="Film house",
                sources=sources,
                playhead=0,
                fps=30,
                tokens=window.tokens,
            ),
        )
        for dialog in dialogs:
            dialog.show()
            await self.look(f"{type(dialog).__name__}")
            if isinstance(dialog, ConflictsDialog):
                for row in range(dialog.list.count()):
                    dialog.list.setCurrentRow(row)
                    await self.look(f"conflict {row}")
            if self.grabs:
                dialog.grab().save(f"{self.grabs}/{type(dialog).__name__}.png")
            dialog.reject()

    async def modes(self) -> None:
        """See what comes and goes over the picture and the window."""
        window = self.window
        window.actions_by_id["view.palette"].trigger()
        await self.look("palette")
        await self.close_popups()
        for kind, action in (("image", "canvas.crop"), ("text", "canvas.edit-text")):
            items = window.desk.document.state.items.values()
            window.desk.session.select((next(item.id for item in items if item.type == kind),))
            window.actions_by_id[action].trigger()
            await self.look(action)
            window.panels.canvas.area.modes.end_crop()

    async def menus(self, *areas: QWidget) -> None:
        """Open the context menus of all places of some widgets."""
        for area in areas:
            for y in range(8, area.height(), STEP_PX):
                for x in range(8, area.width(), STEP_PX):
                    await self.menu_at(area, QPoint(x, y))

    async def menu_at(self, area: QWidget, at: QPoint) -> None:
        """Open the context menu of one place."""
        widget, place = area.childAt(at) or area, area.mapToGlobal(at)
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(widget, QContextMenuEvent(reason, widget.mapFromGlobal(place), place))
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            self.texts |= set(texts_of_actions(popup.actions()))
            await self.close_popups()

    async def close_popups(self) -> None:
        """Close all but the window."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        await asyncio.sleep(0)


def _jobs() -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Give exports in all states, at every kind of place."""
    from editor_app.render.export.settings import ExportSettings
    from editor_app.services.exporting.jobs.job import (
        CloudIds,
        ExportJob,
        IndreamSettings,
        LogLine,
        Price,
        Result,
        Target,
    )
    from editor_app.services.exporting.renderingvideo.wish import OtherWish

    path, names = Path("/films/film.mp4"), ("a", "a", "Film house")
    here = ExportJob("", Target(), ExportSettings(), path, log=(LogLine("", ""),))
    there = ExportJob("", Target("indream", *names), IndreamSettings(), path)
    link = ExportJob("", Target("renderingvideo", *names), OtherWish(is_preview=True).settings(), path)
    film = Result(14_200_000, 1920, 1080, 372, 12.4, 6.0)
    yield "rendering", here, {"share": 0.4, "speed": 61.0, "seconds_left": 70.0}
    yield "waiting", here, {"order": 1}
    yield "waiting", here, {"order": 2}
    yield "paused", here, {"share": 0.4, "order": 3}
    yield "checking", here, {}
    yield "preparing", here, {}
    yield "done", here, {"result": film}
    yield "cancelled", here, {}
    yield "failed", here, {"remedy": "folder"}
    yield "uploading", there, {"share": 0.4, "speed": 2_000_000.0}
    yield "downloading", there, {"share": 0.4, "speed": 2_000_000.0}
    yield "rendering", there, {"again_at": 9e12}
    yield "waiting", there, {"again_at": 9e12, "order": 4}
    yield "waiting", there, {"cloud": CloudIds(task_id="t"), "order": 5}
    yield "failed", there, {"remedy": "settings"}
    price = Price(12.4, 13, "12.5")
    yield (
        "done",
        there,
        {"result": film, "price": price, "warnings": ("",), "cloud": CloudIds(url="https://x")},
    )
    yield "done", link, {"cloud": CloudIds(url="https://x")}


def visible() -> list[QWidget]:
    """Give all widgets that are visible."""
    return [widget for widget in QApplication.allWidgets() if widget.isVisible()]


def _names(state: Any) -> Iterator[str]:
    """Give what a document itself says: its texts, its files' names, and its other words."""
    for record in (*state.items.values(), *state.assets.values(), *state.tracks):
        yield from _strings(record.model_dump(mode="json") if hasattr(record, "model_dump") else vars(record))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def main() -> None:
    """Run the program."""
    application = QApplication([])
    language = PseudoLocale(application)
    application.installTranslator(language)
    from editor_app import app

    told: dict[str, Any] = {}

    async def guest(window: MainWindow) -> None:
        walk = Walk(window, sys.argv[2] if len(sys.argv) > 2 else "")
        with Painted() as painted:
            await walk.go(Path(sys.argv[1]))
        told["names"] = sorted(walk.names)
        for name, found in (("texts", walk.texts), ("painted", painted.seen), ("cut", walk.cut)):
            told[name] = sorted([seen.where, seen.text] for seen in found)
        window.leave()

    app.run(None, guest)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
