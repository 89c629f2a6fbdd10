"""What an export sends, as commands for a shell or as a program: exactly that, without the keys. Pure."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

from editor_app.services.exporting.as_code.request import KEYS, Code, Request, Sent, Upload, upload_mark
from editor_app.services.exporting.as_code.uploads import (
    curl_filling,
    curl_upload,
    needs_filling,
    python_uploads,
)

__all__ = ["Code", "Request", "Sent", "Upload", "as_curl", "as_python", "upload_mark"]

_LARGEST_INLINE = 4_000
"""A longer body, in characters, is a file beside the code."""
_INDENT = 2


def as_curl(request: Request) -> Code:
    """Give the calls as commands for a POSIX shell."""
    files = dict[str, str]()
    remarks = [f"# {line}" for remark in request.remarks for line in remark.splitlines()]
    commands = list[str]()
    if request.obstacle:
        commands.append(f"echo {shlex.quote(request.obstacle)} >&2; exit 1")
    commands += [curl_upload(request, number) for number in range(1, len(request.uploads) + 1)]
    for number, call in enumerate(request.calls):
        asks = number + 1 < len(request.calls)
        commands += _curl(request, call, files, asks=asks)
    if len(commands) > 1:  # what fails must end all that follows, but not the shell that it is pasted into
        commands = ["(", "set -e", *commands, ")"]
    return Code("\n".join([*remarks, *commands]) + "\n", files)


def as_python(request: Request) -> Code:
    """Give the calls as a program for Python that needs nothing but Python."""
    files = dict[str, str]()
    lines = [f"# {line}" for remark in request.remarks for line in remark.splitlines()]
    lines += ["import json", "import os", "import urllib.request", ""]
    if request.obstacle:
        lines += [f"raise SystemExit({request.obstacle!r})", ""]
    lines += [f"BASE = {request.base_url!r}", f'KEY = os.environ["{KEYS[request.service]}"]', "", ""]
    lines += _CALL.splitlines()
    if request.uploads:
        lines += ["", *python_uploads(request)]
    for call in request.calls:
        lines += ["", *_python(call, files, request.stem)]
    lines += ["print(json.dumps(reply, indent=2))"]
    return Code("\n".join(lines) + "\n", files)


_CALL = '''\
def post(path, body, headers):
    """Send a call, and give what comes back."""
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json", **headers}
    content = json.dumps(body).encode()
    call = urllib.request.Request(BASE + path, data=content, headers=headers, method="POST")
    with urllib.request.urlopen(call) as reply:
        return json.load(reply)

'''


def _curl(request: Request, call: Sent, files: dict[str, str], *, asks: bool) -> list[str]:
    key = KEYS[request.service]
    address = shlex.quote(request.base_url) + _path_in_shell(call.path)
    before, data = list[str](), _data(call.body, files, request.stem)
    if needs_filling(call.body):
        before, data = [curl_filling(request, data)], "--data-binary @-"
    parts = [
        f"curl --fail-with-body -sS -X POST {address}",
        f'-H "Authorization: Bearer ${key}"',
        "-H 'Content-Type: application/json'",
        *(f"-H {shlex.quote(f'{name}: {value}')}" for name, value in call.headers.items()),
        data,
    ]
    command = ("printf '%s' \"$BODY\" | " if before else "") + " \\\n  ".join(parts)
    if asks:
        reader = "import json, sys; print(json.load(sys.stdin)['taskId'])"
        command = f"TASK=$({command} | python3 -c {shlex.quote(reader)})"
    return [*before, command]


def _path_in_shell(path: str) -> str:
    """Write a path so that the shell puts the task into it, and touches nothing else."""
    return '"$TASK"'.join(shlex.quote(part) if part else "" for part in path.split("{task}"))


def _data(body: Mapping[str, Any], files: dict[str, str], stem: str) -> str:
    text = json.dumps(body, ensure_ascii=False)
    if len(text) > _LARGEST_INLINE:
        return f"--data-binary {shlex.quote(f'@{_put_beside(text, files, stem)}')}"
    return f"--data-binary {shlex.quote(text)}"


def _python(call: Sent, files: dict[str, str], stem: str) -> list[str]:
    parts = call.path.split("{task}")
    path = repr(call.path) if len(parts) == 1 else ' + reply["taskId"] + '.join(map(repr, parts))
    text = json.dumps(call.body, ensure_ascii=False)
    lines = list[str]()
    if len(text) > _LARGEST_INLINE:
        lines += [f'with open({_put_beside(text, files, stem)!r}, encoding="utf-8") as file:']
        lines += ["    body = json.load(file)"]
    else:
        lines += [f"body = {_literal(call.body)}"]
    if needs_filling(call.body):
        lines += ["body = filled(body)"]
    return [*lines, f"reply = post({path}, body, {dict(call.headers)!r})"]


def _put_beside(text: str, files: dict[str, str], stem: str) -> str:
    name = f"{stem}.json" if not files else f"{stem}-{len(files) + 1}.json"
    files[name] = text
    return name


def _literal(value: Any, depth: int = 0) -> str:
    """Write JSON as Python does: True for true, None for null, and each entry on a line."""
    inner, outer = " " * (depth + 1) * 2 * _INDENT, " " * depth * 2 * _INDENT
    if isinstance(value, Mapping) and value:
        lines = [f"{inner}{key!r}: {_literal(part, depth + 1)}," for key, part in value.items()]
        return "\n".join(["{", *lines, f"{outer}}}"])
    if isinstance(value, list) and value:
        lines = [f"{inner}{_literal(part, depth + 1)}," for part in value]
        return "\n".join(["[", *lines, f"{outer}]"])
    return repr(value) if not isinstance(value, Mapping) else "{}"
