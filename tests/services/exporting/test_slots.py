"""Who may start next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor_app.services.exporting.jobs.job import CloudIds, ExportJob, Target
from editor_app.services.exporting.jobs.slots import next_change_at, next_to_start
from tests.services.exporting.jobs import OTHER, cloud, local

SECOND_ACCOUNT = Target("indream", "b", "https://b.example", "B")


def other(number: int, status: str = "waiting", **fields: object) -> ExportJob:
    return replace(cloud(number, status, **fields), id=f"r{number}", target=OTHER)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("jobs", "started"),
    [
        ([], []),
        ([local(2), local(1)], ["l1"]),
        ([local(1, "rendering"), local(2)], []),
        ([local(1, "paused"), local(2)], ["l2"]),
        ([local(1, "done"), local(2, "failed"), local(3)], ["l3"]),
        ([local(2, "checking"), cloud(1)], ["c1"]),
        ([cloud(1), cloud(2), cloud(3)], ["c1", "c2"]),
        ([cloud(1, "rendering", task="t"), cloud(2), cloud(3)], ["c2"]),
        ([cloud(1, "uploading"), cloud(2, "rendering", task="t"), cloud(3)], []),
        # What the service has is gone on with, and counts, also before it has a turn.
        ([cloud(3), cloud(2, task="t"), cloud(1, task="u")], ["c1", "c2"]),
        ([cloud(1), cloud(2, task="t"), cloud(3)], ["c1", "c2"]),
        ([cloud(n, task=f"t{n}") for n in (1, 2, 3)], ["c1", "c2", "c3"]),
        # As long as there is no room, nobody else knocks.
        ([cloud(1, again_at=50.0), cloud(2)], []),
        ([cloud(1, again_at=50.0), cloud(2, task="t")], ["c2"]),
        ([cloud(1, again_at=9.0), cloud(2), cloud(3)], ["c1", "c2"]),
        # Each that found no room asks again in its own time.
        ([cloud(1, again_at=50.0), cloud(2, again_at=9.0), cloud(3)], ["c2"]),
        ([cloud(1, again_at=50.0), cloud(2, "rendering", task="t"), cloud(3, again_at=9.0)], ["c3"]),
        (
            [
                cloud(1, "rendering", task="t"),
                cloud(2, "rendering", task="u"),
                replace(cloud(3), target=SECOND_ACCOUNT),
            ],
            ["c3"],
        ),
        ([other(1), other(2)], ["r1"]),
        ([other(1, "uploading"), other(2)], []),
        ([other(n, "rendering", task=f"t{n}") for n in range(1, 9)] + [other(9), other(10)], ["r9"]),
        ([other(1, again_at=50.0), other(2)], ["r2"]),
    ],
)
def test_who_starts(jobs: list[ExportJob], started: list[str]) -> None:
    assert [job.id for job in next_to_start(jobs, now=10.0)] == started


def test_a_spent_task_is_none() -> None:
    spent = cloud(1, cloud=CloudIds(key="k", task_id="t", is_spent=True))
    assert [job.id for job in next_to_start([spent, cloud(2, "rendering", task="u"), cloud(3)], 0.0)] == [
        "c1"
    ]


@pytest.mark.parametrize(
    ("jobs", "at"),
    [
        ([], None),
        ([cloud(1)], None),
        ([cloud(1, again_at=30.0), cloud(2, again_at=20.0)], 20.0),
        ([cloud(1, again_at=5.0)], None),
        ([cloud(1, "rendering", task="t", again_at=20.0)], None),  # it has its own clock
    ],
)
def test_when_that_changes_by_itself(jobs: list[ExportJob], at: float | None) -> None:
    assert next_change_at(jobs, now=10.0) == at
