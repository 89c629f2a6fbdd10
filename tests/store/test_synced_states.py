"""The synchronized states that are kept: the latest, and those that somebody goes on from."""

from __future__ import annotations

from pathlib import Path

from editor_app.state.lineage import Lineage
from editor_app.store.local_database import LocalDatabase
from editor_app.store.synced_states import MOST_KEPT, SyncedState, SyncedStates
from tests.services.sync.simulation import start_of_world


def test_the_latest_are_kept_and_what_is_needed_stays(tmp_path: Path) -> None:
    database, state = LocalDatabase(tmp_path / "services.sqlite3"), start_of_world()
    states, others = SyncedStates(database, "s", "p"), SyncedStates(database, "s", "other")
    others.keep(SyncedState(Lineage("r.0"), state, "", ""))
    for number in range(MOST_KEPT + 4):
        states.keep(SyncedState(Lineage(f"r.{number}"), state, "", ""), {"r.1", "r.2"})
    latest = {f"r.{number}" for number in range(4, MOST_KEPT + 4)}
    assert set(states.lineages()) == {"r.1", "r.2", *latest}
    assert set(others.lineages()) == {"r.0"}
    states.keep(SyncedState(Lineage("r.last"), state, "", ""))
    assert set(states.lineages()) == {"r.last", *latest} - {"r.4"}
