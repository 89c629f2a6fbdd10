"""What one side changed of a whole record, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from editor_app.merge import ABSENT
from editor_app.merge.likeness import equal
from editor_app.ui.conflicts.texts import tr
from editor_app.ui.conflicts.values import field_named, value_in_words

_MOST_FIELDS = 3


def changes_in_words(collection: str, base: Any, now: Any) -> str:
    """Say which fields differ, from what to what; nothing where these are no records, or are the same."""
    if not isinstance(base, dict) or not isinstance(now, dict):
        return ""
    old, new = cast("Mapping[str, Any]", base), cast("Mapping[str, Any]", now)
    kind = str(new.get("type", ""))
    names = [name for name in {**old, **new} if not equal(old.get(name, ABSENT), new.get(name, ABSENT))]
    lines: list[str] = []
    for name in names[:_MOST_FIELDS]:
        named = field_named(collection, kind, name)
        before, after = (value_in_words(side.get(name, ABSENT), named.unit) for side in (old, new))
        lines.append(f"{named.label} {before} → {after}" if before != after else named.label)
    if (left := len(names) - _MOST_FIELDS) > 0:
        lines.append(tr("1 more") if left == 1 else tr("{count} more").format(count=left))
    return "\n".join(lines)
