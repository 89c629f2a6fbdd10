"""Files over plain GET: what browsers may do with them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from editor_app.sandbox.routes.media import policy_for
from tests.sandbox.media import ASS, SRT, SVG, gif, mp4, png, wav
from tests.sandbox.running import data_of


@pytest.mark.parametrize(
    ("mimetype", "runs"),
    [
        *((kind, False) for kind in ("image/png", "image/x-icon", "video/mp4", "video/webm", "AUDIO/MPEG")),
        *(
            (kind, True)
            for kind in ("image/svg+xml", "IMAGE/SVG+XML", "video/x+xml", "text/html", "text/xml")
        ),
        *((kind, True) for kind in ("application/json", "text/plain", "application/x-subrip", "")),
        *((kind, True) for kind in ("video/mp4; x=text/html", "video/mp4, text/html", "video/")),
    ],
)
def test_only_what_browsers_take_for_a_page_loses_its_origin(mimetype: str, runs: bool) -> None:
    policy = policy_for(mimetype)
    assert policy.startswith("sandbox;") is runs
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_media_can_be_shown_and_the_rest_cannot_run(client: httpx.Client, tmp_path: Path) -> None:
    files = [
        ("a.mp4", "video/mp4", mp4(tmp_path), False),
        ("a.wav", "audio/wav", wav(), False),
        ("a.gif", "image/gif", gif(), False),
        ("a.png", "image/png", png(), False),
        ("a.svg", "image/svg+xml", SVG, True),
        ("a.srt", "text/plain", SRT, True),
        ("a.ass", "text/plain", ASS, True),
    ]
    for name, mime, content, runs in files:
        headers = {"x-file-name": name, "Content-Type": mime}
        asset = data_of(client.post("/v1/uploads", content=content, headers=headers), 201)
        answer = httpx.get(asset["fileUrl"])
        assert answer.content == content
        assert answer.headers["content-security-policy"].startswith("sandbox;") is runs, name
        assert answer.headers["x-content-type-options"] == "nosniff"
