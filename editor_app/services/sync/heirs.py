"""The project that goes on where one was deleted: several computers may miss it, and one heir is enough.

The heir names, among its ancestors, the project whose work it continues. It is looked for before one is made
and once more afterwards; of two that were made at the same time the later one steps back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.types import ProjectSummary
from editor_app.services.sync.relation import ancestry
from editor_app.state.lineage import LINEAGE_KEY, Lineage, lineage_from_json, shortened
from editor_app.store.cloud_link import CloudLink
from editor_app.store.kept_conflicts import KeptConflicts
from editor_app.store.local_database import LocalDatabase
from editor_app.store.synced_states import SyncedStates

_PAGE, _MOST_PAGES = 50, 8


def heir_lineage(revision: str, lost: CloudLink | None) -> Lineage:
    """Give the lineage of a project that is made from the open one, which may have lost another."""
    if lost is None:
        return Lineage(revision)
    return Lineage(revision, shortened((_mark(lost.project_id), *ancestry(lost.synced))))


async def is_gone(client: AsyncIndreamClient, project_id: str) -> bool:
    """Tell whether a service has a project no longer; raise APIError."""
    try:
        await client.projects.get(project_id)
    except APIError as error:
        if error.status == 404:
            return True
        raise
    return False


async def find_heir(client: AsyncIndreamClient, lost: CloudLink, titles: Collection[str]) -> str | None:
    """Give the id of the project that continues a lost one, the first of several; raise APIError."""
    mark = _mark(lost.project_id)
    return await _first(client, titles, lambda lineage: mark in lineage.ancestors)


async def find_made(client: AsyncIndreamClient, sent: Lineage, titles: Collection[str]) -> str | None:
    """Give the id of the project that was made with a document of that lineage; raise APIError.

    Others may have opened it and gone on with it since.
    """
    return await _first(client, titles, lambda lineage: lineage.holds(sent.revision))


async def _first(
    client: AsyncIndreamClient, titles: Collection[str], is_it: Callable[[Lineage], bool]
) -> str | None:
    """Give the id of the first project whose lineage is the one.

    The service can only be asked for documents one by one, so those with one of the titles are looked into,
    of its first 400. Which is the first is for the service's times to say, which are the same for everybody.
    """
    for project in sorted(await _alike(client, titles), key=_age):
        try:
            found = await client.projects.get(project.project_id)
        except APIError as error:
            if error.status != 404:
                raise
            continue
        lineage = lineage_from_json(found.editor_state.get(LINEAGE_KEY))
        if lineage is not None and is_it(lineage):
            return project.project_id
    return None


def inherit(database: LocalDatabase, lost: CloudLink, heir_id: str, project_file: Path) -> CloudLink:
    """Let what was kept here of a lost project belong to its heir; give the link with that.

    Blocks; raises LocalDatabaseError. What was in step with the one is the ground for joining the other.
    """
    link = replace(lost, project_id=heir_id)
    SyncedStates(database, lost.service, heir_id).take_over(lost.project_id)
    KeptConflicts(database, lost, project_file).pass_on(link)
    return link


async def _alike(client: AsyncIndreamClient, titles: Collection[str]) -> list[ProjectSummary]:
    found, cursor = list[ProjectSummary](), None
    for _ in range(_MOST_PAGES):
        page = await client.projects.list(_PAGE, cursor)
        found += [project for project in page.items if project.title in titles]
        cursor = page.next_page_cursor
        if not cursor:
            break
    return found


def _age(project: ProjectSummary) -> tuple[str, str]:
    return project.created_at, project.project_id


def _mark(project_id: str) -> str:
    """Give what stands for a project among revisions, of which none is called so."""
    return f"project~{project_id}"
