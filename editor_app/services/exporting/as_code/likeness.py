"""Whether two bodies of calls ask for the same film. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

_GIVEN = re.compile("[0-9a-f]{32}")
"""A name that each export gets anew; what somebody has written is left as it is."""


def asks_for_the_same(one: str, other: str) -> bool:
    """Tell whether bodies, as JSON, are the same but for the name that each export gets anew."""
    try:
        return _unnamed(json.loads(one)) == _unnamed(json.loads(other))
    except (ValueError, RecursionError):
        return False


def _unnamed(body: Any) -> Any:
    """Leave out `clientTaskId` of Indream and `metadata.job_id` of RenderingVideo, where they were given."""
    if not isinstance(body, dict):
        return body
    kept = {key: value for key, value in body.items() if not (key == "clientTaskId" and _is_given(value))}
    about = kept.get("metadata")
    if isinstance(about, dict) and _is_given(about.get("job_id")):
        kept["metadata"] = {key: value for key, value in about.items() if key != "job_id"}
    return kept


def _is_given(value: Any) -> bool:
    return isinstance(value, str) and _GIVEN.fullmatch(value) is not None
