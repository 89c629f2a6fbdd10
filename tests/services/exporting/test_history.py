"""What an account has exported, from wherever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.services.exporting.clouds.history import Task, TaskHistory, of_project
from tests.sandbox.running import Running
from tests.sandbox.samples import payload
from tests.services.exporting.scene import Scene, scene

ORDER = {"fps": 30, "ratio": "16:9", "scale": 0.6, "format": "mp4"}


async def heard(history: TaskHistory, holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    news = asyncio.Event()
    history.changed.connect(news.set)
    async with asyncio.timeout(60):
        while not holds():
            news.clear()
            await news.wait()
    history.changed.disconnect(news.set)


async def made_by_others(made: Scene, server: Running, key: str, count: int) -> str:
    """Have another program export, once from a project; give that."""
    async with AsyncIndreamClient(key, base_url=server.url) as client:
        project_id = (await client.projects.create(payload())).project_id
        await client.projects.create_export(project_id, ORDER)
        for _ in range(count - 1):
            await client.exports.create({**payload(), **ORDER})
    return project_id


def test_all_tasks_of_an_account_are_listed_page_by_page(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    server = start(active_exports=100)
    key = server.key()

    async def whole() -> None:
        async with scene(tmp_path, url=server.url, key=key) as made:
            project_id = await made_by_others(made, server, key, 53)
            history = TaskHistory(made.accounts, made.tasks)
            history.show(made.profile)
            assert history.is_reading
            await heard(history, lambda: not history.is_reading)
            assert (len(history.tasks), history.has_more, history.trouble) == (50, True, None)
            history.more()
            await heard(history, lambda: not history.is_reading)
            assert (len(history.tasks), history.has_more) == (53, False)
            assert len({task.id for task in history.tasks}) == 53
            (mine,) = of_project(history.tasks, project_id)
            assert mine is history.tasks[-1]
            assert (mine.duration_s, mine.credits) == (0.4, "0.1")
            assert len(of_project(history.tasks, "")) == 52
            assert of_project(history.tasks, None) == history.tasks
            waiting = history.tasks[0]
            history.cancel(waiting.id)
            await heard(history, lambda: status_of(history, waiting.id) == "cancelled")
            server.stop()
            history.show(made.profile)
            await heard(history, lambda: history.trouble)
            assert history.trouble is not None
            assert history.trouble.sentence.startswith("Sandbox does not answer")
            assert len(history.tasks) > 0
            history.close()

    asyncio.run(whole())


def status_of(history: TaskHistory, task_id: str) -> str:
    """Give how a task stands."""
    return next((task.status for task in history.tasks if task.id == task_id), "")


def test_tasks_are_told_by_their_project() -> None:
    tasks = (Task("a", "done", project_id="p"), Task("b", "done"))
    assert of_project(tasks, "p") == tasks[:1]
