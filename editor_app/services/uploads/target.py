"""Where media go: a project at a service, and who speaks with it."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.cloud.indream import AsyncIndreamClient


@dataclass(frozen=True, slots=True)
class Target:
    """A project at a service; `service` is what uploads are remembered by, `service_name` is for people."""

    service: str
    service_name: str
    project_id: str
    client: AsyncIndreamClient
