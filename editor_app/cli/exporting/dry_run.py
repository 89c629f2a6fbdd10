"""What an export would send, as commands for a shell, and what would differ; nothing of it is sent."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from dataclasses import asdict

from editor_app.cli.exporting.accounts import CommandAccounts
from editor_app.cli.exporting.plan import Asked
from editor_app.cli.fidelity import item_name, table
from editor_app.cli.outcome import Exit, print_json, say, show
from editor_app.cloud.renderingvideo import APIError
from editor_app.edits.addresses import Address
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.as_code.calls import Outset, request_of
from editor_app.services.exporting.as_code.text import Code, as_curl
from editor_app.services.exporting.clouds.known_media import known_addresses
from editor_app.services.exporting.jobs.job import OtherSettings
from editor_app.services.exporting.renderingvideo.config import Converted, ConvertOrder, convert
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.state.dialects import to_bytes
from editor_app.store.accounts import Profile
from editor_app.store.cloud_link import read_link
from editor_app.store.folders import Folders
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.uploads import UploadStore

_PATIENCE_S = 5.0


async def dry_run(
    asked: Asked, profile: Profile | None, accounts: CommandAccounts, options: argparse.Namespace
) -> int:
    """Tell what would be done; give the exit code. Only the account's balance is asked for."""
    converted = _converted(asked)
    if profile is None:
        told = {"output": str(asked.output), "settings": asdict(asked.settings)}
        print_json(told) if options.json else show(f"{asked.output} would be made here; nothing is sent.")
        return Exit.DONE
    link = read_link(asked.project.root)
    project_id = link.project_id if link is not None and link.service == profile.service else ""
    known = _known_addresses(asked, profile)
    outset = Outset(
        asked.snapshot.state, asked.project.title, known, project_id, sources=asked.snapshot.sources
    )
    request = request_of(profile, asked.settings, asked.output, outset)  # type: ignore[arg-type]
    balance, why = await _balance(profile, accounts) if converted else (None, "")
    if options.json:
        calls = [{"method": "POST", **asdict(call)} for call in request.calls]
        report = [asdict(loss) for loss in converted.report] if converted else []
        uploads = [{**asdict(one), "path": str(one.path)} for one in request.uploads]
        told = {"baseUrl": request.base_url, "calls": calls, "remarks": list(request.remarks)}
        told |= {"uploads": uploads, "obstacle": request.obstacle}
        price = converted.credits if converted else None
        print_json({**told, "report": report, "credits": price, "balance": balance})
        return Exit.DONE
    show(_script(as_curl(request)).rstrip("\n"))
    if converted is not None:
        for line in table(converted.report, lambda key: item_name(asked.project.state, key)):
            say(line)
        for part in converted.plan.prerenders:
            names = ", ".join(item_name(asked.project.state, key) for key in part.item_ids)
            say(f"can be drawn beforehand (--prerender): {names}")
        there = (
            f"of {balance:g} at {profile.name}" if balance is not None else f"of what is not known ({why})"
        )
        say(f"credits: {converted.credits} {there}")
    return Exit.DONE


async def _balance(profile: Profile, accounts: CommandAccounts) -> tuple[float | None, str]:
    """Give the credits that an account has, or else why that is not known."""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            return await accounts.client(profile).credits(), ""
    except (AccountError, APIError) as error:
        return None, str(error).rstrip(".")
    except TimeoutError:
        return None, f"{profile.name} does not answer"
    finally:
        await accounts.close()


def _converted(asked: Asked) -> Converted | None:
    if not isinstance(asked.settings, OtherSettings):
        return None
    order = ConvertOrder(to_bytes(asked.project.state), OtherWish.of(asked.settings))
    return convert(order)


def _known_addresses(asked: Asked, profile: Profile) -> Mapping[str, Address]:
    """Give where media are at the service, as far as this computer knows; it may know nothing."""
    place = Folders.of_user().services
    if not place.exists():
        return {}
    try:
        store = UploadStore(LocalDatabase(place))
        return known_addresses(store, profile.service, asked.snapshot, Fingerprints())
    except LocalDatabaseError as error:
        say(f"warning: {error}")
        return {}


def _script(code: Code) -> str:
    """Write the commands with the files that they need before them."""
    files = [f"cat > {name} <<'END-OF-BODY'\n{body}\nEND-OF-BODY\n" for name, body in code.files.items()]
    return "".join([*files, code.text])
