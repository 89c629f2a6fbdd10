"""The public pages of previews and tasks as HTML: pure text, without scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Any

from editor_app.product import NAME
from editor_app.sandbox.page_style import STYLE
from editor_app.sandbox.renderingvideo.records.tasks import Task
from editor_app.sandbox.renderingvideo.stills import COUNT

_STYLE = """
video { display: block; width: 100%; max-height: 78vh; background: #000; border-radius: 10px; }
.stills { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 12px;
  margin-bottom: 16px; }
.stills img { width: 100%; background: #000; border-radius: 6px; }
"""
_REFRESH = '<meta http-equiv="refresh" content="2">'
_WORDS = {
    "created": "This video has not been rendered yet.",
    "rendering": "This video is being rendered.",
    "failed": "Rendering this video has failed.",
}


def preview(preview_id: str, config: Mapping[str, Any], *, has_stills: bool, is_clean: bool) -> str:
    """Write the page of a preview: a sandbox plays none, it shows moments of it and tells what is in it."""
    note = "A preview is not played here. Convert it to a task and render that to see it move."
    if not has_stills:
        note = "This config cannot be drawn as it is; converting it to a task tells why."
    film = (_stills(f"Preview {preview_id}", preview_id) if has_stills else "") + _card(note)
    return _page(f"Preview {preview_id}", film, "" if is_clean else _about(config))


def task(found: Task, video_url: str | None, config: Mapping[str, Any], *, is_clean: bool) -> str:
    """Write the page of a task, with its video once there is one."""
    title = found.title or f"Video {found.id}"
    if video_url is not None and found.status == "completed":
        film = f'<video src="{escape(video_url)}" controls preload="metadata"></video>'
    else:
        film = _stills(title, found.id) + _card(_WORDS.get(found.status, ""), found.error)
    refresh = _REFRESH if found.status == "rendering" else ""
    return _page(title, film, "" if is_clean else _about(config), refresh)


def gone(sentence: str) -> str:
    """Write the page of what is not there."""
    return _page("Not found", _card(sentence), "")


def _page(title: str, film: str, about: str, refresh: str = "") -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} · {escape(NAME)} sandbox</title>{refresh}
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>{STYLE}{_STYLE}</style></head><body><main><header><h1>{escape(title)}</h1></header>
{film}{about}</main></body></html>
"""


def _stills(title: str, folder: str) -> str:
    pictures = "".join(
        f'<img src="{escape(folder)}/{number}.png" alt="{escape(title)}, moment {number + 1} of {COUNT}" '
        'loading="lazy">'
        for number in range(COUNT)
    )
    return f'<div class="stills">{pictures}</div>'


def _card(sentence: str, error: str | None = None) -> str:
    why = f'<br><span class="error">{escape(error)}</span>' if error else ""
    return f'<div class="card"><p class="empty">{escape(sentence)}{why}</p></div>'


def _about(config: Mapping[str, Any]) -> str:
    meta = config["meta"]
    size = f"{_plain(meta.get('width'))} × {_plain(meta.get('height'))} px, {_plain(meta.get('fps'))} fps"
    clips = Counter(_kinds(config))
    rows = "".join(
        f'<tr><td class="name">{escape(kind)}</td><td class="num">{count}</td></tr>'
        for kind, count in clips.most_common()
    )
    head = "<thead><tr><th>Clips</th><th class=num>Number</th></tr></thead>"
    table = f'<div class="card"><table>{head}<tbody>{rows}</tbody></table></div>' if rows else ""
    return f"<h2>What is in it</h2><p>{escape(size)}</p>{table}"


def _kinds(config: Mapping[str, Any]) -> list[str]:
    lists = [track.get("clips") for track in config["tracks"] if isinstance(track, dict)]
    clips = [clip for found in lists if isinstance(found, list) for clip in found]
    return [_plain(clip.get("type")) for clip in clips if isinstance(clip, dict)]


def _plain(value: Any) -> str:
    """Write a value of a config that nobody has checked."""
    text = str(value)[:40] if isinstance(value, str | int | float) else "?"
    return text.encode("utf-8", "replace").decode()
