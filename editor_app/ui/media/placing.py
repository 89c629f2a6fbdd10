"""Placing what is dropped, pasted or double-clicked: on a row, a cut, the canvas, or at the playhead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QObject, QPointF, Signal

from editor_app.document import Document
from editor_app.edits import EditError, paste_clips, random_id, replace_source, set_background
from editor_app.edits.clip_json import find_clips
from editor_app.edits.new_clips import place_assets, place_clips, text_clip
from editor_app.edits.placing import OnOverlap
from editor_app.edits.transitions import TransitionType
from editor_app.items import Item
from editor_app.services.imports import Imports, Placing
from editor_app.services.parcels import has_media, text_in
from editor_app.session import Session, WhenTaken
from editor_app.state import EditorState, Transition
from editor_app.state.backgrounds import (
    Background,
    BlurBackground,
    ColorBackground,
    ImageBackground,
    NoBackground,
)
from editor_app.ui.media.cuts import Cut, nearest_cut, put_transition
from editor_app.ui.media.labels import tr
from editor_app.ui.media.offers import assets_in, offer_of
from editor_app.ui.media.presets import Preset, clip_of, from_mime
from editor_app.ui.media.replacing import shortfall
from editor_app.ui.media.spots import Spot, media_at, track_of
from editor_app.ui.widgets.dropping import ClipsDrop, CutDrop, Place

_FORMS: dict[str, type[Background]] = {
    "none": NoBackground,
    "color": ColorBackground,
    "blur": BlurBackground,
}


class Placement(QObject):
    """The one who makes clips of what people bring; a DropTarget for the timeline."""

    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self, document: Document, session: Session, imports: Imports, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._imports = document, session, imports
        self._placed: tuple[str, ...] = ()

    def offer(self, mime: QMimeData) -> ClipsDrop | CutDrop | None:
        """Tell what a drag would become on the timeline; None to refuse it."""
        return offer_of(mime, self._document.work.state)

    def drop(self, mime: QMimeData, place: Place) -> None:
        """Place a drop on the timeline."""
        preset = from_mime(mime)
        if preset is not None and preset.kind == "transition":
            if place.from_id is not None and place.to_id is not None:
                self._put_transition(preset, (place.from_id, place.to_id))
            return
        if place.replaced_id is not None:
            self._put_into(mime, place.replaced_id)
            return
        tracks = self._document.work.state.tracks
        row = place.row
        track_id = tracks[row].id if row is not None and row < len(tracks) else None
        way = _making_room(place.when_taken)
        self._place(mime, Spot(place.start_ticks, track_id, place.new_track_at, on_overlap=way))

    def offers_on_canvas(self, mime: QMimeData) -> bool:
        """Tell whether the canvas can take a drag."""
        preset = from_mime(mime)
        if preset is not None:
            return preset.kind != "transition"
        return (
            bool(assets_in(mime, self._document.work.state)) or has_media(mime) or text_in(mime) is not None
        )

    def drop_on_canvas(self, mime: QMimeData, at: QPointF) -> None:
        """Place a drop on the canvas: now, about that point of the composition."""
        self._place(mime, Spot(self._session.playhead_ticks, center=(at.x(), at.y())))

    def paste(self, mime: QMimeData) -> bool:
        """Take what is on the clipboard to the playhead; media come into the library, too."""
        if self._imports.add_mime(mime, self._placing_at(Spot(self._session.playhead_ticks))):
            return True
        text = text_in(mime)
        if text is not None:
            home = track_of(self._document.work.state, self._session.selection.item_ids)
            way = _making_room(self._session.when_taken)
            if not self._add_found(mime.text(), Spot(self._session.playhead_ticks, home, on_overlap=way)):
                self._add_text(text, Spot(self._session.playhead_ticks))
        return text is not None

    def add_files(self, paths: Sequence[Path]) -> None:
        """Import files and make clips of them at the playhead, in one step."""
        self._imports.add_paths(paths, self._placing_at(Spot(self._session.playhead_ticks)))

    def add_assets(self, keys: Sequence[str]) -> None:
        """Make clips of assets at the playhead."""
        self._add_assets(keys, Spot(self._session.playhead_ticks))

    def add_preset(self, preset: Preset) -> None:
        """Use a preset where the playhead is."""
        if preset.kind == "background":
            self.set_background(background_of(preset))
        elif preset.kind == "transition":
            self._add_transition(preset)
        else:
            self._add_preset(preset, Spot(self._session.playhead_ticks))

    def set_background(self, background: Background) -> None:
        """Let something lie behind everything."""
        self._apply(tr("Change background"), lambda s: set_background(s, background=background))

    def set_background_picture(self, asset_id: str) -> None:
        """Let a picture of the library lie behind everything."""
        name = getattr(self._document.work.state.assets.get(asset_id), "filename", asset_id)
        shown = ImageBackground(
            type="image", image_asset_id=asset_id, image_url=name or asset_id, source="custom"
        )
        self.set_background(shown)

    def replace_clips(self, asset_id: str, item_ids: Sequence[str] | None = None) -> None:
        """Let clips, or those selected, show an asset instead of their own."""
        chosen = item_ids if item_ids is not None else self._session.selection.item_ids
        if not chosen:
            self.notice.emit(tr("Select the clips that are to show this, then try again."))
            return
        edit = partial(replace_source, item_ids=tuple(chosen), asset_id=asset_id, locked=self._locked)
        if self._apply(tr("Replace medium"), edit):
            self._tell_shortfall(chosen)

    def show_placed(self) -> bool:
        """Select the clips that the last import made or changed; tell whether there are any."""
        placed, self._placed = self._placed, ()
        there = [key for key in placed if key in self._document.work.state.items]
        if there:
            self._session.reveal(there)
            self._tell_shortfall(there)
        return bool(there)

    def _put_into(self, mime: QMimeData, item_id: str) -> None:
        """Let a clip show what is dropped instead of its own medium."""
        if keys := assets_in(mime, self._document.work.state):
            self.replace_clips(keys[0], (item_id,))
            self._session.select((item_id,))
            return

        def place(state: EditorState, keys: Sequence[str]) -> EditorState:
            self._placed = (item_id,)
            return replace_source(state, item_ids=self._placed, asset_id=keys[0], locked=self._locked)

        self._imports.add_mime(mime, place)

    def _placing_at(self, spot: Spot) -> Placing:
        """Give what makes clips of what an import brings, and lets them be known when it has ended."""

        def place(state: EditorState, keys: Sequence[str]) -> EditorState:
            self._placed = _new_ids(len(keys))
            return media_at(spot, self._document, state, keys, self._placed)

        return place

    def _tell_shortfall(self, item_ids: Iterable[str]) -> None:
        if sentence := shortfall(self._document.work.state, item_ids):
            self.notice.emit(sentence)

    @property
    def _locked(self) -> frozenset[str]:
        return frozenset(self._document.sidecar.locked_tracks)

    def _place(
        self,
        mime: QMimeData,
        spot: Spot,
    ) -> None:
        preset, keys = from_mime(mime), assets_in(mime, self._document.work.state)
        if preset is not None and preset.kind == "background":
            self.add_preset(preset)
        elif preset is not None and preset.kind != "transition":
            self._add_preset(preset, spot)
        elif keys:
            self._add_assets(keys, spot)
        elif has_media(mime) or mime.hasUrls():
            self._imports.add_mime(mime, self._placing_at(spot))
        elif (text := text_in(mime)) and not self._add_found(mime.text(), spot):
            self._add_text(text, spot)

    def _add_found(self, text: str, spot: Spot) -> bool:
        """Place the clips that a text of others holds as JSON; tell whether it is such a text."""
        try:
            found = find_clips(text, self._document.work.state)
        except EditError as error:
            self.notice.emit(str(error))
            return True
        if found is None:
            return False
        count = len(found.clipboard.items)
        ids = _new_ids(count)

        def edit(state: EditorState) -> EditorState:
            return paste_clips(
                state,
                clipboard=found.clipboard,
                at_ticks=spot.start_ticks,
                track_id=spot.track_id,
                new_tracks_at=spot.new_track_at or 0,
                on_overlap=spot.on_overlap,
                item_ids=ids,
                locked=self._locked,
            )

        label = tr("Paste clip") if count == 1 else tr("Paste {count} clips").format(count=count)
        if self._apply_and_select(label, edit, ids) and found.left_out:
            self.notice.emit(found.left_out)
        return True

    def _add_assets(
        self,
        keys: Sequence[str],
        spot: Spot,
    ) -> None:
        state = self._document.work.state
        names = [getattr(state.assets.get(key), "filename", "") for key in keys]
        label = (
            tr("Add {name}").format(name=names[0])
            if len(keys) == 1
            else tr("Add {count} clips").format(count=len(keys))
        )
        ids = _new_ids(len(keys))
        edit = partial(
            place_assets,
            asset_ids=keys,
            item_ids=ids,
            start_ticks=spot.start_ticks,
            track_id=spot.track_id,
            new_track_at=spot.new_track_at,
            center=spot.center,
            on_overlap=spot.on_overlap,
            locked=self._locked,
        )
        self._apply_and_select(label, edit, ids)

    def _add_text(
        self,
        text: str,
        spot: Spot,
    ) -> None:
        def make(state: EditorState, item_id: str) -> Item:
            return text_clip(
                state,
                item_id=item_id,
                text=text,
                style={"font_size": 72.0},
                start_ticks=spot.start_ticks,
                center=spot.center,
            )

        self._add_clip(tr("Add text"), make, spot)

    def _add_preset(
        self,
        preset: Preset,
        spot: Spot,
    ) -> None:
        def make(state: EditorState, item_id: str) -> Item:
            return clip_of(
                preset,
                state,
                item_id=item_id,
                text=tr(preset.text),
                start_ticks=spot.start_ticks,
                center=spot.center,
            )

        self._add_clip(tr("Add {name}").format(name=tr(preset.name)), make, spot)

    def _add_clip(self, label: str, make: Callable[[EditorState, str], Item], spot: Spot) -> None:
        ids = _new_ids(1)

        def edit(state: EditorState) -> EditorState:
            return place_clips(
                state,
                items=[make(state, ids[0])],
                track_id=spot.track_id,
                new_track_at=spot.new_track_at,
                on_overlap=spot.on_overlap,
                locked=self._locked,
            )

        self._apply_and_select(label, edit, ids)

    def _add_transition(self, preset: Preset) -> None:
        state, chosen = self._document.work.state, self._session.selection.transition_id
        transition = state.transitions.get(chosen) if chosen else None
        if transition is not None and hasattr(transition, "from_clip_id"):
            cut: Cut | None = (transition.from_clip_id, transition.to_clip_id)  # pyright: ignore
        else:
            cut = nearest_cut(state, self._session.playhead_ticks, self._locked)
        if cut is None:
            self.notice.emit(tr("There is no cut for a transition. Put two clips side by side first."))
        else:
            self._put_transition(preset, cut)

    def _put_transition(self, preset: Preset, cut: Cut) -> None:
        kind = cast("TransitionType", preset.id)
        label = tr("Add {name}").format(name=tr(preset.name))
        if self._apply(label, lambda s: put_transition(s, cut, kind, locked=self._locked)):
            for key, made in self._document.work.state.transitions.items():
                if isinstance(made, Transition) and (made.from_clip_id, made.to_clip_id) == cut:
                    self._session.select_transition(key)

    def _apply(self, label: str, edit: Callable[[EditorState], EditorState]) -> bool:
        try:
            return self._document.apply(label, edit(self._document.work.state))
        except EditError as error:
            self.notice.emit(str(error))
            return False

    def _apply_and_select(
        self, label: str, edit: Callable[[EditorState], EditorState], ids: Sequence[str]
    ) -> bool:
        """Do it and select the clips of these ids: what makes room for them may be new as well."""
        is_done = self._apply(label, edit)
        if is_done:
            self._session.reveal(key for key in ids if key in self._document.work.state.items)
        return is_done


def _new_ids(count: int) -> tuple[str, ...]:
    return tuple(random_id() for _ in range(count))


def _making_room(when_taken: WhenTaken) -> OnOverlap:
    return "new-track" if when_taken == "refuse" else when_taken


def background_of(preset: Preset) -> Background:
    """Give the background that a preset stands for."""
    return _FORMS[preset.look["type"]](**preset.look)
