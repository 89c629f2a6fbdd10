"""The uploads of one window: what the document shows and the service lacks, two at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import APIError
from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.services.in_flight import InFlight
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import words
from editor_app.services.uploads.arrivals import LAG_PAUSES_S
from editor_app.services.uploads.bindings import Bindings
from editor_app.services.uploads.facts import move_places, names_place, places_to_name, read_again
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.services.uploads.gathering import Gathered
from editor_app.services.uploads.keeping import Keeping
from editor_app.services.uploads.listing import Listing
from editor_app.services.uploads.looking import Looking, Media
from editor_app.services.uploads.patience import pause_after
from editor_app.services.uploads.permissions import Permissions, Question
from editor_app.services.uploads.queue import AT_ONCE, PauseAfter, Queue
from editor_app.services.uploads.remaining import Remaining, remaining_of
from editor_app.services.uploads.sending import Sender
from editor_app.services.uploads.target import Target
from editor_app.services.uploads.upload import Upload
from editor_app.services.uploads.wanted import Survey
from editor_app.state.patch import Patch
from editor_app.store.local_database import LocalDatabase
from editor_app.store.uploads import Uploaded, UploadStore


class Uploads(QObject):
    """Derives what is to be sent, has it sent, and knows where it lies; made on a running loop.

    Without a target nothing is ever sent; the target is forgotten when another project is loaded. `homes`
    gives the addresses of the services that a person has accounts at.
    """

    uploads_changed = Signal()
    """The list has other entries, or another order."""
    upload_changed = Signal(object)
    """Upload: it is further, or over."""
    state_changed = Signal()
    """Target, permission, pause, trouble or `at_once` are others."""
    at_once_changed = Signal(int)
    addresses_changed = Signal()
    permission_wanted = Signal(str, int, object)
    """The service's name, how many files and bytes: may they be sent? Again where the numbers change."""
    permission_settled = Signal()
    """Nobody need be asked any more."""
    target_lost = Signal(object)
    """Target: the service has this project no longer."""
    key_refused = Signal(object, object)
    """Target, APIError: its service refuses the key. Whoever has the keys says so, nobody else."""
    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self,
        document: Document,
        sources: Media,
        tasks: Tasks,
        database: LocalDatabase,
        parent: QObject | None = None,
        *,
        pause_after: PauseAfter = pause_after,
        lag_pauses_s: Sequence[float] = LAG_PAUSES_S,
        homes: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        super().__init__(parent)
        self._document, self._media, self._tasks = document, sources, tasks
        self._store, self._fingerprints = UploadStore(database), Fingerprints()
        self._keeping = Keeping(tasks, self.refresh)
        self.in_flight = InFlight()
        """What is just being sent: exports share it, so that each content goes to a service once."""
        self._sender = Sender(self._store, self._fingerprints, self.in_flight, lag_pauses_s)
        self._queue = Queue(tasks, self._sender, pause_after, self)
        self._bindings = Bindings(tasks, pause_after, self)
        self._permissions = Permissions()
        self._target: Target | None = None
        self._listing = Listing(self._queue)
        self._looking = Looking(
            document,
            sources,
            tasks,
            self._store,
            self._fingerprints,
            ears=self,
            ended=self.state_changed.emit,
            homes=homes,
        )
        self._survey = Survey()
        self.addresses: Mapping[str, Address] = {}
        """Where the document's media lie at the target's service, by asset key."""
        self.question: Question | None = None
        """What is to be asked before anything is sent."""
        self.trouble = ""
        """What holds up all uploads, in a sentence."""
        self.unreadable: tuple[Path, ...] = ()
        """Files that cannot be read, and so not be wanted."""
        self.at_large: Mapping[str, int] = {}
        """How many media lie at which hosts that are no service of ours, and stay there."""
        self.is_paused = False
        self._connect()

    # Where to.

    @property
    def target(self) -> Target | None:
        """Give where media go."""
        return self._target

    def set_target(self, target: Target | None) -> None:
        """Send the document's media there from now on; None sends nothing."""
        if target == self._target:
            return
        self._target = target
        self._queue.set_target(target)
        self._bindings.set_target(target)
        self.trouble = ""
        self._listing.clear()
        self.take(Gathered())
        self.state_changed.emit()
        self.refresh()

    def close(self) -> None:
        """Stop all uploads; they begin again next time."""
        self._fingerprints.close()
        self.set_target(None)

    # What a person decides.

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """Give those that are wanted in order, then the others."""
        return self._listing.uploads

    @property
    def is_permitted(self) -> bool:
        """Tell whether the target's service may be sent media."""
        return self._target is not None and self._permissions.is_given(self._target.service)

    @property
    def under_way(self) -> int:
        """Count the uploads that go on, or will begin, by themselves."""
        if not self._queue.is_open:
            return 0
        return sum(not upload.is_over and upload.status != "paused" for upload in self.uploads)

    @property
    def remaining(self) -> Remaining:
        """Tell what the service lacks of the document's media, whatever the reason."""
        return remaining_of(
            self.uploads,
            {key: one for key, one in self._survey.missing.items() if key not in self.addresses},
            unread=len(self._survey.unread),
            unreadable=len(self.unreadable),
            is_asked=self.question is not None,
            is_permitted=self.is_permitted,
            is_stopped=self.is_paused or bool(self.trouble),
        )

    @property
    def is_looking(self) -> bool:
        """Tell whether files are being looked at, so that more may be wanted in a moment."""
        return self._looking.is_going

    @property
    def at_once(self) -> int:
        """Give how many files are sent at the same time."""
        return self._queue.at_once

    def permit(self, service: str) -> None:
        """Let a service be sent media, from now on."""
        self._permissions.give(service)
        self._keeping.keep(self._store.permit, service)
        self._ask()
        self._pump()

    def refuse(self) -> None:
        """Send nothing, and ask no more until the program is started again."""
        if self._target is not None:
            self._permissions.refuse(self._target.service)
            self._ask()
            self._pump()

    def take_permission_back(self, service: str) -> None:
        """Send a service nothing more; what is there stays there."""
        self._permissions.refuse(service)
        self._keeping.keep(self._store.take_permission_back, service)
        if self._target is not None and self._target.service == service:
            self._queue.interrupt()
        self._ask()
        self._pump()

    def set_at_once(self, count: int) -> None:
        """Send so many files at the same time, 1 to 4; what is under way goes on."""
        self._queue.at_once = min(max(count, AT_ONCE[0]), AT_ONCE[-1])
        self._pump()
        self.at_once_changed.emit(self.at_once)

    def pause_all(self) -> None:
        """Send nothing for now."""
        self.is_paused = True
        self._queue.interrupt()
        self._pump()

    def resume_all(self) -> None:
        """Go on, also with what is paused by itself."""
        self.is_paused = False
        for upload in self.uploads:
            self.resume(upload)
        self._pump()

    def pause(self, upload: Upload) -> None:
        """Let one upload wait until it is resumed, today or later; what was sent of it is sent again then."""
        if not upload.is_over:
            self._queue.put(upload, "paused")
            self._keep_decision(upload)

    def resume(self, upload: Upload) -> None:
        """Go on with an upload that is paused."""
        if upload.status == "paused":
            self._queue.put(upload, "waiting")
            self._keep_decision(upload)
            self._pump()

    def cancel(self, upload: Upload) -> None:
        """Do not upload this, today and later, until it is retried."""
        if upload.status != "done" and self._target is not None:
            self._queue.put(upload, "cancelled")
            self._keep_decision(upload)
            self._ask()

    def retry(self, upload: Upload) -> None:
        """Try an upload again that has failed, was cancelled, or is waiting to be tried again."""
        if upload.status not in ("failed", "cancelled", "holding") or self._target is None:
            return
        was_decided = upload.status == "cancelled" or upload.is_gone  # it may have been paused before
        upload.tries = upload.losses = 0
        self._queue.put(upload, "waiting")
        self._listing.hold_to_limits(upload)
        if was_decided:
            self._keep_decision(upload)
        if upload.is_gone:
            self._media.refresh()
        self._set_trouble("")
        self._ask()
        self._pump()

    def retry_all(self) -> None:
        """Try everything again that has failed, and what holds up all."""
        self._set_trouble("")
        self._fingerprints.forget_unreadable()
        for upload in self.uploads:
            if upload.status in ("failed", "holding"):
                self.retry(upload)
        self.refresh()

    # What is wanted.

    def refresh(self) -> None:
        """Look again at what is wanted; needs a running loop."""
        if self._target is not None:
            self._looking.again()

    def take(self, found: Gathered) -> None:
        """Let the list be what is wanted now."""
        self._survey = survey = found.survey
        self._permissions.take_in(found.permitted)
        if self._listing.take(found, self._document.work.state.assets.keys()):
            self.uploads_changed.emit()
        self._listing.hold_to_limits(*self.uploads)
        self._set_addresses(survey.addresses)
        for place, keys in places_to_name(self._document, survey.addresses).items():
            self._start_moving(keys, place)
        self.at_large = found.at_large
        self._tell_unreadable(survey.unreadable)
        self._ask()
        self._bindings.take((*survey.present, *found.elsewhere.present), found.elsewhere.strangers)
        self._pump()

    def _tell_unreadable(self, paths: tuple[Path, ...]) -> None:
        """Say once of each file that it cannot be read."""
        new = [path for path in paths if path not in self.unreadable]
        self.unreadable = paths
        for path in new:
            self.notice.emit(words.not_readable(path))

    def _set_addresses(self, addresses: Mapping[str, Address]) -> None:
        if addresses != self.addresses:
            self.addresses = addresses
            self.addresses_changed.emit()

    def _ask(self) -> None:
        """Have somebody asked, or asked no more."""
        question = self._permissions.question(self._target, self.uploads)
        if question == self.question:
            return
        self.question = question
        if question is None:
            self.permission_settled.emit()
        else:
            self.permission_wanted.emit(question.service_name, question.count, question.size)

    # What happens.

    def _connect(self) -> None:
        self._document.changed.connect(self._follow)
        self._document.media_changed.connect(self._follow_files)
        self._document.loaded.connect(self._leave)
        self._media.changed.connect(self._follow_files)
        self._queue.changed.connect(self.upload_changed)
        self._queue.arrived.connect(self._arrive)
        self._queue.failed.connect(self._tell_failed)
        self._queue.file_changed.connect(self._take_other)
        self._queue.all_stopped.connect(self.stop_all)
        self._bindings.met.connect(self._meet)
        self._bindings.gone.connect(self._forget)
        self._bindings.stopped.connect(self.stop_all)

    def _follow(self, patch: Patch) -> None:
        if patch.assets or self._survey.resting:  # what rests may be seen now
            self.refresh()

    def _follow_files(self, _news: object) -> None:
        self.refresh()

    def _leave(self) -> None:
        """Another project is open: its media must not go where those of this one went."""
        self.set_target(None)

    def _pump(self) -> None:
        """Let begin what may begin."""
        self._queue.is_open = self.is_permitted and not self.is_paused and not self.trouble
        self._queue.pump(self.uploads)
        self.state_changed.emit()

    def _arrive(self, upload: Upload, uploaded: Uploaded) -> None:
        was_there = upload.status != "sending"
        if not was_there:
            self._bindings.note(uploaded.asset_id)
        self._listing.set_done(upload)
        there, keys = Address(uploaded.url, uploaded.file_key), upload.wanted.keys
        self._set_addresses({**self.addresses, **dict.fromkeys(keys, there)})
        if not names_place(self._document, keys, there):
            self._start_moving(keys, there)
        if was_there or self._looking.is_going:  # it may belong to another project; a look may have missed it
            self.refresh()
        self._pump()

    def _start_moving(self, keys: tuple[str, ...], place: Address) -> None:
        self._tasks.start(self._move(keys, place), "another place for media")

    async def _move(self, keys: tuple[str, ...], place: Address) -> None:
        if await move_places(self._document, keys, place, self._still(self._target)):
            self.addresses_changed.emit()

    def _still(self, target: Target | None) -> Callable[[], bool]:
        return lambda: target is self._target

    def _tell_failed(self, upload: Upload) -> None:
        self.notice.emit(upload.error)
        if upload.is_gone:
            self._media.refresh()

    def _take_other(self, upload: Upload) -> None:
        self._listing.note_restless(upload)
        self._tasks.start(self._read_again(upload), f"reading {upload.wanted.filename} again")

    async def _read_again(self, upload: Upload) -> None:
        is_open = self._still(self._target)
        if await read_again(self._document, self._fingerprints, upload.wanted, is_open):
            self.notice.emit(words.changed_meanwhile(upload.wanted.filename))
        if is_open():
            self.refresh()

    def _meet(self, uploaded: Uploaded) -> None:
        """Know which asset of the service a medium is that was fetched from there."""
        self._keeping.keep(self._store.finish, uploaded)

    def _forget(self, uploaded: Uploaded) -> None:
        """Want anew what the service has no longer."""
        self._keeping.keep(self._store.forget, uploaded.service, uploaded.sha256)

    def hear_of_unbound(self, asset_id: str) -> None:
        """Know that somebody has let go of an asset, which the service keeps."""
        self._bindings.unbind(asset_id)

    def hear_of_deleted(self, service: str, asset_id: str, place: Address) -> None:
        """Know that somebody has deleted an asset of a service; it is sent anew where a clip shows it."""
        self._sender.forget(asset_id)
        self._bindings.forget(asset_id)
        self._keeping.keep(self._store.delete, service, asset_id, place.url, place.file_key)

    def stop_all(self, error: Exception) -> None:
        """Say what holds up everything, and wait for a person."""
        target = self._target
        if isinstance(error, APIError) and target is not None:
            name, is_key = target.service_name, error.status == 401
            sentence = words.queue_trouble(error, name) or words.binding_trouble(error, name)
            self._set_trouble(sentence, is_told=is_key)
            if is_key:
                self.key_refused.emit(target, error)
        else:
            self._set_trouble(str(error))
        self._queue.interrupt()
        self._pump()
        if isinstance(error, APIError) and error.status == 404 and target is not None:
            self.target_lost.emit(target)

    def _set_trouble(self, sentence: str, *, is_told: bool = False) -> None:
        if sentence != self.trouble:
            self.trouble = sentence
            if sentence and not is_told:
                self.notice.emit(sentence)

    def _keep_decision(self, upload: Upload) -> None:
        """Have it outlive the program whether somebody has cancelled or paused an upload."""
        if (target := self._target) is not None:
            where = (target.service, target.project_id, upload.wanted.sha256)
            self._keeping.keep(self._store.set_cancelled, *where, upload.status == "cancelled")
            self._keeping.keep(self._store.set_paused, *where, upload.status == "paused")
