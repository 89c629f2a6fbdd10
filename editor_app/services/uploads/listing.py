"""The list of uploads: what is wanted now in its order, and behind it what became of what was."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from editor_app.services.uploads import words
from editor_app.services.uploads.gathering import Gathered
from editor_app.services.uploads.limits import refusal
from editor_app.services.uploads.queue import RESTLESS_S, Queue
from editor_app.services.uploads.upload import Status, Upload

_MOST_RESTLESS_S = 60.0


class Listing:
    """One upload for each content; what is no longer wanted gives its turn back."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._by_content: dict[str, Upload] = {}
        self._restless: dict[Path, int] = {}
        self.uploads: tuple[Upload, ...] = ()
        """Those that are wanted in order, then the others."""

    def clear(self) -> None:
        """Know of no upload any more; the next `take` tells that the list is another."""
        self._by_content = {}

    def take(self, found: Gathered, assets: Set[str]) -> bool:
        """Let the list be what is wanted now; tell whether it has other entries, or another order.

        `assets` are the keys of what the document has.
        """
        survey = found.survey
        wanted = {one.sha256: one for one in survey.wanted}
        self._let_go(found, wanted.keys(), assets)
        for sha256, one in wanted.items():
            upload = self._by_content.get(sha256)
            if upload is None:
                self._by_content[sha256] = upload = Upload(one, _first_status(found, sha256))
                self._calm(upload)
            elif not self._queue.is_running(upload):
                upload.wanted = one
                upload.is_gone, was_gone = False, upload.is_gone
                if upload.status == "done" or (was_gone and upload.status == "failed"):
                    self._queue.put(upload, _first_status(found, sha256))
        others = [upload for sha256, upload in self._by_content.items() if sha256 not in wanted]
        before = self.uploads
        self.uploads = (*(self._by_content[sha256] for sha256 in wanted), *others)
        return self.uploads != before

    def hold_to_limits(self, *uploads: Upload) -> None:
        """Say at once, not at its turn, that a file is beyond what a service takes."""
        for upload in uploads:
            sentence = refusal(upload.wanted)
            if sentence and upload.status in ("waiting", "holding", "paused"):
                upload.is_beyond = True
                self._queue.fail(upload, sentence)
            elif upload.is_beyond and not sentence:  # its length is known better now
                self._queue.put(upload, "waiting")

    def note_restless(self, upload: Upload) -> None:
        """Know that a file has changed while it was sent."""
        path = upload.wanted.path
        self._restless[path] = self._restless.get(path, 0) + 1

    def set_done(self, upload: Upload) -> None:
        """Know that the service has it."""
        if upload.status != "done":
            self._restless.pop(upload.wanted.path, None)
            self._queue.put(upload, "done")

    def _let_go(self, found: Gathered, wanted: Set[str], assets: Set[str]) -> None:
        """Forget what the document has no more; what is done, or has lost its file, stays to be seen.

        One under way finds out by itself that its file is another, or gone: what is there of it by then is
        known, and can be taken back.
        """
        there = {one.sha256 for one in (*found.survey.present, *found.elsewhere.present)}
        for sha256, upload in list(self._by_content.items()):
            keys = set(upload.wanted.keys)
            if sha256 in there:
                self.set_done(upload)
            elif sha256 in wanted or (upload.is_under_way and assets & keys):
                continue
            elif found.survey.missing.keys() & keys and upload.status != "done":
                self._note_gone(upload)
            else:
                self._queue.put(upload, "cancelled")
                del self._by_content[sha256]

    def _note_gone(self, upload: Upload) -> None:
        """Tell once that there is no file any more, unless nobody wanted it sent."""
        if upload.is_gone:
            return
        upload.is_gone, upload.is_beyond = True, False
        if upload.status != "cancelled":
            self._queue.fail(upload, words.gone(upload.wanted.path, upload.wanted.filename))

    def _calm(self, upload: Upload) -> None:
        """Give a file that has changed while it was sent time to come to rest."""
        changes = self._restless.get(upload.wanted.path, 0)
        if changes and upload.status == "waiting":
            self._queue.hold(upload, min(_MOST_RESTLESS_S, RESTLESS_S * 2 ** (changes - 1)))


def _first_status(found: Gathered, sha256: str) -> Status:
    """Give how an upload begins: as somebody has decided it, today or before."""
    if sha256 in found.cancelled:
        return "cancelled"
    return "paused" if sha256 in found.paused else "waiting"
