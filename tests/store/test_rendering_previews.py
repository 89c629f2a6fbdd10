"""Preview links in the local database."""

from __future__ import annotations

from pathlib import Path

from editor_app.store.local_database import LocalDatabase
from editor_app.store.rendering_previews import KeptFilm, KeptPreview, PreviewStore


def preview(temp_id: str, day: int, service: str = "s") -> KeptPreview:
    """Give a link that was made on a day of March and lasts a week."""
    made, ends = f"2026-03-{day:02}T00:00:00+00:00", f"2026-03-{day + 7:02}T00:00:00+00:00"
    return KeptPreview(service, temp_id, "Title", f"https://v/{temp_id}", "https://w", made, ends)


def test_links_are_kept_the_latest_first_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    store = PreviewStore(LocalDatabase(path))
    assert store.previews() == ()
    links = [preview("a", 1), preview("b", 3), preview("a", 2, service="other")]
    for link in links:
        store.keep(link)
    first, second, third = links
    assert PreviewStore(LocalDatabase(path)).previews() == (second, third, first)
    store.forget("s", "a")
    assert store.previews() == (second, third)
    store.forget("s", "nobody")
    store.forget_expired("2026-03-09T12:00:00+00:00")
    assert store.previews() == (second,)


def test_a_link_that_is_kept_again_is_one(tmp_path: Path) -> None:
    store = PreviewStore(LocalDatabase(tmp_path / "services.sqlite3"))
    store.keep(preview("a", 1))
    store.keep(preview("a", 2))
    assert store.previews() == (preview("a", 2),)


def test_what_is_known_of_a_film_goes_with_its_link(tmp_path: Path) -> None:
    store = PreviewStore(LocalDatabase(tmp_path / "services.sqlite3"))
    for one in (preview("a", 1), preview("b", 3)):
        store.keep(one)
        store.keep_film(KeptFilm("s", one.temp_id, "18"))
    made = KeptFilm("s", "a", "18", "task", "job", "2026-03-02T00:00:00+00:00", "18")
    store.keep_film(made)
    assert set(store.films()) == {made, KeptFilm("s", "b", "18")}
    store.forget("s", "b")
    assert store.films() == (made,)
    store.forget_expired("2026-03-09T12:00:00+00:00")
    assert store.films() == ()


def test_links_are_there_again_once_a_damaged_database_was_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite3"
    database = LocalDatabase(path)
    store, whole = PreviewStore(database), preview("a", 1)
    store.keep(whole)
    store.keep(KeptPreview("s", "b", "Title", "https://v/b", "https://w", "", "no day"))
    store.keep_film(KeptFilm("s", "a", "18", "task", "job", "", "18"))
    assert database._put_aside(path.stat().st_ino)
    assert store.previews() == (whole,)
    assert store.films() == (KeptFilm("s", "a", "18", "task", "job", "", "18"),)
