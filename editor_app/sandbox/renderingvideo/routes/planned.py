"""A config that is to become a task: what it comes to, if it and all its media can be drawn."""

from __future__ import annotations

import asyncio
from typing import Any

from editor_app.sandbox.renderingvideo import checking
from editor_app.sandbox.renderingvideo.dispatch import Call
from editor_app.sandbox.renderingvideo.planning import Plan, plan_config


async def planned(call: Call, config: dict[str, Any]) -> Plan:
    """Plan a config; raise Refused (400 INVALID_CONFIG) that names the field which cannot be drawn."""
    plan = await asyncio.to_thread(plan_config, config)
    checking.refuse(await call.service.stage.media_faults(config, plan.addresses, call.account_id))
    return plan
