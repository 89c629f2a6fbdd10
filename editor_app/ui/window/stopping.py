"""What would stop if someone left now, and what goes on by itself next time, in words."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.ui.window.texts import tr


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is under way: names of exports, how many files come in, whose small copy is made, what goes up.

    `exports` are made here, `elsewhere` by a service that has all it needs, `unsent` by one that has not,
    `workspace` by the local workspace, which ends with the program.
    """

    exports: tuple[str, ...] = ()
    imported_files: int = 0
    proxy: str = ""
    uploads: int = 0
    elsewhere: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()
    workspace: tuple[str, ...] = ()


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
    answer = tr("Quit and stop the import") if work.imported_files else tr("Quit")
    return Question(tr("Quit now?"), "\n\n".join(parts), answer, is_careful=bool(work.imported_files))


def before_leaving(work: UnderWay) -> Question | None:
    """Give what to ask before another project, or none, is open; exports go on meanwhile."""
    if not work.imported_files:
        return None
    parts = [*_imports(work), *_proxies(work), *_uploads(work)]
    if work.exports or work.elsewhere or work.unsent or work.workspace:
        parts.append(tr("Exports go on."))
    title = tr("Leave this project now?")
    return Question(title, "\n\n".join(parts), tr("Leave and stop the import"), is_careful=True)


def _exports(work: UnderWay) -> list[str]:
    here = _counted(
        work.exports,
        tr("“{name}” is being exported here. That stops, and goes on at the next start, where it was."),
        tr("{count} exports are under way here. They stop, and go on at the next start, where they were."),
    )
    elsewhere = _counted(
        work.elsewhere,
        tr("“{name}” goes on at its service, and its file is fetched at the next start."),
        tr("{count} exports go on at their services, and their files are fetched at the next start."),
    )
    unsent = _counted(
        work.unsent,
        tr("“{name}” is not at its service yet. It is sent at the next start."),
        tr("{count} exports are not at their services yet. They are sent at the next start."),
    )
    workspace = _counted(
        work.workspace,
        tr("“{name}” is made by the local workspace. It stops with it, and goes on with it."),
        tr("{count} exports are made by the local workspace. They stop with it, and go on with it."),
    )
    return [*here, *elsewhere, *unsent, *workspace]


def _counted(names: tuple[str, ...], one: str, many: str) -> list[str]:
    if not names:
        return []
    return [one.format(name=names[0]) if len(names) == 1 else many.format(count=len(names))]


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
