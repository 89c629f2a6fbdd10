"""What has become of media, noted in the document: facts from outside, no steps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping

from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.services.gestures import gesture_ended
from editor_app.services.uploads.elsewhere import with_place
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.services.uploads.gathering import places_of
from editor_app.services.uploads.wanted import Wanted


def names_place(document: Document, keys: Collection[str], place: Address) -> bool:
    """Tell whether assets that name a place of their own name this one, or none."""
    state = document.work.state
    return with_place(state, keys, place) is state


def places_to_name(document: Document, addresses: Mapping[str, Address]) -> Mapping[Address, tuple[str, ...]]:
    """Give the places that assets are to name instead of theirs, and the keys of those assets."""
    found = dict[Address, tuple[str, ...]]()
    for key, place in addresses.items():
        if not names_place(document, (key,), place):
            found[place] = (*found.get(place, ()), key)
    return found


async def move_places(
    document: Document, keys: Collection[str], place: Address, is_open: Callable[[], bool]
) -> bool:
    """Let assets name their new place, as theirs leads nowhere; tell whether that was done.

    Waits for the end of a gesture; nothing happens to another project that is open by then.
    """
    await gesture_ended(document)
    if is_open():
        state = document.work.state
        document.accept_outside(with_place(state, keys, place), base=state)
        return True
    return False


async def read_again(
    document: Document, fingerprints: Fingerprints, wanted: Wanted, is_open: Callable[[], bool]
) -> bool:
    """Let a file be wanted as it is now; tell whether that is another content, which is noted then."""
    file = await asyncio.to_thread(fingerprints.read, wanted.path)
    if not is_open() or file is None or not file.sha256 or file.sha256 == wanted.sha256:
        return False
    document.place_media(places_of(document.media, wanted.path, file.sha256, file.size))
    return True
