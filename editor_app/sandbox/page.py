"""The status page as HTML: pure text from an overview, without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from editor_app.product import APPLICATION_ID, NAME, VERSION
from editor_app.sandbox.page_parts import count, length, moment, size, table
from editor_app.sandbox.page_style import STYLE
from editor_app.sandbox.records.overview import Overview, ProjectLine, TaskLine
from editor_app.sandbox.renderingvideo.section import renders_section

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
<h2>Exports {count(len(found.tasks), found.task_count)}</h2>
{table(("State", "Video", "Account", "Length", "Billed", "Made"), tasks, _no_tasks(found), has_actions=True)}
<h2>Projects {count(len(found.projects), found.project_count)}</h2>
{table(("Project", "Account", "Files", "Document", "Saved"), projects, "No project has been made yet.")}
{renders_section(found)}</main></body></html>
"""


def _moves(found: Overview) -> bool:
    return any(task.status in ("PENDING", "PROCESSING") for task in found.tasks) or any(
        render.status in ("waiting", "rendering") for render in found.renders
    )


def _tiles(found: Overview, storage: Storage) -> str:
    tiles = (
        (str(found.active_count), "active exports" if found.active_count != 1 else "active export"),
        (str(found.project_count), "projects" if found.project_count != 1 else "project"),
        (size(found.asset_bytes), f"in {found.asset_count} uploaded files"),
        (size(storage.output_bytes), "of finished videos"),
        (size(storage.free_bytes), "free on the disk"),
    )
    return "".join(f'<div class="tile"><b>{escape(b)}</b><span>{escape(s)}</span></div>' for b, s in tiles)


def _no_tasks(found: Overview) -> str:
    if found.keys:
        return "Nothing has been exported yet."
    return f"No key has been made yet. Make one: {APPLICATION_ID} sandbox key create"


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
        f'<td class="num">{moment(task.created_at)}</td>'
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
        f'<td class="num">{moment(project.updated_at)}</td></tr>'
    )
