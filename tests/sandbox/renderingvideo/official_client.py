"""Every call of the official client, run as a script in a process that has nothing of this house on its path.

Reads an order as JSON, does what a creator's script would do, and prints what came of it.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.request import urlopen

sdk = import_module("renderingvideo")
RESOURCES = ("video", "files", "preview")
Order = dict[str, Any]


class Recorder:
    """A client whose calls are counted."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.called: set[str] = set()

    def surface(self) -> set[str]:
        """Give the name of every call that the client offers."""
        calls = {
            f"{name}.{call}"
            for name in RESOURCES
            for call in dir(getattr(self._client, name))
            if not call.startswith("_") and callable(getattr(getattr(self._client, name), call))
        }
        return {*calls, "get_credits"}

    def __call__(self, name: str, *values: Any, **named: Any) -> Any:
        """Call `resource.method`, or a method of the client itself."""
        self.called.add(name)
        found = self._client
        for part in name.split("."):
            found = getattr(found, part)
        return found(*values, **named)


def refusal(call: Callable[[], Any]) -> list[Any]:
    """Give the class, the code and the status of the error that a call raises."""
    try:
        call()
    except sdk.RenderingVideoError as error:
        return [type(error).__name__, error.code, error.status_code]
    return ["none was raised"]


def settled(call: Recorder, task_id: str) -> Any:
    """Poll a task until its render has ended."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        task = call("video.get", task_id)
        if task.status in ("completed", "failed"):
            return task
        time.sleep(0.1)
    raise TimeoutError(task_id)


def videos(call: Recorder, order: Order) -> Any:
    """Make, list, show, render, render again, delete."""
    task = call("video.create", order["config"], metadata={"project": "p"})
    before = call("get_credits").credits
    rendering = call("video.render", task.task_id, webhook_url=order["hook"], num_workers=2)
    done = settled(call, task.task_id)
    again = call("video.render", task.task_id)
    with urlopen(done.video_url) as answer:
        Path(order["output"]).write_bytes(answer.read())
    with urlopen(done.video_url.partition("/storage/")[0] + "/" + task.config_url) as answer:
        kept = json.load(answer) == order["config"]
    listed = call("video.list", status="completed", limit=5)
    gone = call("video.delete", task.task_id)
    return {
        "created": [
            task.status,
            task.quality,
            task.width,
            task.height,
            task.duration,
            bool(task.video_task_id),
        ],
        "started": [rendering.status, rendering.cost, before - rendering.remaining_credits],
        "done": [done.status, done.cost_credits, done.metadata, done.completed_at >= done.created_at],
        "again": [again.status, again.already_rendered, again.video_url == done.video_url],
        "same_render": again.render_task_id == rendering.render_task_id,
        "kept": kept,
        "listed": [
            [t.task_id == task.task_id for t in listed.tasks],
            listed.page,
            listed.limit,
            listed.total,
        ],
        "gone": [gone.success, gone.id == task.task_id, gone.deleted, gone.remote_deleted],
        "task": task.task_id,
    }


def files(call: Recorder, order: Order) -> Any:
    """Upload by path and as file objects, list, find, delete."""
    path = Path(order["picture"])
    by_path = call("files.upload", file=str(path))
    several = call("files.upload", files=[path, str(path)])
    with path.open("rb") as one, io.BytesIO(path.read_bytes()) as nameless:
        nameless.name = 'say "cheese".png'
        opened = call("files.upload", file=one, file_paths=[nameless])
    first = by_path.assets[0]
    found = call("files.get", first.id)
    with urlopen(found.url) as answer:
        is_whole = answer.read() == path.read_bytes()
    listed = call("files.list", type="image", limit=2)
    gone = call("files.delete", first.id)
    return {
        "counts": [by_path.count, several.count, opened.count],
        "names": [asset.name for asset in opened.assets],
        "first": [first.name, first.type, first.mime_type, first.size == path.stat().st_size],
        "found": [found == first, is_whole],
        "listed": [len(listed.files), listed.page, listed.limit, listed.total],
        "gone": [gone.success, gone.id == first.id, gone.deleted],
        "absent": refusal(lambda: call("files.get", first.id)),
    }


def previews(call: Recorder, order: Order) -> Any:
    """Make a preview, show it, clone it both ways, delete it."""
    made = call("preview.create", order["config"])
    shown = call("preview.get", made.temp_id)
    for url in (made.preview_url, made.viewer_url):
        with urlopen(url) as answer:
            assert answer.headers["Content-Type"].startswith("text/html")
    tasks = [
        call("preview.convert", made.temp_id),
        call("preview.convert", made.temp_id, category="mine"),
        call("preview.render", made.temp_id),
    ]
    done = settled(call, tasks[2].task_id)
    listed = call("video.list")
    gone = call("preview.delete", made.temp_id)
    return {
        "made": [made.expires_in, "expire in 7 days" in made.message, shown.config == order["config"]],
        "tasks": [len({task.task_id for task in tasks}), tasks[2].status, tasks[2].cost, done.status],
        "listed": listed.total,
        "gone": [gone.id == made.temp_id, gone.deleted],
        "absent": refusal(lambda: call("preview.get", made.temp_id)),
    }


def refusals(call: Recorder, order: Order) -> Any:
    """Meet every class of error that the client raises for an answer."""

    def client(key: str, url: str = order["url"]) -> Any:
        return sdk.Client(key, base_url=url)

    long = call("video.create", order["long"])
    call("video.render", long.task_id)
    found = {
        "running": refusal(lambda: call("video.render", long.task_id)),
        "unknown": refusal(lambda: call("video.get", "none")),
        "config": refusal(lambda: call("video.create", {"meta": {}, "tracks": []})),
        "nothing": refusal(lambda: call("video.create", {})),
        "query": refusal(lambda: call("video.list", limit=101)),
        "kind": refusal(lambda: call("files.upload", file=order["text"])),
        "key": refusal(lambda: client("sk-unknown").video.list()),
        "key_files": refusal(lambda: client("sk-unknown").files.list()),
        "key_credits": refusal(lambda: client("sk-unknown").get_credits()),
        "poor": refusal(lambda: client(order["poor"]).preview.render(order["of_poor"])),
        "storage": refusal(lambda: client(order["poor"]).files.upload(file=order["large"])),
        "limited": refusal(lambda: client(order["key"], order["limited"]).video.list()),
        "remote": refusal(lambda: client(order["key"], order["remote"]).video.create(order["config"])),
        "network": refusal(lambda: client(order["key"], "http://127.0.0.1:1").video.list()),
    }
    call("video.delete", long.task_id)
    with contextlib.suppress(ValueError):
        sdk.Client("pk-1")
        found["format"] = ["none was raised"]
    return found


def main() -> Iterator[tuple[str, Any]]:
    """Do everything; give what came of it, part by part."""
    order = json.load(sys.stdin)
    call = Recorder(sdk.Client(order["key"], base_url=order["url"]))
    yield "from", sdk.__file__
    yield "version", sdk.__version__
    yield "videos", videos(call, order)
    yield "files", files(call, order)
    yield "previews", previews(call, order)
    yield "refusals", refusals(call, order)
    yield "left_out", sorted(call.surface() - call.called)
    yield "calls", len(call.called)


if __name__ == "__main__":
    json.dump(dict(main()), sys.stdout)
