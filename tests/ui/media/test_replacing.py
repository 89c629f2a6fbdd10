"""Media and files that take the place of what a clip shows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from editor_app.assets import VideoAsset
from editor_app.document import Document
from editor_app.edits import add_assets
from editor_app.edits.blank import blank_document
from editor_app.services.import_report import ImportReport
from editor_app.services.imports import Imports
from editor_app.services.tasks import Tasks
from editor_app.session import Session
from editor_app.state.dialects import write
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.media.placing import Placement
from editor_app.ui.media.replacing import kind_in
from editor_app.ui.widgets.dropping import ClipsDrop, Place
from tests.ui.media.scene import assets_mime


def add_video(scene: SimpleNamespace, key: str, seconds: float) -> None:
    fields = {"id": key, "filename": f"{key}.mp4", "size": 10, "mime_type": "x/x", "width": 640}
    more = {"duration_in_seconds": seconds, "has_audio_track": True, "height": 360}
    asset = VideoAsset.model_validate(fields | more, by_name=True)
    scene.document.apply("Add", add_assets(scene.document.work.state, assets=[asset]))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, ""),
        (12, ""),
        (3, "“new.mp4” lasts 3.0 s and the clip plays 12.0 s. Its last picture stays for the rest."),
    ],
)
def test_a_medium_dropped_into_a_clip_takes_the_place_of_its_own_in_one_step(
    scene: SimpleNamespace, seconds: float, said: str
) -> None:
    add_video(scene, "new", seconds)
    placement, key = scene.panel.placement, scene.document.state.tracks[0].items[1]
    before, steps = scene.document.state.items[key], scene.document.undo_stack.count()
    assert placement.offer(assets_mime("new")).kind == "video"
    placement.drop(assets_mime("new"), Place(before.start_ticks, 0, replaced_id=key))
    after = scene.document.state.items[key]
    assert after == before.replace(asset_id="new")
    assert scene.document.undo_stack.count() == steps + 1
    assert scene.session.selection.item_ids == (key,)
    assert scene.said == ([said] if said else [])
    scene.document.undo()
    assert scene.document.state.items[key] == before


def test_a_file_dropped_into_a_clip_is_imported_and_shown_there(scene: SimpleNamespace) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/nowhere/new.MOV")])
    placement, key = scene.panel.placement, scene.document.state.tracks[0].items[0]
    assert placement.offer(mime) == ClipsDrop((5 * S,), "video")
    placement.drop(mime, Place(0, 0, replaced_id=key))
    place = scene.imports.asked[-1]
    add_video(scene, "new", 4)
    scene.document.apply("Add", place(scene.document.state, ("new",)))
    scene.imports.finished.emit(ImportReport(keys=("new",)))
    assert scene.document.state.items[key].asset_id == "new"
    assert len(scene.document.state.items) == 2
    assert scene.session.selection.item_ids == (key,)
    assert "lasts 4.0 s" in scene.said[-1]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("a.png",), "image"),
        (("a.GIF",), "gif"),
        (("a.json",), "lottie"),
        (("a.m4a",), "audio"),
        (("a.png", "b.png"), None),
        (("folder",), None),
    ],
)
def test_what_a_file_could_replace_is_guessed_by_its_name(names: Sequence[str], kind: str | None) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(f"/nowhere/{name}") for name in names])
    assert kind_in(mime) == kind


def test_a_real_picture_takes_the_place_of_another_in_one_step(tmp_path: Path) -> None:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(QColor("#cc2200"))
    for name in ("first.png", "second.png"):
        assert image.save(str(tmp_path / name))
        image.fill(QColor("#2200cc"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "second.png"))])

    async def work() -> None:
        document, session, tasks = Document(Work(blank_document(width=640, height=360))), Session(), Tasks()
        imports = Imports(document, tasks)
        placement = Placement(document, session, imports)
        try:
            first = await imports.bring_in([tmp_path / "first.png"])
            placement.add_assets(first.keys)
            [key] = document.state.items
            before, steps = document.state, document.undo_stack.count()
            ended: asyncio.Future[ImportReport] = asyncio.get_running_loop().create_future()
            imports.finished.connect(ended.set_result)
            placement.drop(mime, Place(0, 0, replaced_id=key))
            second = await asyncio.wait_for(ended, 60)
            assert document.state.items[key] == before.items[key].replace(asset_id=second.keys[0])  # type: ignore[union-attr]
            assert document.undo_stack.count() == steps + 1
            assert placement.show_placed()
            assert session.selection.item_ids == (key,)
            document.undo()
            assert write(document.state) == write(before)
        finally:
            imports.close()
            await tasks.close()

    asyncio.run(work())
