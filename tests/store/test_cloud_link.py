"""The link of a project file: read where it can be, written with what nobody knows beside it."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.store.cloud_link import CloudLink, read_link, write_link

LINK = CloudLink("https://api.example", "p1")


@pytest.mark.parametrize(
    "root",
    [
        {},
        {"project": 5},
        {"project": {}},
        {"project": {"cloud": "x"}},
        {"project": {"cloud": {"service": "s"}}},
        {"project": {"cloud": {"service": "", "projectId": "p"}}},
    ],
)
def test_what_is_no_link_is_none_and_stays_as_it_is(root: dict[str, Any]) -> None:
    assert read_link(root) is None
    assert write_link(root, None) is root


def test_it_is_written_beside_what_is_there_and_read_again() -> None:
    root = {"format": "editor-app/1", "project": {"title": "T", "cloud": {"note": 1}}, "more": 2}
    written = write_link(root, LINK)
    assert read_link(written) == LINK
    assert written["project"]["title"] == "T"
    assert written["project"]["cloud"]["note"] == 1
    assert list(written) == list(root)
    assert write_link(written, LINK) is written
    assert read_link(write_link(written, None)) is None
