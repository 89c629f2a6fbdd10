"""The sound process's own thread: obeys messages until the window is gone."""

from __future__ import annotations

import contextlib
import gc
import json
import signal
import sys
import threading
from multiprocessing.connection import Connection

from editor_app.items import AudioItem, VideoItem
from editor_app.render.audio.cache import PcmCache
from editor_app.render.audio.mix import MISSING
from editor_app.render.live_sound import messages
from editor_app.render.live_sound.capture import Capture
from editor_app.render.live_sound.clock import SharedClock
from editor_app.render.live_sound.feeder import Feeder
from editor_app.render.live_sound.output import Output
from editor_app.render.live_sound.speaker import Speaker
from editor_app.render.media.errors import MediaMissing
from editor_app.state.model import EditorState
from editor_app.state.patch import Patch, PatchError


def serve(connection: Connection, clock: SharedClock, setup: messages.Setup) -> None:
    """Run the sound process; it ends when told None, or when the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The callback waits for the interpreter while Python code mixes: let it have its turn soon.
    sys.setswitchinterval(0.001)
    server = _Server(connection, clock, setup)
    gc.collect()
    gc.freeze()
    try:
        server.run()
    finally:
        server.close()


class _Server:
    """The parts of the process and the document they play."""

    def __init__(self, connection: Connection, clock: SharedClock, setup: messages.Setup) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._told: set[str] = set()
        self._state: EditorState | None = None
        self._known: frozenset[str] = frozenset()
        self._feeder = Feeder(PcmCache(setup.cache_dir), clock.note_medium, self._warn, self._tend)
        self._speaker = Speaker(clock, self._feeder.wake.set)
        self._output = Output(self._speaker, setup.backend)
        self._device = threading.Lock()
        self._capture = Capture(setup.capture) if setup.capture else None
        if self._capture:
            self._speaker.on_output = self._capture.take
        self._feeder.start(self._speaker)

    def run(self) -> None:
        """Obey until there is nobody left to obey."""
        self._send(messages.Ready())
        while True:
            try:
                message = self._connection.recv()
            except (EOFError, OSError):
                return
            if message is None:
                return
            self._obey(message)

    def close(self) -> None:
        """End sound and threads."""
        with self._device:
            self._output.close()
        self._feeder.close()
        if self._capture:
            self._capture.close()

    def _obey(self, message: messages.Message) -> None:
        match message:
            case messages.Whole():
                self._take(message.state)
            case messages.Patched():
                self._patch(message)
            case messages.Sources():
                self._known = frozenset(message.sources)
                self._feeder.set_sources(message.sources, message.quarantined)
            case messages.Play() | messages.Stop():
                self._speaker.obey(message)
                self._feeder.wake.set()
                if isinstance(message, messages.Play) or message.is_audible:
                    self._start_output()
            case messages.Bounds():
                self._speaker.bound(message.first, message.end, message.loops)
                self._feeder.wake.set()
            case messages.Mute():
                self._speaker.muted = message.on

    def _start_output(self) -> None:
        with self._device:
            self._output.start()
        self._tell_of_silence()

    def _tend(self) -> None:
        with self._device:
            self._output.tend()
        self._tell_of_silence()

    def _tell_of_silence(self) -> None:
        if self._output.lacks_device:
            self._warn("No sound device can be used: playback is silent. Connect one and play again.")

    def _patch(self, message: messages.Patched) -> None:
        if self._state is None:
            self._send(messages.Lost())
            return
        try:
            patch = Patch.from_json(json.loads(message.content))
            new = patch.apply(self._state)
        except (PatchError, KeyError, ValueError):
            self._state = None
            self._send(messages.Lost())
            return
        if touches_sound(patch):
            self._take(new)
        else:
            self._state = new

    def _take(self, state: EditorState) -> None:
        self._state = state
        self._feeder.set_state(state)

    def _warn(self, sentence: str) -> None:
        if sentence not in self._told and sentence not in self._said_too_early():
            self._told.add(sentence)
            self._send(messages.Notice(sentence))

    def _said_too_early(self) -> frozenset[str]:
        """Give what the mix says of media that the window has not looked for yet: a document comes first."""
        assets = self._state.assets if self._state is not None else ()
        return frozenset(str(MediaMissing(key, MISSING)) for key in assets if key not in self._known)

    def _send(self, answer: messages.Answer) -> None:
        with self._sending, contextlib.suppress(OSError):
            self._connection.send(answer)


def touches_sound(patch: Patch) -> bool:
    """Tell whether anything that sounds is different after a patch."""
    if patch.tracks or patch.transitions or patch.dialects[0] != patch.dialects[1]:
        return True
    return any(
        isinstance(side, AudioItem | VideoItem)
        for change in patch.items.changes.values()
        for side in (change.before, change.after)
    )
