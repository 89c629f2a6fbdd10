"""An export in a process of its own: what it answers to what it is sent."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from editor_app.render.export.apart import PAUSE, News, Order, Refusal, main
from editor_app.render.export.settings import ExportReport, ExportSettings, Progress
from editor_app.state.dialects import to_bytes
from tests.render.export.films import film


def run(order: Order, *words: object) -> tuple[list[Progress], News]:
    """Export in a process; send `words`, one after the other, once there is something finished."""
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe()
    process = context.Process(target=main, args=(its,))
    process.start()
    its.close()
    mine.send(order)
    told: list[Progress] = []
    while isinstance(news := mine.recv(), Progress):
        told.append(news)
        if news.frames_done and words:
            for word in words:
                mine.send(word)
            words = ()
    process.join()
    process.close()
    mine.close()
    return told, news


def order(tmp_path: Path, spool: Path | None) -> Order:
    state, sources = film(tmp_path, seconds=8)
    output = tmp_path / "out" / "film.mp4"
    output.parent.mkdir(exist_ok=True)
    settings = ExportSettings(scale=5, workers=1)
    return Order(to_bytes(state), sources, settings, output, tmp_path / "pcm", spool=spool)


def test_it_is_paused_and_goes_on(tmp_path: Path) -> None:
    wanted = order(tmp_path, tmp_path / "spool")
    told, news = run(wanted, PAUSE)
    assert news == Refusal("The export is paused; what is finished is kept.", was_paused=True)
    assert list(wanted.output.parent.iterdir()) == []
    again, news = run(wanted)
    assert isinstance(news, ExportReport)
    assert again[0].frames_done == told[-1].frames_done > 0
    assert wanted.output.is_file()


def test_a_pause_that_is_followed_by_a_cancellation_is_one(tmp_path: Path) -> None:
    _, news = run(order(tmp_path, tmp_path / "spool"), PAUSE, None)
    assert isinstance(news, Refusal)
    assert news.was_cancelled
    assert not news.was_paused


def test_without_a_spool_there_is_no_pause(tmp_path: Path) -> None:
    _, news = run(order(tmp_path, None), PAUSE)
    assert isinstance(news, ExportReport)
