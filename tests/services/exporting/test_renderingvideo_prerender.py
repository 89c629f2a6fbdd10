"""What RenderingVideo cannot draw is drawn here before, once, and shows in its film as in ours."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.renderingvideo.config import ConvertOrder, convert
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.state import EditorState, read
from editor_app.state.dialects import to_bytes
from editor_app.store.project import MediaPlace
from tests.e2e.films import frame_of_film, psnr
from tests.render.export.films import HEIGHT, SECOND, WIDTH, asset, document, item, solid, video_file
from tests.sandbox.running import Running
from tests.services.exporting.mixed import mixed
from tests.services.exporting.renderingvideo_scene import OtherScene, run
from tests.services.exporting.test_indream import Start
from tests.services.exporting.test_renderingvideo import credits_left
from tests.services.sync.line import Line, ask_database

FRAME = SECOND // 30
FILES = "SELECT name, type FROM rv_files ORDER BY name"


def test_parts_are_drawn_uploaded_and_shown(start: Start, tmp_path: Path) -> None:
    state, places = mixed(tmp_path)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin())
        assert (job.status, job.sentence) == ("done", "")
        assert not [line for line in job.warnings if line.startswith("Missing")]
        kinds = [(str(name).partition("-")[0], kind) for name, kind in await ask_database(server, FILES)]
        assert sorted(kinds) == [("part", "image"), ("part", "video"), ("picture.png", "image")]
        export_video(made.document.work.state, made.sources.sources, ExportSettings(), tmp_path / "ours.mp4")

    run(start, tmp_path, work, state, places)
    for number in (0, 14, 29):
        theirs = frame_of_film(tmp_path / "films/film.mp4", number)
        assert psnr(theirs, frame_of_film(tmp_path / "ours.mp4", number)) > 27


def test_what_begins_between_two_frames_shows_frame_by_frame_what_our_film_shows(
    start: Start, tmp_path: Path
) -> None:
    state, places = _pushed_off(tmp_path)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin())
        assert (job.status, job.sentence) == ("done", "")
        assert await ask_database(server, "SELECT count(*) FROM rv_files WHERE name LIKE 'part-%'") == [(1,)]
        export_video(made.document.work.state, made.sources.sources, ExportSettings(), tmp_path / "ours.mp4")

    run(start, tmp_path, work, state, places)
    ours, theirs = (_frames(tmp_path / name) for name in ("ours.mp4", "films/film.mp4"))
    assert len(ours) == len(theirs) == 24
    assert min(psnr(mine, other) for mine, other in zip(ours, theirs, strict=True)) > 30


def _pushed_off(folder: Path) -> tuple[EditorState, dict[str, MediaPlace]]:
    """Give a shape that a clip pushes off, between frames 8 and 9; the clip has nothing before its cut."""
    path, cut = video_file(folder / "clip.mp4", 1), 12 * FRAME + FRAME // 4
    first = solid(cut, (0, 0, WIDTH, HEIGHT), "#c8a070")
    second = item("video", 24 * FRAME - cut, (0, 0, WIDTH, HEIGHT), assetId="clip", startTicks=cut)
    raw = json.loads(to_bytes(document(first, second, assets=(asset("clip", "video", 1),))))
    (one, two), raw["tracks"] = raw["tracks"], raw["tracks"][:1]
    one["items"] += two["items"]
    push = {"trackId": one["id"], "fromClipId": "item0", "toClipId": "item1", "type": "slide"}
    raw["transitions"] = {"push": {"id": "push", **push, "durationTicks": 8 * FRAME, "easing": "linear"}}
    state, problems = read(raw)
    assert problems == ()
    return state, {"clip": MediaPlace(path, None, None)}


def _frames(film: Path) -> list[np.ndarray]:
    with av.open(str(film)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_without_them_what_is_missing_is_told(start: Start, tmp_path: Path) -> None:
    state, places = mixed(tmp_path)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin(prerenders=False))
        assert job.status == "done"
        assert "Missing in the film, as RV cannot show it: “illustration”." in job.warnings
        assert await ask_database(server, FILES) == [("picture.png", "image")]

    run(start, tmp_path, work, state, places)


def test_a_part_that_cannot_be_drawn_ends_the_export_before_anything_is_sent(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, places = mixed(tmp_path)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        monkeypatch.setattr("editor_app.services.exporting.renderingvideo.prerender.FOLDER", "document.json")
        (job,) = await made.over(made.begin())
        assert (job.status, job.remedy) == ("failed", "room")
        assert job.sentence.startswith("What RV cannot draw could not be drawn here:")
        assert await ask_database(server, FILES) == []
        assert await credits_left(server) == 100
        monkeypatch.undo()
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")

    run(start, tmp_path, work, state, places)


def test_a_cancelled_drawing_ends_its_process(start: Start, tmp_path: Path) -> None:
    state, places = mixed(tmp_path, 120 * SECOND)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        job = made.begin()
        await made.until(lambda: made.job(job).sentence.startswith("Drawing here"))
        assert made.job(job).status == "preparing"
        made.queue.cancel(job.id)
        (job,) = await made.over(job)
        assert job.status == "cancelled"
        await made.settled()
        assert made.folders_of_jobs() == []
        assert await ask_database(server, FILES) == []

    run(start, tmp_path, work, state, places, wallet={"credits": 1000})


def test_a_range_is_converted_and_priced(tmp_path: Path) -> None:
    state, _ = mixed(tmp_path, 4 * SECOND)
    wish = OtherWish(range_ticks=(SECOND, 3 * SECOND), scale=15.0)
    converted = convert(ConvertOrder(to_bytes(state), wish))
    assert (converted.length_s, converted.width, converted.height) == (2.0, 1920, 1080)
    assert converted.credits == 3
    assert set(converted.parts) == {part.key for part in converted.plan.prerenders}
    assert (
        convert(ConvertOrder(to_bytes(state), OtherWish(range_ticks=(9 * SECOND, 10 * SECOND)))).length_s == 0
    )
