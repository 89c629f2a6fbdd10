"""Prove that a frozen bundle works, with nothing of this Python in reach.

There is no API key in it; it makes and renders the demo, its local server answers its client, and its window
opens on the demo, where there is an X display or Xvfb.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import check_keys

TICKS_PER_SECOND = 240_000

# A bouncing square: enough for the Lottie engine to open, count frames and draw.
LOTTIE = {
    "v": "5.7.0",
    "fr": 30,
    "ip": 0,
    "op": 30,
    "w": 100,
    "h": 100,
    "layers": [
        {
            "ty": 4,
            "ip": 0,
            "op": 30,
            "st": 0,
            "ks": {"o": {"a": 0, "k": 100}, "p": {"a": 0, "k": [50, 50, 0]}},
            "shapes": [
                {"ty": "rc", "p": {"a": 0, "k": [0, 0]}, "s": {"a": 0, "k": [60, 60]}, "r": {"a": 0, "k": 0}},
                {"ty": "fl", "c": {"a": 0, "k": [1, 0, 0, 1]}, "o": {"a": 0, "k": 100}},
            ],
        }
    ],
}


def bare(folder: Path) -> dict[str, str]:
    """Give an environment with next to nothing in it."""
    keep = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"} | keep


def run(program: Path, *arguments: str, folder: Path, **variables: str) -> str:
    """Run the bundle in a bare environment and give what it printed; raise CalledProcessError."""
    print("$ editor-app", *arguments, flush=True)
    environment = bare(folder) | variables
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def check_service(program: Path, folder: Path) -> None:
    """Let the local server judge the demo, and export a project that was made of it."""
    key = run(program, "sandbox", "key", "create", "--data", "box", folder=folder).strip()
    command = [program, "sandbox", "--port", "0", "--data", "box"]
    print("$ editor-app sandbox --port 0 --data box", flush=True)
    with subprocess.Popen(
        command, cwd=folder, env=bare(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().split()[-1]

            def cloud(*words: str) -> str:
                called = ("cloud", *words, "--url", url)
                return run(program, *called, folder=folder, INDREAM_API_KEY=key).strip()

            assert cloud("validate", "demo/demo.editorproj") == "valid"
            (folder / "card.json").write_text(json.dumps(CARD))
            task = cloud("exports", "create", "card.json")
            cloud("exports", "wait", task, "-o", "card.mp4")
        finally:
            server.terminate()
    facts = json.loads(run(program, "info", "card.mp4", "--json", folder=folder))
    assert facts["durationSeconds"] == 1.0, facts


def number(value: float) -> dict[str, object]:
    """Give a number that does not move."""
    return {"value": value, "keyframes": []}


CARD = {
    "stateSchemaVersion": "v1",
    "compositionWidth": 320,
    "compositionHeight": 180,
    "timebaseTicksPerSecond": TICKS_PER_SECOND,
    "tracks": [{"id": "t", "items": ["a"], "hidden": False, "muted": False}],
    "assets": {},
    "items": {
        "a": {
            "id": "a", "type": "solid", "startTicks": 0, "durationTicks": TICKS_PER_SECOND,
            "isDraggingInTimeline": False, "color": "#2f6fe4", "shape": "rectangle", "keepAspectRatio": False,
            "top": number(0), "left": number(0), "width": number(320), "height": number(180),
            "scaleX": number(1), "scaleY": number(1), "opacity": number(1),
            "borderRadius": number(0), "rotation": number(0),
        }
    },
    "transitions": {},
}  # fmt: skip


def check_window(program: Path, folder: Path) -> None:
    """Open the window on the demo, where it shall show what it showed when it was left."""
    screen: list[str] = []
    if not os.environ.get("DISPLAY"):
        if shutil.which("xvfb-run") is None:
            print("The window was not tried: there is neither an X display nor xvfb-run.")
            return
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24"]
    project = folder / "demo" / "demo.editorproj"
    value = json.loads(project.read_text(encoding="utf-8"))
    value.setdefault("sidecar", {}).setdefault("view", {})["playheadTicks"] = 3 * TICKS_PER_SECOND
    project.write_text(json.dumps(value), encoding="utf-8")
    print("$ editor-app demo/demo.editorproj", flush=True)
    script = Path(__file__).with_name("check_window.py")
    command = [*screen, sys.executable, script, program, project, folder / "still.png"]
    subprocess.run(command, cwd=folder, check=True)


def main(bundle: Path) -> None:
    """Make and check the demo, render it in all formats, open a Lottie file and the window."""
    program = next(path for path in (bundle / "editor-app", bundle / "editor-app.exe") if path.is_file())
    if not list(bundle.glob("**/resources/README.md")):
        raise SystemExit("resources/ is not in the bundle")
    check_keys.check(bundle, program)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(program, "demo", "demo", folder=folder)
        (verdict,) = json.loads(run(program, "validate", "demo/demo.editorproj", "--json", folder=folder))
        assert (verdict["valid"], verdict["problems"]) == (True, []), verdict
        (folder / "square.json").write_text(json.dumps(LOTTIE))
        facts = json.loads(run(program, "info", "square.json", "--json", folder=folder))
        assert facts["kind"] == "lottie", facts
        for suffix, options in (("mp4", ()), ("webm", ("--range", "4:5")), ("mkv", ("--range", "8:8.5"))):
            out = run(
                program, "render", "demo/demo.editorproj", "-o", f"film.{suffix}", "--scale", "0.6",
                "--workers", "2", "--json", *options, folder=folder,
            )  # fmt: skip
            report = json.loads(out)
            print(f"  {report['frames']} frames, {report['sizeBytes']} bytes, {report['seconds']} s")
            assert report["warnings"] == [], report["warnings"]
            assert report["frames"] == {"mp4": 360, "webm": 30, "mkv": 15}[suffix], report
        run(program, "frame", "demo/demo.editorproj", "--at", "3", "-o", "still.png", folder=folder)
        facts = json.loads(run(program, "info", "film.mp4", "--json", folder=folder))
        assert (facts["width"], facts["height"], facts["durationSeconds"]) == (1152, 648, 12.0), facts
        facts = json.loads(run(program, "info", "still.png", "--json", folder=folder))
        assert (facts["kind"], facts["width"]) == ("image", 1920), facts
        check_service(program, folder)
        check_window(program, folder)
    print("The bundle works.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
