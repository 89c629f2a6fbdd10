"""The media panel by mouse and keys: what is shown, found, added, dragged, placed, replaced, removed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.edits.blank import blank_document
from editor_app.edits.new_clips import place_assets
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.media.entries import badge, plain
from editor_app.ui.media.model import ENTRY_ROLE
from editor_app.ui.media.presets import SHAPES, TITLES, TRANSITIONS, to_mime
from editor_app.ui.theme import DARK
from editor_app.ui.widgets.dropping import ClipsDrop, CutDrop, Place
from tests.ui.media.scene import assets_mime, names, press, select


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
    QTest.keyClick(bar.buttons[0], Qt.Key.Key_Escape)  # the last answer: keep it
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


@pytest.mark.parametrize(
    ("files", "answers"),
    [(1, ["Fetch again", "Choose file…"]), (2, ["Fetch again", "Search a folder…"])],
)
def test_what_could_not_be_fetched_can_be_fetched_again(
    scene: SimpleNamespace, qtbot: QtBot, files: int, answers: list[str]
) -> None:
    lost = [MissingMedium(key, f"{key}.png", "", not_fetched="no room") for key in ("photo", "song")]
    scene.sources.missing = tuple(lost[:files])
    scene.sources.changed.emit({})
    bar = scene.library.missing
    assert "the disk has no room for" in bar.text
    assert [button.text() for button in bar.buttons] == answers
    with qtbot.waitSignal(scene.panel.fetch_wanted):
        bar.buttons[0].click()


def test_media_on_their_way_are_no_trouble_and_say_how_far_they_are(scene: SimpleNamespace) -> None:
    photo, song = MissingMedium("photo", "a.png", "", is_coming=True), MissingMedium("song", "b.mp3", "gone")
    scene.sources.missing = (photo, song)
    scene.sources.changed.emit({})
    model = scene.library.model
    index = model.index(model.row_of("photo"))
    assert scene.library.missing.text == "“b.mp3” is missing."
    assert "not here yet" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    scene.library.show_fetching({"photo": 0.405})
    assert "fetching 40 %" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    face = scene.library.delegate.face(index, 100)
    assert (face.line, face.share, face.line_color) == ("fetching 40 %", 0.405, DARK.secondary)
    scene.sources.missing = (song,)
    scene.sources.changed.emit({})
    assert "fetching" not in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_media_that_others_have_still_to_upload_are_no_trouble(scene: SimpleNamespace) -> None:
    scene.sources.missing = (MissingMedium("photo", "a.png", "", is_awaited=True),)
    scene.sources.changed.emit({})
    model = scene.library.model
    index = model.index(model.row_of("photo"))
    assert scene.library.missing.text == ""
    assert "not uploaded yet" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    said = "Whoever added it has not uploaded it yet; it comes once they have."
    assert said in index.data(Qt.ItemDataRole.ToolTipRole)
    face = scene.library.delegate.face(index, 100)
    assert (face.share, face.line_color) == (None, DARK.secondary)


def test_the_menu_offers_only_what_can_be_done(scene: SimpleNamespace) -> None:
    select(scene, "song")
    menu = scene.panel.menu()
    enabled = {action.objectName() for action in menu.actions() if action.isEnabled()}
    assert "media.add" in enabled
    assert not {"media.find", "media.background", "media.replace-clips"} & enabled
    menu.deleteLater()


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
