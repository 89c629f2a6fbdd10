"""Before leaving it is said what would stop, and what goes on by itself next time."""

from __future__ import annotations

import pytest

from editor_app.ui.window.stopping import Question, UnderWay, before_leaving, before_quitting

EXPORT = "“film.mp4” is being exported here. That stops, and goes on at the next start, where it was."
EXPORTS = "2 exports are under way here. They stop, and go on at the next start, where they were."
AWAY = "“a.mp4” goes on at its service, and its file is fetched at the next start."
UNSENT = "2 exports are not at their services yet. They are sent at the next start."
WORKSPACE = "“a.mp4” is made by the local workspace. It stops with it, and goes on with it."
IMPORT = "A file is being imported. That would stop, and it would have to be added again."
IMPORTS = "12 files are being imported. That would stop, and all would have to be added again."
PROXY = (
    "The small copy of “long.mov” for a smooth preview is not ready. "
    "It is made by itself when the project is open next time."
)
UPLOAD = (
    "A file is being uploaded. That goes on by itself when the project is open next time; "
    "what is half sent is sent again."
)
UPLOADS = UPLOAD.replace("A file is", "3 files are")


@pytest.mark.parametrize(
    ("work", "text", "answer", "is_careful"),
    [
        (UnderWay(("film.mp4",)), EXPORT, "Quit", False),
        (UnderWay(("a.mp4", "b.mp4")), EXPORTS, "Quit", False),
        (UnderWay(elsewhere=("a.mp4",)), AWAY, "Quit", False),
        (UnderWay(elsewhere=("a.mp4",), unsent=("b.mp4", "c.mp4")), f"{AWAY}\n\n{UNSENT}", "Quit", False),
        (UnderWay(workspace=("a.mp4",)), WORKSPACE, "Quit", False),
        (UnderWay(imported_files=1), IMPORT, "Quit and stop the import", True),
        (UnderWay(imported_files=12), IMPORTS, "Quit and stop the import", True),
        (UnderWay(proxy="long.mov"), PROXY, "Quit", False),
        (UnderWay(uploads=1), UPLOAD, "Quit", False),
        (UnderWay(imported_files=1, uploads=3), f"{IMPORT}\n\n{UPLOADS}", "Quit and stop the import", True),
        (UnderWay(("film.mp4",), proxy="long.mov"), f"{EXPORT}\n\n{PROXY}", "Quit", False),
        (
            UnderWay(("film.mp4",), 12, "long.mov"),
            f"{EXPORT}\n\n{IMPORTS}\n\n{PROXY}",
            "Quit and stop the import",
            True,
        ),
    ],
)
def test_quitting(work: UnderWay, text: str, answer: str, is_careful: bool) -> None:
    assert before_quitting(work) == Question("Quit now?", text, answer, is_careful)


@pytest.mark.parametrize(
    ("work", "text"),
    [
        (UnderWay(imported_files=1), IMPORT),
        (UnderWay(imported_files=12, proxy="long.mov"), f"{IMPORTS}\n\n{PROXY}"),
        (UnderWay(("film.mp4",), 12), f"{IMPORTS}\n\nExports go on."),
    ],
)
def test_leaving_the_project(work: UnderWay, text: str) -> None:
    assert before_leaving(work) == Question(
        "Leave this project now?", text, "Leave and stop the import", is_careful=True
    )


def test_nothing_is_asked_where_nothing_is_lost() -> None:
    assert before_quitting(UnderWay()) is None
    assert before_leaving(UnderWay()) is None
    assert before_leaving(UnderWay(("film.mp4",), proxy="long.mov", uploads=2)) is None
