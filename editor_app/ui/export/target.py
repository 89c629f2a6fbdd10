"""Where an export can be made, as the panel offers it, and what its card says. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from editor_app.services.exporting.jobs.job import Kind
from editor_app.services.exporting.sandboxes import is_sandbox
from editor_app.services.exporting.standings import Reach, Standing
from editor_app.store.accounts import LOCAL_WORKSPACE, Profile
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
    def is_workspace(self) -> bool:
        """Tell whether it is the window's own local workspace."""
        return self.profile is not None and self.profile.service.startswith(LOCAL_WORKSPACE)

    @property
    def service_name(self) -> str:
        """Name the service, or the one that a sandbox speaks as; empty here."""
        return _SERVICES[self.profile.kind] if self.profile is not None else ""

    @property
    def short_name(self) -> str:
        """Give the account's own name, and its service where that does not say it.

        The local workspace goes without the brackets of “Local workspace (X)”: its line says it.
        """
        if self.is_workspace:
            found = _BRACKETED.fullmatch(self.name)
            return found[1] if found else self.name
        is_said = self.service_name.casefold() in self.name.casefold()
        return self.name if is_said else f"{self.name} ({self.service_name})"

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
    parts = [place.service_name if place.is_workspace else tr("sandbox")] if place.is_sandbox else []
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
