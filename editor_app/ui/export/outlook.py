"""What an export as it is set now comes to: what to know before, its size, time and price in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from editor_app.assets import Asset
from editor_app.edits.addresses import Address, has_address
from editor_app.problem import Problem
from editor_app.render.export.formats import kind_of
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.clouds.price_guess import price_guess
from editor_app.services.exporting.disk import Needs, look_at, needs_of, needs_of_film
from editor_app.services.exporting.earlier import callback_of, speed_of, used_name
from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings, OtherSettings
from editor_app.services.exporting.preflight import Facts, preflight
from editor_app.services.exporting.range_media import assets_in
from editor_app.services.exporting.renderingvideo.fidelity import price_of
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.exporting.standings import Standing
from editor_app.services.sizes import file_size
from editor_app.services.uploads.wanted import UPLOADED_KINDS
from editor_app.state import EditorState
from editor_app.state.queries import project_length
from editor_app.store.media_files import MissingMedium
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.export.notes import Note, of_findings, summary, trouble
from editor_app.ui.export.recipes import DRAFT, Recipe
from editor_app.ui.export.target import Place
from editor_app.ui.export.texts import clock, counted, duration, tr

_MISSING = "LOCAL_MEDIA_MISSING"
UNKNOWN = Standing()
AnySettings = ExportSettings | IndreamSettings | OtherSettings


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is looked at: the project, the place and the file."""

    state: EditorState
    place: Place
    recipe: Recipe
    settings: AnySettings
    ticks: tuple[int, int]
    path: Path | None
    standing: Standing = UNKNOWN
    problems: Sequence[Problem] = ()
    missing: Sequence[MissingMedium] = ()
    media_count: int = 0
    addresses: Mapping[str, Address] = field(default_factory=dict[str, Address])
    jobs: Sequence[ExportJob] = ()
    is_writing: bool = False
    tasks: Sequence[Task] = ()
    """What the account is known to have at its service."""

    @property
    def size(self) -> tuple[int, int]:
        """Give width and height in px."""
        return self.recipe.pixels((self.state.composition_width, self.state.composition_height))

    @property
    def seconds(self) -> float:
        """Give how long the film lasts."""
        return (self.ticks[1] - self.ticks[0]) / TICKS_PER_SECOND

    @property
    def needs(self) -> Needs:
        """Give what making it takes, here or once it has come home."""
        if not isinstance(self.settings, ExportSettings):
            return needs_of_film(self.state, self.settings)
        return needs_of(self.state, self.settings, speed_of(self.jobs, self.settings, self.size))

    @property
    def credits(self) -> int | None:
        """Give the price, where it is known beforehand."""
        if not isinstance(self.settings, OtherSettings):
            return None
        return price_of(self.state, OtherWish.of(self.settings))


def local_settings(recipe: Recipe, ticks: tuple[int, int] | None) -> ExportSettings:
    """Give the settings for this computer."""
    start, end = ticks or (0, None)
    preset, crf = DRAFT if recipe.is_draft and recipe.format == "mp4" else (None, None)
    return ExportSettings(
        recipe.format,
        recipe.fps,
        recipe.scale,
        start,
        end,
        alpha=recipe.alpha,
        crf=crf,
        preset=preset,
        size=recipe.size,
        fit=recipe.fit,
    )


def notes_of(look: Outlook) -> tuple[Note, ...]:
    """Give what to know before: first the verdict, then what was found."""
    errors = [p for p in look.problems if p.severity == "error" and p.code != _MISSING]
    waiting, size = to_upload(look) if look.place.profile is not None else (0, 0)
    uploads = ""
    if waiting:
        text = counted(waiting, tr("1 to upload, {size}"), tr("{n} to upload, {size}"))
        uploads = text.replace("{size}", file_size(size))
    verdict = summary(len(errors), len(look.missing), look.media_count, uploads)
    return (verdict, *_of_path(look), *of_findings(preflight(_facts(look, len(errors)))))


def _of_path(look: Outlook) -> list[Note]:
    if look.path is None:
        return [trouble(tr("The file has no name. Write one."), tr("The file has no name."))]
    if look.is_writing:
        said = tr("“{name}” is being exported now. Choose another name.").format(name=look.path.name)
        return [trouble(said, tr("This file is being exported."))]
    return []


def _facts(look: Outlook, errors: int) -> Facts:
    needs = look.needs
    means = look_at(look.path) if look.path is not None else None
    warnings = sum(problem.severity == "warning" for problem in look.problems)
    # What an old figure says must not keep anybody from exporting: the service refuses by itself.
    profile, settings = look.place.profile, look.settings
    price, left = look.credits, None if look.standing.is_old else look.standing.credits
    return Facts(
        is_local=profile is None,
        is_empty=project_length(look.state) <= 0,
        errors=errors,
        warnings=warnings,
        missing=tuple(one.filename for one in look.missing if not one.is_coming),
        coming=tuple(one.filename for one in look.missing if one.is_coming),
        needs_bytes=needs.size_bytes,
        least_bytes=needs.room,
        pieces_bytes=needs.pieces if means and means.keeps_pieces else 0,
        free_bytes=means.free_bytes if means else None,
        has_folder=means.has_folder if means else True,
        exists=means.exists if means else False,
        needs_memory=needs.memory,
        free_memory=means.free_memory if means else None,
        unsupported=needs.unsupported,
        credits=None if left is None else f"{left:g}",
        price=None if price is None else str(price),
        is_sandbox=look.place.is_sandbox,
        account_trouble=look.standing.trouble,
        used_name="" if profile is None else used_name(settings, profile, look.jobs, look.tasks),
        callback="fine" if profile is None else callback_of(settings, profile, look.jobs),
    )


def to_upload(look: Outlook) -> tuple[int, int]:
    """Count the media that a service has to get first, and their bytes; `look.addresses` are there."""
    found = list[Asset]()
    for key in assets_in(look.state, look.ticks):
        asset = look.state.assets.get(key)
        if isinstance(asset, Asset) and asset.type in UPLOADED_KINDS and key not in look.addresses:
            found += [] if has_address(asset) else [asset]
    return len(found), round(sum(asset.size for asset in found))


def made_line(look: Outlook) -> str:
    """Say what comes out, and below it what it takes: time here, money elsewhere."""
    kind, (width, height) = kind_of(look.recipe.format), look.size
    parts = [] if kind == "sound" else [f"{width} × {height}"]
    parts += [] if kind == "still" else [clock(look.ticks[1] - look.ticks[0])]
    second = _here(look) if look.place.profile is None else _there(look)
    return "\n".join(part for part in (" · ".join(parts), second) if part)


def _here(look: Outlook) -> str:
    about = look.needs.estimate
    if about is None:
        return ""
    text = tr("about {size}, in {time}")
    return text.format(size=file_size(about.size_bytes), time=duration(max(1.0, about.seconds)))


def _there(look: Outlook) -> str:
    if look.credits is not None:
        return _exact(look.credits, look.standing.credits, is_sandbox=look.place.is_sandbox)
    if look.place.is_sandbox:
        return tr("nothing is paid here")
    guess = _guess(look)
    if guess is None:
        return tr("price known after creation")
    return tr("price known after creation; about {n} credits, after your earlier ones").format(n=guess)


def _guess(look: Outlook) -> Decimal | None:
    profile = look.place.profile
    mine = (job for job in look.jobs if profile is not None and job.target.service == profile.service)
    return price_guess((job.price for job in mine if job.price is not None), look.seconds)


def _exact(price: int, left: float | None, *, is_sandbox: bool) -> str:
    said = counted(price, tr("1 credit"), tr("{n} credits"))
    if is_sandbox:
        said = counted(price, tr("1 credit of the sandbox"), tr("{n} credits of the sandbox"))
    if left is None:
        return said
    return tr("{price} · {n} left after").format(price=said, n=f"{left - price:g}")
