"""Which media types are stated of files that go up."""

from __future__ import annotations

import pytest

from editor_app.services.stated_type import stated_type


@pytest.mark.parametrize(
    ("mime_type", "stated"),
    [
        ("video/mp4", "video/mp4"),
        ("application/json", "application/json"),
        ("video/*", None),
        ("video", None),
        ("/mp4", None),
        ("", None),
        ("image/png\r\nX-Other: 1", None),
    ],
)
def test_only_a_whole_type_of_one_line_is_stated(mime_type: str, stated: str | None) -> None:
    assert stated_type(mime_type) == stated
