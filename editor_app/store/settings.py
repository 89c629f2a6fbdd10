"""What a person has chosen for the program itself, kept as one small JSON file."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import platformdirs

from editor_app.product import APPLICATION_ID
from editor_app.store.whole_file import whole_file

_log = logging.getLogger(__name__)


def settings_file() -> Path:
    """Give the place for settings on this system."""
    return platformdirs.user_config_path(APPLICATION_ID, appauthor=False) / "settings.json"


class Settings:
    """A map of names to JSON values; what cannot be read or written is as if it had never been chosen.

    A file that is no JSON object is put aside under another name before a new one takes its place.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.put_aside: Path | None = None
        """Where a file is now that could not be read."""
        self._values = dict(self._read())

    def text(self, name: str, default: str = "") -> str:
        """Give a text, or the default where there is none."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def put(self, name: str, value: str) -> bool:
        """Choose a text, and keep it; tell whether it will be there next time."""
        if self._values.get(name) == value:
            return True
        self._values[name] = value
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self._file) as temporary:
                temporary.write_text(json.dumps(self._values, indent=1), "utf-8")
        except OSError:
            _log.exception("Settings are not kept.")
            return False
        return True

    def _read(self) -> Mapping[str, Any]:
        try:
            value = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError:
            _log.warning("Settings cannot be read.", exc_info=True)
            return {}
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return cast("dict[str, Any]", value)
        aside = self._file.with_stem(f"{self._file.stem}-unreadable")
        try:
            self._file.replace(aside)
        except OSError:
            _log.exception("Settings that cannot be read are not put aside.")
        self.put_aside = aside
        return {}
