"""What is chosen for the next export: the place, the settings, and the file, kept for the time after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from editor_app.document import Document
from editor_app.services.exporting.jobs.job import Kind
from editor_app.store.accounts import Profile
from editor_app.ui.export.advanced import Advanced
from editor_app.ui.export.cards import TargetCards
from editor_app.ui.export.destination import Destination
from editor_app.ui.export.form import SettingsForm
from editor_app.ui.export.outlook import AnySettings, local_settings
from editor_app.ui.export.own_presets import read_presets, renamed, with_preset, without, write_presets
from editor_app.ui.export.patterns import values_of
from editor_app.ui.export.ports import Ports
from editor_app.ui.export.preset_row import PresetRow
from editor_app.ui.export.recipes import Preset, Recipe, matching, presets_for
from editor_app.ui.export.target import Place, places
from editor_app.ui.theme import DARK, Tokens

PRESETS, PLACE, PATTERN, FOLDER = "export-presets", "export-place", "export-name", "export-folder"
BEFOREHAND, PRESET = "export-beforehand", "export-preset"
"""What choices are called in the settings."""


class Choices(QObject):
    """Keeps cards, presets, form and what few need in step with one another."""

    changed = Signal()
    """Somebody has chosen or written something else."""

    def __init__(self, document: Document, ports: Ports, parent: QWidget, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._document, self._settings, self._queue = document, ports.settings, ports.exports.queue
        self._own = read_presets(ports.settings.text(PRESETS))
        self._size = (0, 0)
        self.cards = TargetCards(parent, tokens=tokens)
        self.presets, self.form = PresetRow(parent, tokens=tokens), SettingsForm(parent, tokens=tokens)
        self.advanced = Advanced(parent, tokens=tokens)
        self.destination = Destination(self.form, self._queue.is_writing, parent)
        self.destination.use(ports.settings.text(PATTERN), ports.settings.text(FOLDER))
        self.cards.chosen.connect(self._choose_place)
        self.presets.chosen.connect(self._choose_preset)
        self.presets.save_wanted.connect(self._save_preset)
        self.presets.rename_wanted.connect(self._rename_preset)
        self.presets.delete_wanted.connect(self._delete_preset)
        for part in (self.form, self.advanced):
            part.changed.connect(self.changed)
        self.destination.chosen.connect(self.changed)

    @property
    def place(self) -> Place:
        """Give where the export is made."""
        return self.cards.place

    @property
    def recipe(self) -> Recipe:
        """Give format, frame rate and size."""
        return self.form.recipe

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for part in (self.cards, self.presets, self.form, self.advanced):
            part.set_tokens(tokens)

    def begin(self, profiles: tuple[Profile, ...]) -> None:
        """Another project: start with a name of its own, and the preset that was chosen last for its size.

        One of another size starts from its first preset.
        """
        self._size = (0, 0)
        self.destination.begin()
        self.show(profiles, self._settings.text(PLACE))
        self._show_place()
        chosen = (one for one in self.presets.offered if self._settings.text(PRESET) == self._mark_of(one))
        self._take_preset(next(chosen, self.presets.offered[0]))

    def show(self, profiles: tuple[Profile, ...], chosen: str | None = None) -> None:
        """Offer the places that there are now, and what suits the composition."""
        before = self.place
        wanted = before.id if chosen is None else chosen
        self.cards.show_places(places(profiles, self._queue.kinds), wanted)
        if self.place != before:
            self._show_place()
        self._show_presets()

    @property
    def draws_beforehand(self) -> bool:
        """Tell whether somebody has switched on that what a service cannot draw is drawn here before."""
        return self._settings.text(BEFOREHAND) == "yes"

    def draw_beforehand(self, on: bool) -> None:
        """Draw here before what a service cannot draw, or do not, until somebody chooses otherwise."""
        self._settings.put(BEFOREHAND, "yes" if on else "")
        self.changed.emit()

    def settings(self, ticks: tuple[int, int] | None, *, is_preview: bool = False) -> AnySettings:
        """Give the settings for a range of ticks, in the words of the place."""
        match self.place.kind:
            case "indream":
                return self.advanced.indream.extras.settings(self.recipe)
            case "renderingvideo":
                extras = self.advanced.other.extras
                draws = self.draws_beforehand
                return extras.wish(self.recipe, ticks, prerenders=draws, is_preview=is_preview).settings()
            case _:
                return local_settings(self.recipe, ticks)

    def troubles(self) -> tuple[str, ...]:
        """Say what is wrong with what few need."""
        match self.place.kind:
            case "indream":
                return self.advanced.indream.extras.troubles()
            case "renderingvideo":
                return self.advanced.other.extras.troubles()
            case _:
                return ()

    def path(self, title: str) -> Path | None:
        """Give the file to make, None where it has no name."""
        offered, recipe = self.presets.offered, self.recipe
        marked = next((one.name for one in offered if one.id == self.presets.marked), "")
        values = values_of(title, marked, recipe.pixels(self._composition()), date.today())
        return self.destination.resolve(values, recipe.format)

    def keep(self) -> None:
        """Remember name and folder for the next project, and forget what only one export may have."""
        self.advanced.indream.begin_after()
        self.destination.take_folder()
        self._settings.put(PATTERN, self.destination.pattern)
        self._settings.put(FOLDER, str(self.destination.folder))

    def _composition(self) -> tuple[int, int]:
        state = self._document.state
        return state.composition_width, state.composition_height

    def _show_place(self) -> None:
        """Show what can be done at the place that is chosen."""
        kind = self.place.kind
        self.form.set_kind(kind)
        self.advanced.set_kind(kind)
        self._show_presets()
        if matching(self.presets.offered, self.recipe) is None:
            self._take_preset(self.presets.offered[0])

    def _show_presets(self) -> None:
        size, kind = self._composition(), self.place.kind
        own = (one for one in self._own if kind == "local" or can_be_made_at(one.recipe, kind))
        self.presets.offer((*presets_for(kind, *size), *own))
        if size != self._size:
            self._size = size
            self.form.show_recipe(self.recipe, size)
            self.advanced.indream.show_size(*size)
        # Of several that are alike, the one that was chosen stays marked.
        offered = sorted(self.presets.offered, key=lambda preset: preset.id != self.presets.marked)
        found = matching(offered, self.recipe)
        self.presets.mark(found.id if found is not None else None)

    def _choose_place(self, _place: Place) -> None:
        self._settings.put(PLACE, self.place.id)
        self._show_place()
        self.changed.emit()

    def _mark_of(self, preset: Preset) -> str:
        """Give what a preset is remembered by: what suits one shape seldom suits another."""
        width, height = self._composition()
        return f"{width}x{height} {preset.id}"

    def _remember(self, preset: Preset) -> None:
        self._settings.put(PRESET, self._mark_of(preset))

    def _choose_preset(self, preset: Preset) -> None:
        self._take_preset(preset)
        self._remember(preset)
        self.changed.emit()

    def _take_preset(self, preset: Preset) -> None:
        self.form.show_recipe(preset.recipe, self._composition())
        self.presets.mark(preset.id)

    def _save_preset(self, name: str) -> None:
        before = {preset.id for preset in self._own}
        self._keep_presets(with_preset(self._own, name, self.recipe))
        made = [preset for preset in self._own if preset.id not in before]
        if made:
            self.presets.mark(made[0].id)
            self._remember(made[0])

    def _rename_preset(self, preset_id: str, name: str) -> None:
        self._keep_presets(renamed(self._own, preset_id, name))

    def _delete_preset(self, preset_id: str) -> None:
        self._keep_presets(without(self._own, preset_id))

    def _keep_presets(self, presets: tuple[Preset, ...]) -> None:
        self._own = presets
        self._settings.put(PRESETS, write_presets(presets))
        self.changed.emit()


def can_be_made_at(recipe: Recipe, kind: Kind) -> bool:
    """Tell whether a recipe holds nothing that only this computer does."""
    formats = ("mp4", "webm") if kind == "indream" else ("mp4",)
    is_plain = recipe.size is None and not recipe.alpha and not recipe.is_draft
    return recipe.format in formats and is_plain
