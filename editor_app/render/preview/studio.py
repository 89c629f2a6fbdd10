"""The document, its media and the frames made of them, in the preview's process."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from editor_app.assets import BrokenAsset
from editor_app.drawing import Blur, Group, Mix, Operation, Picture
from editor_app.render.export.note import Note
from editor_app.render.media import MediaPool, MediaSource
from editor_app.render.media.haste import Haste
from editor_app.render.picture import text
from editor_app.render.picture.evaluate import evaluate
from editor_app.render.picture.renderer import Renderer
from editor_app.render.preview.frames import FrameCache
from editor_app.render.preview.hiding import without_items
from editor_app.render.preview.messages import Change, Hide, Load, Media, Size, Update
from editor_app.state.model import EditorState
from editor_app.state.patch import Patch
from editor_app.state.queries import placed_items
from editor_app.timebase import TICKS_PER_SECOND

DECODER_THREADS = 2
_LOOK_AHEAD_TICKS = 2 * TICKS_PER_SECOND


@dataclass(frozen=True, slots=True)
class Made:
    """A frame; `cost_s` is None where it was there already."""

    image: QImage
    is_exact: bool = True
    cost_s: float | None = None


class Studio:
    """Makes frames of the document it is kept up to date on; keeps the last ones.

    `check` is called while decoders are on the way to an exact frame, and may raise Interrupted.
    """

    def __init__(self, note: Note, check: Callable[[], None] = lambda: None) -> None:
        self._note = note
        self._check = check
        self._haste = Haste()
        self._sources: Mapping[str, MediaSource] = {}
        self._prints: Mapping[str, Hashable] = {}
        self._pool = MediaPool({}, on_open=note.open, threads=DECODER_THREADS, haste=self._haste)
        self._exact = self._near = Renderer(self._pool)
        self._renew_renderers()
        self._state: EditorState | None = None
        self._visible: EditorState | None = None
        self._hidden: frozenset[str] = frozenset()
        self.frames = FrameCache()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what is wrong with media, as far as they were needed."""
        sentences = self._exact.warnings + self._near.warnings + self._pool.warnings
        return tuple(dict.fromkeys(sentences))

    def update(self, update: Update) -> None:
        """Follow the window; raise PatchError where a change does not fit."""
        match update:
            case Load(state):
                self._state, self._visible = state, None
                self._renew_renderers()
            case Change(patch):
                if self._state is not None:
                    self._state, self._visible = Patch.from_json(patch).apply(self._state), None
            case Hide(item_ids):
                self._hidden, self._visible = item_ids, None
            case Media():
                self._replace_media(update)

    def frame(self, tick: int, size: Size, seconds: float | None = None) -> Made:
        """Make the frame at `tick`; one that is near will do if the exact one takes more than `seconds`.

        Raises Interrupted, but only on the way to an exact frame that has no limit of time.
        """
        state = self._shown()
        recipe = self._recipe(state, tick, size)
        if (image := self.frames.find(recipe)) is not None:
            return Made(image)
        begin = time.perf_counter()
        if seconds is None:
            with self._haste.checked(self._check):
                content = self._exact.key(state, tick, size)
        else:
            with self._haste.within(seconds):
                # A renderer of its own, so that no blur of a near picture can be taken for the exact one's.
                content = self._near.key(state, tick, size)
                if not self._haste.is_exact:
                    image = self._near.frame(state, tick, size)
                    return Made(image, False, time.perf_counter() - begin)
        # The decoders stand where they should: this takes no longer than painting.
        image = self.frames.find_same(recipe, content)
        if image is None:
            image = self.frames.put(recipe, content, self._exact.frame(state, tick, size))
        return Made(image, True, time.perf_counter() - begin)

    def starts_ahead(self, tick: int) -> Iterator[int]:
        """Give when media that are not in sight come into it, so that their decoders can be made ready."""
        state = self._shown()
        now = set(_media_of(self._operations(state, tick)))
        for placed in placed_items(state):
            start, asset_id = placed.item.start_ticks, getattr(placed.item, "asset_id", None)
            is_near = tick < start <= tick + _LOOK_AHEAD_TICKS
            if is_near and asset_id in self._sources and asset_id not in now:
                yield start

    def close(self) -> None:
        """Let go of all files."""
        self._pool.close()

    def _shown(self) -> EditorState:
        if self._visible is None:
            if self._state is None:
                raise LookupError("There is no document yet.")
            self._visible = without_items(self._state, self._hidden)
        return self._visible

    def _operations(self, state: EditorState, tick: int) -> tuple[Operation, ...]:
        return evaluate(state, tick, measure=text.measure).operations

    def _recipe(self, state: EditorState, tick: int, size: Size) -> Hashable:
        """Name all that the frame depends on, without decoding anything."""
        operations = self._operations(state, tick)
        media = tuple(
            (asset_id, self._prints.get(asset_id), _filename(state, asset_id))
            for asset_id in dict.fromkeys(_media_of(operations))
        )
        return size, state.composition_width, state.composition_height, operations, media

    def _replace_media(self, media: Media) -> None:
        known = media.sources.keys() | self._sources.keys()
        prints = {key: (_print(media.sources.get(key)), key in media.quarantined) for key in known}
        changed = [key for key, value in prints.items() if self._prints.get(key) != value]
        if changed:
            self._renew_renderers()
        if any(key in self._prints for key in changed):
            # Contents name pictures by their times: a file of other pictures has the same ones.
            self.frames.clear()
        self._note.learn(sorted(media.sources))
        self._sources, self._prints = media.sources, prints
        self._pool.replace(media.sources, media.quarantined, changed)

    def _renew_renderers(self) -> None:
        self._exact, self._near = Renderer(self._pool), Renderer(self._pool)


def _print(source: MediaSource | None) -> Hashable:
    """Tell a file from another that lies in its place."""
    if source is None or source.path is None:
        return source
    try:
        status = Path(source.path).stat()
    except (OSError, ValueError):
        return source, None
    return source, status.st_mtime_ns, status.st_size


def _filename(state: EditorState, asset_id: str) -> str:
    """Give what the label of a placeholder says."""
    asset = state.assets.get(asset_id)
    return "" if asset is None or isinstance(asset, BrokenAsset) else asset.filename


def _media_of(operations: Iterable[Operation]) -> Iterator[str]:
    for operation in operations:
        if isinstance(operation, Picture):
            yield operation.asset_id
        elif isinstance(operation, Group | Blur):
            yield from _media_of(operation.children)
        elif isinstance(operation, Mix):
            yield from _media_of(operation.outgoing)
            yield from _media_of(operation.incoming)
