"""Sources follow the document: found, missing, found again, gone with the project."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from editor_app.assets import ImageAsset
from editor_app.document import Document
from editor_app.edits import add_asset
from editor_app.edits.blank import blank_document
from editor_app.services.desk import Desk
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from editor_app.store.project import MediaPlace


def picture(key: str) -> ImageAsset:
    """Make an asset; nobody looks into its file here."""
    return ImageAsset(id=key, filename=f"{key}.png", size=3, mime_type="image/png", width=10, height=10)


def run(work: Callable[[Document, MediaSources], Awaitable[None]]) -> None:
    async def whole() -> None:
        tasks = Tasks()
        document = Document(Work(blank_document(width=640, height=360)))
        try:
            await work(document, MediaSources(document, tasks))
        finally:
            await tasks.close()

    asyncio.run(whole())


async def told(sources: MediaSources, change: Callable[[], object]) -> None:
    """Do something and wait until the sources say that they are others."""
    heard = asyncio.Event()
    sources.changed.connect(lambda _found: heard.set())
    change()
    await asyncio.wait_for(heard.wait(), 20)


def test_an_asset_nobody_uses_is_looked_for_too(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")

    async def work(document: Document, sources: MediaSources) -> None:
        new = add_asset(document.work.state, asset=picture("a"))
        await told(sources, lambda: document.apply("Add", new))
        assert sources.sources["a"].path is None
        assert [medium.filename for medium in sources.missing] == ["a.png"]
        place = MediaPlace(tmp_path / "a.png", None, 3)
        await told(sources, lambda: document.place_media({"a": place}))
        assert sources.sources["a"].path == tmp_path / "a.png"
        assert sources.missing == ()
        (tmp_path / "a.png").unlink()
        await told(sources, sources.refresh)
        assert [medium.asset_id for medium in sources.missing] == ["a"]
        await told(sources, document.undo)
        assert dict(sources.sources) == {}
        assert sources.missing == ()

    run(work)


def test_another_project_shows_nothing_of_the_last(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")

    async def work(document: Document, sources: MediaSources) -> None:
        state = add_asset(document.work.state, asset=picture("a"))
        place = MediaPlace(tmp_path / "a.png", None, 3)
        other = Work(state, media={"a": place})
        await told(sources, lambda: document.load(other))
        assert set(sources.sources) == {"a"}
        document.load(Work(blank_document(width=640, height=360)))
        assert dict(sources.sources) == {}

    run(work)


def test_a_file_that_a_renderer_no_longer_finds_is_missing_from_then_on(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")

    async def work(document: Document, sources: MediaSources) -> None:
        state = add_asset(document.work.state, asset=picture("a"))
        place = MediaPlace(tmp_path / "a.png", None, 3)
        await told(sources, lambda: document.load(Work(state, media={"a": place})))
        assert sources.missing == ()
        (tmp_path / "a.png").unlink()
        await told(sources, lambda: sources.hear_of_trouble(("“a.png” is not there.",)))
        assert [medium.asset_id for medium in sources.missing] == ["a"]
        assert sources.sources["a"].path is None

    run(work)


def test_what_a_renderer_has_said_before_is_not_looked_into_again(tmp_path: Path) -> None:
    async def work(_document: Document, sources: MediaSources) -> None:
        for sentences, looks in (
            ((), False),
            (("“a.png” is damaged.",), True),
            (("“a.png” is damaged.",), False),
            (("“a.png” is damaged.", "“b.png” is not there."), True),
            ((), False),
            (("“a.png” is damaged.",), True),
        ):
            sources.hear_of_trouble(sentences)
            assert sources.is_looking == looks, sentences
            while sources.is_looking:  # noqa: ASYNC110 (nothing is told where nothing has changed)
                await asyncio.sleep(0.01)

    run(work)


def test_what_the_preview_no_longer_finds_is_a_problem_that_can_be_located(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")

    async def whole() -> None:
        desk = Desk(Folders(tmp_path / "data"), Tasks(), tmp_path / "accounts.json")
        state = add_asset(desk.document.work.state, asset=picture("a"))
        place = MediaPlace(tmp_path / "a.png", None, 3)
        await told(desk.sources, lambda: desk.document.load(Work(state, media={"a": place})))
        (tmp_path / "a.png").unlink()
        said = ("“a.png” is not there. Put the file back or point to its new place.",)
        await told(desk.sources, lambda: desk.preview.warnings_changed.emit(said))
        codes = [problem.code for problem in desk.validation.problems if problem.path == "$.assets.a"]
        assert codes == ["LOCAL_MEDIA_MISSING"]
        await asyncio.wait_for(desk.close(), 60.0)

    asyncio.run(whole())
