"""The status page's part about RenderingVideo: its tasks, and what accounts have. Pure."""

from __future__ import annotations

from html import escape

from editor_app.product import APPLICATION_ID
from editor_app.sandbox.page_parts import count, length, moment, size, table
from editor_app.sandbox.records.overview import Overview, RenderLine, WalletLine

_STATES = {
    "created": ("PENDING", "Made"),
    "waiting": ("PENDING", "Waiting"),
    "rendering": ("PROCESSING", "Rendering"),
    "completed": ("COMPLETED", "Done"),
    "failed": ("FAILED", "Failed"),
}
_TASKS = ("State", "Video", "Account", "Length", "Cost", "Made")
_ACCOUNTS = ("Account", "Plan", "Credits", "Stored")


def renders_section(found: Overview) -> str:
    """Write the section; one sentence where nobody uses the service."""
    if not found.wallets:
        command = f"{APPLICATION_ID} sandbox key create --service renderingvideo"
        return f"<h2>RenderingVideo</h2>{table(_TASKS, '', f'No key has been made yet. Make one: {command}')}"
    tasks = table(_TASKS, "".join(map(_task, found.renders)), "No video has been made yet.", has_actions=True)
    accounts = table(_ACCOUNTS, "".join(map(_wallet, found.wallets)), "")
    return (
        f"<h2>RenderingVideo {count(len(found.renders), found.render_count)}</h2>{tasks}"
        f"<h2>RenderingVideo accounts</h2>{accounts}"
    )


def _task(render: RenderLine) -> str:
    style, word = _STATES[render.status]
    if render.status == "rendering":
        percent = round(render.progress)
        word = f'{word} · {percent} %<progress max="100" value="{percent}">{percent} %</progress>'
    error = f'<small class="error">{escape(render.error)}</small>' if render.error else ""
    cost = "" if render.cost is None else f"{render.cost} credit{'s' if render.cost != 1 else ''}"
    open_it = f'<a class="button" href="/v/{render.id}">Open</a>' if render.has_video else ""
    return (
        f'<tr><td class="state {style}">{word}</td>'
        f'<td class="name">{escape(render.title or render.id)}<small>{render.quality}</small>{error}</td>'
        f"<td>{escape(render.account)}</td>"
        f'<td class="num">{length(render.duration_seconds)}</td><td class="num">{cost}</td>'
        f'<td class="num">{moment(render.created_at)}</td><td class="acts">{open_it}</td></tr>'
    )


def _wallet(wallet: WalletLine) -> str:
    return (
        f"<tr><td>{escape(wallet.account)}</td><td>{escape(wallet.plan)}</td>"
        f'<td class="num">{wallet.credits}</td><td class="num">{size(wallet.used_bytes)}</td></tr>'
    )
