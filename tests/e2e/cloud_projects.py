"""A scene: the open project is kept on the local workspace, and opened from there again.

    python -m tests.e2e.cloud_projects

Prints JSON.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolButton

if TYPE_CHECKING:
    from editor_app.ui.window.main_window import MainWindow

_PATIENCE_S = 120


async def until(is_so: Callable[[], object]) -> None:
    """Wait for something that nobody tells of."""
    async with asyncio.timeout(_PATIENCE_S):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def guest(window: MainWindow, told: dict[str, Any]) -> None:
    """Go through the scene."""
    from editor_app.services.cloud_trouble import Trouble
    from editor_app.ui.cloud_projects import CloudProjectsDialog, ServiceMediaDialog
    from editor_app.ui.settings import SettingsDialog

    def is_seen(kind: type[QDialog]) -> bool:
        return any(dialog.isVisible() for dialog in window.findChildren(kind))

    told["waits"] = []
    desk = window.desk
    window.start_page.cloud_button.click()
    (dialog,) = window.findChildren(CloudProjectsDialog)
    told["without an account"] = dialog.message.title.text()
    dialog.message.button.click()
    (settings,) = window.findChildren(SettingsDialog)
    told["settings"] = settings.isVisible()
    settings.reject()
    told["back without an account"] = is_seen(CloudProjectsDialog)
    window.actions_by_id["file.cloud"].trigger()
    window.findChildren(CloudProjectsDialog)[-1].message.button.click()
    await desk.local_server.ready()
    window.findChildren(SettingsDialog)[-1].reject()
    told["back with an account"] = is_seen(CloudProjectsDialog)
    window.findChildren(CloudProjectsDialog)[-1].reject()
    window.actions_by_id["edit.settings"].trigger()
    window.findChildren(SettingsDialog)[-1].reject()
    told["back where it did not begin"] = is_seen(CloudProjectsDialog)
    assert await desk.workspace.new(1080, 1080)
    window.actions_by_id["file.cloud"].trigger()
    dialog = window.findChildren(CloudProjectsDialog)[-1]
    desk.linking.busy_changed.connect(lambda _text: told["waits"].append(window.notices.sentences()))
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    await until(lambda: desk.document.work.cloud is not None and desk.cloud_projects.found)
    project = desk.cloud_projects.found[0]
    told["title"] = [project.title, desk.workspace.title]
    dialog.open_button.click()
    told["open already"] = dialog.trouble_bar.accessibleName()
    dialog.delete.click()
    told["deleting what is open"] = [dialog.trouble_bar.accessibleName(), dialog.model.rowCount()]
    dialog.reject()
    window.actions_by_id["file.service-media"].trigger()
    (media,) = window.findChildren(ServiceMediaDialog)
    await until(lambda: not desk.service_assets.is_loading)
    told["media"] = media.message.title.text()
    media.reject()
    await desk.workspace.close()
    window.actions_by_id["file.cloud"].trigger()
    dialog = window.findChildren(CloudProjectsDialog)[-1]
    await until(lambda: dialog.current is not None)
    dialog.open_button.click()
    await until(lambda: desk.workspace.is_open)
    told["opened"] = desk.document.work.cloud is not None
    told["size"] = [desk.document.state.composition_width, desk.document.state.composition_height]
    told["green"] = await sees_picture(window)
    tries: list[str] = []

    async def try_again() -> None:
        tries.append("again")

    desk.linking.failed.emit(Trouble("It failed.", "retry", try_again))
    (button,) = (one for one in window.notices.findChildren(QToolButton) if one.text() == "Try again")
    button.click()
    await until(lambda: tries)
    told["failed"] = "It failed." in window.notices.sentences()
    window.leave()


async def sees_picture(window: MainWindow) -> bool:
    """Keep a project with a green picture at the service; tell whether the list shows it."""
    from editor_app.ui.cloud_projects import CloudProjectsDialog
    from editor_app.ui.cloud_projects.model import Role

    desk = window.desk
    assert await desk.workspace.open(film(desk.folders.data))
    (profile,) = desk.cloud_projects.profiles
    assert await desk.linking.begin(profile)
    link = desk.document.work.cloud
    assert link is not None
    window.actions_by_id["file.cloud"].trigger()
    dialog = window.findChildren(CloudProjectsDialog)[-1]
    pictures: list[QImage] = []

    def is_there() -> bool:
        row = dialog.model.row_of(link.project_id)
        pictures[:] = [dialog.model.index(row).data(Role.PICTURE)] if row is not None else []
        return any(pictures)

    await until(is_there)
    dialog.reject()
    (picture,) = pictures
    return QColor(picture.pixelColor(picture.rect().center())).green() > 200


def film(folder: Path) -> Path:
    """Write a project that shows a green picture."""
    from editor_app.store.project import PROJECT_FORMAT
    from tests.sandbox.media import png
    from tests.store.documents import asset, image, state

    (folder / "a.png").write_bytes(png(320, 180, "#00ff00"))
    content = {
        "format": PROJECT_FORMAT,
        "editorState": state(image("a", "a"), assets=(asset("a", "image", "a.png", 100),)),
        "media": {"a": {"path": "a.png"}},
    }
    path = folder / "Film.editorproj"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def main() -> None:
    """Run the program."""
    QApplication([])
    from editor_app import app

    told: dict[str, Any] = {}

    async def visit(window: MainWindow) -> None:
        await guest(window, told)

    app.run(None, visit)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
