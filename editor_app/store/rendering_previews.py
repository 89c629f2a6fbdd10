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


@dataclass(frozen=True, slots=True)
class KeptFilm:
    """The film of a preview: its `price` in credits beforehand, and the task that was paid for, if one was.

    `credits` is what that task has cost; what is not known is empty.
    """

    service: str
    temp_id: str
    price: str = ""
    task_id: str = ""
    job_id: str = ""
    made_at: str = ""
    credits: str = ""


class PreviewStore:
    """The tables of previews and their films in the local database."""

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

    def keep_film(self, film: KeptFilm) -> None:
        """Keep what is known of a preview's film."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO preview_films VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(film)
            )

    def films(self) -> tuple[KeptFilm, ...]:
        """Give what is known of all films."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT service, temp_id, price, task_id, job_id, made_at, credits FROM preview_films"
            ).fetchall()
        return tuple(KeptFilm(*row) for row in rows)

    def forget(self, service: str, temp_id: str) -> None:
        """Forget a preview, and what its film is."""
        with self._database.writing() as connection:
            for table in ("rendering_previews", "preview_films"):
                connection.execute(
                    f"DELETE FROM {table} WHERE service = ? AND temp_id = ?", (service, temp_id)
                )

    def forget_expired(self, now: str) -> None:
        """Forget those that have expired by a time."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM rendering_previews WHERE expires_at < ?", (now,))
            connection.execute(
                "DELETE FROM preview_films WHERE (service, temp_id) NOT IN"
                " (SELECT service, temp_id FROM rendering_previews)"
            )
