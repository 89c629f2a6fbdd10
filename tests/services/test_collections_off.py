"""The search for garbage, left out while a document is made."""

from __future__ import annotations

import gc
import weakref

import pytest

from editor_app.services.collections_off import no_collections


def test_nothing_is_searched_meanwhile_nor_later_among_what_was_made() -> None:
    try:
        with no_collections():
            assert not gc.isenabled()
            made = [{"number": number} for number in range(100)]
        assert gc.isenabled()
        assert not any(known is made for known in gc.get_objects())
    finally:
        gc.unfreeze()


def test_it_ends_with_an_error_too() -> None:
    try:
        with pytest.raises(ValueError, match="made up"), no_collections():
            raise ValueError("made up")
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_garbage_of_a_document_before_is_found_again() -> None:
    class Ring:
        pass

    found: list[int] = []
    try:
        with no_collections():
            ring = Ring()
            ring.itself = ring  # type: ignore[attr-defined]
        weakref.finalize(ring, found.append, 1)
        del ring
        gc.collect()
        assert not found
        with no_collections():
            pass
        gc.unfreeze()
        gc.collect()
        assert found
    finally:
        gc.unfreeze()
