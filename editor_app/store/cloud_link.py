"""Which project of which service an open project is kept in step with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class SyncPoint:
    """How far a document is in step with its project: it holds `revision` and all of `ancestors`.

    `pending` are the revisions sent since, the oldest first, of which nobody knows yet whether they arrived.
    """

    revision: str = ""
    ancestors: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()

    def to_json(self) -> Mapping[str, Any]:
        """Give it as JSON, without what is empty."""
        value = {"revision": self.revision, "ancestors": self.ancestors, "pending": self.pending}
        return {key: list(part) if isinstance(part, tuple) else part for key, part in value.items() if part}


def sync_point_from_json(value: object) -> SyncPoint:
    """Read what `to_json` wrote; what cannot be read is empty."""
    entry = cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}
    revision = entry.get("revision")
    return SyncPoint(
        revision if isinstance(revision, str) else "",
        _texts(entry.get("ancestors")),
        _texts(entry.get("pending")),
    )


@dataclass(frozen=True, slots=True)
class CloudLink:
    """`service` is the stable name of a service (`Profile.service`), `project_id` the service's own id.

    `synced` goes with the document wherever that goes, so that an older copy is never taken for one in which
    things were deleted.
    """

    service: str
    project_id: str
    synced: SyncPoint = SyncPoint()

    def is_same_project(self, other: CloudLink | None) -> bool:
        """Tell whether both name one project."""
        return other is not None and (self.service, self.project_id) == (other.service, other.project_id)

    def to_json(self) -> Mapping[str, Any]:
        """Give the link as it stands under `project.cloud` of a project file."""
        synced = self.synced.to_json()
        place = {"service": self.service, "projectId": self.project_id}
        return {**place, "synced": synced} if synced else place


def link_from_json(value: object) -> CloudLink | None:
    """Read a link; None where there is none that can be read."""
    if not isinstance(value, Mapping):
        return None
    entry = cast("Mapping[str, Any]", value)
    service, project_id = entry.get("service"), entry.get("projectId")
    if isinstance(service, str) and isinstance(project_id, str) and service and project_id:
        return CloudLink(service, project_id, sync_point_from_json(entry.get("synced")))
    return None


def read_link(root: Mapping[str, Any] | None) -> CloudLink | None:
    """Read the link of a project file's JSON object."""
    project = (root or {}).get("project")
    return (
        link_from_json(cast("Mapping[str, Any]", project).get("cloud")) if isinstance(project, dict) else None
    )


def write_link(root: Mapping[str, Any], link: CloudLink | None) -> Mapping[str, Any]:
    """Give the project file's JSON with the link, or `root` itself where nothing differs."""
    if read_link(root) == link:
        return root
    found = root.get("project")
    project = dict(cast("Mapping[str, Any]", found)) if isinstance(found, dict) else {}
    if link is None:
        project.pop("cloud", None)
    else:
        old = project.get("cloud")
        kept = dict(cast("dict[str, Any]", old)) if isinstance(old, dict) else {}
        kept.pop("synced", None)
        project["cloud"] = {**kept, **link.to_json()}
    return {**root, "project": project}


def _texts(value: object) -> tuple[str, ...]:
    found = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(text for text in found if isinstance(text, str))
