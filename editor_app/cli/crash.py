"""What happens when the program itself is wrong: a sentence on the screen, the traceback in the log."""

from __future__ import annotations

import datetime
import tempfile
import traceback
from pathlib import Path

from editor_app.product import APPLICATION_ID, NAME, VERSION
from editor_app.store.log import log_file


def record_crash(error: BaseException) -> str:
    """Append the traceback to the log file and give the sentence that tells where it is."""
    text = "".join(traceback.format_exception(error))
    stamp = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    try:
        path = _append(log_file().parent, f"{stamp} {VERSION}\n{text}\n")
    except OSError:
        path = _append(Path(tempfile.gettempdir()), f"{stamp} {VERSION}\n{text}\n")
    return (
        f"{NAME} made a mistake ({type(error).__name__}). The details are in {path}; nothing was overwritten."
    )


def _append(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{APPLICATION_ID}.log"
    with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(text)
    return path
