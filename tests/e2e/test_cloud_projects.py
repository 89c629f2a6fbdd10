"""From the start page to a service and back, in the real window with the local workspace."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.apart import play


def test_a_project_goes_to_a_service_and_is_opened_from_there(tmp_path: Path) -> None:
    told = json.loads(play("cloud_projects", home=tmp_path)[-1])
    title = told["title"][1]
    assert told == {
        "without an account": "No account yet",
        "settings": True,
        "back without an account": False,
        "back with an account": True,
        "back where it did not begin": False,
        "waits": [["Making a project at Local workspace …"], []] * 2,
        "failed": False,
        "green": True,
        "title": [title, title],
        "open already": f"“{title}” is open in this window.",
        "deleting what is open": [
            f"“{title}” is open here, and syncs with Local workspace. Delete it at Local workspace? "
            "What is open stays whole on this computer.",
            1,
        ],
        "media": "No files yet",
        "opened": True,
        "size": [1080, 1080],
    }
