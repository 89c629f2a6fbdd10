"""A document with something of each way to RenderingVideo: told in words, uploaded, drawn here before."""

from __future__ import annotations

from pathlib import Path

from editor_app.state import EditorState
from editor_app.store.project import MediaPlace
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, item, moving, solid
from tests.sandbox.media import png


def mixed(folder: Path, ticks: int = SECOND) -> tuple[EditorState, dict[str, MediaPlace]]:
    """Write a picture, and give a document that shows it twice: plainly, and with corners that move."""
    path = folder / "picture.png"
    path.write_bytes(png(64, 64, "#208040"))
    size = path.stat().st_size
    asset = {"id": "p", "type": "image", "filename": path.name, "size": size, "mimeType": "image/png"}
    plain = item("image", ticks, (0, 0, 40, 40), assetId="p")
    corners = {"borderRadius": moving((0, 0), (ticks - 1, 20))}
    round_ = item("image", ticks, (80, 20, 40, 40), assetId="p", **corners)
    drawn = item("illustration", ticks, (44, 20, 32, 32), illustrationName="IMegaphone", color="#ff9900")
    ground = solid(ticks, (0, 0, WIDTH, HEIGHT), "#203060")
    state = document(plain, round_, drawn, ground, assets=({**asset, "width": 64, "height": 64},))
    return state, {"p": MediaPlace(path, None, None)}
