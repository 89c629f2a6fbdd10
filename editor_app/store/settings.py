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
    """A map of names to JSON values; what cannot be read or written is as if it had never been chosen."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values = dict(_read(file))

    def text(self, name: str, default: str = "") -> str:
        """Give a text, or the default where there is none."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def put(self, name: str, value: str) -> None:
        """Choose a text, and keep it."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self._file) as temporary:
                temporary.write_text(json.dumps(self._values, indent=1), "utf-8")
        except OSError:
            _log.exception("Settings are not kept.")


def _read(file: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
