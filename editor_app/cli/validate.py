"""`editor-app validate PROJECT…`: everything that is wrong with documents, at once."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, say, show
from editor_app.problem import Problem, Severity


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("validate", help="check documents and list all their problems")
    parser.add_argument(
        "projects", type=path_argument, nargs="+", metavar="PROJECT", help="project or editorState file"
    )
    parser.add_argument("--json", action="store_true", help="print the problems as JSON")
    parser.set_defaults(run=run)


_TOLD = ("code", "path", "message", "severity")
"""What is told of a problem as JSON: who says it is plain here."""
_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "remark"}


@dataclass(frozen=True)
class _Report:
    file: Path
    code: Exit
    problems: tuple[Problem, ...] = ()
    error: str | None = None


def run(options: argparse.Namespace) -> int:
    """Check every file; the worst outcome is the exit code."""
    reports: list[_Report] = []
    for path in options.projects:
        reports.append(_check(path))
        if not options.json:
            _print(reports[-1])
    if options.json:
        print_json([_as_json(report) for report in reports])
    return max(report.code for report in reports)


def _check(path: Path) -> _Report:
    from editor_app.cli.opening import count_errors, open_project

    try:
        _, problems = open_project(path)
    except CommandError as error:
        return _Report(path, error.code, error=str(error))
    return _Report(path, Exit.DOCUMENT_ERRORS if count_errors(problems) else Exit.DONE, problems)


def _print(report: _Report) -> None:
    from editor_app.cli.opening import line_of

    if report.error:
        say(report.error)
        return
    for problem in report.problems:
        show(f"{report.file}: {line_of(problem)}")
    counts = Counter(problem.severity for problem in report.problems)
    parts = [_counted(counts[severity], word) for severity, word in _WORDS.items() if counts[severity]]
    show(f"{report.file}: " + ", ".join(parts if counts["error"] else ["valid", *parts]))


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def _as_json(report: _Report) -> dict[str, object]:
    return {
        "file": str(report.file),
        "valid": report.code == Exit.DONE,
        "exitCode": int(report.code),
        "error": report.error,
        "problems": [{name: getattr(problem, name) for name in _TOLD} for problem in report.problems],
    }
