"""Missing media are found by content and name; what is doubtful is asked, what is ambiguous left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from editor_app.document import Document
from editor_app.edits.blank import blank_document
from editor_app.services.imports import Imports
from editor_app.services.relink import Relink
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.store.history import Work
from editor_app.store.project import MediaPlace
from tests.services.test_imports import picture


class Trial:
    """A document with two pictures whose files are gone."""

    def __init__(self, folder: Path) -> None:
        self.tasks = Tasks()
        self.document = Document(Work(blank_document(width=640, height=360)))
        self.sources = MediaSources(self.document, self.tasks)
        self.imports = Imports(self.document, self.tasks, lambda: folder)
        self.relink = Relink(self.document, self.tasks, self.sources, self.imports)
        self.said: list[str] = []
        self.relink.notice.connect(self.said.append)

    async def lose(self, folder: Path) -> dict[str, str]:
        """Import two pictures and move them away; give their keys by name."""
        files = [picture(folder / "a.png", "#ff0000"), picture(folder / "b.png", "#00ff00")]
        await self.imports.bring_in(files)
        (folder / "moved" / "deep").mkdir(parents=True)
        for file in files:
            file.rename(folder / "moved" / "deep" / file.name)
        await self.all_missing(2)
        return {getattr(one, "filename", ""): key for key, one in self.document.state.assets.items()}

    async def all_missing(self, count: int) -> None:
        """Wait until so many media are missing."""
        while len(self.sources.missing) != count:
            changed = asyncio.Event()
            self.sources.changed.connect(lambda _sources, heard=changed: heard.set())
            self.sources.refresh()
            await asyncio.wait_for(changed.wait(), 20)


def run(folder: Path, work: Callable[[Trial], Awaitable[None]]) -> None:
    async def whole() -> None:
        trial = Trial(folder)
        try:
            await work(trial)
        finally:
            trial.imports.close()
            await trial.tasks.close()

    asyncio.run(whole())


def test_a_folder_brings_all_back_at_once_without_a_step(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        await trial.lose(tmp_path)
        steps = trial.document.undo_stack.count()
        await trial.relink.look((tmp_path / "moved",))
        await trial.all_missing(0)
        assert trial.said == ["Found 2 of 2 missing files."]
        assert trial.document.undo_stack.count() == steps

    run(tmp_path, work)


def test_content_counts_more_than_names(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        keys = await trial.lose(tmp_path)
        deep = tmp_path / "moved" / "deep"
        (deep / "a.png").rename(deep / "renamed.png")
        picture(deep / "a.png", "#123456")
        await trial.relink.look((tmp_path / "moved",))
        assert trial.document.media[keys["a.png"]].path == deep / "renamed.png"
        assert trial.relink.doubts == {}

    run(tmp_path, work)


def test_another_content_under_the_right_name_is_asked_first(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        keys = await trial.lose(tmp_path)
        other = picture(tmp_path / "moved" / "deep" / "a.png", "#123456", (90, 40))
        await trial.relink.look((tmp_path / "moved",))
        assert trial.relink.doubts == {keys["a.png"]: other}
        assert "another content" in trial.said[0]
        assert len(trial.document.state.assets) == 2
        accepted = asyncio.Event()
        trial.document.changed.connect(lambda _patch: accepted.set())
        trial.relink.accept_doubts()
        await asyncio.wait_for(accepted.wait(), 20)
        widths = {getattr(one, "width", 0) for one in trial.document.state.assets.values()}
        assert widths == {90, 320}
        trial.document.undo()
        assert {getattr(one, "width", 0) for one in trial.document.state.assets.values()} == {320}

    run(tmp_path, work)


def test_several_of_a_name_without_the_content_stay_missing(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        keys = await trial.lose(tmp_path)
        (tmp_path / "other").mkdir()
        picture(tmp_path / "moved" / "deep" / "a.png", "#111111")
        picture(tmp_path / "other" / "a.png", "#222222")
        found = await trial.relink.look((tmp_path / "moved", tmp_path / "other"))
        assert found.ambiguous == (keys["a.png"],)
        assert "several of that name" in trial.said[0]

    run(tmp_path, work)


def test_size_decides_where_no_content_was_noted(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        keys = await trial.lose(tmp_path)
        deep = tmp_path / "moved" / "deep"
        size = (deep / "a.png").stat().st_size
        old = MediaPlace(tmp_path / "a.png", None, size)
        trial.document.place_media({keys["a.png"]: old})
        found = await trial.relink.look((deep,), (keys["a.png"],))
        assert found.sure[keys["a.png"]].sha256
        assert set(found.sure) == {keys["a.png"]}

    run(tmp_path, work)


def test_a_file_pointed_to_is_offered_whatever_it_is_called(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        keys = await trial.lose(tmp_path)
        other = picture(tmp_path / "quite-another.png", "#334455")
        await trial.relink.look((other,), (keys["a.png"],))
        assert trial.relink.doubts == {keys["a.png"]: other}
        trial.relink.dismiss_doubts()
        assert trial.relink.doubts == {}

    run(tmp_path, work)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    async def work(trial: Trial) -> None:
        await trial.lose(tmp_path)
        (tmp_path / "empty").mkdir()
        await trial.relink.look((tmp_path / "empty",))
        assert trial.said == ["None of the missing files is there. Choose another folder."]

    run(tmp_path, work)
