"""What a service has already is looked for once for each set of media, and counted no more."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from editor_app.edits.addresses import Address
from editor_app.store.local_database import LocalDatabaseError
from editor_app.ui.export.known_places import KnownPlaces
from tests.ui.export.scene import INDREAM, OTHER, NoTasks, Scene

THERE = {"a": Address("https://a.example/a", "a")}


class Places:
    """Gives what a test says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Mapping[str, Address] | Exception = THERE

    async def addresses_at(self, service: str) -> Mapping[str, Address]:
        self.asked.append(service)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def places() -> Places:
    return Places()


def test_media_are_looked_for_once_and_again_when_others_are_there(places: Places) -> None:
    known, told = KnownPlaces(places, NoTasks()), list[bool]()  # type: ignore[arg-type]
    known.changed.connect(lambda: told.append(True))
    some, others = {"a": 1}, {"a": 1, "b": 2}
    for assets, count in ((some, 1), (some, 1), (others, 2)):
        known.ask("x", assets)
        assert len(places.asked) == count
    assert (known.of("x"), known.of("y"), told) == (THERE, {}, [True])
    known.forget()
    known.ask("x", others)
    assert len(places.asked) == 3


def test_what_cannot_be_looked_for_is_not_there(places: Places) -> None:
    places.answer = LocalDatabaseError("The local database cannot be read.")
    known = KnownPlaces(places, NoTasks())  # type: ignore[arg-type]
    known.ask("x", {})
    assert known.of("x") == {}


def test_the_panel_looks_at_the_service_that_is_chosen(scene: Scene) -> None:
    scene.offer(INDREAM, OTHER)
    assert scene.exports.looked == []
    scene.choose_place("Indream")
    scene.panel.show_state()
    assert scene.exports.looked == [INDREAM.service]
    scene.choose_place("RenderingVideo")
    assert scene.exports.looked == [INDREAM.service, OTHER.service]
