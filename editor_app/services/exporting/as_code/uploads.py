"""The part of copied code that sends files first, and puts the places they get into what follows. Pure."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from editor_app.services.exporting.as_code.request import KEYS, MARKS, Request, Service, Upload

_PATHS: Mapping[Service, str] = {"indream": "/v1/uploads", "renderingvideo": "/api/v1/upload"}
_FOUND: Mapping[Service, str] = {
    "indream": '{"url": reply["data"]["fileUrl"], "key": reply["data"]["fileKey"]}',
    "renderingvideo": '{"url": reply["assets"][0]["url"], "key": ""}',
}
"""How a program reads the place of a file out of the answer to its upload."""
_IN_SHELL = """\
import json, sys
body = sys.stdin.read()
for number, answer in enumerate(sys.argv[1:], 1):
    reply = json.loads(answer)
    for what, value in FOUND.items():
        body = body.replace(f"MARKS{number}/{what}", json.dumps(value)[1:-1])
print(body, end="")"""
_IN_PYTHON = '''\
def filled(body):
    """Put the places of the files into a body."""
    text = json.dumps(body)
    for number, reply in enumerate(replies, 1):
        for what, value in FOUND.items():
            text = text.replace(f"MARKS{number}/{what}", json.dumps(value)[1:-1])
    return json.loads(text)

'''
_UPLOAD_RAW = '''\
def upload(path, name, kind):
    """Upload a file, and give what comes back."""
    with open(path, "rb") as file:
        content = file.read()
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": kind, "x-file-name": name}
    call = urllib.request.Request(BASE + "PATH", data=content, headers=headers, method="POST")
    with urllib.request.urlopen(call) as reply:
        return json.load(reply)

'''
_UPLOAD_FORM = '''\
def upload(path, name, kind):
    """Upload a file, and give what comes back."""
    with open(path, "rb") as file:
        content = file.read()
    edge = os.urandom(16).hex()
    escaped = name.replace('"', "%22")
    head = f'--{edge}\\r\\nContent-Disposition: form-data; name="file"; filename="{escaped}"\\r\\n'
    head += f"Content-Type: {kind}\\r\\n\\r\\n"
    form = head.encode() + content + f"\\r\\n--{edge}--\\r\\n".encode()
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": f"multipart/form-data; boundary={edge}"}
    call = urllib.request.Request(BASE + "PATH", data=form, headers=headers, method="POST")
    with urllib.request.urlopen(call) as reply:
        return json.load(reply)

'''


def needs_filling(body: Mapping[str, Any]) -> bool:
    """Tell whether places of uploads stand in a body."""
    return MARKS in json.dumps(body)


def curl_upload(request: Request, number: int) -> str:
    """Give the command that sends a file, the first being 1, and ends all where it fails."""
    one, name = request.uploads[number - 1], f"FILE_{number}"
    address = shlex.quote(request.base_url + _PATHS[request.service])
    parts = [
        f"{name}=$(curl --fail-with-body -sS -X POST {address}",
        f'-H "Authorization: Bearer ${KEYS[request.service]}"',
        *(_curl_form(one) if request.service == "renderingvideo" else _curl_raw(one)),
    ]
    ending = f'|| {{ echo {shlex.quote(f"{one.filename}:")} "${name}" >&2; exit 1; }}'
    return " \\\n  ".join(parts) + ") " + ending


def curl_filling(request: Request, data: str) -> str:
    """Give the command that puts the places of the files into a body, given as curl's option."""
    given = data.removeprefix("--data-binary ")
    is_file = given.startswith(("@", "'@"))
    reading = f"cat {given.replace('@', '', 1)}" if is_file else f"printf '%s' {given}"
    script = _placed(_IN_SHELL, request.service)
    answers = " ".join(f'"$FILE_{number}"' for number in range(1, len(request.uploads) + 1))
    return f"BODY=$({reading} | python3 -c {shlex.quote(script)} {answers})"


def python_uploads(request: Request) -> list[str]:
    """Give the lines that send the files, and what puts their places into a body."""
    is_form = request.service == "renderingvideo"
    sending = (_UPLOAD_FORM if is_form else _UPLOAD_RAW).replace("PATH", _PATHS[request.service])
    lines = [*sending.splitlines(), "", *_placed(_IN_PYTHON, request.service).splitlines(), "", "replies = ["]
    for one in request.uploads:
        name = one.filename if is_form else quote(one.filename)
        lines.append(f"    upload({str(one.path)!r}, {name!r}, {one.mime_type!r}),")
    return [*lines, "]"]


def _placed(script: str, service: Service) -> str:
    return script.replace("FOUND", _FOUND[service]).replace("MARKS", MARKS)


def _curl_form(one: Upload) -> list[str]:
    form = f"file=@{_in_quotes(str(one.path))};filename={_in_quotes(one.filename)};type={one.mime_type}"
    return [f"-F {shlex.quote(form)}"]


def _curl_raw(one: Upload) -> list[str]:
    return [
        f"-H {shlex.quote(f'Content-Type: {one.mime_type}')}",
        f"-H {shlex.quote(f'x-file-name: {quote(one.filename)}')}",
        f"--data-binary {shlex.quote(f'@{one.path}')}",
    ]


def _in_quotes(text: str) -> str:
    """Write a name so that curl takes no sign of it for its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
