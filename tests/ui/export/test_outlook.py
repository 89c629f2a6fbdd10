"""What an export comes to, as far as it depends on its range."""

from __future__ import annotations

from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from tests.render.export.films import SECOND, asset, document, item
from tests.ui.export.scene import OTHER, Scene

NAMES = tuple(enumerate(("one", "two", "three")))


def test_only_what_the_range_shows_is_to_upload(scene: Scene) -> None:
    clips = [item("video", SECOND, (0, 0, 9, 9), assetId=name, startTicks=at * SECOND) for at, name in NAMES]
    assets = tuple(asset(name, "video", 1) for _, name in NAMES)
    scene.document.load(Work(document(*clips, assets=assets), Sidecar()))
    scene.offer(OTHER)
    scene.choose_place("RenderingVideo")
    row = scene.panel.choices.form.range
    assert "3 to upload" in scene.panel.before.lines[0]
    row.choose("custom")
    scene.write(row.start, "1")
    scene.write(row.end, "2")
    scene.panel.show_state()
    assert "1 to upload" in scene.panel.before.lines[0]
