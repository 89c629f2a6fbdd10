"""From which hosts media are fetched: the own service, others once somebody agrees, this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from editor_app.services.fetching import Question
from tests.cloud.service import Service
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.fetching.scene import Scene
from tests.services.fetching.test_fetching import PNG, host, picture

Run = Callable[..., None]
Upload = Callable[[bytes, str], str]


def test_media_of_the_projects_own_service_come_without_a_question(
    run: Run, upload: Upload, sandbox: Running
) -> None:
    url = upload(PNG, "beach.png")

    async def work(scene: Scene) -> None:
        scene.open({"a": url, "twin": url})
        await scene.there("a", "twin")
        path = scene.path("a")
        assert path is not None
        assert path.read_bytes() == PNG
        assert path == scene.path("twin")
        assert path.suffix == ".png"
        assert scene.sources.missing == ()
        assert all(summary.question is None for summary in scene.summaries)
        await scene.until(lambda: not scene.summary.is_busy)
        assert scene.document.media == {}  # the project file does not name what a cache may lose
        assert scene.notices == []

    run(work, home=sandbox.url)


def test_another_host_is_asked_about_and_refused_until_someone_wants_it(run: Run, elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        scene.open({"a": f"{elsewhere.url}/a.png", "b": f"{elsewhere.url}/b.png"}, size=700)
        await scene.asked()
        assert scene.summary.question == Question((host(elsewhere),), 2, 1400)
        assert all(one.is_coming for one in scene.sources.missing)
        scene.fetching.answer(fetch=False)
        await scene.until(lambda: not scene.sources.missing[0].is_coming)
        assert host(elsewhere) in scene.says("a")
        assert scene.summary.question is None
        assert elsewhere.calls() == []
        scene.fetching.fetch_missing()
        await scene.asked()
        elsewhere.will("GET /a.png", picture())
        elsewhere.will("GET /b.png", picture(png(8, 8)))
        scene.fetching.answer(fetch=True)
        await scene.there("a", "b")
        assert scene.cache.permitted_hosts() == frozenset()
        scene.open({"c": f"{elsewhere.url}/c.png"})
        await scene.asked()  # for that project only

    run(work)


def test_a_host_that_is_always_permitted_is_not_asked_about_again(
    run: Run, elsewhere: Service, tmp_path: Path
) -> None:
    async def first(scene: Scene) -> None:
        scene.open({"a": f"{elsewhere.url}/a.png"})
        await scene.asked()
        elsewhere.will("GET /a.png", picture())
        scene.fetching.answer(fetch=True, always=True)
        await scene.there("a")
        await scene.until(lambda: not scene.summary.is_busy)

    async def second(scene: Scene) -> None:
        elsewhere.will("GET /b.png", picture())
        scene.open({"b": f"{elsewhere.url}/b.png"})
        await scene.there("b")
        await scene.fetching.forget_hosts()
        scene.open({"c": f"{elsewhere.url}/c.png"})
        await scene.asked()

    run(first)
    run(second)


def test_a_service_of_this_machine_is_found_at_its_new_port(
    run: Run, upload: Upload, sandbox: Running
) -> None:
    url = upload(PNG, "beach.png").replace(sandbox.url, "http://127.0.0.1:1")

    async def work(scene: Scene) -> None:
        scene.open({"a": url})
        await scene.there("a")
        assert all(summary.question is None for summary in scene.summaries)

    run(work, home=sandbox.url)


def test_a_service_that_starts_later_is_asked_then(run: Run, upload: Upload, sandbox: Running) -> None:
    url = upload(PNG, "beach.png").replace(sandbox.url, "http://127.0.0.1:1")

    async def work(scene: Scene) -> None:
        scene.open({"a": url})
        await scene.asked()
        scene.home = sandbox.url
        scene.fetching.hear_of_home()
        await scene.there("a")

    run(work)


def test_another_host_of_this_machine_is_asked_after_home_has_nothing(
    run: Run, elsewhere: Service, sandbox: Running
) -> None:
    async def work(scene: Scene) -> None:
        elsewhere.will("GET /other/a.png", picture())
        scene.open({"a": f"{elsewhere.url}/other/a.png"})
        await scene.asked()
        assert scene.summary.question is not None
        assert scene.summary.question.hosts == (host(elsewhere),)
        scene.fetching.answer(fetch=True)
        await scene.there("a")

    run(work, home=sandbox.url)
