"""What the timeline shows: one painting of document and session, kept until something changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor_app.checks.troubles import Troubles
from editor_app.document import Document
from editor_app.session import NARROWEST_HEADER_PX, Session, TimelineView
from editor_app.state.patch import Patch
from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.timeline.following import followed, shown
from editor_app.ui.timeline.hits import Hit, Stage
from editor_app.ui.timeline.labels import clip_trouble, describe_clip, tr
from editor_app.ui.timeline.lanes import Lanes
from editor_app.ui.timeline.media_ports import PeaksProvider, ThumbnailProvider
from editor_app.ui.timeline.painting.clips import Extras
from editor_app.ui.timeline.painting.headers import paint_headers
from editor_app.ui.timeline.painting.ink import Ink
from editor_app.ui.timeline.painting.overlay import Overlay, paint_overlay, paint_playhead, playhead_strip
from editor_app.ui.timeline.painting.rows import RowPixmaps
from editor_app.ui.timeline.painting.ruler import paint_corner, paint_ruler
from editor_app.ui.timeline.revealing import Extent, revealed
from editor_app.ui.timeline.rows import Row, content_px, rows_of
from editor_app.ui.timeline.view import View

_KEPT_SHARE = 10
"""Of a page: the part that is still seen on the next."""


class TimelineSurface(QWidget):
    """Ruler, headers and tracks in one painting; it scrolls, zooms and follows what changes elsewhere."""

    extent_changed = Signal()
    """The size of what can be scrolled over has changed."""

    def __init__(
        self, document: Document, session: Session, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._tokens = document, session, tokens
        self._is_playing = False
        self._lanes = Lanes.of(document.state)
        self._rows: tuple[Row, ...] = ()
        self._ink: Ink | None = None
        self._content: QPixmap | None = None
        self._hover: Hit | None = None
        self._focused: str | None = None
        self._roving = False
        self._troubles = Troubles()
        self._thumbnails: ThumbnailProvider | None = None
        self._peaks: PeaksProvider | None = None
        self._shown_playhead = session.playhead_ticks
        self._row_pixmaps = RowPixmaps()
        self._media_round = 0
        self._asked_for: tuple[View, int] | None = None
        self._chosen: frozenset[str] = frozenset()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 96)
        self.setAccessibleName(tr("Timeline"))
        self._connect()
        self._settle_rows()

    def _connect(self) -> None:
        self._document.changed.connect(self._take_state)
        self._document.sidecar_changed.connect(self._take_sidecar)
        self._document.loaded.connect(self._take_all)
        self._session.row_heights_changed.connect(self._settle_rows)
        session = self._session
        session.selection_changed.connect(self._take_selection)
        session.reveal_wanted.connect(self.reveal)
        session.playhead_changed.connect(self._take_playhead)
        session.view_changed.connect(self.refresh)
        session.range_changed.connect(self.refresh)
        session.header_changed.connect(self._take_header)

    # What others ask of it.

    @property
    def document(self) -> Document:
        """Give the document."""
        return self._document

    @property
    def session(self) -> Session:
        """Give the session."""
        return self._session

    @property
    def lanes(self) -> Lanes:
        """Give the lanes of the document as it shows."""
        return self._lanes

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows as they show."""
        return self._rows

    @property
    def focused(self) -> str | None:
        """Give the clip that the keyboard stands on."""
        return self._focused

    @property
    def is_roving(self) -> bool:
        """Tell whether the keyboard goes from clip to clip."""
        return self._roving

    def set_roving(self, on: bool) -> None:
        """Show where the keyboard stands, or no longer."""
        if on != self._roving:
            self._roving = on
            self.refresh()

    def stand_on(self, item_id: str | None) -> None:
        """Let the keyboard stand on a clip, and tell screen readers."""
        self._focused = item_id
        self._describe()
        self.refresh()

    def view(self) -> View:
        """Give the part of the timeline that shows."""
        seen = self._session.view
        # A narrow window keeps at least half of its width for the tracks.
        header = min(self._session.header_px, max(NARROWEST_HEADER_PX, self.width() // 2))
        return View(self.width(), self.height(), seen.ticks_per_px, seen.left_px, seen.top_px, header)

    def stage(self) -> Stage:
        """Give all that shows, for gestures and painters."""
        marked = self._session.range
        return Stage(
            self._document.state,
            self._lanes,
            self._rows,
            self.view(),
            self._chosen,
            self._document.sidecar.markers,
            marked.in_ticks,
            marked.out_ticks,
        )

    def sizeHint(self) -> QSize:
        """Give room for half a dozen tracks."""
        return QSize(1200, 380)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens, self._ink = tokens, None
        self.refresh()

    def set_media(self, thumbnails: ThumbnailProvider | None, peaks: PeaksProvider | None) -> None:
        """Say who makes filmstrips and waveforms."""
        self._thumbnails, self._peaks = thumbnails, peaks
        for provider in (thumbnails, peaks):
            if provider is not None:
                provider.on_ready(self._take_media)
        self._take_media()

    def _take_media(self) -> None:
        self._media_round += 1
        self.refresh()

    def set_troubles(self, troubles: Troubles) -> None:
        """Mark the clips and tracks that have problems."""
        self._troubles = troubles
        self._describe()
        self.refresh()

    def set_speed(self, speed: float) -> None:
        """Say how fast it plays; 0 where it stands still."""
        self._is_playing = speed != 0

    def set_row_height(self, track_id: str, height_px: int) -> None:
        """Let a row be this high."""
        self._session.set_row_height(track_id, height_px)

    @property
    def overlay(self) -> Overlay:
        """Give what lies over the tracks at the moment."""
        return Overlay()

    @property
    def is_held(self) -> bool:
        """Tell whether a gesture is in hand."""
        return False

    # Scroll and zoom.

    def content_size(self) -> tuple[int, int]:
        """Give width and height of all that can be scrolled over, in px."""
        length = max(self._lanes.length_ticks, self._session.playhead_ticks)
        return self.view().content_px(length), content_px(self._rows)

    def scroll_by(self, dx_px: int, dy_px: int) -> None:
        """Scroll the tracks; down not further than the last one."""
        seen = self._session.view
        lowest = max(0, content_px(self._rows) - self.view().lanes_px)
        top = min(max(0, seen.top_px + dy_px), max(lowest, seen.top_px if dy_px <= 0 else lowest))
        self._session.set_view(replace(seen, left_px=max(0, seen.left_px + dx_px), top_px=top))

    def scroll_pages(self, pages: int) -> None:
        """Scroll by what is seen at a time, a little of which stays in sight; not beyond the end."""
        seen, view = self._session.view, self.view()
        page = view.width_px - view.header_px
        most = max(seen.left_px, self.content_size()[0] - page, 0)
        left = seen.left_px + pages * max(page - page // _KEPT_SHARE, 1)
        self._session.set_view(replace(seen, left_px=min(max(0, left), most)))

    def zoom_by(self, factor: float, about_x: float | None = None) -> None:
        """Zoom in by a factor, about a point or else the playhead, or the middle if it is out of sight."""
        view = self.view()
        if about_x is None:
            at = view.x_of(self._session.playhead_ticks)
            about_x = at if view.header_px <= at <= view.width_px else (view.header_px + view.width_px) / 2
        self._take_view(view.zoomed(view.ticks_per_px / factor, about_x))

    def fit(self) -> None:
        """Show everything."""
        self._take_view(self.view().fitted(self._lanes.length_ticks))

    def fit_selection(self) -> bool:
        """Show the selected clips, or else the range from in to out; tell whether there is either."""
        items = [self._document.state.items.get(key) for key in self._session.selection.item_ids]
        spans = [(item.start_ticks, item.end_ticks) for item in items if item is not None]
        marked = self._session.range
        if not spans and (marked.in_ticks is not None or marked.out_ticks is not None):
            end = marked.out_ticks if marked.out_ticks is not None else self._lanes.length_ticks
            spans = [(marked.in_ticks or 0, end)]
        if spans:
            self._take_view(self.view().fitted_to(min(s for s, _ in spans), max(e for _, e in spans)))
        return bool(spans)

    def _take_view(self, view: View) -> None:
        self._session.set_view(TimelineView(view.ticks_per_px, view.scroll_x_px, view.scroll_y_px))

    def show_tick(self, tick: int) -> None:
        """Scroll just so far that a tick is in sight."""
        self._session.set_view(replace(self._session.view, left_px=shown(self.view(), tick)))

    def reveal(self, item_ids: Iterable[str]) -> None:
        """Scroll just so far that clips are in sight."""
        extents: list[Extent] = []
        for key in item_ids:
            if (home := self._lanes.home(key)) is not None:
                item, row = self._document.state.items[key], self._rows[home]
                extents.append(Extent(item.start_ticks, item.end_ticks, row.top_px, row.bottom_px))
        left, top = revealed(self.view(), extents)
        self._session.set_view(replace(self._session.view, left_px=left, top_px=top))

    # What has changed elsewhere.

    def _take_state(self, patch: Patch) -> None:
        tracks = self._lanes.state.tracks
        self._lanes = self._lanes.moved_to(self._document.state, patch.items.changes.keys())
        if self._document.state.tracks is not tracks or len(self._rows) != len(self._lanes):
            self._settle_rows()
        else:
            self.refresh()
            self.extent_changed.emit()

    def _take_sidecar(self, _sidecar: object) -> None:
        self._settle_rows()

    def _take_all(self) -> None:
        self._lanes = Lanes.of(self._document.state)
        self._focused = None
        self._settle_rows()

    def _take_selection(self, _selection: object) -> None:
        chosen = self._session.selection.item_ids
        self._chosen = frozenset(chosen)
        if chosen and chosen[-1] != self._focused:
            self.stand_on(chosen[-1])
        self.refresh()

    def _take_playhead(self, ticks: int) -> None:
        stage = self.stage()
        for tick in (self._shown_playhead, ticks):
            left, width = playhead_strip(stage, tick)
            self.update(QRect(left, 0, width, self.height()))
        self.update(QRect(0, 0, stage.view.header_px, stage.view.ruler_px))
        self._shown_playhead = ticks
        if not self.is_held:
            left = followed(stage.view, self._session.follow, ticks, playing=self._is_playing)
            self._session.set_view(replace(self._session.view, left_px=left))

    def _take_header(self, _width_px: int) -> None:
        self.refresh()
        self.extent_changed.emit()

    def _settle_rows(self) -> None:
        self._rows = rows_of(self._lanes, self._document.sidecar, self._session.row_heights)
        self.refresh()
        self.extent_changed.emit()

    def refresh(self, *_news: object) -> None:
        """Paint everything anew."""
        self._content = None
        self.update()

    def _describe(self) -> None:
        """Tell screen readers which clip the keyboard stands on."""
        key = self._focused
        home = self._lanes.home(key) if key is not None else None
        state, text = self._document.state, ""
        # While another project is taken over, what stands here may still be a clip of the one before.
        item = state.items.get(key) if key is not None else None
        if key is not None and home is not None and item is not None:
            fps = self._document.sidecar.edit_rate
            severity = self._troubles.items.get(key)
            text = describe_clip(state, self._rows[home], item, fps)
            text = f"{text}. {clip_trouble(severity)}" if severity is not None else text
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tracks, from the last time where nothing changed, and what moves over them."""
        ink = self._current_ink()
        stage = self.stage()
        fps = self._document.sidecar.edit_rate
        if self._content is None:
            self._content = self._paint_content(stage, ink, fps)
        painter = QPainter(self)
        painter.drawPixmap(QPointF(0, 0), self._content)
        paint_corner(painter, stage, ink, self._session.playhead_ticks, fps)
        paint_overlay(painter, stage, ink, self.overlay)
        paint_playhead(painter, stage, ink, self._session.playhead_ticks)
        if self.hasFocus() and self._roving:
            painter.setPen(ink.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_content(self, stage: Stage, ink: Ink, fps: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        if (stage.view, self._media_round) != self._asked_for:
            # Rows that are kept do not ask again for what they wait for.
            self._asked_for = (stage.view, self._media_round)
            self._row_pixmaps.forget_media()
            for provider in (self._thumbnails, self._peaks):
                if provider is not None:
                    provider.begin_round()
        painter = QPainter(pixmap)
        hovered = self._hover.item_id if self._hover is not None else None
        focused = self._focused if self._roving and self.hasFocus() else None
        chosen = self._session.selection.transition_id
        extras = Extras(self._thumbnails, self._peaks, hovered, focused, self._troubles.items, chosen)
        self._row_pixmaps.paint(painter, stage, ink, extras)
        paint_headers(painter, stage, ink, self._hover, self._troubles.tracks)
        paint_ruler(painter, stage, ink, fps)
        if not self._lanes.length_ticks:
            self._paint_invitation(painter, stage, ink)
        painter.end()
        return pixmap

    def _paint_invitation(self, painter: QPainter, stage: Stage, ink: Ink) -> None:
        view = stage.view
        painter.setFont(ink.label_font)
        painter.setPen(ink.secondary)
        area = QRect(view.header_px, view.ruler_px, view.width_px - view.header_px, view.lanes_px)
        text = tr("Drop files here, or drag something over from the panels")
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _current_ink(self) -> Ink:
        ratio = self.devicePixelRatioF()
        if self._ink is None or self._ink.ratio != ratio:
            self._ink = Ink(self._tokens, ratio)
            self._row_pixmaps.forget()
            self._content = None
        return self._ink

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint for the new size."""
        super().resizeEvent(event)
        self.refresh()
        self.extent_changed.emit()
