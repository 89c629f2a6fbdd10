"""Loaded by every Python whose path holds this folder: makes decoders of some files misbehave."""

import os
import signal
import threading

if "PLANTED" in os.environ:
    import av

    _open = av.open
    _deeds = {
        "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "hang": lambda: threading.Event().wait(),
    }

    def _planted(file, *args, **kwargs):
        deed, _, name = os.environ["PLANTED"].partition(" ")
        if str(file).endswith(name):
            _deeds[deed]()
        return _open(file, *args, **kwargs)

    av.open = _planted
