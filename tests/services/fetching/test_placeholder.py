"""A placeholder stands for a picture that is on its way, without a complaint, until the picture is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QImage

from editor_app.edits.new_clips import place_assets
from editor_app.render.media import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.store.history import Work
from tests.cloud.service import Service, hang, raw
from tests.sandbox.media import png
from tests.services.fetching.scene import Scene, with_pictures

SIZE = (640, 360)


def frame(scene: Scene) -> tuple[QImage, tuple[str, ...]]:
    """Draw the first frame with the media as they are known now."""
    pool = MediaPool(scene.sources.sources)
    renderer = Renderer(pool)
    image = renderer.frame(scene.document.state, 0, SIZE)
    pool.close()
    return image, renderer.warnings


def test_the_picture_takes_the_place_of_its_placeholder(run: Callable[..., None], elsewhere: Service) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([f"127.0.0.1:{elsewhere.port}"])
        elsewhere.will("GET /a.png", hang, raw(png(640, 360), kind="image/png"))
        state = with_pictures({"a": f"{elsewhere.url}/a.png"})
        scene.document.load(Work(place_assets(state, asset_ids=["a"], start_ticks=0)))
        await scene.until(lambda: scene.sources.sources and scene.sources.sources["a"].is_coming)
        before, warnings = frame(scene)
        assert warnings == ()
        assert before.pixelColor(320, 180) != QColor("#00ff00")
        assert len({before.pixel(x, y) for x in range(0, 640, 2) for y in range(0, 360, 2)}) > 2  # a label
        await elsewhere.until(lambda: len(elsewhere.calls()) == 1)
        scene.fetching.cancel()
        scene.fetching.fetch_missing()
        await scene.there("a")
        after, warnings = frame(scene)
        assert warnings == ()
        assert after != before
        assert after.pixelColor(320, 180) == QColor("#00ff00")

    run(work)


def test_the_placeholder_of_what_could_not_be_fetched_says_so(
    run: Callable[..., None], elsewhere: Service
) -> None:
    async def work(scene: Scene) -> None:
        scene.cache.permit([f"127.0.0.1:{elsewhere.port}"])
        elsewhere.will("GET /a.png", raw(b"", status=404))
        state = with_pictures({"a": f"{elsewhere.url}/a.png"})
        scene.document.load(Work(place_assets(state, asset_ids=["a"], start_ticks=0)))
        await scene.until(lambda: scene.summary.failures)
        _, warnings = frame(scene)
        assert warnings == ("“a.png” could not be fetched. Fetch it again, or locate its file.",)

    run(work)
