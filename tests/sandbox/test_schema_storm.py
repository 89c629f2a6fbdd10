"""Schemathesis drives the published OpenAPI document: no server error, nothing that is not published."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sandbox.running import ROOT, Running, data_of
from tests.sandbox.samples import payload
from tests.sandbox.test_exports import SETTINGS, wait

# Not among them: whether exactly what the schemas allow is accepted. What a document, a cursor or a file must
# be is more than they say, and a value that validation finds fault with is an answer, not a refused call.
CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_headers_conformance", "response_schema_conformance", "ensure_resource_availability"),
    *("unsupported_method", "allow_header_conformance", "missing_required_header", "ignored_auth"),
)
HOOKS = {"SCHEMATHESIS_HOOKS": "tests.sandbox.storm_hooks"}
SHORT = ("--phases", "coverage,fuzzing,stateful", "--max-examples", "3", "--seed", "1")
LONG = ("--phases", "coverage,fuzzing,stateful", "--max-examples", "200")


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(SHORT, id="short"),
        *(
            pytest.param((*LONG, "--seed", str(seed)), id=f"long {seed}", marks=pytest.mark.soak)
            for seed in (1, 2)
        ),
    ],
)
def test_no_generated_call_finds_a_fault(
    start: Callable[..., Running], tmp_path: Path, form: tuple[str, ...]
) -> None:
    server = start(sync_burst=100_000)
    key = server.key()
    with server.client(key) as client:
        task = data_of(client.post("/v1/exports", json={**payload(), **SETTINGS}), 201)["taskId"]
        output = wait(client, task)["outputUrl"].rpartition("/")[2]
    report = tmp_path / "report.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{server.url}/openapi.json"),
            *("--header", f"x-api-key: {key}", "--checks", ",".join(CHECKS), *form),
            *("--suppress-health-check", "all", "--generation-database", "none", "--continue-on-failure"),
            *("--request-timeout", "60", "--report", "json", "--report-json-path", str(report)),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **HOOKS, "STORM_OUTPUT": output},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert report.exists(), said
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["complete"], told["failures"], told["errors"]) == (True, [], []), said
    assert done.returncode == 0, said
    assert told["operations"]["tested"] == told["operations"]["total"] >= 22
    # A storm that only knocks at the door would prove nothing.
    reached = {label for label, phases in told["valid_rates"].items() if _accepted(phases)}
    assert reached == set(told["valid_rates"])


def _accepted(phases: dict[str, dict[str, int]]) -> int:
    return sum(counts["accepted"] for counts in phases.values())
