"""The status page as HTML: pure text from an overview, without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from editor_app.product import APPLICATION_ID, NAME, VERSION
from editor_app.sandbox.page_style import STYLE
from editor_app.sandbox.records.overview import SHOWN, Overview, ProjectLine, TaskLine

REFRESH_SECONDS = 2

_WORDS = {
    "PENDING": "Waiting",
    "PROCESSING": "Rendering",
    "PAUSED": "Paused",
    "COMPLETED": "Done",
    "FAILED": "Failed",
    "CANCELED": "Cancelled",
}
_PHASES = {"rendering": "Rendering", "saving": "Checking", "finishing": "Finishing"}
_ACTIONS = {
    "PENDING": (("pause", "Pause"), ("cancel", "Cancel")),
    "PROCESSING": (("pause", "Pause"), ("cancel", "Cancel")),
    "PAUSED": (("resume", "Resume"), ("cancel", "Cancel")),
}


@dataclass(frozen=True, slots=True)
class Storage:
    """Bytes: of finished videos, and what the disk still has room for."""

    output_bytes: int
    free_bytes: int


def status_page(found: Overview, storage: Storage, url: str, now: str) -> str:
    """Write the page; while tasks are active it loads itself again."""
    refresh = f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">' if _moves(found) else ""
    tasks = "".join(_task(task, now) for task in found.tasks)
    projects = "".join(map(_project, found.projects))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(NAME)} sandbox</title>{refresh}
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>{STYLE}</style></head><body><main>
<header><h1>{escape(NAME)} sandbox</h1><p><code>{escape(url)}</code> · version {escape(VERSION)} ·
<a href="/openapi.json">OpenAPI</a></p></header>
<div class="tiles">{_tiles(found, storage)}</div>
<h2>Exports {_count(len(found.tasks), found.task_count)}</h2>
{_table(("State", "Video", "Account", "Length", "Billed", "Made"), tasks, _no_tasks(found), has_actions=True)}
<h2>Projects {_count(len(found.projects), found.project_count)}</h2>
{_table(("Project", "Account", "Files", "Document", "Saved"), projects, "No project has been made yet.")}
</main></body></html>
"""


def size(count: int) -> str:
    """Write a number of bytes for people."""
    value, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def length(seconds: float) -> str:
    """Write a length for people."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d} min"


def _moves(found: Overview) -> bool:
    return any(task.status in ("PENDING", "PROCESSING") for task in found.tasks)


def _tiles(found: Overview, storage: Storage) -> str:
    tiles = (
        (str(found.active_count), "active exports" if found.active_count != 1 else "active export"),
        (str(found.project_count), "projects" if found.project_count != 1 else "project"),
        (size(found.asset_bytes), f"in {found.asset_count} uploaded files"),
        (size(storage.output_bytes), "of finished videos"),
        (size(storage.free_bytes), "free on the disk"),
    )
    return "".join(f'<div class="tile"><b>{escape(b)}</b><span>{escape(s)}</span></div>' for b, s in tiles)


def _count(shown: int, all_of_them: int) -> str:
    return f"<span>the latest {shown} of {all_of_them}</span>" if all_of_them > SHOWN else ""


def _no_tasks(found: Overview) -> str:
    if found.keys:
        return "Nothing has been exported yet."
    return f"No key has been made yet. Make one: {APPLICATION_ID} sandbox key create"


def _table(heads: Iterable[str], rows: str, empty: str, *, has_actions: bool = False) -> str:
    if not rows:
        return f'<div class="card"><p class="empty">{escape(empty)}</p></div>'
    right = ("Length", "Billed", "Files", "Document", "Made", "Saved")
    cells = "".join(f"<th{' class=num' if head in right else ''}>{escape(head)}</th>" for head in heads)
    actions = "<th></th>" if has_actions else ""
    head = f"<thead><tr>{cells}{actions}</tr></thead>"
    return f'<div class="card"><table>{head}<tbody>{rows}</tbody></table></div>'


def _task(task: TaskLine, now: str) -> str:
    name = task.filename or task.project or "Untitled"
    about = f"{task.format}, {task.fps} fps"
    if task.filename and task.project:
        about = f"{task.project} · {about}"
    error = f'<small class="error">{escape(task.error)}</small>' if task.error else ""
    return (
        f'<tr><td class="state {task.status}">{_state(task)}</td>'
        f'<td class="name">{escape(name)}<small>{escape(about)}</small>{error}</td>'
        f"<td>{escape(task.account)}</td>"
        f'<td class="num">{length(task.duration_seconds)}</td>'
        f'<td class="num">{task.billed_standard_seconds} s</td>'
        f'<td class="num">{_moment(task.created_at)}</td>'
        f'<td class="acts">{_actions(task, now)}</td></tr>'
    )


def _state(task: TaskLine) -> str:
    if task.status != "PROCESSING":
        return _WORDS[task.status]
    word = _PHASES.get(task.phase or "", "Rendering")
    percent = round(task.progress)
    return f'{word} · {percent} %<progress max="100" value="{percent}">{percent} %</progress>'


def _actions(task: TaskLine, now: str) -> str:
    forms = "".join(
        f'<form method="post" action="/tasks/{task.id}/{action}"><button>{label}</button></form>'
        for action, label in _ACTIONS.get(task.status, ())
    )
    if task.output_file and task.output_expires_at:
        if task.output_expires_at <= now:
            return "<small>link expired</small>"
        return f'<a class="button" href="/outputs/{escape(task.output_file)}">Open</a>'
    return forms


def _project(project: ProjectLine) -> str:
    title = escape(project.title) or "Untitled"
    return (
        f'<tr><td class="name">{title}<small><code>{project.id}</code></small></td>'
        f'<td>{escape(project.account)}</td><td class="num">{project.assets}</td>'
        f'<td class="num">{size(project.document_bytes)}</td>'
        f'<td class="num">{_moment(project.updated_at)}</td></tr>'
    )


def _moment(iso: str) -> str:
    return f'<time datetime="{escape(iso)}">{escape(iso[:10])} {escape(iso[11:16])} UTC</time>'
