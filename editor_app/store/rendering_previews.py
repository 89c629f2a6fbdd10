"""The preview links that were made here, as the service lists none; every call waits for the disk.

They may raise LocalDatabaseError.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from editor_app.store.local_database import LocalDatabase


@dataclass(frozen=True, slots=True)
class KeptPreview:
    """A preview link at a service; times are ISO-8601 (UTC)."""

    service: str
    temp_id: str
    title: str
    url: str
    viewer_url: str
    created_at: str
    expires_at: str


class PreviewStore:
    """The table of previews in the local database."""

    def __init__(self, database: LocalDatabase) -> None:
        self._database = database

    def keep(self, preview: KeptPreview) -> None:
        """Keep a preview."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO rendering_previews VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(preview)
            )

    def previews(self) -> tuple[KeptPreview, ...]:
        """Give all that are kept, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT service, temp_id, title, url, viewer_url, created_at, expires_at"
                " FROM rendering_previews ORDER BY created_at DESC, temp_id"
            ).fetchall()
        return tuple(KeptPreview(*row) for row in rows)

    def forget(self, service: str, temp_id: str) -> None:
        """Forget a preview."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM rendering_previews WHERE service = ? AND temp_id = ?", (service, temp_id)
            )

    def forget_expired(self, now: str) -> None:
        """Forget those that have expired by a time."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM rendering_previews WHERE expires_at < ?", (now,))
