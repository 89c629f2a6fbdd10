"""Cloud projects against the local server on a socket: in pages, searched, changed, deleted and had back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editor_app.sandbox.faults import Faults
from editor_app.sandbox.settings import Limits, Settings
from editor_app.services.cloud_projects import (
    TITLE_MOST,
    CloudProjects,
    copy_title,
    letters_fault,
)
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.tasks import Tasks
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.sandbox.samples import document
from tests.services.cloud_accounts import Book, Shaky, until

LONG = 3600.0
"""Seconds that no test waits for."""
Work = Callable[[CloudProjects, Book], Awaitable[None]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server."""
    limits = replace(Limits(), sync_burst=1000)
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0, limits=limits))
    yield running
    running.stop()


@pytest.fixture
def shaky(tmp_path: Path) -> Iterator[Shaky]:
    """Run a local server of the test's own."""
    running = Shaky(tmp_path / "data")
    yield running
    running.stop()


def run(book: Book, work: Work, *, undo_seconds: float = LONG) -> None:
    """Let a test work on a loop of its own."""

    async def main() -> None:
        tasks = Tasks()
        projects = CloudProjects(book, tasks, undo_seconds=undo_seconds)
        failures: list[object] = []
        tasks.failed.connect(failures.append)
        try:
            await work(projects, book)
        finally:
            await projects.close()
            await tasks.close()
            await book.close()
        assert failures == []

    asyncio.run(main())


async def fill(book: Book, titles: list[str], **more: Any) -> list[str]:
    """Make projects, so that the list has them in this order; give their ids."""
    client = book.client(book.profiles[0])
    made = [
        await client.projects.create({"title": title, "editorState": document(), **more}, check=False)
        for title in reversed(titles)
    ]
    return [one.project_id for one in reversed(made)]


async def listed(projects: CloudProjects) -> list[str]:
    """Begin, wait for the list, and give the titles."""
    projects.begin()
    await until(lambda: not projects.is_loading)
    return titles_of(projects)


def titles_of(projects: CloudProjects) -> list[str]:
    return [project.title for project in projects.found]


@pytest.fixture
def book(server: Running, request: pytest.FixtureRequest) -> Book:
    """Give an account of the test's own."""
    made = Book()
    profile = Book(server).profiles[0]
    made.profiles = (profile,)
    made.change(profile, server.url, server.key(request.node.name))
    return made


def test_pages_come_in_the_services_order_and_each_project_once(book: Book) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        names = [f"Film {number}" for number in range(70)]
        await fill(book, names)
        assert await listed(projects) == names[:50]
        assert not projects.is_complete
        await fill(book, ["made meanwhile"])  # it moves all others down by one
        projects.more()
        await until(lambda: not projects.is_loading)
        assert titles_of(projects) == names
        assert projects.is_complete
        projects.refresh()
        assert titles_of(projects) == names  # until the new list is there
        await until(lambda: not projects.is_loading)
        assert titles_of(projects) == ["made meanwhile", *names[:49]]

    run(book, work)


def test_a_search_reads_on_to_the_last_page(book: Book) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        await fill(book, [f"Film {number}" for number in range(60)] + ["Beach"], description="At the SEA")
        await listed(projects)
        projects.search("beach sea")
        await until(lambda: projects.is_complete and not projects.is_loading)
        assert titles_of(projects) == ["Beach"]
        projects.search("")
        assert len(projects.found) == 61

    run(book, work)


def test_a_page_that_fails_keeps_what_is_shown_and_comes_on_a_retry(shaky: Shaky) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        await fill(book, [f"Film {number}" for number in range(60)])
        await listed(projects)
        await shaky.begin_again(Faults(rate=1.0, status=503), max_retries=0)
        projects.more()
        await until(lambda: not projects.is_loading)
        assert projects.trouble is not None
        assert "Try again" in projects.trouble.sentence
        assert len(projects.found) == 50
        await shaky.begin_again()
        projects.more()
        await until(lambda: not projects.is_loading)
        assert (projects.trouble, len(projects.found)) == (None, 60)

    run(shaky.book, work)


@pytest.mark.parametrize(
    ("kind", "word", "way"),
    [("revoked", "key", "settings"), ("no access", "may not", "settings"), ("offline", "online", "retry")],
)
def test_why_there_is_no_list_is_said_with_a_way_on(shaky: Shaky, kind: str, word: str, way: str) -> None:
    keys = {"revoked": "sk_indream_000000000000", "no access": shaky.poor_key(), "offline": shaky.key}
    shaky.use(keys[kind], max_retries=0)
    if kind == "offline":
        shaky.stop()

    async def work(projects: CloudProjects, book: Book) -> None:
        assert await listed(projects) == []
        trouble = projects.trouble
        assert trouble is not None
        assert word in trouble.sentence
        assert trouble.way == way
        assert len(book.errors) == 1

    run(shaky.book, work)


def test_title_and_description_change_on_the_service(book: Book) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        (project_id,) = await fill(book, ["Old"])
        await listed(projects)
        projects.describe(project_id, "New 字", "About it")
        await until(lambda: not projects.is_busy(project_id))
        assert titles_of(projects) == ["New 字"]
        there = await book.client(book.profiles[0]).projects.get(project_id)
        assert (there.title, there.description) == ("New 字", "About it")
        projects.describe(project_id, "New 字", "")
        await until(lambda: not projects.is_busy(project_id))
        assert (await book.client(book.profiles[0]).projects.get(project_id)).description is None

    run(book, work)


def test_what_was_not_done_can_be_tried_again(shaky: Shaky) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        (project_id,) = await fill(book, ["Film"])
        await listed(projects)
        await shaky.begin_again(Faults(rate=1.0, status=503), max_retries=0)
        told: list[Trouble] = []
        projects.failed.connect(told.append)
        projects.duplicate(project_id)
        await until(lambda: bool(told))
        assert titles_of(projects) == ["Film"]
        await shaky.begin_again()
        assert told[0].retry is not None
        told[0].retry()
        await until(lambda: not projects.is_busy(project_id))
        assert titles_of(projects) == ["Film copy", "Film"]

    run(shaky.book, work)


def test_a_copy_has_the_document_the_description_and_the_media(book: Book, tmp_path: Path) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        client = book.client(book.profiles[0])
        (project_id,) = await fill(book, ["Film"], description="Shot in May")
        (tmp_path / "a.png").write_bytes(png(4, 4))
        asset = await client.uploads.upload(tmp_path / "a.png", project_id=project_id)
        await listed(projects)
        copies: list[str] = []
        projects.copied.connect(copies.append)
        projects.duplicate(project_id)
        await until(lambda: not projects.is_busy(project_id))
        assert titles_of(projects) == ["Film copy", "Film"]
        one, other = await client.projects.get(project_id), await client.projects.get(copies[0])
        assert (other.editor_state, other.description) == (one.editor_state, "Shot in May")
        assert (await client.projects.list_assets(copies[0])).items == (asset,)

    run(book, work)


def test_a_storm_makes_one_copy_for_one_wish(shaky: Shaky) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        (project_id,) = await fill(book, ["Film"])
        await listed(projects)
        await shaky.begin_again(Faults(rate=0.5, status=503), max_retries=0)
        again: list[Trouble] = []
        projects.failed.connect(again.append)
        projects.duplicate(project_id)
        while True:
            await until(lambda: not projects.is_busy(project_id))
            if not again:
                break
            retry = again.pop().retry
            assert retry is not None
            retry()
        await shaky.begin_again()
        there = await book.client(book.profiles[0]).projects.list()
        assert sorted(one.title for one in there.items) == ["Film", "Film copy"]

    run(shaky.book, work)


async def ids_there(book: Book) -> set[str]:
    page = await book.client(book.profiles[0]).projects.list()
    return {one.project_id for one in page.items}


def test_a_deletion_that_is_taken_back_is_never_sent(book: Book) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        one, other = await fill(book, ["One", "Other"])
        await listed(projects)
        projects.delete(one)
        projects.delete(other)
        assert titles_of(projects) == []
        assert [gone.title for gone in projects.undoable] == ["Other", "One"]
        projects.undo_delete()
        assert titles_of(projects) == ["Other"]
        projects.send_deletes()
        await until(lambda: not projects.undoable)
        await projects.close()
        assert await ids_there(book) == {other}

    run(book, work)


def test_a_deletion_is_sent_when_its_time_is_over(book: Book) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        (one,) = await fill(book, ["One"])
        await listed(projects)
        projects.delete(one)
        while await ids_there(book):  # noqa: ASYNC110 - the service is what is waited for
            await asyncio.sleep(0.01)
        projects.refresh()
        await until(lambda: not projects.is_loading)
        assert (titles_of(projects), projects.undoable) == ([], ())

    run(book, work, undo_seconds=0.01)


def test_what_the_service_does_not_delete_is_back(shaky: Shaky) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        (one,) = await fill(book, ["One"])
        await listed(projects)
        await shaky.begin_again(Faults(rate=1.0, status=500))
        told: list[Trouble] = []
        projects.failed.connect(told.append)
        projects.delete(one)
        projects.send_deletes()
        await until(lambda: bool(told))
        await until(lambda: titles_of(projects) == ["One"])
        assert told[0].sentence.startswith("“One” was not deleted. ")
        await shaky.begin_again()
        assert told[0].retry is not None
        told[0].retry()
        assert titles_of(projects) == []
        await projects.close()
        assert await ids_there(book) == set()

    run(shaky.book, work)


def test_a_project_that_is_gone_already_is_deleted_without_a_word(book: Book) -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        (one,) = await fill(book, ["One"])
        await listed(projects)
        await book.client(book.profiles[0]).projects.delete(one)
        told: list[Trouble] = []
        projects.failed.connect(told.append)
        projects.delete(one)
        await projects.close()
        assert (told, titles_of(projects)) == ([], [])

    run(book, work)


def test_another_account_has_other_projects(server: Running) -> None:
    book = Book(server, server)

    async def work(projects: CloudProjects, book: Book) -> None:
        await fill(book, ["Mine"])
        assert await listed(projects) == ["Mine"]
        projects.choose("p1")
        assert titles_of(projects) == []
        await until(lambda: not projects.is_loading)
        assert (titles_of(projects), projects.profile) == ([], book.profiles[1])
        book.profiles = book.profiles[:1]
        book.changed.emit()
        await until(lambda: not projects.is_loading)
        assert titles_of(projects) == ["Mine"]

    run(book, work)


def test_without_an_account_nothing_is_asked() -> None:
    async def work(projects: CloudProjects, book: Book) -> None:
        assert await listed(projects) == []
        assert (projects.profile, projects.trouble, projects.is_loading) == (None, None, False)
        projects.more()
        projects.search("x")
        assert not projects.is_loading

    run(Book(), work)


@pytest.mark.parametrize(
    ("title", "copy"),
    [
        ("Film", "Film copy"),
        ("", " copy"),
        ("x" * 115, f"{'x' * 115} copy"),
        ("x" * 120, f"{'x' * 114}… copy"),
    ],
)
def test_titles_of_copies(title: str, copy: str) -> None:
    assert copy_title(title) == copy
    assert len(copy_title(title)) <= TITLE_MOST


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (0, ""),
        (5, ""),
        (6, "1 letter too long: 5 are the most."),
        (9, "4 letters too long: 5 are the most."),
    ],
)
def test_too_many_letters_are_counted(letters: int, said: str) -> None:
    assert letters_fault("x" * letters, 5) == said
