"""What the disk and the memory have to say before an export is begun; blocks for a moment."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from editor_app.render.export.content import content_of
from editor_app.render.export.estimate import Estimate, estimate
from editor_app.render.export.limits import available_memory, check_codec_limits, check_length, worker_bytes
from editor_app.render.export.room import needed_bytes, pieces_bytes
from editor_app.render.export.run import plan_target
from editor_app.render.export.settings import ExportError, ExportSettings, NothingToExport, Target
from editor_app.services.exporting.jobs.job import IndreamSettings, OtherSettings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.state import EditorState
from editor_app.store.folders import Folders


@dataclass(frozen=True, slots=True)
class Means:
    """What is there: bytes free on the disk and in the memory (None: unknown), and the folder itself.

    `keeps_pieces` tells whether an export here has its pieces on the same disk until its file is whole.
    """

    has_folder: bool
    exists: bool
    free_bytes: int | None
    free_memory: int | None
    keeps_pieces: bool = False


@dataclass(frozen=True, slots=True)
class Needs:
    """What an export on this computer takes; `unsupported` says why it cannot be made at all.

    `room` are the bytes without which it surely does not fit on its disk; `size_bytes` are those that its
    file is expected to have.
    """

    target: Target | None = None
    estimate: Estimate | None = None
    memory: int | None = None
    unsupported: str = ""
    room: int = 0

    @property
    def size_bytes(self) -> int | None:
        """Give about how large the file will be, where that is known."""
        return None if self.estimate is None else self.estimate.size_bytes

    @property
    def pieces(self) -> int:
        """Give about what its pieces take beside the file while it is made here; nothing for a service's."""
        if self.memory is None or self.target is None:
            return 0
        return pieces_bytes(self.target, self.size_bytes or 0)


def look_at(output: Path, pieces: Path | None = None) -> Means:
    """Look where a file is to be made, and exports have their `pieces`: an empty folder is none yet."""
    folder = output.parent
    has_folder = folder.is_dir()
    exists = output.exists() and not (output.is_dir() and not any(output.iterdir()))
    try:
        free = shutil.disk_usage(folder).free if has_folder else None
    except OSError:
        free = None
    on_one = has_folder and _disk_of(folder) == _disk_of(pieces or Folders.of_user().exports)
    return Means(has_folder, exists, free, available_memory(), on_one)


def _disk_of(folder: Path) -> int | None:
    """Give the number of the disk that a folder is on, or will be."""
    for place in (folder, *folder.parents):
        try:
            return place.stat().st_dev
        except OSError:
            continue
    return None


def needs_of(state: EditorState, settings: ExportSettings, pixels_per_second: float | None = None) -> Needs:
    """Work out what an export takes; the speed is that of earlier ones alike, where there are any."""
    try:
        target = plan_target(state, settings)
        check_codec_limits(target)
        check_length(target)
    except NothingToExport:
        return Needs()
    except ExportError as error:
        return Needs(unsupported=str(error))
    content = content_of(state, target)
    about = estimate(target, content, pixels_per_second=pixels_per_second)
    return Needs(target, about, worker_bytes(target), room=needed_bytes(target, content))


def needs_of_film(state: EditorState, settings: IndreamSettings | OtherSettings) -> Needs:
    """Work out what a service's film takes of the disk, as if it were made here."""
    alike = _as_if_here(settings)
    try:
        target = None if alike is None else plan_target(state, alike)
    except ExportError:
        return Needs()  # the service says for itself what it cannot make
    if target is None:
        return Needs()
    content = content_of(state, target)
    return Needs(target, estimate(target, content), room=needed_bytes(target, content))


def _as_if_here(settings: IndreamSettings | OtherSettings) -> ExportSettings | None:
    """Give the settings of such a film here; None where no film comes home."""
    if isinstance(settings, IndreamSettings):
        return ExportSettings(settings.format, settings.fps, settings.scale, size=settings.canvas)
    wish = OtherWish.of(settings)
    if wish.is_preview:
        return None
    start, end = wish.range_ticks or (0, None)
    return ExportSettings("mp4", wish.fps, wish.scale, start, end)
