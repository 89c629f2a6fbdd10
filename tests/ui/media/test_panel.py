"""The media panel by mouse and keys: what is shown, found, added, dragged, placed, replaced, removed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from editor_app.assets import AudioAsset, ImageAsset, VideoAsset
from editor_app.document import Document
from editor_app.edits import add_assets
from editor_app.edits.blank import blank_document
from editor_app.edits.new_clips import place_assets
from editor_app.render.media.source import MediaSource
from editor_app.services.import_report import ImportReport
from editor_app.session import Session
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.media import MediaPanel
from editor_app.ui.media.entries import badge, plain
from editor_app.ui.media.model import ENTRY_ROLE
from editor_app.ui.media.presets import SHAPES, TITLES, TRANSITIONS, to_mime
from editor_app.ui.media.renaming import NameField, stem_length
from editor_app.ui.media.replacing import kind_in
from editor_app.ui.theme import DARK, HIT_PX
from editor_app.ui.widgets.dropping import ASSETS_MIME, ClipsDrop, CutDrop, Place


class Sources(QObject):
    """Sources that a test sets."""

    changed = Signal(object)
    sources: Mapping[str, MediaSource] = {}
    missing: tuple[MissingMedium, ...] = ()


class Imports(QObject):
    """Imports that only note what they are asked for."""

    progress_changed = Signal(object)
    notes_changed = Signal()
    finished = Signal(object)
    notice = Signal(str)
    tasks: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []
        self.odd = {"film": ("Its frame rate varies.", "It is HDR.")}

    def notes(self, source: MediaSource) -> tuple[str, ...]:
        return self.odd.get(source.asset_id, ())

    def add_mime(self, mime: QMimeData, place: object = None) -> bool:
        self.asked.append(place)
        return mime.hasImage()

    def add_paths(self, paths: Sequence[Path], place: object = None) -> None:
        self.asked.append((tuple(paths), place))

    def replace_files(self, paths: Mapping[str, Path]) -> None:
        self.asked.append(dict(paths))

    def cancel(self) -> None:
        self.asked.append("cancel")


class Thumbnails:
    """Pictures whose shade tells their time."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.rounds = 0

    def begin_round(self) -> None:
        self.rounds += 1

    def thumbnail(self, asset_id: str, source_ticks: int, height_px: int) -> QImage | None:
        self.asked.append((asset_id, source_ticks))
        image = QImage(160, 90, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        return image

    def on_ready(self, tell: Callable[[], None]) -> None:
        tell()


@pytest.fixture
def scene(qtbot: QtBot) -> SimpleNamespace:
    """A panel 420 px wide with a video that is used, a picture, and a sound."""
    common = {"size": 10, "mime_type": "x/x"}
    video = {"duration_in_seconds": 12.0, "has_audio_track": True, "width": 640, "height": 360}
    assets = [
        VideoAsset.model_validate(common | video | {"id": "film", "filename": "beach.mp4"}, by_name=True),
        ImageAsset.model_validate(
            common | {"id": "photo", "filename": "Été à Nice.png", "width": 80, "height": 40}, by_name=True
        ),
        AudioAsset.model_validate(
            common | {"id": "song", "filename": "song.mp3", "duration_in_seconds": 84.0}, by_name=True
        ),
    ]
    state = add_assets(blank_document(width=1920, height=1080), assets=assets)
    state = place_assets(state, asset_ids=["film", "film"], start_ticks=0)
    document, session, sources = Document(Work(state)), Session(), Sources()
    sources.sources = {
        "film": MediaSource("film", Path("beach.mp4"), "video", "beach.mp4"),
    }
    imports, thumbnails = Imports(), Thumbnails()
    panel = MediaPanel(document, session, imports, sources, thumbnails)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(420, 640)
    said: list[str] = []
    panel.notice.connect(said.append)
    panel.show()
    return SimpleNamespace(
        document=document,
        session=session,
        sources=sources,
        imports=imports,
        thumbnails=thumbnails,
        panel=panel,
        library=panel.library,
        view=panel.library.view,
        said=said,
    )


def names(scene: SimpleNamespace) -> list[str]:
    model = scene.library.model
    return [model.index(row).data() for row in range(model.rowCount())]


def select(scene: SimpleNamespace, *keys: str) -> None:
    scene.library.select(keys)


def press(scene: SimpleNamespace, row: int) -> QPoint:
    return scene.view.visualRect(scene.library.model.index(row)).center() - QPoint(0, 20)


def assets_mime(*keys: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(ASSETS_MIME, json.dumps(keys).encode())
    return mime


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("", "all", ["beach.mp4", "Été à Nice.png", "song.mp3"]),
        ("ete NICE", "all", ["Été à Nice.png"]),
        ("mp", "audio", ["song.mp3"]),
        ("", "unused", ["Été à Nice.png", "song.mp3"]),
        ("", "image", ["Été à Nice.png"]),
        ("", "missing", []),
        ("nothing like it", "all", []),
    ],
)
def test_search_and_filter(scene: SimpleNamespace, text: str, shown: str, found: list[str]) -> None:
    scene.library.shown.setCurrentIndex(scene.library.shown.findData(shown))
    scene.library.search.setText(text)
    assert names(scene) == found
    assert scene.library.nothing.isVisible() == (not found)


def test_orders(scene: SimpleNamespace) -> None:
    scene.library.order.setCurrentIndex(scene.library.order.findData("length"))
    assert names(scene)[0] == "song.mp3"
    scene.library.order.setCurrentIndex(scene.library.order.findData("name"))
    assert names(scene) == ["beach.mp4", "Été à Nice.png", "song.mp3"]


def test_typing_in_the_grid_searches(scene: SimpleNamespace, qtbot: QtBot) -> None:
    scene.view.setFocus()
    QTest.keyClick(scene.view, Qt.Key.Key_S)
    assert scene.library.search.text() == "s"
    assert names(scene) == ["song.mp3"]
    QTest.keyClick(scene.library.search, Qt.Key.Key_Escape)
    assert len(names(scene)) == 3


def test_tiles_say_how_often_a_medium_is_used(scene: SimpleNamespace, qtbot: QtBot) -> None:
    index = scene.library.model.index(0)
    assert index.data(ENTRY_ROLE).uses == 2
    text = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "beach.mp4, Video, 0:12, used ×2"
    scene.document.apply(
        "Clear", place_assets(blank_document(width=100, height=100), asset_ids=[], start_ticks=0)
    )
    qtbot.waitUntil(lambda: scene.library.model.rowCount() == 0)
    assert scene.library.empty.isVisible()
    scene.document.undo()
    qtbot.waitUntil(lambda: scene.library.model.rowCount() == 3)
    assert scene.library.model.index(0).data(ENTRY_ROLE).uses == 2


def test_the_pointer_scrubs_over_a_video(scene: SimpleNamespace) -> None:
    rect = scene.view.visualRect(scene.library.model.index(0))
    scene.view.grab()
    scene.thumbnails.asked.clear()
    QTest.mouseMove(scene.view.viewport(), QPoint(rect.left() + 5, rect.center().y()))
    QTest.mouseMove(scene.view.viewport(), QPoint(rect.right() - 5, rect.center().y()))
    scene.view.grab()
    assert max(ticks for key, ticks in scene.thumbnails.asked if key == "film") > 9 * S


def tooltip(scene: SimpleNamespace, row: int) -> str:
    """Give what the tile's tooltip says when the pointer rests on it."""
    at = press(scene, row)
    where = scene.view.viewport().mapToGlobal(at)
    QApplication.sendEvent(scene.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, where))
    return QToolTip.text()


def corner(scene: SimpleNamespace, row: int) -> set[str]:
    """Give the colours of a tile's upper left corner, where a warning would be."""
    rect = scene.view.visualRect(scene.library.model.index(row))
    picture = scene.view.viewport().grab(QRect(rect.left() + 8, rect.top() + 8, 24, 24)).toImage()
    return {picture.pixelColor(x, y).name() for x in range(24) for y in range(24)}


def test_an_odd_medium_warns_on_its_tile_and_says_why(scene: SimpleNamespace) -> None:
    scene.view.grab()
    assert tooltip(scene, 0) == "beach.mp4\nIts frame rate varies.\nIt is HDR."
    description = Qt.ItemDataRole.AccessibleDescriptionRole
    assert scene.library.model.index(0).data(description) == "Its frame rate varies. It is HDR."
    assert DARK.warning in corner(scene, 0)
    assert DARK.warning not in corner(scene, 1)


def test_a_medium_with_another_file_warns_no_more(scene: SimpleNamespace) -> None:
    scene.view.grab()
    scene.imports.odd = {}
    scene.imports.notes_changed.emit()
    scene.view.grab()
    assert tooltip(scene, 0) == "beach.mp4"
    assert DARK.warning not in corner(scene, 0)


def edit_name(scene: SimpleNamespace, row: int, *, by_menu: bool = False) -> NameField:
    """Begin to rename a medium, and give the field for it."""
    scene.view.setFocus()
    scene.library.select([scene.library.model.index(row).data(ENTRY_ROLE).key])
    if by_menu:
        scene.panel.actions_by_id["media.rename"].trigger()
    else:
        QTest.keyClick(scene.view, Qt.Key.Key_F2)
    return scene.view.findChild(NameField)


def end_name(scene: SimpleNamespace, qtbot: QtBot, field: NameField, key: Qt.Key) -> None:
    """Press a key that ends a name, and wait until the field is gone."""
    with qtbot.waitSignal(field.destroyed):
        QTest.keyClick(field, key)


@pytest.mark.parametrize("by_menu", [False, True])
def test_a_medium_is_renamed_in_its_tile_in_one_step(
    scene: SimpleNamespace, qtbot: QtBot, by_menu: bool
) -> None:
    steps = scene.document.undo_stack.count()
    field = edit_name(scene, 0, by_menu=by_menu)
    assert (field.text(), field.selectedText()) == ("beach.mp4", "beach")
    QTest.keyClicks(field, " shore ")
    end_name(scene, qtbot, field, Qt.Key.Key_Return)
    assert scene.document.state.assets["film"].filename == "shore .mp4"
    assert scene.document.undo_stack.count() == steps + 1
    assert scene.document.media["film"].path == Path("beach.mp4")
    qtbot.waitUntil(lambda: names(scene)[0] == "shore .mp4")
    assert len(scene.document.state.items) == 2
    scene.document.undo()
    assert scene.document.state.assets["film"].filename == "beach.mp4"


@pytest.mark.parametrize(
    ("typed", "key"), [("", Qt.Key.Key_Return), ("   ", Qt.Key.Key_Return), ("other", Qt.Key.Key_Escape)]
)
def test_an_empty_name_and_escape_keep_the_old_one(
    scene: SimpleNamespace, qtbot: QtBot, typed: str, key: Qt.Key
) -> None:
    steps = scene.document.undo_stack.count()
    field = edit_name(scene, 0)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    end_name(scene, qtbot, field, key)
    assert scene.document.state.assets["film"].filename == "beach.mp4"
    assert scene.document.undo_stack.count() == steps
    assert scene.library.model.index(0).data() == "beach.mp4"


def test_what_is_typed_stays_while_the_tiles_are_told_anew(scene: SimpleNamespace) -> None:
    field = edit_name(scene, 0)
    QTest.keyClicks(field, "shore")
    scene.document.apply("Add", place_assets(scene.document.state, asset_ids=["film"], start_ticks=90 * S))
    scene.library.refresh()
    assert scene.library.model.index(0).data(ENTRY_ROLE).uses == 3
    assert field.text() == "shore.mp4"


def test_a_medium_that_is_looked_for_by_its_name_keeps_it(scene: SimpleNamespace, qtbot: QtBot) -> None:
    field = edit_name(scene, 2)
    QTest.keyClicks(field, "other")
    end_name(scene, qtbot, field, Qt.Key.Key_Return)
    assert scene.document.state.assets["song"].filename == "song.mp3"
    assert scene.said == ["Locate the file first: it is looked for by the name that it has now."]


def test_f2_in_the_grid_is_no_key_of_the_windows(scene: SimpleNamespace) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(scene.view, event)
    assert event.isAccepted()


@pytest.mark.parametrize(
    ("name", "length"), [("beach.mp4", 5), ("Part 1. The end", 15), (".hidden", 7), ("a.b.mov", 3), ("", 0)]
)
def test_the_suffix_is_left_alone(name: str, length: int) -> None:
    assert stem_length(name) == length


def test_files_and_folders_are_imported_by_keys_alone(scene: SimpleNamespace, qtbot: QtBot) -> None:
    asked: list[str] = []
    scene.library.import_wanted.disconnect()
    scene.library.folder_wanted.disconnect()
    scene.library.import_wanted.connect(lambda: asked.append("files"))
    scene.library.folder_wanted.connect(lambda: asked.append("folder"))
    scene.document.load(Work(blank_document(width=640, height=360)))
    scene.panel.activateWindow()
    scene.panel.tabs.setFocus()
    met: list[QWidget] = []
    for _ in range(6):
        scene.panel.focusNextChild()
        met.append(scene.panel.focusWidget())
    library = scene.library
    assert met[:4] == [library.add_folder, library.add, library.empty.files, library.empty.folder]
    for button in met[:4]:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == ["folder", "files", "files", "folder"]


@pytest.mark.parametrize("height", [318, 700])
def test_the_empty_library_shows_all_it_says(scene: SimpleNamespace, height: int) -> None:
    scene.document.load(Work(blank_document(width=640, height=360)))
    scene.panel.resize(348, height)
    QApplication.processEvents()
    library = scene.library
    for widget in (*library.empty.findChildren(QLabel), *library.empty.findChildren(QPushButton)):
        assert library.empty.rect().contains(widget.geometry())
        needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        assert widget.height() >= max(needed, widget.minimumSizeHint().height())
    for button in (library.add, library.add_folder):
        assert library.rect().contains(button.geometry())
        assert min(button.width(), button.height()) >= HIT_PX


def test_a_double_click_and_enter_add_at_the_playhead(scene: SimpleNamespace) -> None:
    scene.session.set_playhead(30 * S)
    at = press(scene, 1)
    QTest.mouseClick(scene.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(scene.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(scene.document.state.items) == 3
    [new] = scene.session.selection.item_ids
    assert scene.document.state.items[new].start_ticks == 30 * S
    scene.document.undo()
    scene.view.setFocus()
    QTest.keyClick(scene.view, Qt.Key.Key_Return)
    assert len(scene.document.state.items) == 3


def test_a_drag_knows_its_lengths_and_drops_in_one_step(scene: SimpleNamespace) -> None:
    placement = scene.panel.placement
    mime = scene.library.model.mimeData([scene.library.model.index(0), scene.library.model.index(1)])
    offer = placement.offer(mime)
    assert offer == ClipsDrop((12 * S, 5 * S))
    placement.drop(mime, Place(40 * S, row=0))
    assert len(scene.document.state.items) == 4
    placement.drop(assets_mime("song"), Place(0, new_track_at=1))
    assert [len(track.items) for track in scene.document.state.tracks] == [4, 1]
    scene.document.undo()
    scene.document.undo()
    assert len(scene.document.state.items) == 2
    assert placement.offer(assets_mime("gone")) is None


def test_a_title_a_shape_and_a_transition_are_dropped(scene: SimpleNamespace) -> None:
    placement = scene.panel.placement
    assert placement.offer(to_mime(TITLES[0])) == ClipsDrop((5 * S,))
    placement.drop(to_mime(TITLES[0]), Place(0, new_track_at=0))
    placement.drop_on_canvas(to_mime(SHAPES[3]), QPointF(100, 100))
    made = [
        scene.document.state.items[key] for track in scene.document.state.tracks[:2] for key in track.items
    ]
    assert {item.type for item in made} == {"text", "solid"}
    assert placement.offer(to_mime(TRANSITIONS[1])) == CutDrop()
    first, second = scene.document.state.tracks[-1].items
    placement.drop(to_mime(TRANSITIONS[1]), Place(12 * S, 1, None, first, second))
    [transition] = scene.document.state.transitions.values()
    assert (transition.type, transition.duration_ticks) == ("slide", S)
    placement.add_preset(TRANSITIONS[5])
    assert [one.type for one in scene.document.state.transitions.values()] == ["iris"]


def test_without_a_cut_a_transition_says_what_to_do(scene: SimpleNamespace) -> None:
    scene.document.load(Work(blank_document(width=640, height=360)))
    scene.panel.placement.add_preset(TRANSITIONS[0])
    assert "no cut" in scene.said[0]


def test_text_is_pasted_and_a_picture_goes_to_the_imports(scene: SimpleNamespace) -> None:
    scene.session.set_playhead(50 * S)
    QGuiApplication.clipboard().setText("Hello there")
    scene.view.setFocus()
    QTest.keyClick(scene.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    [new] = scene.session.selection.item_ids
    assert scene.document.state.items[new].text == "Hello there"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    mime = QMimeData()
    mime.setImageData(image)
    assert scene.panel.placement.paste(mime)


def test_dropped_files_are_imported_and_then_placed(scene: SimpleNamespace) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    mime = QMimeData()
    mime.setImageData(image)
    assert scene.panel.placement.offer(mime) == ClipsDrop((5 * S,), "image")
    scene.panel.placement.drop(mime, Place(60 * S, row=0))
    place = scene.imports.asked[-1]
    placed = place(scene.document.state, ("photo",))
    assert max(item.start_ticks for item in placed.items.values()) == 60 * S


def test_what_was_imported_is_selected_whatever_was_searched_for(scene: SimpleNamespace) -> None:
    scene.panel.tabs.setCurrentIndex(2)
    scene.library.search.setText("beach")
    scene.library.shown.setCurrentIndex(scene.library.shown.findData("video"))
    scene.imports.finished.emit(ImportReport(keys=("photo", "song")))
    assert [entry.key for entry in scene.library.selected()] == ["photo", "song"]
    assert scene.view.currentIndex().row() == 1
    assert scene.panel.tabs.currentWidget() is scene.library
    scene.imports.finished.emit(ImportReport())
    assert len(scene.library.selected()) == 2


def test_what_was_imported_is_scrolled_to(scene: SimpleNamespace) -> None:
    common = {"size": 10, "mime_type": "x/x", "width": 80, "height": 40}
    many = [
        ImageAsset.model_validate(common | {"id": f"i{n}", "filename": f"{n}.png"}, by_name=True)
        for n in range(200)
    ]
    scene.document.apply("Add", add_assets(scene.document.state, assets=many))
    scene.imports.finished.emit(ImportReport(keys=("i150",)))
    index = scene.library.model.index(scene.library.model.row_of("i150"))
    assert scene.view.viewport().rect().contains(scene.view.visualRect(index))


def test_clips_made_by_an_import_are_selected_when_it_ends(scene: SimpleNamespace) -> None:
    scene.panel.tabs.setCurrentIndex(2)
    scene.panel.placement.add_files([Path("photo.png")])
    _paths, place = scene.imports.asked[-1]
    before = set(scene.document.state.items)
    scene.document.apply("Add", place(scene.document.state, ("photo",)))
    scene.imports.finished.emit(ImportReport(keys=("photo",)))
    assert set(scene.session.selection.item_ids) == set(scene.document.state.items) - before
    assert scene.panel.tabs.currentIndex() == 2
    scene.session.select(())
    scene.imports.finished.emit(ImportReport(keys=("photo",)))
    assert scene.session.selection.item_ids == ()


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


def test_an_unused_medium_goes_at_once_and_a_used_one_asks(scene: SimpleNamespace, qtbot: QtBot) -> None:
    scene.view.setFocus()
    select(scene, "photo")
    QTest.keyClick(scene.view, Qt.Key.Key_Delete)
    assert "photo" not in scene.document.state.assets
    qtbot.waitUntil(lambda: scene.library.model.rowCount() == 2)
    select(scene, "film")
    QTest.keyClick(scene.view, Qt.Key.Key_Delete)
    bar = scene.library.question
    assert bar.text == "“beach.mp4” is used 2 times."
    bar.buttons[1].click()
    assert bar.text == ""
    assert "film" in scene.document.state.assets
    QTest.keyClick(scene.view, Qt.Key.Key_Delete)
    bar.buttons[0].click()
    assert dict(scene.document.state.items) == {}
    scene.document.undo()
    assert len(scene.document.state.items) == 2


def test_unused_media_are_removed_together(scene: SimpleNamespace) -> None:
    scene.panel.actions_by_id["media.remove-unused"].trigger()
    assert list(scene.document.state.assets) == ["film"]
    scene.panel.actions_by_id["media.remove-unused"].trigger()
    assert scene.said == ["All media are used."]


def test_clips_are_found_and_take_another_medium(scene: SimpleNamespace) -> None:
    select(scene, "film")
    scene.panel.actions_by_id["media.find"].trigger()
    assert len(scene.session.selection.item_ids) == 2
    select(scene, "photo")
    scene.panel.actions_by_id["media.replace-clips"].trigger()
    assert "cannot show" in scene.said[0]
    scene.panel.actions_by_id["media.background"].trigger()
    assert scene.document.state.global_background.image_asset_id == "photo"


def test_missing_media_are_told_and_located(scene: SimpleNamespace) -> None:
    scene.sources.missing = (MissingMedium("photo", "a.png", "gone"), MissingMedium("song", "b.mp3", "gone"))
    scene.sources.changed.emit({})
    bar = scene.library.missing
    assert bar.text == "2 files are missing."
    assert scene.library.model.index(1).data(ENTRY_ROLE).is_missing
    bar.buttons[0].click()
    dialogs = [w for w in QGuiApplication.topLevelWindows() if w.isVisible()]
    assert len(dialogs) == 2
    scene.sources.missing = ()
    scene.sources.changed.emit({})
    assert bar.text == ""


def test_the_menu_offers_only_what_can_be_done(scene: SimpleNamespace) -> None:
    select(scene, "song")
    menu = scene.panel.menu()
    enabled = {action.objectName() for action in menu.actions() if action.isEnabled()}
    assert "media.add" in enabled
    assert not {"media.find", "media.background", "media.replace-clips"} & enabled
    menu.deleteLater()


def test_thousands_of_media_are_shown(scene: SimpleNamespace, qtbot: QtBot) -> None:
    common = {"size": 10, "mime_type": "x/x", "width": 80, "height": 40}
    many = [
        ImageAsset.model_validate(common | {"id": f"i{n}", "filename": f"{n}.png"}, by_name=True)
        for n in range(3000)
    ]
    scene.document.load(Work(add_assets(blank_document(width=640, height=360), assets=many)))
    assert scene.library.model.rowCount() == 3000
    scene.view.grab()
    scene.thumbnails.asked.clear()
    scene.view.verticalScrollBar().setValue(scene.view.verticalScrollBar().maximum() // 2)
    scene.view.grab()
    assert 0 < len({key for key, _ in scene.thumbnails.asked}) < 80


def test_painting_all_tiles_begins_a_round_and_painting_one_does_not(scene: SimpleNamespace) -> None:
    rounds = scene.thumbnails.rounds
    scene.view.viewport().grab()
    assert scene.thumbnails.rounds == rounds + 1
    scene.view.viewport().grab(scene.view.visualRect(scene.library.model.index(0)))
    assert scene.thumbnails.rounds == rounds + 1


@pytest.mark.parametrize(
    ("ticks", "text"), [(12 * S, "0:12"), (84 * S, "1:24"), (3723 * S, "1:02:03"), (1, "0:01")]
)
def test_lengths(ticks: int, text: str) -> None:
    assert badge(ticks) == text


def test_marks_do_not_count_in_a_search() -> None:
    assert plain("Été Ærø") == "ete æro"


def test_every_tab_paints_its_tiles_and_enter_uses_them(scene: SimpleNamespace) -> None:
    before = len(scene.document.state.items)
    for name, page in scene.panel.pages.items():
        scene.panel.tabs.setCurrentWidget(page)
        page.view.setFocus()
        page.view.setCurrentIndex(page.model.index(1))
        picture = page.view.grab().toImage()
        colours = {picture.pixel(x, 40) for x in range(picture.width())}
        assert len(colours) > 2, name
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert len(scene.document.state.items) == before + 2
    assert [one.type for one in scene.document.state.transitions.values()] == ["slide"]
    assert scene.document.state.global_background.color == "#ffffff"
