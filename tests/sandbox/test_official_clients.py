"""The unmodified official clients, each in a process of its own, perform every call that they offer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.media import png
from tests.sandbox.running import ROOT, VERSIONS, Running
from tests.sandbox.samples import ERAS, payload
from tests.sandbox.test_exports import frames_of, long_document

SCRIPT = ROOT / "tests" / "sandbox" / "official_client.py"
CALLS = {"1.0.0": 20, "1.1.0": 21}


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("version", VERSIONS)
def test_an_official_client_does_all_that_it_can(
    server: Running, tmp_path: Path, version: str, is_async: bool
) -> None:
    folder = Path(os.environ.get("INDREAM_SCHEMAS") or Path(sys.prefix) / "indream") / version
    if not (folder / "indream").is_dir():
        pytest.skip(f"no indream-client {version}: `make test` puts it into {folder}")
    era = ERAS[version]
    order = {
        "url": server.url,
        "key": server.key(),
        "secret": server.secret(),
        "name": f"{version} {is_async}",
        "is_async": is_async,
        "payload": payload(era),
        "changed": payload(era, compositionWidth=200),
        "long": {"editorState": long_document(), "stateSchemaVersion": "v1"},
        "picture": png().hex(),
        "output": str(tmp_path / "a.mp4"),
    }
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", str(SCRIPT)],
        cwd=tmp_path,
        input=json.dumps(order),
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    did = json.loads(done.stdout)
    assert Path(did["from"]).is_relative_to(folder)
    assert did["left_out"] == []
    assert did["calls"] == CALLS[version]
    assert did["projects"] == {"titles": ["Ärger", "B", "B"], "synced": True, "saved": True, "listed": True}
    assert did["files"] == {"bound": True, "same": True, "size": [32, 16], "is_whole": True}
    assert did["editor"] == {"knows": True, "verdict": [True, []], "found": True}
    task = did["exports"].pop("task")
    assert did["exports"] == {
        **{"shown": True, "statuses": ["COMPLETED", "COMPLETED"], "of_project": True, "listed": True},
        "canceled": "CANCELED" if version == "1.1.0" else None,
    }
    frames = frames_of(tmp_path / "a.mp4")
    assert (len(frames), frames[5].shape) == (12, (90, 160, 3))
    assert frames[5][45, 60].tolist() == pytest.approx([255, 0, 0], abs=60)
    verdicts = [True, False, False, True]
    assert did["webhooks"] == [
        [verdicts, "EXPORT_STARTED", "PROCESSING", task],
        [verdicts, "EXPORT_COMPLETED", "COMPLETED", task],
    ]
