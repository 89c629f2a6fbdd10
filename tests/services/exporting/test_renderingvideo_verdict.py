"""What errors at RenderingVideo come to: waited for, or told with what can be done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.cloud.renderingvideo.errors import (
    NO_OUTPUT,
    REFUSED,
    DownloadError,
    NetworkError,
    OutcomeUnknownError,
    error_of,
)
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.clouds.cloud_runner import Hold, Stage
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.runner import JobTrouble
from editor_app.services.exporting.renderingvideo.config import NotConverted
from editor_app.services.exporting.renderingvideo.trouble import other_trouble_of
from editor_app.services.exporting.renderingvideo.verdict import Failures, verdict
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from tests.services.exporting.jobs import OTHER

JOB = ExportJob("j", OTHER, OtherWish().settings(), Path("/films/film.mp4"))
OF_PREVIEW = replace(JOB, settings=OtherWish(preview_id="t").settings())

GOES_ON: list[tuple[Stage, Exception]] = [
    ("create", NetworkError(0, "NETWORK_ERROR", "cut")),
    ("create", OutcomeUnknownError(0, "OUTCOME_UNKNOWN", "cut")),
    ("render", error_of(503, "RENDER_TRIGGER_FAILED", "busy")),
    ("render", error_of(429, "RATE_LIMITED", "slow", retry_after=7.0)),
    ("upload", error_of(500, "UPLOAD_FAILED", "disk")),
    ("upload", error_of(200, "UNEXPECTED_REPLY", "odd")),
    ("poll", error_of(401, "INVALID_API_KEY", "no")),
    ("poll", error_of(400, "INVALID_REQUEST", "odd")),
    ("poll", error_of(404, "NOT_FOUND", "not yet")),
    ("download", DownloadError(410, REFUSED, "gone")),
    ("download", DownloadError(200, NO_OUTPUT, "none yet")),
    ("prepare", AccountError("No key.")),
    ("prepare", NotConverted()),
]


@pytest.mark.parametrize(("stage", "error"), GOES_ON)
def test_what_may_pass_is_waited_for(stage: Stage, error: Exception) -> None:
    found = verdict(JOB, error, stage, Failures())
    assert isinstance(found, Hold)
    assert found.sentence.endswith((".", "!"))
    if getattr(error, "retry_after", None):
        assert found.retry_after == 7.0


ENDS: list[tuple[Stage, Exception, str, bool, str]] = [
    ("render", error_of(402, "INSUFFICIENT_CREDITS", "1 left."), "credits", False, "do not suffice (1 left)"),
    ("upload", error_of(402, "STORAGE_LIMIT_EXCEEDED", "Full."), "storage", False, "is full (Full)"),
    ("upload", error_of(402, "NEW_WORD", "Storage quota"), "storage", False, "is full (Storage quota)"),
    ("create", error_of(401, "API_KEY_INACTIVE", "no"), "settings", False, "does not accept the key"),
    ("create", error_of(400, "INVALID_CONFIG", "Odd", details={"field": "$.a"}), "anew", False, "Odd. [$.a]"),
    ("create", error_of(404, "NOT_FOUND", "No such route"), "anew", False, "No such route."),
    ("download", DownloadError(415, REFUSED, "No film"), "retry", False, "could not be fetched: No film."),
]


@pytest.mark.parametrize(("stage", "error", "remedy", "is_spent", "told"), ENDS)
def test_what_only_a_person_can_help_with_is_told(
    stage: Stage, error: Exception, remedy: str, is_spent: bool, told: str
) -> None:
    found = verdict(JOB, error, stage, Failures())
    assert isinstance(found, JobTrouble)
    assert (found.remedy, found.is_task_spent) == (remedy, is_spent)
    assert told in str(found)


AFTER_A_WHILE: list[tuple[Stage, Exception, int, str, bool]] = [
    ("poll", error_of(404, "NOT_FOUND", "gone"), 3, "no longer knows this export", True),
    ("render", error_of(404, "NOT_FOUND", "gone"), 3, "no longer knows this export", True),
    ("download", DownloadError(410, REFUSED, "gone"), 3, "has expired", True),
    ("prepare", NotConverted(), 2, "could not be prepared", False),
    ("create", error_of(422, "REMOTE_ERROR", "too odd"), 3, "too odd", False),
]


@pytest.mark.parametrize(("stage", "error", "times", "told", "is_spent"), AFTER_A_WHILE)
def test_what_does_not_pass_is_given_up_after_a_while(
    stage: Stage, error: Exception, times: int, told: str, is_spent: bool
) -> None:
    failures = Failures()
    for _ in range(times - 1):
        assert isinstance(verdict(JOB, error, stage, failures), Hold)
    found = verdict(JOB, error, stage, failures)
    assert isinstance(found, JobTrouble)
    assert told in str(found)
    assert found.is_task_spent is is_spent


def test_a_preview_that_is_gone_is_told_as_such() -> None:
    found = verdict(OF_PREVIEW, error_of(404, "NOT_FOUND", "gone"), "create", Failures())
    assert isinstance(found, JobTrouble)
    assert "no longer has the preview" in str(found)


def test_faults_of_the_program_are_none_of_these() -> None:
    assert verdict(JOB, ZeroDivisionError(), "create", Failures()) is None


TROUBLES = [
    (AccountError("No key."), "No key.", "settings"),
    (error_of(403, "USER_NOT_FOUND", "x"), "R accepts the key, but", "settings"),
    (error_of(404, "NOT_FOUND", "x"), "R no longer has it.", "none"),
    (error_of(402, "INSUFFICIENT_CREDITS", "x"), "The credits at R do not suffice", "retry"),
    (error_of(500, "INTERNAL_ERROR", "x"), "R has trouble of its own", "retry"),
    (error_of(400, "INVALID_REQUEST", "Bad page."), "R refused: Bad page.", "retry"),
]


@pytest.mark.parametrize(("error", "begins", "way"), TROUBLES)
def test_lists_say_why_they_do_not_come(error: AccountError, begins: str, way: str) -> None:
    found = other_trouble_of(error, "R")
    assert found.sentence.startswith(begins)
    assert found.way == way
