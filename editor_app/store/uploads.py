"""What is known about uploads: what a service has, what may have reached it, who may be sent media at all.

Every call waits for the disk and may raise LocalDatabaseError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from editor_app.store.local_database import LocalDatabase


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A content that a service has, once for all projects; `size` in bytes."""

    service: str
    sha256: str
    asset_id: str
    url: str
    file_key: str
    size: int
    filename: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service has a content, or had it."""

    service: str
    url: str
    file_key: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A content that was being sent to a project; nobody knows whether it has arrived."""

    service: str
    project_id: str
    sha256: str
    filename: str
    size: int


class UploadStore:
    """The tables of uploads in the local database."""

    def __init__(self, database: LocalDatabase) -> None:
        self._database = database

    def uploaded(self, service: str) -> Mapping[str, Uploaded]:
        """Give what a service has, by SHA-256."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT service, sha256, asset_id, url, file_key, size, filename FROM uploads"
                " WHERE service = ? AND asset_id <> ''",
                (service,),
            ).fetchall()
        return {row["sha256"]: Uploaded(*row) for row in rows}

    def forget(self, service: str, sha256: str) -> None:
        """Note that a service has a content no longer; what was its address leads nowhere."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE uploads SET asset_id = '' WHERE service = ? AND sha256 = ?", (service, sha256)
            )

    def delete(self, service: str, asset_id: str, url: str, file_key: str) -> None:
        """Note that somebody has deleted an asset of a service, whoever had sent it."""
        with self._database.writing() as connection:
            row = connection.execute(
                "SELECT sha256 FROM uploads WHERE service = ? AND asset_id = ?"
                " UNION ALL SELECT sha256 FROM fetched_media WHERE url = ?",
                (service, asset_id, url),
            ).fetchone()
            connection.execute(
                "INSERT OR REPLACE INTO deleted_uploads VALUES (?, ?, ?, ?)",
                (service, url, file_key, row["sha256"] if row else ""),
            )
            connection.execute(
                "UPDATE uploads SET asset_id = '' WHERE service = ? AND asset_id = ?", (service, asset_id)
            )

    def deleted(self, service: str) -> frozenset[str]:
        """Give the contents that somebody has deleted at a service, and that are not there again."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT sha256 FROM deleted_uploads WHERE service = ?1 AND sha256 <> ''"
                " AND sha256 NOT IN (SELECT sha256 FROM uploads WHERE service = ?1 AND asset_id <> '')",
                (service,),
            ).fetchall()
        return frozenset(row["sha256"] for row in rows)

    def lost(self, service: str) -> Mapping[str, str]:
        """Give the SHA-256 of what a service had once, by its addresses and keys."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT sha256, url, file_key FROM uploads WHERE service = ?1 AND asset_id = ''"
                " UNION SELECT sha256, url, file_key FROM deleted_uploads WHERE service = ?1",
                (service,),
            ).fetchall()
        return {place: row["sha256"] for row in rows for place in (row["url"], row["file_key"]) if place}

    def places(self) -> tuple[Place, ...]:
        """Give all places of uploads, at whatever service, also of what is there no longer."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT service, url, file_key FROM uploads").fetchall()
        return tuple(Place(*row) for row in rows)

    def fetched(self) -> Mapping[str, str]:
        """Give the SHA-256 of what has been fetched, by the addresses that it came from."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT url, sha256 FROM fetched_media").fetchall()
        return {row["url"]: row["sha256"] for row in rows}

    def begin(self, attempt: Attempt) -> None:
        """Note that a content is about to be sent."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO upload_attempts VALUES (?, ?, ?, ?, ?, ?)",
                (*astuple(attempt), _now()),
            )

    def attempts(self, service: str, sha256: str) -> tuple[Attempt, ...]:
        """Give the attempts at a content that may have reached a service, in whatever project."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT service, project_id, sha256, filename, size FROM upload_attempts"
                " WHERE service = ? AND sha256 = ? ORDER BY begun_at",
                (service, sha256),
            ).fetchall()
        return tuple(Attempt(*row) for row in rows)

    def give_up(self, attempt: Attempt) -> None:
        """Note that an attempt has not reached the service."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM upload_attempts WHERE service = ? AND project_id = ? AND sha256 = ?",
                (attempt.service, attempt.project_id, attempt.sha256),
            )

    def finish(self, uploaded: Uploaded) -> None:
        """Note that a service has a content, and that no attempt at it is open, or paused, any more."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*astuple(uploaded), _now()),
            )
            connection.execute(
                "DELETE FROM upload_attempts WHERE service = ? AND sha256 = ?",
                (uploaded.service, uploaded.sha256),
            )
            connection.execute(
                "DELETE FROM paused_uploads WHERE service = ? AND sha256 = ?",
                (uploaded.service, uploaded.sha256),
            )

    def cancelled(self, service: str, project_id: str) -> frozenset[str]:
        """Give the contents that somebody does not want uploaded for a project."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT sha256 FROM cancelled_uploads WHERE service = ? AND project_id = ?",
                (service, project_id),
            ).fetchall()
        return frozenset(row["sha256"] for row in rows)

    def set_cancelled(self, service: str, project_id: str, sha256: str, is_cancelled: bool) -> None:
        """Note that somebody does not want a content uploaded, or does again."""
        text = (
            "INSERT OR REPLACE INTO cancelled_uploads VALUES (?, ?, ?)"
            if is_cancelled
            else "DELETE FROM cancelled_uploads WHERE service = ? AND project_id = ? AND sha256 = ?"
        )
        with self._database.writing() as connection:
            connection.execute(text, (service, project_id, sha256))

    def paused(self, service: str, project_id: str) -> frozenset[str]:
        """Give the contents whose upload for a project waits until somebody resumes it."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT sha256 FROM paused_uploads WHERE service = ? AND project_id = ?",
                (service, project_id),
            ).fetchall()
        return frozenset(row["sha256"] for row in rows)

    def set_paused(self, service: str, project_id: str, sha256: str, is_paused: bool) -> None:
        """Note that the upload of a content waits until somebody resumes it, or does no more."""
        text = (
            "INSERT OR REPLACE INTO paused_uploads VALUES (?, ?, ?)"
            if is_paused
            else "DELETE FROM paused_uploads WHERE service = ? AND project_id = ? AND sha256 = ?"
        )
        with self._database.writing() as connection:
            connection.execute(text, (service, project_id, sha256))

    def permitted(self) -> tuple[str, ...]:
        """Give the services that may be sent media."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT service FROM upload_permissions ORDER BY service").fetchall()
        return tuple(row["service"] for row in rows)

    def permit(self, service: str) -> None:
        """Let a service be sent media."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO upload_permissions VALUES (?, ?)", (service, _now()))

    def take_permission_back(self, service: str) -> None:
        """Let a service be sent media no longer."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM upload_permissions WHERE service = ?", (service,))


def _now() -> str:
    return datetime.now(UTC).isoformat()
