"""The file that Save As leaves: it is no longer in step with what goes on under the new name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from editor_app.store.cloud_link import CloudLink, read_link, write_link
from editor_app.store.project import Project, project_bytes
from editor_app.store.saving import write_content


def unlink_left_file(
    left: Project, link: CloudLink | None, *, known_sha256: str | None, backups: Path
) -> bool:
    """Take the link that goes on elsewhere out of the file; tell whether that was done. Raise SaveError.

    The rest stays as it was saved. Nothing is written where the file is gone, or is linked otherwise, and
    where another program has changed it SaveError says so.
    """
    if left.root is None or link is None or not link.is_same_project(read_link(left.root)):
        return False
    if known_sha256 is None or not left.path.exists():
        return False
    content = project_bytes(replace(left, root=write_link(left.root, None)))
    write_content(left.path, content, known_sha256=known_sha256, backups=backups)
    return True
