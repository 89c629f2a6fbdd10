"""Which accounts at services a person has set up, kept as one small JSON file; their keys stand elsewhere."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast, get_args

from editor_app.store.settings import settings_file
from editor_app.store.whole_file import whole_file

Kind = Literal["indream", "renderingvideo", "sandbox"]
LOCAL_WORKSPACE = "local-workspace"
"""The id, and the service, of the window's own local workspace."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Profile:
    """An account at a service; `service` is what uploads, synchronized states and links remember it by."""

    id: str
    kind: Kind
    name: str
    base_url: str
    service: str

    @property
    def has_projects(self) -> bool:
        """Tell whether it keeps projects: Indream does, and what speaks its language."""
        return self.kind != "renderingvideo"


@dataclass(frozen=True, slots=True)
class KeptAccounts:
    """What the file says; `default` is the id of the profile for projects, empty where none was chosen.

    `unknown` holds entries that a newer version may have written, so that they are not lost.
    """

    profiles: tuple[Profile, ...] = ()
    default: str = ""
    unknown: tuple[Any, ...] = ()


def accounts_file() -> Path:
    """Give the place for accounts on this system, beside the settings."""
    return settings_file().with_name("accounts.json")


def read_accounts(file: Path) -> tuple[KeptAccounts, Path | None]:
    """Give what is kept; a file that is none of these is put aside, and where it is then is given too."""
    try:
        value = json.loads(file.read_bytes())
    except FileNotFoundError:
        return KeptAccounts(), None
    except OSError:
        _log.warning("Accounts cannot be read.", exc_info=True)
        return KeptAccounts(), None
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        whole = cast("dict[str, Any]", value)
        if isinstance(whole.get("profiles"), list):
            return _read(whole), None
    aside = file.with_stem(f"{file.stem}-unreadable")
    try:
        file.replace(aside)
    except OSError:
        _log.exception("Accounts that cannot be read are not put aside.")
    return KeptAccounts(), aside


def write_accounts(file: Path, kept: KeptAccounts) -> None:
    """Keep accounts; raise OSError."""
    profiles = [*(asdict(profile) for profile in kept.profiles), *kept.unknown]
    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as temporary:
        temporary.write_text(
            json.dumps({"profiles": profiles, "default": kept.default}, indent=1, ensure_ascii=False), "utf-8"
        )


def _read(value: Mapping[str, Any]) -> KeptAccounts:
    profiles, unknown = list[Profile](), list[Any]()
    for entry in value["profiles"]:
        profile = _profile(entry)
        is_new = profile is not None and profile.id not in {known.id for known in profiles}
        profiles.append(profile) if profile is not None and is_new else unknown.append(entry)
    default = value.get("default")
    return KeptAccounts(tuple(profiles), default if isinstance(default, str) else "", tuple(unknown))


def _profile(entry: Any) -> Profile | None:
    names = {field.name for field in fields(Profile)}
    if not isinstance(entry, dict) or set(cast("dict[str, Any]", entry)) != names:
        return None
    values = cast("dict[str, Any]", entry)
    is_right = all(isinstance(text, str) and text for text in values.values())
    return Profile(**values) if is_right and values["kind"] in get_args(Kind) else None
