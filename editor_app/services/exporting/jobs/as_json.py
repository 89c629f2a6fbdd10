"""Jobs as JSON and back: what the local database keeps of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import (
    CloudIds,
    ExportJob,
    IndreamSettings,
    Kind,
    LogLine,
    OtherSettings,
    Price,
    ProjectName,
    Result,
    Settings,
    Status,
    Target,
)

T = TypeVar("T")


class DamagedJob(ValueError):
    """What is kept of a job cannot be read; the text names it."""


def job_to_json(job: ExportJob) -> Mapping[str, Any]:
    """Give a job as JSON."""
    value = asdict(job)
    value["output"] = str(job.output)
    return value


def job_from_json(value: Mapping[str, Any]) -> ExportJob:
    """Read what `job_to_json` gave; raise DamagedJob."""
    try:
        target = _made(Target, value["target"])
        if target.kind not in get_args(Kind) or value["status"] not in get_args(Status):
            raise ValueError("another version has kept it")
        return _made(
            ExportJob,
            {
                **value,
                "target": target,
                "settings": _settings(target, value["settings"]),
                "output": Path(value["output"]),
                "project": _made(ProjectName, value["project"]),
                "cloud": _made(CloudIds, value["cloud"]),
                "price": _made_or_none(Price, value["price"]),
                "result": _made_or_none(Result, value["result"]),
                "log": tuple(_made(LogLine, line) for line in value["log"]),
            },
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedJob(f"What is kept of an export cannot be read: {error}") from error


def _settings(target: Target, value: Mapping[str, Any]) -> Settings:
    match target.kind:
        case "local":
            return _made(ExportSettings, value)
        case "indream":
            return _made(IndreamSettings, value)
        case _:
            return _made(OtherSettings, value)


def _made_or_none(kind: type[T], value: Mapping[str, Any] | None) -> T | None:
    return None if value is None else _made(kind, value)


def _made(kind: type[T], value: Mapping[str, Any]) -> T:
    """Make a dataclass of a JSON object; fields that are absent have their defaults, unknown ones go."""
    found = dict[str, Any]()
    for field in fields(cast("Any", kind)):
        if field.name in value:
            found[field.name] = _tuples(value[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{field.name} is missing")
    return kind(**found)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value
