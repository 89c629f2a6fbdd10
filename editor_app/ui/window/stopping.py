"""What would stop if someone left now, and what goes on by itself next time, in words."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.ui.window.texts import tr


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The names of what is being exported, how many files come in, whose small copy is made, what goes up."""

    exports: tuple[str, ...] = ()
    imported_files: int = 0
    proxy: str = ""
    uploads: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask before leaving; `is_careful` where something would be lost."""

    title: str
    text: str
    answer: str
    is_careful: bool


def before_quitting(work: UnderWay) -> Question | None:
    """Give what to ask before the program ends; None where nothing would stop."""
    parts = [*_exports(work), *_imports(work), *_proxies(work), *_uploads(work)]
    if not parts:
        return None
    lost = bool(work.exports or work.imported_files)
    return Question(tr("Quit now?"), "\n\n".join(parts), _quit_answer(work), is_careful=lost)


def before_leaving(work: UnderWay) -> Question | None:
    """Give what to ask before another project, or none, is open; exports go on meanwhile."""
    if not work.imported_files:
        return None
    parts = [*_imports(work), *_proxies(work), *_uploads(work)]
    if work.exports:
        parts.append(tr("Exports go on."))
    title = tr("Leave this project now?")
    return Question(title, "\n\n".join(parts), tr("Leave and stop the import"), is_careful=True)


def _exports(work: UnderWay) -> list[str]:
    match work.exports:
        case ():
            return []
        case (name,):
            text = tr("“{name}” is being exported. That would stop, and its unfinished file be removed.")
            return [text.format(name=name)]
        case names:
            text = tr(
                "{count} exports are under way. They would stop, and their unfinished files be removed."
            )
            return [text.format(count=len(names))]


def _imports(work: UnderWay) -> list[str]:
    match work.imported_files:
        case 0:
            return []
        case 1:
            return [tr("A file is being imported. That would stop, and it would have to be added again.")]
        case count:
            text = tr(
                "{count} files are being imported. That would stop, and all would have to be added again."
            )
            return [text.format(count=count)]


def _proxies(work: UnderWay) -> list[str]:
    if not work.proxy:
        return []
    text = tr(
        "The small copy of “{name}” for a smooth preview is not ready. "
        "It is made by itself when the project is open next time."
    )
    return [text.format(name=work.proxy)]


def _uploads(work: UnderWay) -> list[str]:
    match work.uploads:
        case 0:
            return []
        case 1:
            text = tr(
                "A file is being uploaded. That goes on by itself when the project is open next time; "
                "what is half sent is sent again."
            )
            return [text]
        case count:
            text = tr(
                "{count} files are being uploaded. That goes on by itself when the project is open next "
                "time; what is half sent is sent again."
            )
            return [text.format(count=count)]


def _quit_answer(work: UnderWay) -> str:
    match (len(work.exports), bool(work.imported_files)):
        case (0, False):
            return tr("Quit")
        case (0, True):
            return tr("Quit and stop the import")
        case (1, False):
            return tr("Quit and stop the export")
        case (_, False):
            return tr("Quit and stop the exports")
        case _:
            return tr("Quit and stop all of it")
