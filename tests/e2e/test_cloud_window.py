"""The whole way to a service and back, in real windows on virtual displays, by mouse and keys alone."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from tests.e2e.cloud_picture import TITLE, drop_twenty, make_files
from tests.e2e.cloud_stage import Service, Stage, Window, stage
from tests.e2e.films import picture, psnr

NEEDED = ("Xvfb", "xdotool", "import")
MISSING = [name for name in NEEDED if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"there is no {', '.join(MISSING)} to try a window with"
)


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Stage]:
    """Give a stage with a service."""
    with stage(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with twenty files, made once."""
    return make_files(tmp_path_factory.mktemp("footage"))


def test_twenty_files_dropped_on_the_window_are_all_at_the_service(
    story: Stage, footage: Path, tmp_path: Path
) -> None:
    window, told = drop_twenty(story, footage)
    assert told["assets"] == 20
    assert "20 media files" in told["question"]
    assert len(told["rows"]) == 20
    assert all(row.endswith("uploaded") for row in told["rows"])
    assert told["problems"] == "No problems"
    window.do("shot", path=str(tmp_path / "screen.png"))
    window.close()
    assert_all_there(story.service, told["project_id"], footage)


def test_what_one_does_is_seen_by_the_other_and_what_collides_is_chosen_by_a_key(
    story: Stage, tmp_path: Path
) -> None:
    one, two = story.windows("one", "two")
    one.do("begin_project")
    one.do("add_title", text="One for all")
    one.do("name_project", title=TITLE)
    project = one.do("begin_sync")["project_id"]
    two.do("open_from_service", title=TITLE)
    two.do("wait_in_step")
    before = look(two, tmp_path / "before.png")

    one.do("write_title", text="Seen by both")
    one.do("wait_in_step")
    two.do("sync_now")
    two.do("wait_text", text="Seen by both")
    after = look(two, tmp_path / "after.png")
    assert psnr(before, after) < 40
    assert psnr(after, look(one, tmp_path / "one.png")) > 40

    story.service.stop()
    wanted = {one: "As one wants it", two: "As two wants it"}
    for window, text in wanted.items():
        window.do("write_title", text=text)
        assert window.do("wait_offline")["line"].startswith("Offline: 1 waiting · ")
    story.service.start()
    for window in wanted:
        window.do("sync_now")
        window.do("wait_met")
    found = {window: window.do("state")["conflicts"] for window in wanted}
    assert sorted(found.values()) == [0, 1]
    asked = one if found[one] else two
    theirs = wanted[two if asked is one else one]
    asked.do("wait_text", text=wanted[asked])  # mine stays until it is chosen between them
    asked.do("choose_theirs")
    asked.do("wait_text", text=theirs)
    asked.do("wait_in_step")
    for window in wanted:
        window.do("sync_now")
        window.do("wait_text", text=theirs)
        window.do("wait_in_step")
        window.close()
    state = story.service.ask(f"/v1/projects/{project}")["editorState"]
    assert [item["text"] for item in state["items"].values()] == [theirs]


def test_a_project_of_the_service_opens_on_another_computer_as_it_was(
    story: Stage, footage: Path, tmp_path: Path
) -> None:
    few = tmp_path / "few"
    few.mkdir()
    names = [file for file in sorted(footage.iterdir()) if file.name[:2] in ("01", "05", "10", "20")]
    for file in names:
        shutil.copy(file, few)
    (one,) = story.windows("one")
    one.do("begin_project")
    one.do("drop_folder", folder=str(few), count=4)
    one.do("name_project", title=TITLE)
    one.do("begin_sync")
    one.do("allow_uploads")
    assert len(one.do("wait_uploaded")["rows"]) == 4
    moments = (0.5, 4.0, 9.0)
    seen = [look(one, tmp_path / f"one-{moment}.png", moment) for moment in moments]
    one.close()

    (two,) = story.windows("two")
    two.do("open_from_service", title=TITLE)
    assert two.do("wait_fetched") == {"assets": 4, "failures": []}
    for moment, picture_here in zip(moments, seen, strict=True):
        assert psnr(picture_here, look(two, tmp_path / f"two-{moment}.png", moment)) > 40
    assert two.do("wait_in_step")["title"] == TITLE
    two.close()


def look(window: Window, path: Path, seconds: float = 0.5) -> np.ndarray:
    """Give what the canvas of a window shows at a moment."""
    window.do("picture", seconds=seconds, path=str(path))
    return picture(path)


def assert_all_there(service: Service, project: str, footage: Path) -> None:
    """Ask the service: all files are bound, the document is valid, and its addresses give the files."""
    digests = {hashlib.sha256(file.read_bytes()).hexdigest(): file.name for file in footage.iterdir()}
    bound = service.ask(f"/v1/projects/{project}/assets?pageSize=100")
    assert len(bound) == 20
    state = service.ask(f"/v1/projects/{project}")["editorState"]
    assert service.post("/v1/editor/validate", {"editorState": state})["valid"] is True
    assets = state["assets"].values()
    found = {sha256_at(asset["remoteUrl"]): asset["filename"] for asset in assets}
    assert found == digests
    assert {asset["fileKey"] for asset in bound} == {asset["remoteKey"] for asset in assets}


def sha256_at(url: str) -> str:
    """Fetch a file; give its digest."""
    answer = httpx.get(url, timeout=60, trust_env=False, follow_redirects=True)
    assert answer.status_code == 200
    return hashlib.sha256(answer.content).hexdigest()
