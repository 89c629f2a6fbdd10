"""Imports of real files: kinds, duplicates, folders, hostile ones, 500, cancelled, pasted, placed."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from editor_app.checks import check
from editor_app.document import Document
from editor_app.edits.blank import blank_document
from editor_app.edits.new_clips import place_assets
from editor_app.render.media.source import MediaSource
from editor_app.render.picture.gui import ensure_gui
from editor_app.services import imports, probing
from editor_app.services.drops import HASHED_AT_ONCE
from editor_app.services.import_report import ImportReport, Refused, left_unsaid, summary
from editor_app.services.imports import Imports
from editor_app.services.tasks import Tasks
from editor_app.state import EditorState
from editor_app.state.dialects import read, write
from editor_app.store.history import Work
from editor_app.store.importing import sha256_of
from editor_app.store.media_files import find_media
from editor_app.store.project import MediaPlace
from tests.render.media.making import write_numbered

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>"


class Trial:
    """A blank document and what its imports said."""

    def __init__(self, folder: Path) -> None:
        self.tasks = Tasks()
        self.document = Document(Work(blank_document(width=640, height=360)))
        self.imports = Imports(self.document, self.tasks, lambda: folder / "kept")
        self.said: list[str] = []
        self.steps: list[object] = []
        self.imports.notice.connect(self.said.append)
        self.imports.progress_changed.connect(self.steps.append)
        self.said_of_many: list[str] = []
        self.imports.many_refused.connect(lambda said, _lines: self.said_of_many.append(said))

    @property
    def state(self) -> EditorState:
        return self.document.work.state

    def names(self) -> list[str]:
        return [getattr(asset, "filename", "?") for asset in self.state.assets.values()]

    async def finished(self, begin: Callable[[], object]) -> ImportReport:
        """Begin something and wait for its report."""
        found: asyncio.Future[ImportReport] = asyncio.get_running_loop().create_future()
        self.imports.finished.connect(found.set_result)
        begin()
        try:
            return await asyncio.wait_for(found, 60)
        finally:
            self.imports.finished.disconnect(found.set_result)


def run(folder: Path, work: Callable[[Trial], Awaitable[None]]) -> None:
    async def whole() -> None:
        trial = Trial(folder)
        try:
            await work(trial)
        finally:
            trial.imports.close()
            await trial.tasks.close()

    asyncio.run(whole())


def picture(path: Path, colour: str = "#cc2200", size: tuple[int, int] = (320, 180)) -> Path:
    """Write a picture of one colour."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def at_start(state: EditorState, keys: Sequence[str]) -> EditorState:
    return place_assets(state, asset_ids=keys, start_ticks=0)


def test_every_kind_becomes_an_asset_in_one_step_and_passes_the_checks(tmp_path: Path) -> None:
    files = [
        write_numbered(tmp_path / "v.mp4", range(10), time_base=probing_base()),
        picture(tmp_path / "p.jpg"),
        tmp_path / "d.svg",
    ]
    (tmp_path / "d.svg").write_bytes(SVG)

    async def work(trial: Trial) -> None:
        report = await trial.imports.bring_in(files, at_start)
        assert trial.names() == ["v.mp4", "p.jpg", "d.svg"]
        assert [asset.type for asset in trial.state.assets.values()] == ["video", "image", "image"]
        video = trial.state.assets[report.keys[0]]
        assert (video.width, video.height, video.has_audio_track) == (32, 32, False)  # pyright: ignore
        assert 0.3 < video.duration_in_seconds < 0.5  # pyright: ignore
        again, problems = read(write(trial.state))
        assert problems == ()
        assert check(again) == ()
        assert set(trial.document.media) == set(report.keys)
        assert all(place.sha256 for place in trial.document.media.values())
        assert trial.said == ["Added 3 files."]
        trial.document.undo()
        assert trial.names() == []
        assert not trial.document.can_undo
        trial.document.redo()
        assert len(trial.names()) == 3

    run(tmp_path, work)


def probing_base():
    from fractions import Fraction

    return Fraction(1, 25)


def test_trouble_costs_the_file_and_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden.png").write_bytes(b"x")
    picture(folder / "deep" / "good.png")
    (folder / "empty.mp4").write_bytes(b"")
    (folder / "notes.docx").write_bytes(b"PK\3\4 not a medium")
    (folder / "broken.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 300)
    (folder / "words.txt").write_text("just words")
    (folder / "bomb.json").write_text('{"a": 1}')
    os.mkfifo(folder / "pipe.mp4")

    async def work(trial: Trial) -> None:
        report = await trial.imports.bring_in([folder, tmp_path / "not-there.png"])
        assert trial.names() == ["good.png"]
        refused = {one.name: one.why for one in report.refused}
        assert set(refused) == {
            *("empty.mp4", "notes.docx", "broken.mp4", "words.txt", "bomb.json", "pipe.mp4"),
            "not-there.png",
        }
        assert "empty" in refused["empty.mp4"]
        assert "Added “good.png”. 7 cannot be used: " in trial.said_of_many[0]

    run(tmp_path, work)


def test_the_same_content_comes_in_once(tmp_path: Path) -> None:
    first = picture(tmp_path / "a.png")
    twin = tmp_path / "b.png"
    twin.write_bytes(first.read_bytes())

    async def work(trial: Trial) -> None:
        await trial.imports.bring_in([first, twin, first])
        await trial.imports.bring_in([twin])
        assert trial.names() == ["a.png"]
        assert trial.said == ["Added “a.png”. One was there already.", "One was there already."]
        first.unlink()
        await trial.imports.bring_in([twin])
        [place] = trial.document.media.values()
        assert place.path == twin

    run(tmp_path, work)


def test_a_large_file_is_there_before_its_content_was_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = picture(tmp_path / "large.bmp", size=(2000, 1500))
    assert large.stat().st_size > HASHED_AT_ONCE
    may_hash = Event()

    def hold(path: Path, stop: Event | None = None) -> str:
        may_hash.wait(60)
        return sha256_of(path, stop)

    monkeypatch.setattr(imports, "sha256_of", hold)

    async def work(trial: Trial) -> None:
        await trial.imports.bring_in([large])
        [place] = trial.document.media.values()
        assert (trial.names(), place.sha256) == (["large.bmp"], None)
        placed: asyncio.Future[dict[str, MediaPlace]] = asyncio.get_running_loop().create_future()
        trial.document.media_changed.connect(placed.set_result)
        may_hash.set()
        [place] = (await asyncio.wait_for(placed, 60)).values()
        assert place == MediaPlace(large, sha256_of(large), large.stat().st_size)
        trial.document.undo()
        assert (trial.names(), trial.document.can_undo) == ([], False)

    run(tmp_path, work)


def test_large_files_of_one_size_are_compared_before_they_are_added(tmp_path: Path) -> None:
    first = picture(tmp_path / "a.bmp", size=(2000, 1500))
    twin, other = tmp_path / "b.bmp", picture(tmp_path / "c.bmp", "#0000ff", size=(2000, 1500))
    twin.write_bytes(first.read_bytes())

    async def work(trial: Trial) -> None:
        await trial.imports.bring_in([first, twin])
        await trial.imports.bring_in([twin, other])
        assert trial.names() == ["a.bmp", "c.bmp"]
        assert trial.said == [
            "Added “a.bmp”. One was there already.",
            "Added “c.bmp”. One was there already.",
        ]

    run(tmp_path, work)


def test_files_are_shown_while_they_come_and_those_of_the_next_drop_too(tmp_path: Path) -> None:
    files = [picture(tmp_path / "a.png"), tmp_path / "no.txt", picture(tmp_path / "b.png", "#0000ff")]
    files[1].write_text("no medium")
    later = picture(tmp_path / "later.png", "#00ff00")

    async def work(trial: Trial) -> None:
        seen: list[list[tuple[str, bool]]] = []
        sources: set[MediaSource | None] = set()

        def note() -> None:
            sources.update(one.source for one in trial.imports.coming)
            seen.append([(one.name, one.asset is not None) for one in trial.imports.coming])

        trial.imports.coming_changed.connect(note)
        first, second = await asyncio.gather(trial.imports.bring_in(files), trial.imports.bring_in([later]))
        both = [("a.png", False), ("no.txt", False), ("b.png", False), ("later.png", False)]
        assert both in seen
        assert [("a.png", True), ("b.png", False), ("later.png", False)] in seen
        assert [("later.png", True)] in seen
        assert trial.imports.coming == ()
        assets = trial.state.assets
        assert sources == {
            None,
            *find_media(trial.state, trial.document.media, asset_keys=assets).sources.values(),
        }
        assert trial.names() == ["a.png", "b.png", "later.png"]
        assert len(first.keys + second.keys) == 3

    run(tmp_path, work)


def test_five_hundred_files_in_folders_come_in_as_one_step(tmp_path: Path) -> None:
    ensure_gui()
    for number in range(500):
        folder = tmp_path / "many" / f"{number % 7}"
        folder.mkdir(parents=True, exist_ok=True)
        picture(folder / f"{number}.bmp", QColor(number % 256, number // 256, 7).name(), (8, 8))

    async def work(trial: Trial) -> None:
        await trial.imports.bring_in([tmp_path / "many"])
        assert len(trial.names()) == 500
        assert trial.said == ["Added 500 files."]
        assert len(trial.steps) > 500
        trial.document.undo()
        assert trial.names() == []

    run(tmp_path, work)


def test_a_cancelled_drop_adds_nothing(tmp_path: Path) -> None:
    files = [picture(tmp_path / f"{n}.png", QColor(n, 0, 0).name()) for n in range(9)]

    async def work(trial: Trial) -> None:
        def stop_midway(progress: object) -> None:
            if getattr(progress, "done", 0) == 4:
                assert trial.imports.files_under_way == 5
                trial.imports.cancel()
                assert trial.imports.files_under_way == 0

        trial.imports.progress_changed.connect(stop_midway)
        report = await trial.imports.bring_in(files)
        assert report.is_stopped
        assert trial.names() == []
        assert not trial.document.can_undo
        assert trial.said == ["The import was stopped. Nothing was added."]
        assert trial.imports.progress is None

    run(tmp_path, work)


def die(path: Path) -> None:
    if path.name == "killer.png":
        os.kill(os.getpid(), signal.SIGKILL)
    if path.name == "sleeper.png":
        time.sleep(600)
    return probing.probe(path)  # type: ignore[return-value]


def test_files_that_kill_or_hang_the_probe_cost_only_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a.png", "killer.png", "sleeper.png", "b.png")
    files = [picture(tmp_path / name, QColor(n * 40, 0, 0).name()) for n, name in enumerate(names)]
    monkeypatch.setattr(probing, "_probe", die)

    async def work(trial: Trial) -> None:
        trial.imports._probing = probing.Probing(longest_seconds=10)
        report = await trial.imports.bring_in(files)
        assert trial.names() == ["a.png", "b.png"]
        assert [one.name for one in report.refused] == ["killer.png", "sleeper.png"]

    run(tmp_path, work)


def test_a_drop_on_the_timeline_is_one_step_with_its_clips(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "a.png")))])
        await trial.finished(partial(trial.imports.add_mime, mime, at_start))
        assert len(trial.state.items) == 1
        trial.document.undo()
        assert (trial.state.items, trial.names()) == ({}, [])

    run(tmp_path, work)


def test_two_files_of_one_content_are_one_asset_and_two_clips(tmp_path: Path) -> None:
    paths = [picture(tmp_path / "a.png"), tmp_path / "b.png"]
    paths[1].write_bytes(paths[0].read_bytes())

    async def work(trial: Trial) -> None:
        report = await trial.imports.bring_in(paths, at_start)
        assert trial.names() == ["a.png"]
        (asset_id,) = trial.state.assets
        assert [getattr(item, "asset_id", "") for item in trial.state.items.values()] == [asset_id] * 2
        assert report.keys == (asset_id,)
        trial.document.undo()
        assert (trial.state.items, trial.names()) == ({}, [])

    run(tmp_path, work)


def test_two_assets_can_be_replaced_by_files_of_one_content(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        await trial.imports.bring_in([picture(tmp_path / "a.png"), picture(tmp_path / "b.png", "#00ff00")])
        old = list(trial.state.assets)
        new = [picture(tmp_path / "c.png", "#0000ff"), tmp_path / "d.png"]
        new[1].write_bytes(new[0].read_bytes())
        assert await trial.imports.put_in_place(dict(zip(old, new, strict=True)))
        assert trial.names() == ["c.png"]

    run(tmp_path, work)


def test_a_pasted_picture_and_svg_are_kept_as_files(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        mime = QMimeData()
        image = QImage(30, 20, QImage.Format.Format_ARGB32)
        image.fill(QColor("#80ff0000"))
        mime.setImageData(image)
        await trial.finished(partial(trial.imports.add_mime, mime))
        await trial.finished(partial(trial.imports.add_mime, mime))
        drawing = QMimeData()
        drawing.setText(SVG.decode())
        await trial.finished(partial(trial.imports.add_mime, drawing))
        assert len(list((tmp_path / "kept").iterdir())) == 2
        assert [Path(name).suffix for name in trial.names()] == [".png", ".svg"]
        assert all(place.path.parent == tmp_path / "kept" for place in trial.document.media.values())

    run(tmp_path, work)


def test_an_address_of_the_net_is_not_fetched(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl("https://example.com/a.png")])
        assert not trial.imports.add_mime(mime)
        assert "Only files on this computer" in trial.said[0]

    run(tmp_path, work)


def test_a_drop_waits_for_the_gesture_in_hand(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        old = trial.state
        trial.document.preview(blank_document(width=100, height=100))
        task = asyncio.ensure_future(trial.imports.bring_in([picture(tmp_path / "a.png")]))
        looked_at = asyncio.Event()
        trial.imports.looked.connect(lambda _path: looked_at.set())
        await asyncio.wait_for(looked_at.wait(), 20)
        for _ in range(20):
            await asyncio.sleep(0)
        assert trial.state is old
        assert not task.done()
        trial.document.cancel_preview()
        await asyncio.wait_for(task, 20)
        assert trial.names() == ["a.png"]

    run(tmp_path, work)


def test_a_drop_does_not_end_up_in_another_project(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        task = asyncio.ensure_future(trial.imports.bring_in([picture(tmp_path / "a.png")]))
        await asyncio.sleep(0)
        trial.document.load(Work(blank_document(width=100, height=100)))
        assert (await task).is_stopped
        assert trial.names() == []

    run(tmp_path, work)


def test_a_file_is_replaced_wherever_it_shows_and_undo_brings_it_back(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        report = await trial.imports.bring_in([picture(tmp_path / "a.png")], at_start)
        other = picture(tmp_path / "b.png", "#00ff00")
        assert await trial.imports.put_in_place({report.keys[0]: other})
        [item] = trial.state.items.values()
        assert trial.names() == ["b.png"]
        assert item.asset_id in trial.state.assets  # pyright: ignore
        trial.document.undo()
        assert trial.names() == ["a.png"]
        assert trial.document.media[report.keys[0]].path.name == "a.png"
        video = write_numbered(tmp_path / "v.mp4", range(5), time_base=probing_base())
        assert not await trial.imports.put_in_place({report.keys[0]: video})
        assert "cannot show" in trial.said[-1]
        assert trial.names() == ["a.png"]

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ImportReport(), "There are no files in it."),
        (ImportReport(added=("a", "b"), known=3), "Added 2 files. 3 were there already."),
        (ImportReport(refused=(Refused("a.x", "is odd"),)), "One cannot be used: a.x (is odd)."),
        (
            ImportReport(refused=tuple(Refused(f"{n}", "x") for n in range(6))),
            "6 cannot be used: 0 (x), 1 (x), 2 (x), 3 (x) and 2 more.",
        ),
    ],
)
def test_the_summary(report: ImportReport, said: str) -> None:
    assert summary(report) == said


@pytest.mark.parametrize(("count", "lines"), [(4, ()), (5, tuple(f"{n}: is odd" for n in range(5)))])
def test_what_the_summary_leaves_unsaid_can_be_listed(count: int, lines: tuple[str, ...]) -> None:
    report = ImportReport(refused=tuple(Refused(f"{n}", "is odd") for n in range(count)))
    assert left_unsaid(report) == lines
    assert left_unsaid(replace(report, is_stopped=True)) == ()


def test_many_files_that_cannot_be_used_are_told_with_the_whole_list(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(7)]
    for file in files:
        file.write_text("no medium")

    async def work(trial: Trial) -> None:
        told: list[tuple[str, tuple[str, ...]]] = []
        trial.imports.many_refused.connect(lambda sentence, lines: told.append((sentence, lines)))
        await trial.imports.bring_in(files)
        [(sentence, lines)] = told
        assert sentence.endswith("and 3 more.")
        assert [line.partition(":")[0] for line in lines] == [file.name for file in files]
        assert trial.said == []

    run(tmp_path, work)
