"""Actions stand where they stand in the menus; the others have a group of their own."""

from __future__ import annotations

from editor_app.ui.keys.rows import KeyRow, rows_of


def test_every_action_has_a_place() -> None:
    menus = {"File": ("file.new",), "Clip": ("clip.split", "clip.copy"), "Empty": ()}
    names = ("clip.far", "file.new", "clip.copy", "clip.split", "go.media", "unheard-of")
    rows = rows_of(menus, {name: name.upper() for name in names})
    assert [(row.group, row.id) for row in rows] == [
        ("File", "file.new"),
        ("Clip", "clip.split"),
        ("Clip", "clip.copy"),
        ("Clip", "clip.far"),
        ("Panels", "go.media"),
        ("Other", "unheard-of"),
    ]
    assert rows[0] == KeyRow("file.new", "File", "FILE.NEW")
