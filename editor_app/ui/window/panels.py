"""The panels of the editor, made for one desk, and what passes between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor_app.problem import Problem
from editor_app.services.desk import Desk
from editor_app.state.queries import project_length
from editor_app.store.settings import Settings
from editor_app.ui.canvas import CanvasPanel
from editor_app.ui.clips import ClipListPanel
from editor_app.ui.export import EndMessages, ExportPanel, ExportStatus, Ports
from editor_app.ui.inspector import InspectorPanel
from editor_app.ui.keyframes import KeyframesPanel
from editor_app.ui.media import MediaPanel
from editor_app.ui.media.entries import count_uses
from editor_app.ui.problems import ProblemsPanel
from editor_app.ui.theme import Tokens
from editor_app.ui.timeline.lanes import Lanes
from editor_app.ui.timeline.panel import TimelinePanel
from editor_app.ui.transport import TransportBar
from editor_app.ui.uploads import UploadQuestion, UploadsPanel, UploadStatus
from editor_app.ui.window.history import HistoryPanel
from editor_app.ui.window.texts import tr
from editor_app.ui.wording import with_names


class Panels(QObject):
    """All panels."""

    notice = Signal(str)
    """A sentence for the notice area."""
    outdated = Signal(str)
    """A sentence told before that is true no longer."""
    offered = Signal(str, str, object)
    """str, str, object: a sentence, what can be done about it, and the call that does it."""
    full_screen_requested = Signal()
    exports_wanted = Signal()
    services_wanted = Signal()
    """Somebody wants to add or change an account."""
    drawer_wanted = Signal(str)
    """str: the id of a dock."""

    def __init__(self, desk: Desk, tokens: Tokens, settings: Settings | None = None) -> None:
        super().__init__()
        document, session = desk.document, desk.session
        self._desk = desk
        self.timeline = TimelinePanel(document, session, tokens=tokens)
        self.canvas = CanvasPanel(document, session, desk.preview, tokens=tokens)
        self.transport = TransportBar(document, session, desk.player, desk.preview, tokens=tokens)
        self.inspector = InspectorPanel(document, session, tokens=tokens)
        shown = desk.thumbnails.viewer()
        self.media = MediaPanel(document, session, desk.imports, desk.sources, shown, tokens=tokens)
        asks = desk.service_validation
        self.problems = ProblemsPanel(document, session, desk.validation, service=asks, tokens=tokens)
        self.clips = ClipListPanel(document, session, tokens=tokens)
        self.keyframes = KeyframesPanel(document, session, tokens=tokens)
        self.exports = ExportPanel(document, session, self._export_ports(settings), tokens=tokens)
        self.export_status = ExportStatus(desk.export_queue)
        self.end_messages = EndMessages(desk.export_queue, self)
        self.uploads = UploadsPanel(desk.uploads, tokens=tokens)
        self.upload_question = UploadQuestion(desk.uploads, tokens=tokens)
        self.upload_status = UploadStatus(desk.uploads)
        self.history = HistoryPanel(document)
        self.stage = self._make_stage()
        self._connect()

    def show_opened(self, *, fit: bool) -> None:
        """Show a project that has just been opened, whole where nobody has seen it before."""
        self.show_name()
        self.canvas.ask_for_size()
        if fit and project_length(self._desk.document.state):
            self.timeline.area.fit()
        self.timeline.area.setFocus()

    def picture(self) -> QImage | None:
        """Give the picture that is seen now."""
        return self.canvas.area.image

    def show_name(self) -> None:
        """Let the panels know what the project is called."""
        self.exports.set_title(self._desk.workspace.title)

    def import_and_place(self, files: list[Path]) -> None:
        """Import files and put them on the timeline one after the other, from the playhead on."""
        self.media.add_files_to_timeline(files)

    def by_dock(self) -> dict[str, QWidget]:
        """Give the panels by the docks they stand in."""
        return {
            "media": self.media,
            "inspector": self.inspector,
            "timeline": self.timeline,
            "problems": self.problems,
            "exports": self.exports,
            "history": self.history,
            "keyframes": self.keyframes,
            "clips": self.clips,
            "uploads": self.uploads,
        }

    def actions(self) -> dict[str, QAction]:
        """Give all panels' actions by id."""
        found: dict[str, QAction] = {}
        for panel in self._all():
            found.update(getattr(panel, "actions_by_id", {}))
        return found

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for panel in self._all():
            panel.set_tokens(tokens)

    def _export_ports(self, settings: Settings | None) -> Ports:
        """Give the export panel who works for it."""
        desk = self._desk
        ports = Ports(
            desk.exports,
            desk.tasks,
            desk.standings,
            desk.fidelity,
            desk.export_history,
            desk.other_history,
            desk.rendering_previews,
            frames=desk.preview,
            covers=desk.export_covers,
            addresses=desk.addresses_at,
        )
        if settings is not None:
            ports.settings = settings
        return ports

    def _make_stage(self) -> QWidget:
        """Give the picture with the transport bar below it."""
        stage = QWidget()
        column = QVBoxLayout(stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.upload_question)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.transport)
        return stage

    def _connect(self) -> None:
        desk = self._desk
        desk.validation.problems_changed.connect(self._show_problems)
        self.transport.lend_room(*self.canvas.take_buttons())
        self.canvas.share_actions(self.actions())
        for panel in self._all():
            panel.notice.connect(self.notice)
        self.exports.outdated.connect(self.outdated)
        self.exports.offered.connect(self.offered)
        self.exports.services_wanted.connect(self.services_wanted)
        self.exports.drawer_wanted.connect(self.drawer_wanted)
        desk.workspace.preparations.extend((Lanes.of, count_uses))
        self.timeline.area.set_media(desk.thumbnails.viewer(), desk.outlines)
        desk.player.speed_changed.connect(self.timeline.area.set_speed)
        self.timeline.area.set_drop_target(self.media.placement)
        self.timeline.commands.paste_other = self.media.placement.paste
        self.timeline.keyframes_wanted.connect(self._open_keyframes)
        self.timeline.replace_wanted.connect(self._replace_medium)
        desk.player.speed_changed.connect(self.canvas.area.set_speed)
        self.canvas.area.takes = self.media.placement.offers_on_canvas
        self.canvas.files_dropped.connect(self.media.placement.drop_on_canvas)
        self.transport.full_screen_requested.connect(self.full_screen_requested)
        # After a double click one goes on with the clip; Enter stays in the list.
        self.media.library.view.doubleClicked.connect(lambda _at: self.timeline.area.setFocus())
        desk.fetching.progress_changed.connect(self.media.library.show_fetching)
        self.problems.locate_requested.connect(self.media.locate)
        self.inspector.problems_wanted.connect(self._open_problems)
        for panel_wants in (self.problems.fetch_requested, self.media.fetch_wanted):
            panel_wants.connect(desk.fetching.fetch_missing)
        desk.session.field_wanted.connect(self._open_inspector)
        self.export_status.clicked.connect(self.exports_wanted)
        self.export_status.clicked.connect(self.exports.show_exports)  # once the panel is there
        self.upload_status.clicked.connect(self._open_uploads)

    def _open_inspector(self, _place: object) -> None:
        if not self.inspector.isVisible():
            self.drawer_wanted.emit("inspector")

    def _open_problems(self, item_id: str) -> None:
        self.drawer_wanted.emit("problems")
        self.problems.show_clip(item_id)

    def _open_uploads(self) -> None:
        self.drawer_wanted.emit("uploads")

    def _open_keyframes(self, item_id: str) -> None:
        self.drawer_wanted.emit("keyframes")
        self.keyframes.show_clip(item_id)

    def _replace_medium(self, item_id: str) -> None:
        """Let a medium be chosen for a clip, from the library or from the disk."""
        self._desk.session.select((item_id,))
        self.media.tabs.setCurrentIndex(0)
        self.media.library.setFocus()
        self.notice.emit(tr("Choose a medium in the library, and “Use for the selected clips” in its menu."))

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        work = self._desk.document.work
        self.exports.show_problems(with_names(problems, work.state, work.sidecar))
        self.timeline.area.set_troubles(self._desk.validation.troubles())

    def _all(self) -> tuple[Any, ...]:
        return (
            self.timeline,
            self.canvas,
            self.transport,
            self.inspector,
            self.media,
            self.problems,
            self.clips,
            self.keyframes,
            self.exports,
            self.uploads,
            self.upload_question,
        )
