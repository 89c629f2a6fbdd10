"""Preview links, and what an account has, at a real server that speaks as RenderingVideo does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from editor_app.services.exporting.renderingvideo.history import RenderingVideoHistory
from editor_app.services.exporting.renderingvideo.previews import stay_of
from editor_app.services.rendering_previews import RenderingPreviews
from editor_app.store.rendering_previews import PreviewStore
from tests.cloud.service import problem, reset
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.exporting.renderingvideo_scene import OtherScene, run, tasks_of
from tests.services.exporting.scene import frames_of
from tests.services.exporting.test_indream import Start, once, with_picture
from tests.services.exporting.test_renderingvideo import credits_left
from tests.services.sync.line import Line, ask_database


async def until(made: OtherScene, holds: Callable[[], bool]) -> None:
    """Wait until something holds once all that was begun is done."""
    await made.settled()
    assert holds()


def test_a_link_is_made_shown_rendered_and_deleted(start: Start, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin(is_preview=True))
        assert (job.status, job.sentence) == ("done", "")
        assert job.cloud.url.startswith(line.url)
        assert await tasks_of(server) == []
        assert await credits_left(server) == 100
        assert list(made.films.iterdir()) == []
        await until(made, lambda: len(made.previews.previews) == 1)
        (shown,) = made.previews.previews
        assert (shown.title, shown.days_left, shown.viewer_url) == ("Film", 7, job.cloud.url)
        film = made.previews.render(shown.temp_id, made.file())
        assert film is not None
        (done,) = await made.over(film)
        assert (done.status, done.sentence) == ("done", "")
        assert await tasks_of(server) == ["completed"]
        assert await credits_left(server) == 99
        made.previews.delete(shown.temp_id)
        await until(made, lambda: made.previews.previews == ())
        assert await ask_database(server, "SELECT count(*) FROM rv_previews") == [(0,)]
        assert made.previews.render(shown.temp_id, made.file("b.mp4")) is None

    run(start, tmp_path, work, state, places)
    assert frames_of(tmp_path / "films/film.mp4") == 30


@pytest.mark.parametrize("route", ["convert", "render"])
def test_a_link_is_rendered_once_whatever_answer_is_lost(start: Start, tmp_path: Path, route: str) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        await made.over(made.begin(is_preview=True))
        await made.settled()
        (shown,) = made.previews.previews
        left = [1]

        def rule(now: str) -> str | None:
            if now.startswith("POST") and now.endswith(f"/{route}") and left[0]:
                left[0] -= 1
                return "reset after"
            return None

        line.rule = rule
        film = made.previews.render(shown.temp_id, made.file())
        assert film is not None
        (done,) = await made.over(film)
        assert (done.status, done.sentence) == ("done", "")
        assert await tasks_of(server) == ["completed"]
        assert await credits_left(server) == 99

    run(start, tmp_path, work)


def test_a_second_film_is_the_first_one_unless_another_is_wanted(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        await made.over(made.begin(is_preview=True))
        await made.settled()
        (shown,) = made.previews.previews
        assert (shown.credits, shown.film) == ("1", None)
        film = made.previews.render(shown.temp_id, made.file())
        twice = made.previews.render(shown.temp_id, made.file("b.mp4"))
        assert film is not None
        assert twice is not None
        assert twice.id == film.id
        (done,) = await made.over(film)
        assert done.status == "done"
        assert made.previews.render(shown.temp_id, made.file("b.mp4")) == done
        await made.settled()
        made.queue.remove(film.id)
        await made.settled()
        later = RenderingPreviews(PreviewStore(made.database), made.others, made.queue, made.tasks)
        later.load()
        await made.settled()
        known = later.film(shown.temp_id)
        assert known is not None
        assert (known.task_id, known.job_id, known.credits) == (done.cloud.task_id, done.id, "1")
        again = later.render(shown.temp_id, made.file("b.mp4"))
        assert again is not None
        (fetched,) = await made.over(again)
        assert (fetched.status, fetched.sentence) == ("done", "")
        assert made.file("b.mp4").read_bytes() == made.file().read_bytes()
        assert await credits_left(server) == 99
        other = later.render(shown.temp_id, made.file("c.mp4"), another=True)
        assert other is not None
        await made.over(other)
        assert await credits_left(server) == 98
        assert await tasks_of(server) == ["completed", "completed"]
        await made.settled()
        latest = later.film(shown.temp_id)
        assert latest is not None
        assert latest.job_id == other.id

    run(start, tmp_path, work)


def test_a_film_that_came_to_nothing_is_no_film(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        await made.over(made.begin(is_preview=True))
        await made.settled()
        (shown,) = made.previews.previews
        film = made.previews.render(shown.temp_id, made.file())
        assert film is not None
        made.queue.cancel(film.id)
        await made.over(film)
        await made.settled()
        assert made.previews.film(shown.temp_id) is None
        again = made.previews.render(shown.temp_id, made.file())
        assert again is not None
        (done,) = await made.over(again)
        assert done.status == "done"
        assert await credits_left(server) == 99

    run(start, tmp_path, work)


def test_a_link_that_has_expired_is_told_and_leaves_the_list(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        await made.over(made.begin(is_preview=True))
        await made.settled()
        (shown,) = made.previews.previews
        client = made.others.client(made.other)
        await client.previews.delete(shown.temp_id)
        film = made.previews.render(shown.temp_id, made.file())
        assert film is not None
        (gone,) = await made.over(film)
        assert gone.status == "failed"
        assert gone.sentence.startswith("RV no longer has the preview")
        made.previews.delete(shown.temp_id)
        await until(made, lambda: made.previews.previews == ())
        assert made.said == []

    run(start, tmp_path, work)


def test_links_count_their_days_down(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        await made.over(made.begin(is_preview=True))
        await made.settled()
        ahead = [0.0]
        later = RenderingPreviews(
            PreviewStore(made.database),
            made.others,
            made.queue,
            made.tasks,
            now=lambda: time.time() + ahead[0],
        )
        for days, left in ((0, [7]), (1.5, [6]), (6.9, [1]), (7.1, [])):
            ahead[0] = days * 86_400
            later.load()
            await made.settled()
            assert [shown.days_left for shown in later.previews] == left

    run(start, tmp_path, work)


STAYS = [
    ("7d", timedelta(days=7)),
    ("604800 seconds (7 days)", timedelta(days=7)),
    ("36h", timedelta(hours=36)),
    (None, timedelta(days=7)),
    ("soon", timedelta(days=7)),
]


@pytest.mark.parametrize(("text", "stay"), STAYS)
def test_how_long_a_link_lasts_is_read(text: str | None, stay: timedelta) -> None:
    assert stay_of(text) == stay


def test_the_tasks_and_files_of_an_account_are_listed_filtered_and_deleted(
    start: Start, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin())
        client = made.others.client(made.other)
        config = (await ask_database(server, "SELECT config FROM rv_tasks"))[0][0]
        assert isinstance(config, bytes)
        history = RenderingVideoHistory(made.others, made.tasks)

        async def look() -> list[str]:
            await made.settled()
            return [task.status for task in history.tasks]

        history.show(made.other)
        assert history.is_reading
        assert await look() == ["done"]
        (task,) = history.tasks
        assert (task.id, task.title, task.credits, task.has_film) == (job.cloud.task_id, "Film", "1", True)
        assert (history.has_more, history.trouble, history.is_reading) == (False, None, False)
        history.filter("created")
        assert await look() == []
        unrendered = await client.videos.create(json.loads(config))
        history.filter("created")
        assert await look() == ["waiting"]
        history.rerender(unrendered.task_id)
        await client.videos.wait(unrendered.task_id)
        assert await credits_left(server) == 98
        history.rerender(unrendered.task_id)
        history.filter("")
        assert await look() == ["done", "done"]
        assert await credits_left(server) == 98
        history.delete(unrendered.task_id)
        assert await look() == ["done"]
        history.show_files()
        await made.settled()
        assert [file.name for file in history.files] == ["picture.png"]
        history.show_files("video")
        await made.settled()
        assert (history.files, history.has_more_files) == ((), False)
        history.show_files("image")
        await made.settled()
        history.delete_file(history.files[0].id)
        await made.settled()
        assert history.files == ()
        history.show(None)
        assert history.tasks == ()

    run(start, tmp_path, work, state, places)


def test_pages_follow_each_other_and_trouble_leaves_what_is_there(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor_app.services.exporting.renderingvideo.history._PAGE", 1)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        await made.over(made.begin(is_preview=True))
        await made.settled()
        client = made.others.client(made.other)
        (shown,) = made.previews.previews
        tasks = [(await client.previews.convert(shown.temp_id)).task_id for _ in range(2)]
        history = RenderingVideoHistory(made.others, made.tasks)
        history.show(made.other)
        await made.settled()
        assert (len(history.tasks), history.has_more) == (1, True)
        line.rule = lambda route: reset
        history.more()
        await made.settled()
        assert len(history.tasks) == 1
        assert history.trouble is not None
        assert history.trouble.sentence.startswith("RV does not answer.")
        line.rule = lambda route: None
        assert history.trouble.retry is not None
        history.trouble.retry()
        await made.settled()
        assert {task.id for task in history.tasks} == set(tasks)
        assert (history.has_more, history.trouble) == (False, None)
        line.rule = once("DELETE /api/v1/video/", problem(401, "INVALID_API_KEY"))
        history.delete(tasks[0])
        await made.settled()
        assert history.trouble is not None
        assert history.trouble.way == "settings"

    run(start, tmp_path, work)
