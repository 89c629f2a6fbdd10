"""Videos in which something stands in for a medium are not delivered."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from editor_app.render.export.settings import ExportReport
from editor_app.sandbox.exports.verdict import refusal_of
from tests.documents import number, solid, track
from tests.sandbox.media import png
from tests.sandbox.running import Running, data_of
from tests.sandbox.samples import document
from tests.sandbox.test_exports import SETTINGS, wait
from tests.sandbox.test_uploads import upload


@pytest.mark.parametrize(
    ("warnings", "unreadable", "said"),
    [
        ((), (), None),
        (("“a” varies.",), (), None),
        (("“a” is damaged.", "“b” varies."), ("“a” is damaged.",), "rendering. “a” is damaged."),
        ((), tuple("1234567"), "1 2 3 4 5 And 2 more."),
    ],
)
def test_only_what_is_not_there_refuses(
    warnings: tuple[str, ...], unreadable: tuple[str, ...], said: str | None
) -> None:
    report = ExportReport(Path("a"), 1, 2, 2, 3, 1.0, 1, warnings, unreadable=unreadable)
    refusal = refusal_of(report)
    assert refusal is None if said is None else refusal is not None and refusal.sentence.endswith(said)


def test_a_medium_that_turns_out_broken_fails_the_task_by_name(
    server: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    with server.client(server.key("broken")) as client:
        asset = data_of(upload(client, png(), "hero.png"), 201)
        stored = server.settings.data_dir / "media" / asset["fileKey"]
        stored.write_bytes(stored.read_bytes()[:60])
        state = document(tracks=[track("t", "i")])
        box = {name: value for name, value in solid("i", 0, 96_000).items() if name not in ("color", "shape")}
        state["items"] = {
            "i": {**box, "type": "image", "assetId": "hero", "width": number(160), "height": number(90)}
        }
        state["assets"] = {
            "hero": {
                **{"id": "hero", "type": "image", "filename": "hero.png", "size": 1, "mimeType": "image/png"},
                **{"width": 32, "height": 16, "remoteUrl": asset["fileUrl"], "remoteKey": asset["fileKey"]},
            }
        }
        made = data_of(client.post("/v1/exports", json={"editorState": state, **SETTINGS}), 201)
        task = wait(client, made["taskId"])
        assert (task["status"], task["outputUrl"]) == ("FAILED", None)
        assert "“hero.png” is a truncated image" in task["error"]
        assert list((server.settings.data_dir / "outputs").iterdir()) == []
        assert "“hero.png” is a truncated image" in caplog.text
