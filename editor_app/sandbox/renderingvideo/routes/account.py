"""What an account has, and what this server knows."""

from __future__ import annotations

from starlette.responses import Response

from editor_app.sandbox.renderingvideo import replies
from editor_app.sandbox.renderingvideo.billing import CURRENCY
from editor_app.sandbox.renderingvideo.capabilities import capabilities
from editor_app.sandbox.renderingvideo.dispatch import Call
from editor_app.sandbox.renderingvideo.records import wallets


async def get_credits(call: Call) -> Response:
    """Tell the balance."""
    wallet = await call.service.database.read(wallets.get, call.account_id)
    return replies.ok({"credits": wallet.credits, "currency": CURRENCY})


async def get_capabilities(call: Call) -> Response:
    """Tell what configs may hold, and what a render costs."""
    return replies.ok(capabilities(call.base_url))
