"""Where on this computer the program keeps what is not the user's own file.

```
projects/                    untitled projects, kept from their first edit
open/<project id>/lock       who has the project open
                 /journal    what was done since the project file was written, and the history before
                 /base-<…>   the project file's content that the journal continues
backups/<project id>/        former contents of project files, the latest ten
recent.json                  what was opened
services.sqlite3             what is known about services: synchronized states, uploads, permissions
in-step/                     a lock for each project of a service: which window has it open
media/                       what was pasted into untitled projects and has no other file
fetched/                     media that were fetched from services, by content: all of it can be fetched again
covers/                      a small picture of each project; in exports/, of each export that is remembered
exports/<job id>/            what an export that is not over needs: its document, finished pieces
sandbox/                     what the local server keeps, which the window and the command line can start
```
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from editor_app.product import APPLICATION_ID, PROJECT_SUFFIX
from editor_app.store.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class RecoveryFolder:
    """What is kept for one project beside its file."""

    project_id: str
    path: Path

    @property
    def lock(self) -> Path:
        """Give the lock file."""
        return self.path / "lock"

    @property
    def journal(self) -> Path:
        """Give the journal."""
        return self.path / "journal"

    def base(self, sha256: str) -> Path:
        """Give the copy of the project file with that content."""
        return self.path / f"base-{sha256[:32]}{PROJECT_SUFFIX}"

    def keep_base(self, content: bytes, sha256: str) -> None:
        """Keep a copy of the project file that a journal continues; raise OSError."""
        self.path.mkdir(parents=True, exist_ok=True)
        with whole_file(self.base(sha256)) as temporary:
            temporary.write_bytes(content)

    def drop_other_bases(self, sha256: str) -> None:
        """Remove the copies that no journal continues any more; raise OSError."""
        for path in self.path.glob("base-*"):
            if path != self.base(sha256):
                path.unlink()

    def clear(self) -> None:
        """Forget all but the lock; raise OSError."""
        # The journal first: a base without a journal is harmless, the reverse is not.
        self.journal.unlink(missing_ok=True)
        for path in self.path.glob("base-*"):
            path.unlink()


@dataclass(frozen=True, slots=True)
class Folders:
    """The places, below one folder."""

    data: Path

    @classmethod
    def of_user(cls) -> Folders:
        """Give the places where this system keeps a user's data."""
        return cls(platformdirs.user_data_path(APPLICATION_ID, appauthor=False))

    @property
    def untitled(self) -> Path:
        """Give the folder of untitled projects."""
        return self.data / "projects"

    @property
    def recent(self) -> Path:
        """Give the list of what was opened."""
        return self.data / "recent.json"

    @property
    def open(self) -> Path:
        """Give the folder that holds every project's recovery folder."""
        return self.data / "open"

    @property
    def sandbox(self) -> Path:
        """Give the folder of the local server."""
        return self.data / "sandbox"

    @property
    def services(self) -> Path:
        """Give the local database of what is known about services."""
        return self.data / "services.sqlite3"

    @property
    def fetched(self) -> Path:
        """Give the folder of media that were fetched from services."""
        return self.data / "fetched"

    @property
    def exports(self) -> Path:
        """Give the folder of what exports need until they are over."""
        return self.data / "exports"

    def recovery(self, project: Path) -> RecoveryFolder:
        """Give what is kept for a project file."""
        key = project_id(project)
        return RecoveryFolder(key, self.open / key)

    def backups(self, project: Path) -> Path:
        """Give the folder of a project file's former contents."""
        return self.data / "backups" / project_id(project)

    def is_untitled(self, project: Path) -> bool:
        """Tell whether a project has no name of the user's yet."""
        return project.resolve().parent == self.untitled.resolve()


def project_id(project: Path) -> str:
    """Give the id of a project file: one for one place, however it is spelled."""
    return hashlib.sha256(os.path.normcase(project.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[
        :32
    ]
