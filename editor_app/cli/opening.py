"""What every command does with a project before it does its own work: open, check, find the media."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.checks import check, missing_fonts, missing_letters
from editor_app.cli.apart import Died, each_apart
from editor_app.cli.interrupts import stop_if_asked
from editor_app.cli.outcome import CommandError, Exit, say
from editor_app.problem import Problem
from editor_app.product import PROJECT_SUFFIX
from editor_app.state.model import EditorState
from editor_app.store.project import Project, ProjectError, key_problems, load_project

if TYPE_CHECKING:
    from editor_app.store.media_files import FoundMedia

SHOWN_PROBLEMS = 20
_HEAD_BYTES = 4096


def open_project(path: Path) -> tuple[Project, tuple[Problem, ...]]:
    """Open and check a file; raise CommandError."""
    try:
        project = load_project(path)
    except ProjectError as error:
        raise CommandError(Exit.UNREADABLE, f"{error}{_way_on(path)}") from error
    found = (*key_problems(project), *project.problems, *check(project.state), *_font_problems(project.state))
    return project, tuple(dict.fromkeys(found))


def _way_on(path: Path) -> str:
    """Say how to go on with a config of RenderingVideo; nothing for other files."""
    from editor_app.interchange.renderingvideo import read_config
    from editor_app.state.reading import DocumentError

    try:
        read_config(path.read_bytes())
    except (OSError, DocumentError):
        return ""
    return f" It is a RenderingVideo config: “editor-app convert {path} --to editor” makes a project of it."


def _font_problems(state: EditorState) -> tuple[Problem, ...]:
    if not missing_fonts(state, lambda family: False):
        return ()  # no text, so Qt need not be asked
    from editor_app.render.picture.fonts import is_known_family, lacking_letters

    return (*missing_fonts(state, is_known_family), *missing_letters(state, lacking_letters))


def refuse_output(output: Path, options: argparse.Namespace, what: str) -> None:
    """Raise CommandError where `output` is this or another project, named as one, or no file."""
    try:
        is_there = output.exists()
    except OSError as error:  # a name longer than the system takes, for one
        raise CommandError(
            Exit.OUTPUT, f"“{output.name}” cannot be written: {error.strerror}. Choose another name."
        ) from None
    if is_there and output.resolve() == options.project.resolve():
        raise CommandError(Exit.UNREADABLE, f"“{output}” is the project itself. Choose another name.")
    if is_there and not output.is_file():
        kind = "a folder" if output.is_dir() else "no ordinary file"
        raise CommandError(Exit.OUTPUT, f"“{output}” is {kind}, so the result cannot be written there.")
    if output.suffix.lower() in (PROJECT_SUFFIX, ".json"):
        raise CommandError(
            Exit.UNREADABLE,
            f"“{output}” has the name of a project or document, not of a {what}. Choose another name.",
        )
    if is_there and _is_project(output):
        raise CommandError(Exit.UNREADABLE, f"“{output}” is a project. Choose another name.")


def _is_project(path: Path) -> bool:
    """Tell whether a file holds a project or an editorState, whatever its name is."""
    try:
        with path.open("rb") as file:
            if not file.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
                return False
        load_project(path)
    except (OSError, ProjectError):
        return False
    return True


def count_errors(problems: Sequence[Problem]) -> int:
    """Count the problems that make a document invalid."""
    return sum(problem.severity == "error" for problem in problems)


def line_of(problem: Problem) -> str:
    """Write a problem as one line."""
    return f"{problem.severity}: {problem.message} [{problem.code} {problem.path}]"


def open_for_rendering(
    options: argparse.Namespace, refuse: Callable[[EditorState], object]
) -> tuple[Project, FoundMedia]:
    """Open, check and find media as the options say; tell problems on stderr; raise CommandError.

    `refuse` says no, by CommandError, to what cannot be made of the document, before media are opened.
    """
    project, problems = open_project(options.project)
    errors = count_errors(problems)
    _tell(problems if errors else [p for p in problems if p.severity == "warning"])
    if errors and not options.force:
        raise CommandError(
            Exit.DOCUMENT_ERRORS,
            f"“{options.project}” has {errors} error{'s' * (errors != 1)}. "
            "Correct the document, or go on with stand-ins: --force.",
        )
    refuse(project.state)
    return project, _media(project, options.media, options.allow_missing)


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        say(line_of(problem))
    if len(problems) > SHOWN_PROBLEMS:
        say(f"… and {len(problems) - SHOWN_PROBLEMS} more; `validate` lists them all")


def media_folder(folder: Path | None) -> Path | None:
    """Give the folder named with --media; raise CommandError where it is none."""
    if folder is not None and not folder.is_dir():
        raise CommandError(Exit.UNREADABLE, f"--media: “{folder}” is not a folder.")
    return folder


def _media(project: Project, folder: Path | None, allow_missing: bool) -> FoundMedia:
    from editor_app.store.media_files import find_media

    media = find_media(project.state, project.media, media_folder(folder))
    for warning in media.warnings:
        say(f"warning: {warning}")
    troubles = [medium.message for medium in media.missing] + unreadable_media(media)
    for trouble in troubles:
        say(f"{'warning' if allow_missing else 'error'}: {trouble}")
    if troubles and not allow_missing:
        raise CommandError(
            Exit.MEDIA,
            f"{len(troubles)} of the project's media cannot be used. "
            "Provide them, or go on with placeholders: --allow-missing.",
        )
    return media


def unreadable_media(media: FoundMedia) -> list[str]:
    """Try to open every found file in a process of its own; give a sentence for each that does not open.

    A file that kills that process is left to the renderer, which puts it under quarantine.
    """
    from editor_app.cli.media_trial import trouble_with

    found = [source for source in media.sources.values() if source.path is not None]
    sentences: list[str] = []
    for source, outcome in zip(found, each_apart(trouble_with, found), strict=True):
        stop_if_asked()
        if isinstance(outcome, Died):
            say(f"warning: “{source.label}” crashes its decoder; a placeholder may be drawn for it")
        elif outcome:
            sentences.append(outcome)
    return sentences
