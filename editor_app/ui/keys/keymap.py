"""A key map: a preset and what a user has changed in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from PySide6.QtGui import QKeySequence

from editor_app.ui.actions import Keys
from editor_app.ui.keys.presets import DEFAULT, PRESETS

KeysById = Mapping[str, Keys]

Strokes = tuple[str, ...]

_SHIFTED = dict(zip("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', strict=True))


@dataclass(frozen=True, slots=True)
class KeyMap:
    """A preset's name, and a user's own keys by action id; no keys for an action is a change, too."""

    preset: str = DEFAULT
    changes: KeysById = field(default_factory=dict)


def resolve(defaults: KeysById, preset: str, changes: KeysById) -> dict[str, Keys]:
    """Give each action's keys: the user's own, else the preset's, else the default ones.

    Whoever comes first keeps a key; the others go without it:

        default   Split S · Snap N         preset   Snap S         ->   Snap S · Split –

    Keys that two actions have by the same right stay with both (`conflicts`). What `changes` says of actions
    that are not in `defaults` is left out.
    """
    found: dict[str, Keys] = {}
    for rank in (changes, PRESETS[preset], defaults):
        taken: dict[str, list[Strokes]] = {}
        for key in (key for keys in found.values() for key in keys):
            taken.setdefault(strokes(key)[0], []).append(strokes(key))
        for name in [name for name in rank if name in defaults and name not in found]:
            found[name] = tuple(key for key in rank[name] if not _meets_any(key, taken))
    return {name: found[name] for name in defaults}


def _meets_any(key: str, taken: Mapping[str, list[Strokes]]) -> bool:
    own = strokes(key)
    return any(_meet(own, other) for other in taken.get(own[0], ()))


def conflicts(keys: KeysById) -> dict[str, Keys]:
    """Give the keys that more than one action has, with the actions' ids.

    A key that begins another one's sequence is in conflict with it: the longer one could never be finished.
    """
    known = [(strokes(key), key, name) for name, own in keys.items() for key in own]
    found: dict[str, list[str]] = {}
    by_first: dict[str, list[tuple[Strokes, str, str]]] = {}
    for one in known:
        by_first.setdefault(one[0][0], []).append(one)
    for alike in by_first.values():
        for (a, key, name), (b, _, other) in combinations(alike, 2):
            if name != other and _meet(a, b):
                ids = found.setdefault(key, [name])
                ids += [other] if other not in ids else []
    return {key: tuple(ids) for key, ids in found.items()}


def owners(keys: KeysById, key: str, besides: str = "") -> tuple[str, ...]:
    """Give the ids of the actions that a key, or a sequence it begins or goes on from, does already."""
    wanted = strokes(key)
    return tuple(
        name for name, own in keys.items() if name != besides and any(_meet(strokes(k), wanted) for k in own)
    )


def with_keys(keymap: KeyMap, defaults: KeysById, action: str, keys: Iterable[str]) -> KeyMap:
    """Give an action keys, which nobody else keeps; what agrees with the preset is no change."""
    own = tuple(dict.fromkeys(portable(key) for key in keys))
    changes = {
        name: tuple(key for key in theirs if not any(_meet(strokes(key), strokes(k)) for k in own))
        for name, theirs in keymap.changes.items()
        if name != action
    }
    if own != resolve(defaults, keymap.preset, changes)[action]:
        changes[action] = own
    return KeyMap(keymap.preset, changes)


def without_change(keymap: KeyMap, action: str) -> KeyMap:
    """Give an action the preset's keys again."""
    return KeyMap(keymap.preset, {name: keys for name, keys in keymap.changes.items() if name != action})


def given_up(defaults: KeysById, keymap: KeyMap, now: KeysById, action: str) -> dict[str, str]:
    """Give the keys that an action would have, had not another one got them, with the id of that one.

    `now` is what the key map resolves to.
    """
    if action in keymap.changes:
        return {}
    wanted = PRESETS[keymap.preset].get(action, defaults[action])
    return {key: owners(now, key)[0] for key in wanted if key not in now[action]}


def left_without(defaults: KeysById, keymap: KeyMap, now: KeysById) -> tuple[str, ...]:
    """Give the ids of the actions that have no key, though they would by default and the user did not say so.

    `now` is what the key map resolves to.
    """
    return tuple(
        name for name, keys in now.items() if defaults[name] and not keys and name not in keymap.changes
    )


def portable(key: str) -> str:
    """Give a key in Qt's portable form."""
    return QKeySequence(key).toString()


@lru_cache(maxsize=1024)
def strokes(key: str) -> Strokes:
    """Give the strokes of a key, comparable: Shift with a sign is the other sign of that key (US layout)."""
    sequence = QKeySequence(key)
    parts = [sequence[n] for n in range(sequence.count())]  # pyright: ignore[reportIndexIssue]
    return tuple(_stroke(QKeySequence(part).toString()) for part in parts)


def _stroke(text: str) -> str:
    head, sign = text[:-1], text[-1:]
    if "Shift+" in head and head.endswith("+") and sign in {*_SHIFTED, *_SHIFTED.values()}:
        return head.replace("Shift+", "") + _SHIFTED.get(sign, sign)
    return text


def _meet(a: Strokes, b: Strokes) -> bool:
    shorter = min(len(a), len(b))
    return shorter > 0 and a[:shorter] == b[:shorter]
