"""The log file, where everything goes that no user should have to read."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

from editor_app.product import APPLICATION_ID

_MOST_BYTES, _KEPT = 2_000_000, 2


def log_file() -> Path:
    """Give the place of the log on this system."""
    return user_log_path(APPLICATION_ID, appauthor=False) / f"{APPLICATION_ID}.log"


def start_log() -> None:
    """Let warnings and worse go to the log file; where there is no room for one, go on without."""
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
