"""A document of the editor, sent as a config and rendered here, looks as our own renderer shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.interchange.renderingvideo import to_schema
from editor_app.render.media import MediaPool
from editor_app.render.media.source import MediaSource
from editor_app.render.picture.renderer import Renderer
from editor_app.state import read
from tests.documents import document, number, solid
from tests.render.picture.scene import text
from tests.sandbox.media import png
from tests.sandbox.renderingvideo.samples import make, start, wait
from tests.sandbox.running import Running, payload_of
from tests.sandbox.test_exports import frames_of

SECOND = 240_000
SIZE = (320, 180)


def picture_item() -> dict[str, Any]:
    """Make an image item that fades."""
    box = {"left": 200, "top": 20, "width": 100, "height": 100}
    fade = number(1, (0, 1), (SECOND // 2, 0.2))
    fields = {name: number(value) for name, value in box.items()}
    return solid("p", 0, SECOND // 2, type="image", assetId="i", **{**fields, "opacity": fade})


def asset() -> dict[str, Any]:
    """Make the asset of the image."""
    about = {"id": "i", "type": "image", "filename": "a.png", "size": len(png()), "mimeType": "image/png"}
    return {**about, "remoteUrl": None, "width": 32, "height": 16}


def levels(image: QImage) -> np.ndarray:
    """Give a picture as numbers."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_looks_the_same(server: Running, tmp_path: Path, scale: float) -> None:
    star = solid("s", 0, SECOND // 2, shape="star", color="#ffcc00", left=number(20), top=number(20))
    turning = number(0, (0, 0), (SECOND // 2, 90))
    bar = solid("b", 0, SECOND // 2, left=number(20, (0, 20), (SECOND // 2, 180)), top=number(110))
    title = text("w", "Grüße", durationTicks=SECOND // 2, left=60, top=130, width=200, height=40, fontSize=30)
    raw = document(
        *(title, star | {"rotation": turning}, bar, picture_item()),
        tracks=[{"id": key, "items": [key], "hidden": False, "muted": False} for key in ("w", "s", "b", "p")],
        compositionWidth=SIZE[0],
        compositionHeight=SIZE[1],
        assets={"i": asset()},
    )
    state, problems = read(raw)
    assert not problems, problems
    (tmp_path / "a.png").write_bytes(png())
    with server.rv_client(server.rv_key("round trip")) as rv:
        uploaded = payload_of(rv.post("/api/v1/upload", files={"file": ("a.png", png(), "image/png")}))
        addresses = {"i": uploaded["assets"][0]["url"]}
        sent = to_schema(state, fps=30, scale=scale, addresses=addresses)
        assert sent.plan.uploads == ()
        task_id = make(rv, config=sent.config)["taskId"]
        start(rv, task_id)
        (tmp_path / "film.mp4").write_bytes(httpx.get(wait(rv, task_id)["videoUrl"]).content)
    film = frames_of(tmp_path / "film.mp4")
    assert len(film) == 15
    size = round(SIZE[0] * scale), round(SIZE[1] * scale)
    pool = MediaPool({"i": MediaSource("i", tmp_path / "a.png", "image", "a.png")})
    try:
        renderer = Renderer(pool)
        for number_of, picture in enumerate(film):
            mine = levels(renderer.frame(state, number_of * SECOND // 30, size))
            assert picture.shape == mine.shape
            assert np.abs(picture - mine).mean() < 3
    finally:
        pool.close()
