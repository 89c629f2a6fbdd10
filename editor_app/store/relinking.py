"""Which of some files are the media that a document misses: told by content, or else by name and size."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from editor_app.store.project import MediaPlace


@dataclass(frozen=True, slots=True)
class Wanted:
    """A medium without a file, and what is known of the file it had."""

    asset_id: str
    filename: str
    size_bytes: float | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Matches:
    """`sure`: the same content, or the one file of that name and size; `doubtful`: only the name fits."""

    sure: Mapping[str, MediaPlace] = field(default_factory=dict[str, MediaPlace])
    doubtful: Mapping[str, Path] = field(default_factory=dict[str, Path])
    ambiguous: tuple[str, ...] = ()


def match(wanted: Iterable[Wanted], files: Sequence[Path], sha256: Callable[[Path], str]) -> Matches:
    """Find media among files; `sha256` may raise OSError, and then the file is no match."""
    by_name: dict[str, list[Path]] = {}
    by_size: dict[int, list[Path]] = {}
    for path in files:
        try:
            size = path.stat().st_size
        except (OSError, ValueError):
            continue
        by_name.setdefault(_key(path.name), []).append(path)
        by_size.setdefault(size, []).append(path)
    sure: dict[str, MediaPlace] = {}
    doubtful: dict[str, Path] = {}
    ambiguous: list[str] = []
    for one in wanted:
        named = by_name.get(_key(Path(one.filename.replace("\\", "/")).name), [])
        sized = by_size.get(int(one.size_bytes), []) if one.size_bytes is not None else []
        found = _of_content(one, named, sized, sha256) or _of_name(one, named, sized, sha256)
        if isinstance(found, MediaPlace):
            sure[one.asset_id] = found
        elif found:
            doubtful[one.asset_id] = found
        elif named:
            ambiguous.append(one.asset_id)
    return Matches(sure, doubtful, tuple(ambiguous))


def _of_content(
    one: Wanted, named: Sequence[Path], sized: Sequence[Path], sha256: Callable[[Path], str]
) -> MediaPlace | None:
    """Give a file with the very content; those of the right name are looked at first."""
    if one.sha256 is None:
        return None
    for path in sorted(sized, key=lambda path: path not in named):
        if _digest(path, sha256) == one.sha256:
            return MediaPlace(path, one.sha256, path.stat().st_size)
    return None


def _of_name(
    one: Wanted, named: Sequence[Path], sized: Sequence[Path], sha256: Callable[[Path], str]
) -> MediaPlace | Path | None:
    """Give the only file of that name: surely where size is all that was known of it, and is right."""
    likely = [path for path in named if path in sized] if one.sha256 is None else []
    if likely and len({_digest(path, sha256) for path in likely}) == 1:
        digest = _digest(likely[0], sha256)
        return MediaPlace(likely[0], digest, likely[0].stat().st_size) if digest else None
    return named[0] if len(named) == 1 else None


def _digest(path: Path, sha256: Callable[[Path], str]) -> str:
    try:
        return sha256(path)
    except OSError:
        return ""


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
