"""Prove that a frozen bundle works: it makes and renders the demo, with nothing of this Python in reach."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

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


def run(program: Path, *arguments: str, folder: Path) -> str:
    """Run the bundle in a bare environment and give what it printed; raise CalledProcessError."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    keep = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    print("$ editor-app", *arguments, flush=True)
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=bare | keep, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def main(bundle: Path) -> None:
    """Make and check the demo, render it with two workers in all formats, open a Lottie file."""
    program = next(path for path in (bundle / "editor-app", bundle / "editor-app.exe") if path.is_file())
    if not list(bundle.glob("**/resources/README.md")):
        raise SystemExit("resources/ is not in the bundle")
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
    print("The bundle works.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
