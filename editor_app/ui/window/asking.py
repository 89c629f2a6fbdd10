"""Questions and file dialogs that are awaited, so that nothing else stops meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from editor_app.ui.widgets.title_room import show_title

_LOOK_AGAIN_S = 0.5


async def ask(
    parent: QWidget,
    title: str,
    text: str,
    answers: tuple[str, ...],
    *,
    careful: bool = False,
    text_now: Callable[[], str] | None = None,
) -> int | None:
    """Ask for one of several answers; None where it was dismissed.

    Enter gives the first; or, where that would lose something (`careful`), none. What is said follows
    `text_now` while it stands there.
    """
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(title)
    box.setInformativeText(text)
    show_title(box)
    # All accept, so that the first stands at the end of the row, as what goes on does in every dialog.
    buttons = [box.addButton(answer, QMessageBox.ButtonRole.AcceptRole) for answer in answers]
    # Escape and the window's own close button need a button to stand for them.
    away = box.addButton(QMessageBox.StandardButton.Cancel)
    away.setIcon(QIcon())  # the style's own would stand beside none
    box.setEscapeButton(away)
    box.setDefaultButton(away) if careful else box.setDefaultButton(buttons[0])
    following = asyncio.ensure_future(_follow(box, text_now)) if text_now is not None else None
    try:
        await _closed(box)
    finally:
        if following is not None:
            following.cancel()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((place for place, button in enumerate(buttons) if button is clicked), None)


async def _follow(box: QMessageBox, text_now: Callable[[], str]) -> None:
    """Let a question say what is true now."""
    while True:
        await asyncio.sleep(_LOOK_AGAIN_S)
        if (text := text_now()) != box.informativeText():
            box.setInformativeText(text)


async def choose_file_to_open(
    parent: QWidget, title: str, filters: tuple[str, ...], folder: Path | None = None
) -> Path | None:
    """Let a file be chosen that is there, from `folder` on or where one was chosen last."""
    dialog = QFileDialog(parent, title)
    if folder is not None:
        dialog.setDirectory(str(folder))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return await _chosen(dialog, filters)


async def choose_file_to_save(
    parent: QWidget, title: str, filters: tuple[str, ...], start: Path
) -> Path | None:
    """Let a name be chosen; a file of that name is asked about by the dialog itself."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix.lstrip("."))
    dialog.setDirectory(str(start.parent))
    dialog.selectFile(start.name)
    return await _chosen(dialog, filters)


async def _chosen(dialog: QFileDialog, filters: tuple[str, ...]) -> Path | None:
    dialog.setNameFilters(list(filters))
    accepted = await _closed(dialog) == QDialog.DialogCode.Accepted
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(files[0]) if accepted and files else None


async def _closed(dialog: QDialog) -> int:
    """Open a dialog and wait until it has been answered."""
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finish(code: int) -> None:
        if not done.done():
            done.set_result(code)

    dialog.finished.connect(finish)
    dialog.open()
    try:
        return await done
    finally:
        dialog.finished.disconnect(finish)
        dialog.close()
