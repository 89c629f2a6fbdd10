"""Which project of which service an open project is kept in step with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class CloudLink:
    """`service` is the stable name of a service (`Profile.service`), `project_id` the service's own id."""

    service: str
    project_id: str

    def to_json(self) -> Mapping[str, Any]:
        """Give the link as it stands under `project.cloud` of a project file."""
        return {"service": self.service, "projectId": self.project_id}


def link_from_json(value: object) -> CloudLink | None:
    """Read a link; None where there is none that can be read."""
    if not isinstance(value, Mapping):
        return None
    entry = cast("Mapping[str, Any]", value)
    service, project_id = entry.get("service"), entry.get("projectId")
    if isinstance(service, str) and isinstance(project_id, str) and service and project_id:
        return CloudLink(service, project_id)
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
        kept = cast("dict[str, Any]", old) if isinstance(old, dict) else {}
        project["cloud"] = {**kept, **link.to_json()}
    return {**root, "project": project}
