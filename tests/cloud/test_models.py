"""The replies have every field of both eras, and bear what nobody knows yet."""

from __future__ import annotations

import inspect
from typing import Any

import pydantic
import pytest

from editor_app.cloud.indream import models, types
from tests.cloud import official
from tests.cloud.samples import ASSET, CAPABILITIES, PROJECT, TASK


def replies() -> dict[str, type[models.Reply]]:
    """Give our models by name."""
    return {
        name: kind
        for name, kind in inspect.getmembers(models, inspect.isclass)
        if issubclass(kind, models.Reply) and kind is not models.Reply
    }


@pytest.mark.parametrize("version", official.VERSIONS)
def test_every_field_of_the_official_types_is_here_under_its_name_and_alias(version: str) -> None:
    theirs = official.module(version, "types")
    compared = 0
    for name, kind in inspect.getmembers(theirs, inspect.isclass):
        if (
            not issubclass(kind, pydantic.BaseModel)
            or not kind.model_fields
            or kind.__module__ != theirs.__name__
        ):
            continue
        ours = getattr(types, name)
        for field, info in kind.model_fields.items():
            assert field in ours.model_fields, f"{name}.{field}"
            assert ours.model_fields[field].alias == (info.alias or field), f"{name}.{field}"
            compared += 1
    assert compared > 60


def test_every_model_can_be_imported_from_types() -> None:
    assert set(types.__all__) == set(replies())


def test_nobody_changes_a_reply() -> None:
    task = models.ExportTask.model_validate(TASK)
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        task.status = "x"  # pyright: ignore[reportAttributeAccessIssue]


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    """Give an object without some keys."""
    return {name: entry for name, entry in value.items() if name not in names}


@pytest.mark.parametrize(
    ("changes", "name", "expected"),
    [
        ({}, "charged_credit_pool", None),
        ({"chargedCreditPool": "OPEN_API"}, "charged_credit_pool", "OPEN_API"),
        ({"status": "ARCHIVED"}, "status", "ARCHIVED"),
        ({"exportPhase": None}, "export_phase", None),
        ({"exportPhase": "polishing"}, "export_phase", "polishing"),
        ({"progress": 5}, "progress", 5.0),
        ({"chargedCredits": 1.5}, "charged_credits", "1.5"),
        ({"error": "Out of luck"}, "error", "Out of luck"),
    ],
)
def test_tasks_of_any_era(changes: dict[str, Any], name: str, expected: object) -> None:
    assert getattr(models.ExportTask.model_validate(TASK | changes), name) == expected


def test_a_task_of_the_seeds_era_lacks_what_came_later() -> None:
    task = models.ExportTask.model_validate(without(TASK, "filename", "exportPhase", "projectId"))
    assert (task.filename, task.export_phase, task.project_id) == (None, None, None)


@pytest.mark.parametrize(
    ("model", "value"),
    [
        (models.ExportTask, TASK),
        (models.ProjectSummary, PROJECT),
        (models.Asset, ASSET),
        (models.EditorCapabilities, CAPABILITIES),
    ],
)
def test_unknown_fields_are_kept(model: type[models.Reply], value: dict[str, Any]) -> None:
    reply = model.model_validate(value | {"fromTheFuture": {"a": [1]}})
    assert reply.model_extra == {"fromTheFuture": {"a": [1]}}
    assert reply.model_dump(by_alias=True)["fromTheFuture"] == {"a": [1]}


def test_capabilities_give_the_word_in_as_an_attribute_and_miss_nothing_badly() -> None:
    found = models.EditorCapabilities.model_validate(CAPABILITIES)
    assert [preset.id for preset in found.caption_animations.in_] == ["pop"]
    bare = models.EditorCapabilities.model_validate({"version": "v9"})
    assert (bare.caption_animations.in_, bare.shapes) == ((), ())


@pytest.mark.parametrize("key", ["stateVersion", "stateSchemaVersion"])
def test_a_project_names_its_version_as_its_era_does(key: str) -> None:
    project = models.ProjectDetail.model_validate(PROJECT | {"editorState": {"tracks": []}, key: "v1"})
    assert (project.state_version, project.state_schema_version).count("v1") == 1
    assert project.editor_state == {"tracks": []}
