"""Where an export can be made, as the panel offers it, and what its card says. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from editor_app.services.exporting.jobs.job import Kind
from editor_app.services.exporting.sandboxes import is_sandbox
from editor_app.services.exporting.standings import Reach, Standing
from editor_app.store.accounts import Profile
from editor_app.ui.export.standing_line import SEPARATOR
from editor_app.ui.export.texts import counted, duration, tr

_BRACKETED = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_SERVICES: Mapping[str, str] = {
    "indream": "Indream",
    "sandbox": "Indream",  # one of RenderingVideo's kind is an account at RenderingVideo
    "renderingvideo": "RenderingVideo",
}


@dataclass(frozen=True, slots=True)
class Place:
    """This computer (no profile), or an account."""

    profile: Profile | None = None

    @property
    def id(self) -> str:
        """Give what it is remembered by."""
        return self.profile.id if self.profile is not None else ""

    @property
    def kind(self) -> Kind:
        """Tell which language is spoken there."""
        if self.profile is None:
            return "local"
        return "indream" if self.profile.has_projects else "renderingvideo"

    @property
    def is_sandbox(self) -> bool:
        """Tell whether it is there for developers, and costs nothing."""
        return self.profile is not None and is_sandbox(self.profile)

    @property
    def name(self) -> str:
        """Give what its card is called."""
        return self.profile.name if self.profile is not None else tr("This computer")

    @property
    def short_name(self) -> str:
        """Give the name without what stands behind it in brackets, as in “Local workspace (X)”."""
        return self._parts[0]

    @property
    def kind_name(self) -> str:
        """Give the service behind an account; empty where the account's own name says it."""
        if self._parts[1] or self.profile is None:
            return self._parts[1]
        service = _SERVICES[self.profile.kind]
        return "" if service.casefold() in self.name.casefold() else service

    @property
    def _parts(self) -> tuple[str, str]:
        found = _BRACKETED.fullmatch(self.name) if self.is_sandbox else None
        return (found[1], found[2]) if found else (self.name, "")

    @property
    def icon(self) -> str:
        """Name its sign."""
        if self.profile is None:
            return "mdi6.laptop"
        return "mdi6.flask-outline" if self.is_sandbox else "mdi6.cloud-outline"


HERE = Place()


def places(profiles: Sequence[Profile], kinds: frozenset[Kind]) -> tuple[Place, ...]:
    """Give this computer, the clouds, and then the sandboxes; those of which exports can be made."""
    found = [place for place in map(Place, profiles) if place.kind in kinds]
    return (HERE, *sorted(found, key=lambda place: place.is_sandbox))


def here_line(seconds: float | None) -> str:
    """Say what this computer's card says below its name."""
    if seconds is None:
        return tr("free")
    return SEPARATOR.join([tr("free"), tr("about {time}").format(time=duration(seconds))])


def account_line(place: Place, standing: Standing) -> str:
    """Say what an account's card says below its name."""
    parts = [part for part in (tr("sandbox") if place.is_sandbox else "", place.kind_name) if part]
    if standing.trouble:
        return SEPARATOR.join([*parts, standing.trouble])
    # A sandbox that answers needs no word on its key: that it is one says more.
    if standing.reach != "taken" or not place.is_sandbox:
        parts += _of_reach(standing.reach)
    if standing.reach != "taken":
        return SEPARATOR.join(parts)
    if standing.slots_free is not None:
        free = tr("{free} of {all} slots free").format(free=standing.slots_free, all=standing.slots)
        parts.append(free)
    if standing.credits is not None:
        parts.append(counted(round(standing.credits), tr("1 credit"), tr("{n} credits")))
    return SEPARATOR.join(parts)


def _of_reach(reach: Reach) -> list[str]:
    known: dict[Reach, str] = {
        "taken": tr("key ok"),
        "unasked": tr("not asked yet"),
        "silent": tr("cannot be reached"),
        "troubled": tr("in trouble now"),
    }
    return [known[reach]]
