"""Puts what an export sends into the clipboard as code, and what is too long for it beside the film."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from editor_app.services.exporting.as_code.likeness import asks_for_the_same
from editor_app.services.exporting.as_code.text import Code, Request, as_curl, as_python
from editor_app.services.exporting.exports import Exports
from editor_app.services.exporting.jobs.job import IndreamSettings, OtherSettings
from editor_app.services.exporting.renderingvideo.config import NotConverted
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import Profile
from editor_app.store.local_database import LocalDatabaseError
from editor_app.ui.export.outlook import Outlook
from editor_app.ui.export.texts import tr


class CodeCopies(QObject):
    """Makes the code aside, as a document may be large."""

    notice = Signal(str)

    def __init__(self, exports: Exports, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exports, self._tasks = exports, tasks

    def copy(self, language: str, look: Outlook) -> None:
        """Copy the calls that an export would make, as curl or python."""
        profile, settings, path = look.place.profile, look.settings, look.path
        if profile is None or path is None or not isinstance(settings, IndreamSettings | OtherSettings):
            return
        self._tasks.start(self._copy(language, profile, settings, path), "copy as code")

    async def _copy(
        self, language: str, profile: Profile, settings: IndreamSettings | OtherSettings, path: Path
    ) -> None:
        try:
            request = await self._exports.request(profile, settings, path)
            code = await asyncio.to_thread(_make, language, request, path)
        except OSError as error:
            text = tr("The document cannot be written into {folder}: {why}. Choose another folder.")
            self.notice.emit(text.format(folder=path.parent, why=error.strerror or error))
            return
        except (NotConverted, LocalDatabaseError) as error:
            self.notice.emit(str(error))
            return
        QGuiApplication.clipboard().setText(code.text)
        if request.obstacle:
            text = tr("Copied, but it stops before anything is made: {why}")
            self.notice.emit(text.format(why=request.obstacle))
        elif code.files:
            text = tr("Copied. It reads “{file}” in {folder}. The key is left out.")
            names = ", ".join(Path(name).name for name in code.files)
            self.notice.emit(text.format(file=names, folder=path.parent))
        else:
            self.notice.emit(tr("Copied. The key is left out: set it as a variable of the shell."))


def _make(language: str, request: Request, path: Path) -> Code:
    """Make the code, and write what has to lie beside the film; raise OSError.

    It is named absolutely, so that the code runs in any folder. What an earlier copy of the same has left is
    written anew: the name in it is that of another task.
    """
    folder = path.parent.absolute()
    stems = (folder / f"{path.stem} document{'' if number == 1 else f' {number}'}" for number in count(1))
    codes = (_code(language, replace(request, stem=str(stem))) for stem in stems)
    code = next(one for one in codes if all(map(_may_write, map(Path, one.files), one.files.values())))
    for name, content in code.files.items():
        Path(name).write_text(content, encoding="utf-8")
    return code


def _may_write(path: Path, content: str) -> bool:
    """Tell whether a file is not there, or is one that an earlier copy of the same has left."""
    try:
        return asks_for_the_same(path.read_text(encoding="utf-8"), content)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False


def _code(language: str, request: Request) -> Code:
    return as_curl(request) if language == "curl" else as_python(request)
