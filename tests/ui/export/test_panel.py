"""The Export panel: three clicks to a file, nothing replaced unasked, and only what the place can do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QTabBar
from pytestqt.qtbot import QtBot

from editor_app.drawing import Box
from editor_app.edits import delete_clips
from editor_app.interchange.renderingvideo import Loss, Prerender
from editor_app.problem import Problem
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import CloudIds, IndreamSettings, OtherSettings, Price, Result
from editor_app.services.exporting.renderingvideo.accounts import LOCAL_WORKSPACE as WORKSPACE
from editor_app.services.exporting.renderingvideo.fidelity import Findings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.exporting.standings import Standing
from editor_app.session import InOut
from editor_app.store.accounts import Profile
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.store.sidecar import Sidecar
from tests.render.export.films import SECOND, document, solid
from tests.ui.export.scene import INDREAM, OTHER, SANDBOX, Scene, another_panel, cloud_job, job
from tests.ui.widgets.mouse import turn_wheel


def test_one_click_begins_the_export_and_the_next_one_has_another_name(scene: Scene, tmp_path: Path) -> None:
    panel = scene.panel
    assert panel.choices.form.shown_name.text() == "A B film.mp4"
    scene.click(panel.export)
    ((profile, settings, output, _),) = scene.exports.started
    assert (profile, output) == (None, tmp_path / "A B film.mp4")
    assert settings == ExportSettings()
    assert panel.jobs.jobs[0].output == output
    assert panel.choices.form.shown_name.text() == "A B film 2.mp4"


def test_who_scrolls_past_a_list_chooses_nothing(scene: Scene) -> None:
    boxes = [
        box for kind in (QComboBox, QTabBar) for box in scene.panel.findChildren(kind) if box.count() > 1
    ]
    before = [box.currentIndex() for box in boxes]
    assert len(boxes) >= 5
    for box in boxes:
        for notches in (-1, 1):
            turn_wheel(box, notches)
    assert [box.currentIndex() for box in boxes] == before
    assert not any(box.hasFocus() for box in boxes)


def test_a_file_that_is_there_is_replaced_only_when_the_button_said_so(scene: Scene, tmp_path: Path) -> None:
    panel = scene.panel
    (tmp_path / "other.mp4").write_bytes(b"precious")
    scene.write(panel.choices.form.file, "other")
    scene.click(panel.export)
    assert (panel.export.text(), scene.exports.started) == ("Replace", [])
    assert any("will be replaced" in line for line in panel.before.lines)
    scene.choose_preset("Draft")
    assert panel.export.text() == "Export"
    scene.click(panel.export)
    scene.click(panel.export)
    assert scene.exports.started[0][2] == tmp_path / "other.mp4"


def test_names_that_are_filled_in_never_replace_a_file(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "A B film 128x72.mp4").write_bytes(b"precious")
    scene.write(scene.panel.choices.form.file, "{title} {size}")
    assert scene.panel.choices.form.shown_name.text() == "A B film 128x72 2.mp4"
    scene.click(scene.panel.export)
    assert scene.exports.started[0][2].name == "A B film 128x72 2.mp4"
    assert scene.ports.settings.text("export-name") == "{title} {size}"


def test_a_whole_path_can_be_pasted_as_name(scene: Scene, tmp_path: Path) -> None:
    scene.write(scene.panel.choices.form.file, str(tmp_path / "deep.mp4"))
    scene.click(scene.panel.export)
    assert scene.exports.started[0][2] == tmp_path / "deep.mp4"


def test_without_a_name_or_clips_there_is_nothing_to_press(scene: Scene) -> None:
    panel = scene.panel
    scene.write(panel.choices.form.file, "")
    assert (panel.export.isEnabled(), panel.foot.line.text()) == (False, "The file has no name.")
    scene.write(panel.choices.form.file, "film")
    assert panel.export.isEnabled()
    state = scene.document.state
    scene.document.apply("Delete", delete_clips(state, item_ids=list(state.items)))
    panel.show_state()
    assert not panel.export.isEnabled()
    assert any("timeline is empty" in line for line in panel.before.lines)


def test_presets_choose_format_and_size_and_are_marked_while_they_hold(scene: Scene) -> None:
    form, presets = scene.panel.choices.form, scene.panel.choices.presets
    scene.choose_preset("Transparent WebM")
    assert (form.recipe.format, form.recipe.alpha) == ("webm", True)
    assert form.shown_name.text() == "A B film.webm"
    form.format.setCurrentIndex(0)
    form.format.activated.emit(0)
    assert presets.marked == "full"
    form.fps.setCurrentIndex(1)
    form.fps.activated.emit(1)
    assert presets.marked is None
    scene.click(scene.panel.export)
    assert scene.exports.started[0][1] == ExportSettings("mp4", 60)


def test_what_a_format_does_not_have_is_not_asked_for(scene: Scene) -> None:
    form = scene.panel.choices.form
    for preset, seen in (
        ("Sound only", (False, False, False)),
        ("Still", (True, False, False)),
        ("GIF", (True, True, False)),
        ("Square", (True, True, True)),
    ):
        scene.choose_preset(preset)
        shown = (form.size_box.isVisible(), form.fps.isVisible(), form.fit.isVisible())
        assert shown == seen, preset


def test_another_shape_is_filled_or_has_bars(scene: Scene) -> None:
    scene.choose_preset("Square")
    scene.click(scene.panel.choices.form.fit.buttons[1])
    assert scene.panel.foot.line.text().startswith("1080 × 1080")
    scene.click(scene.panel.export)
    settings = scene.exports.started[0][1]
    assert isinstance(settings, ExportSettings)
    assert (settings.size, settings.fit) == ((1080, 1080), "fill")


def test_a_still_shows_the_moment_at_the_playhead(scene: Scene) -> None:
    scene.choose_preset("Still")
    scene.session.set_playhead(SECOND // 2)
    scene.panel.show_state()
    assert scene.panel.choices.form.range.box.currentText() == "At the playhead, 0:00.5"
    scene.click(scene.panel.export)
    settings = scene.exports.started[0][1]
    assert isinstance(settings, ExportSettings)
    assert settings.start_tick == SECOND // 2


def test_a_marked_range_or_a_written_one_is_exported_alone(scene: Scene) -> None:
    rows = scene.panel.choices.form.range
    scene.session.set_range(InOut(SECOND // 4, SECOND // 2))
    scene.panel.show_state()
    assert rows.box.count() == 3
    for number, wanted in ((1, (SECOND // 4, SECOND // 2)), (2, (SECOND // 10, SECOND))):
        rows.box.setCurrentIndex(number)
        rows.box.activated.emit(number)
        if number == 2:
            scene.write(rows.start, "0.1")
            scene.write(rows.end, "")
        scene.click(scene.panel.export)
        settings = scene.exports.started[-1][1]
        assert isinstance(settings, ExportSettings)
        assert (settings.start_tick, settings.end_tick) == wanted
    scene.write(rows.start, "5")
    assert not scene.panel.export.isEnabled()
    assert any("after the project’s end" in line for line in scene.panel.before.lines)
    scene.write(rows.start, "noon")
    assert any("“noon” is no time" in line for line in scene.panel.before.lines)


def test_no_tick_stands_beside_what_keeps_from_exporting(scene: Scene) -> None:
    before = scene.panel.before
    assert [note.level for note in before.notes if note.text == "The document has no errors"] == ["ok"]
    scene.write(scene.panel.choices.form.file, "")
    assert [note.level for note in before.notes if note.text == "The document has no errors"] == ["note"]
    assert all(note.level != "ok" for note in before.notes)


def test_space_presses_what_was_come_to_by_keyboard_and_plays_after_a_click(scene: Scene) -> None:
    panel, played = scene.panel, list[bool]()
    play = QShortcut(QKeySequence(Qt.Key.Key_Space), panel)
    play.activated.connect(lambda: played.append(True))
    panel.focus_export()
    QTest.keyClick(panel.export, Qt.Key.Key_Space)
    assert (len(scene.exports.started), played) == (1, [])
    scene.queue.put()
    scene.click(panel.export)
    QTest.keyClick(panel.export, Qt.Key.Key_Space)
    assert (len(scene.exports.started), played) == (2, [True])
    QTest.keyClick(panel.export, Qt.Key.Key_Tab)
    QTest.keyClick(panel.export, Qt.Key.Key_Space)
    assert played == [True]


def test_problems_and_missing_media_are_told_and_lead_to_their_panels(scene: Scene) -> None:
    panel, wanted = scene.panel, list[str]()
    panel.drawer_wanted.connect(wanted.append)
    scene.exports.missing = (MissingMedium("a", "beach.jpg", "gone"),)
    scene.exports.media_count = 3
    panel.show_problems((Problem("X", "$", "Something is wrong.", "error"),))
    panel.show_state()
    assert "2 errors · 2 of 3 media ready" in panel.before.lines
    assert any("“beach.jpg”" in line for line in panel.before.lines)
    for link in panel.before.links:
        scene.click(link)
    assert sorted(wanted) == ["media", "problems"]
    scene.click(panel.export)
    assert panel.export.text() == "Export anyway"
    scene.click(panel.export)
    assert len(scene.exports.started) == 1


def test_the_time_is_guessed_after_an_export_of_the_same_kind(scene: Scene) -> None:
    before = scene.panel.foot.line.text()
    made = Result(1, 128, 72, 90, 3.0, 180.0)
    scene.queue.put(job(status="done", result=made))
    scene.panel.show_state()
    assert before != scene.panel.foot.line.text()
    assert "1:01 min" in scene.panel.foot.line.text()
    assert "1:01 min" in scene.panel.choices.cards.cards[0].line.text()


def test_the_preset_that_was_chosen_is_chosen_after_a_restart(scene: Scene) -> None:
    scene.choose_preset("GIF")
    again = another_panel(scene)
    assert (again.choices.presets.marked, again.choices.recipe.format) == ("gif", "gif")
    tall = document(solid(SECOND, (0, 0, 40, 40), "#e02010"), width=1080, height=1920)
    scene.document.load(Work(tall, Sidecar()))
    assert again.choices.presets.marked == "shorts"


def test_a_preset_of_one_s_own_is_chosen_after_a_restart(scene: Scene) -> None:
    scene.choose_preset("GIF")
    scene.panel.choices.form.fps.setCurrentIndex(0)
    scene.panel.choices.form.fps.activated.emit(0)
    scene.panel.choices.presets.save_wanted.emit("Mine")
    again = another_panel(scene)
    assert again.choices.recipe == scene.panel.choices.recipe
    marked = [button.text() for button in again.choices.presets.buttons if button.isChecked()]
    assert marked == ["Mine"]


def test_a_project_of_another_shape_begins_with_its_own_preset(scene: Scene) -> None:
    scene.write(scene.panel.choices.form.file, "of the first")
    tall = document(solid(SECOND, (0, 0, 40, 40), "#e02010"), width=1080, height=1920)
    scene.document.load(Work(tall, Sidecar().with_title("Tall")))
    assert scene.preset_names[0] == "Shorts, Reels, TikTok"
    assert scene.panel.choices.presets.marked == "shorts"
    assert scene.panel.choices.form.shown_name.text() == "Tall.mp4"


# Places.


def test_without_accounts_one_quiet_line_leads_to_them(scene: Scene) -> None:
    cards, wanted = scene.panel.choices.cards, list[bool]()
    scene.panel.services_wanted.connect(lambda: wanted.append(True))
    assert len(cards.cards) == 1
    scene.click(cards.more)
    assert wanted == [True]
    scene.offer(SANDBOX)
    assert not cards.more.isHidden()
    scene.offer(INDREAM)
    assert cards.more.isHidden()


def test_cards_say_how_the_places_stand(scene: Scene) -> None:
    scene.standings.standing = {
        INDREAM.id: Standing(slots_free=1, reach="taken"),
        OTHER.id: Standing(credits=985, reach="taken"),
        SANDBOX.id: Standing(trouble="the key is refused"),
    }
    scene.offer(SANDBOX, INDREAM, OTHER)
    cards = scene.panel.choices.cards.cards
    assert [(card.name.text(), card.line.text()) for card in cards[1:]] == [
        ("Indream", "key ok · 1 of 2 slots free"),
        ("RenderingVideo", "key ok · 985 credits"),
        ("Local workspace", "Indream · the key is refused"),
    ]
    assert cards[0].line.text().startswith("free · about ")
    scene.choose_place("Local workspace")
    assert not scene.panel.export.isEnabled()


def test_a_card_says_at_once_that_an_export_has_taken_a_slot(scene: Scene) -> None:
    scene.offer(INDREAM)
    begun = cloud_job(1)
    scene.queue.put(begun)
    scene.panel.show_state()
    card = scene.panel.choices.cards.cards[1]
    assert card.line.text() == "key ok · 2 of 2 slots free"
    scene.standings.standing = {INDREAM.id: Standing(slots_free=1, reach="taken")}
    scene.queue.tell(replace(begun, status="uploading"))
    assert card.line.text() == "key ok · 1 of 2 slots free"


def test_more_workers_than_there_are_is_said_and_not_swallowed(scene: Scene) -> None:
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    panel = scene.panel
    scene.click(panel.choices.advanced.title)
    scene.write(panel.choices.advanced.other.workers, "90")
    said = "There are at most 64 workers. Write fewer, or leave it to the service."
    assert (panel.foot.line.text(), panel.export.isEnabled()) == (said, False)
    scene.write(panel.choices.advanced.other.workers, "9")
    scene.click(panel.export)
    settings = scene.exports.started[0][1]
    assert isinstance(settings, OtherSettings)
    assert OtherWish.of(settings).workers == 9


def test_what_few_need_is_as_high_as_its_own_rows(scene: Scene) -> None:
    scene.offer(INDREAM, OTHER)
    advanced, heights = scene.panel.choices.advanced, list[int]()
    advanced.title.setChecked(True)
    for name in ("Indream", "RenderingVideo", "Indream"):
        scene.choose_place(name)
        heights.append(advanced.sizeHint().height())
    assert heights[1] < heights[0] == heights[2]


def test_indream_is_asked_with_its_own_words_and_secrets_go_apart(scene: Scene, tmp_path: Path) -> None:
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    panel = scene.panel
    page = panel.choices.advanced.indream
    assert not panel.choices.form.range.isVisible()
    assert "price known after creation" in panel.foot.line.text()
    scene.click(panel.choices.advanced.title)
    scene.write(page.callback, "https://a.example/done")
    scene.click(page.headers.add)
    (row,) = page.headers.rows
    assert row.value.echoMode() == row.value.EchoMode.Password
    scene.write(row.name, "X-Token")
    scene.write(row.value, "secret")
    scene.choose_preset("Web")
    scene.click(panel.export)
    ((profile, settings, output, values),) = scene.exports.started
    assert (profile, output) == (INDREAM, tmp_path / "A B film.webm")
    assert settings == IndreamSettings(
        "webm", callback_url="https://a.example/done", header_names=("X-Token",)
    )
    assert values == {"X-Token": "secret"}
    scene.write(page.callback, "nowhere")
    assert not panel.export.isEnabled()


def test_a_task_s_name_is_for_one_export_and_the_canvas_is_that_of_the_project(scene: Scene) -> None:
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    panel = scene.panel
    page = panel.choices.advanced.indream
    scene.click(panel.choices.advanced.title)
    assert page.canvas.placeholderText() == "as the project: 128x72"
    scene.write(page.task, "mine")
    scene.click(panel.export)
    scene.queue.put(*(replace(one, status="done") for one in scene.queue.jobs))
    for _ in range(2):  # the same film: it is asked whether that was meant
        scene.click(panel.export)
    names = [started[1].client_task_id for started in scene.exports.started]  # type: ignore[union-attr]
    assert names == ["mine", ""]


def test_a_name_that_was_used_and_a_callback_that_may_be_refused_are_told_before(scene: Scene) -> None:
    before = cloud_job(settings=IndreamSettings(client_task_id="mine"), cloud=CloudIds(task_id="t"))
    scene.queue.put(replace(before, status="done"))
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    panel = scene.panel
    page = panel.choices.advanced.indream
    scene.click(panel.choices.advanced.title)
    scene.write(page.task, "mine")
    assert not panel.export.isEnabled()
    assert "An export called “mine” was made with this account before" in panel.foot.line.text()
    scene.write(page.task, "mine 2")
    scene.write(page.callback, "https://a.example/done")
    assert panel.export.isEnabled()
    assert any("only for accounts with a webhook secret" in line for line in panel.before.lines)


def test_a_field_that_there_is_not_is_told_beside_the_name(scene: Scene) -> None:
    form = scene.panel.choices.form
    for name, said in (
        ("{title} {nmae}", "{nmae} stands for nothing. There are {title}, {date}, {preset}, {size}."),
        ("{title}", ""),
    ):
        scene.write(form.file, name)
        assert form.unknown.isVisible() == bool(said)
        assert not said or form.unknown.text() == said


def test_a_preset_of_one_s_own_is_marked_though_another_is_alike(scene: Scene) -> None:
    presets = scene.panel.choices.presets
    presets.save_wanted.emit("Mine")
    assert presets.marked != "full"
    scene.panel.show_state()
    marked = [button.text() for button in presets.buttons if button.isChecked()]
    assert marked == ["Mine"]
    scene.choose_preset("Full size")
    assert presets.marked == "full"


def test_the_local_workspace_says_what_it_speaks_below_its_name(scene: Scene) -> None:
    name = "Local workspace (RenderingVideo)"
    workspace = Profile(
        "local-workspace-renderingvideo", "renderingvideo", name, "http://127.0.0.1:1", WORKSPACE
    )
    scene.offer(workspace)
    card = scene.panel.choices.cards.cards[1]
    assert (card.name.text(), card.line.text()) == (
        "Local workspace",
        "RenderingVideo · 2 of 2 slots free",
    )
    assert name in card.accessibleName()
    assert name in card.toolTip()


def test_a_price_is_guessed_only_after_those_of_the_account(scene: Scene) -> None:
    scene.offer(INDREAM, SANDBOX)
    paid = cloud_job(status="done", price=Price(2.0, 2, "3"))
    scene.queue.put(paid)
    scene.choose_place("Indream")
    assert "about 1.5 credits, after your earlier ones" in scene.panel.foot.line.text()
    scene.choose_place("Local workspace")
    assert "credits" not in scene.panel.foot.line.text()


def test_renderingvideo_tells_its_price_and_what_will_look_different(scene: Scene) -> None:
    key = next(iter(scene.document.state.items))
    scene.standings.standing = {OTHER.id: Standing(credits=985)}
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    panel = scene.panel
    assert "1 credit · 984 left after" in panel.foot.line.text()
    assert any("Looking for" in line for line in panel.before.lines)
    loss = Loss(key, None, "stroke", "it may sit differently", "approximate")
    scene.fidelity.found = Findings((loss,), (Prerender("p", (key,), "webm", 0, SECOND, Box(0, 0, 9, 9)),))
    panel.show_state()
    assert any(line.endswith("stroke – it may sit differently") for line in panel.before.lines)
    (link,) = panel.before.links
    scene.click(link)
    assert tuple(scene.session.selection.item_ids) == (key,)
    scene.click(panel.export)
    settings = scene.exports.started[0][1]
    assert isinstance(settings, OtherSettings)
    assert OtherWish.of(settings) == OtherWish(prerenders=False)


def test_what_the_service_cannot_draw_is_drawn_here_only_where_somebody_wants_that(scene: Scene) -> None:
    key = next(iter(scene.document.state.items))
    part = Prerender("p", (key,), "webm", 0, SECOND, Box(0, 0, 9, 9))
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    scene.fidelity.found = Findings((), (part,))
    for panel, switched, wanted in (
        (scene.panel, 0, False),
        (scene.panel, 1, True),
        (another_panel(scene), 0, True),
        (another_panel(scene), 1, False),
        (another_panel(scene), 0, False),
    ):
        panel.show_state()
        for _ in range(switched):
            scene.click(panel.before.prerender)
        assert panel.before.prerender.isChecked() == wanted
        for button in (panel.export, panel.foot.preview):
            scene.queue.put()
            scene.click(button)
            settings = scene.exports.started[-1][1]
            assert isinstance(settings, OtherSettings)
            assert OtherWish.of(settings).prerenders == wanted


def test_a_sandbox_that_has_credits_tells_how_many_an_export_takes(scene: Scene) -> None:
    name = "Local workspace (RenderingVideo)"
    workspace = Profile(
        "local-workspace-renderingvideo", "renderingvideo", name, "http://127.0.0.1:1", WORKSPACE
    )
    scene.offer(workspace)
    scene.standings.standing = {workspace.id: Standing(credits=988, reach="taken")}
    scene.choose_place(name)
    panel = scene.panel
    assert panel.foot.line.text().endswith("1 credit of the sandbox · 987 left after")
    scene.standings.standing = {workspace.id: Standing(credits=0)}
    panel.show_state()
    assert not panel.export.isEnabled()
    assert "It takes 1 credit of the sandbox, which has 0." in panel.foot.line.text()


def test_the_sandbox_of_a_service_without_known_prices_says_none(scene: Scene) -> None:
    scene.offer(SANDBOX)
    scene.choose_place("Local workspace")
    assert scene.panel.foot.line.text().endswith("nothing is paid here")


@pytest.mark.parametrize("width", [200, 240, 300])
def test_a_narrow_card_shows_the_whole_balance(scene: Scene, width: int) -> None:
    name = "Local workspace (RenderingVideo)"
    workspace = Profile(
        "local-workspace-renderingvideo", "renderingvideo", name, "http://127.0.0.1:1", WORKSPACE
    )
    scene.offer(workspace)
    scene.standings.standing = {workspace.id: Standing(credits=988, reach="taken")}
    scene.panel.show_state()
    card = scene.panel.choices.cards.cards[1]
    card.resize(width, card.height())
    assert card.layout().activate()  # type: ignore[union-attr]
    assert card.line.shown_parts()[-1].endswith("988 credits")


def test_too_little_credit_keeps_from_exporting(scene: Scene) -> None:
    scene.standings.standing = {OTHER.id: Standing(credits=0)}
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    assert not scene.panel.export.isEnabled()
    assert "costs 1 credit, and the account has 0" in scene.panel.foot.line.text()


def test_an_old_balance_keeps_nobody_from_exporting_and_an_unread_one_is_told(scene: Scene) -> None:
    scene.standings.standing = {OTHER.id: Standing(credits=0, is_old=True)}
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    assert scene.panel.export.isEnabled()
    scene.standings.standing = {OTHER.id: Standing(reach="troubled", is_old=True)}
    scene.panel.show_state()
    assert scene.panel.export.isEnabled()
    assert scene.panel.choices.cards.cards[1].line.text() == "in trouble now"


def test_the_balance_is_asked_for_when_its_card_is_chosen_and_after_what_may_change_it(
    scene: Scene, qtbot: QtBot
) -> None:
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    assert scene.standings.wanted == [OTHER]
    asked = scene.standings.asked
    scene.standings.changed.emit()
    qtbot.waitUntil(lambda: scene.standings.asked == asked + 1)


def test_what_is_sent_can_be_copied_without_the_key(scene: Scene) -> None:
    scene.offer(INDREAM)
    assert not scene.panel.foot.code.isVisible()
    scene.choose_place("Indream")
    for action, part in ((scene.panel.foot.curl, "curl "), (scene.panel.foot.python, "import json")):
        action.trigger()
        text = QGuiApplication.clipboard().text()
        assert part in text
        assert "/v1/exports" in text
        assert "INDREAM_API_KEY" in text
    assert scene.told[-1].startswith("Copied.")


@pytest.mark.parametrize("place", ["Indream", "RenderingVideo"])
def test_copies_of_the_same_share_a_file_that_the_code_finds_from_anywhere(
    scene: Scene, tmp_path: Path, place: str
) -> None:
    scene.offer(INDREAM, OTHER)
    scene.choose_place(place)
    many = document(*(solid(SECOND, (0, 0, 40, 40), "#e02010") for _ in range(20)))
    scene.document.load(Work(many, Sidecar().with_title("Large")))
    scene.panel.show_state()
    file = tmp_path / "Large document.json"
    for action in 3 * (scene.panel.foot.curl, scene.panel.foot.python):
        action.trigger()
        assert str(file) in QGuiApplication.clipboard().text()
        assert list(tmp_path.glob("*.json")) == [file]
    assert f"“Large document.json” in {tmp_path}" in scene.told[-1]


def test_a_copy_leaves_files_of_other_documents_alone(scene: Scene, tmp_path: Path) -> None:
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    (tmp_path / "Large document.json").write_text("precious")
    (tmp_path / "Large document 2.json").mkdir()
    for count in (20, 21):
        many = document(*(solid(SECOND, (0, 0, 40, 40), "#e02010") for _ in range(count)))
        scene.document.load(Work(many, Sidecar().with_title("Large")))
        scene.panel.show_state()
        scene.panel.foot.curl.trigger()
    names = sorted(path.name for path in tmp_path.glob("*.json"))
    assert names == [f"Large document{more}.json" for more in (" 2", " 3", " 4", "")]
    assert (tmp_path / "Large document.json").read_text() == "precious"


def test_the_place_is_chosen_again_next_time(scene: Scene, qtbot: QtBot) -> None:
    scene.offer(INDREAM)
    scene.choose_place("Indream")
    scene.document.load(Work(scene.document.state, Sidecar()))
    assert scene.panel.choices.place.name == "Indream"
    scene.offer()
    assert scene.panel.choices.place.name == "This computer"
    assert "Square" in scene.preset_names


# Presets of one's own.


def test_settings_are_kept_renamed_and_deleted_as_a_preset(scene: Scene) -> None:
    presets = scene.panel.choices.presets
    scene.choose_preset("Square")
    scene.click(scene.panel.choices.form.fit.buttons[1])
    scene.click(presets.save)
    assert presets.dialog is not None
    presets.dialog.name.setText("Mine")
    scene.click(presets.dialog.save)
    assert scene.preset_names[-1] == "Mine"
    assert presets.offered[-1].recipe.fit == "fill"
    menu = presets.menu_for(presets.offered[-1])
    menu.actions()[0].trigger()
    assert presets.dialog is not None
    presets.dialog.name.setText("Yours")
    scene.click(presets.dialog.save)
    assert scene.preset_names[-1] == "Yours"
    assert "Yours" in scene.ports.settings.text("export-presets")
    presets.menu_for(presets.offered[-1]).actions()[1].trigger()
    assert "Yours" not in scene.preset_names


def test_arrows_go_from_card_to_card(scene: Scene) -> None:
    scene.offer(INDREAM, SANDBOX)
    first = scene.panel.choices.cards.cards[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert scene.panel.choices.place.name == "Indream"


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_a_name_that_was_given_is_given_again_where_nothing_was_made(scene: Scene, status) -> None:
    form = scene.panel.choices.form
    scene.write(form.file, "given")
    scene.click(scene.panel.export)
    assert form.shown_name.text() == "given 2.mp4"
    begun = scene.queue.jobs[0]
    scene.queue.tell(replace(begun, status=status, sentence="No."))
    scene.panel.show_state()
    assert form.shown_name.text() == "given.mp4"
