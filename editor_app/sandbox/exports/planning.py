"""From the body of a call to an export that can be made, or to the reason why it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editor_app.render.export.limits import check_codec_limits, check_length
from editor_app.render.export.run import plan_target
from editor_app.render.export.settings import ExportError, ExportSettings
from editor_app.sandbox.documents import Document, refuse_senseless, with_canvas
from editor_app.sandbox.errors import invalid
from editor_app.sandbox.exports.billing import Bill, bill


@dataclass(frozen=True, slots=True)
class Plan:
    """An export before it is a task; `json` is the document as it will be rendered, whatever comes later."""

    json: bytes
    duration_seconds: float
    bill: Bill


def plan_export(document: Document, body: Mapping[str, Any]) -> Plan:
    """Plan an export; raise ApiError (422) where the document or the settings allow none."""
    document = with_canvas(document, body.get("compositionWidth"), body.get("compositionHeight"))
    refuse_senseless(document)
    try:
        target = plan_target(document.state, ExportSettings(body["format"], body["fps"], body["scale"]))
        check_codec_limits(target)
        check_length(target)
    except ExportError as error:
        raise invalid(str(error), "EXPORT_SETTINGS_INVALID") from error
    seconds = target.frames / target.fps
    return Plan(document.json, seconds, bill(seconds))
