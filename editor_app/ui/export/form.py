"""The settings of an export, as a form that shows what the place can do and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from editor_app.render.export.formats import kind_of, rates_of
from editor_app.render.export.settings import Fit, Format
from editor_app.services.exporting.jobs.job import Kind
from editor_app.ui import icons
from editor_app.ui.export.patterns import FIELDS
from editor_app.ui.export.range_row import RangeRow
from editor_app.ui.export.recipes import Recipe, scales, shapes
from editor_app.ui.export.rows import beside, labelled
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, Tokens, ui_font
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.segments import Choice, Segments

Look = tuple[Format, bool]
"""A format, and whether its pictures are transparent."""
_HERE: tuple[Look, ...] = (
    ("mp4", False),
    ("webm", False),
    ("webm", True),
    ("mkv", False),
    ("gif", False),
    ("gif", True),
    ("m4a", False),
    ("mp3", False),
    ("wav", False),
    ("png", False),
    ("png", True),
    ("jpg", False),
    ("png-sequence", False),
    ("png-sequence", True),
    ("jpg-sequence", False),
)
_AT: dict[Kind, tuple[Look, ...]] = {
    "local": _HERE,
    "indream": (("mp4", False), ("webm", False)),
    "renderingvideo": (("mp4", False),),
}


class SettingsForm(QWidget):
    """Format, size, frame rate, range, name and folder; `changed` when somebody has changed one."""

    changed = Signal()
    named = Signal()
    """Somebody has written another name or folder; `changed` follows."""
    browse_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._composition, self._kind = (1920, 1080), "local"
        self._recipe = Recipe()
        self.format, self.size_box, self.fps = QComboBox(self), QComboBox(self), QComboBox(self)
        self.fit = Segments((Choice("bars", tr("Bars")), Choice("fill", tr("Fill"))), self, name=tr("Fit"))
        self.range = RangeRow(self)
        self.file, self.folder = QLineEdit(self), QLineEdit(self)
        self.shown_name, self.unknown = ElidedLabel("", self), QLabel(self)
        self.fields, self.browse = QToolButton(self), QToolButton(self)
        self._make_parts()
        self._lay_out()
        self.format.activated.connect(self._take_format)
        self.size_box.activated.connect(self._take_size)
        self.fps.activated.connect(self._take_fps)
        self.fit.edited.connect(self._take_fit)
        self.range.changed.connect(self.changed)
        for line in (self.file, self.folder):
            line.textEdited.connect(self._tell_named)
        self.set_tokens(tokens)
        self.set_kind("local")

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        colours = {"color": tokens.secondary, "color_active": tokens.text}
        self.browse.setIcon(icons.icon("mdi6.folder-open-outline", **colours))
        self.fields.setIcon(icons.icon("mdi6.code-braces", **colours))
        self.fit.set_tokens(tokens)

    @property
    def recipe(self) -> Recipe:
        """Give what is chosen."""
        return self._recipe

    @property
    def form(self) -> Format:
        """Give the format chosen."""
        return self._recipe.format

    def set_kind(self, kind: Kind) -> None:
        """Offer what can be done at one kind of place."""
        self._kind = kind
        self.format.clear()
        for look in _AT[kind]:
            name = tr("MP4, as the service makes it") if kind == "renderingvideo" else format_name(look)
            self.format.addItem(name, look)
        self.format.setEnabled(self.format.count() > 1)
        self._show()

    def show_recipe(self, recipe: Recipe, composition: tuple[int, int]) -> None:
        """Show settings, for a composition of a size in px."""
        self._recipe, self._composition = recipe, composition
        self._show()

    def show_name(self, resolved: str, hint: str, unknown: Sequence[str] = ()) -> None:
        """Show what the name will be, with the whole path for a pointer that rests on it.

        `unknown` are those fields in what was written that there are not.
        """
        known = ", ".join(f"{{{field}}}" for field in FIELDS)
        text = tr("{unknown} stands for nothing. There are {known}.")
        self.unknown.setText(text.replace("{known}", known).replace("{unknown}", ", ".join(unknown)))
        self.unknown.setVisible(bool(unknown))
        self.shown_name.setText(resolved)
        self.shown_name.set_hint(hint)
        self.shown_name.setVisible(bool(resolved))

    # What is shown.

    def _show(self) -> None:
        recipe, kind = self._recipe, kind_of(self._recipe.format)
        self.format.setCurrentIndex(self._row_of((recipe.format, recipe.alpha)))
        self._show_sizes()
        self.fps.clear()
        for rate in rates_of(recipe.format):
            self.fps.addItem(tr("{n} fps").format(n=rate), rate)
        self.fps.setCurrentIndex(max(0, self.fps.findData(recipe.fps)))
        self.fit.set_value(recipe.fit)
        shape, (width, height) = recipe.size, self._composition
        is_bent = shape is not None and shape[0] * height != shape[1] * width
        self._show_row(self.size_box, kind != "sound")
        self._show_row(self.fit, is_bent and kind != "sound")
        self._show_row(self.fps, kind not in ("sound", "still"))
        self._show_row(self.range, self._kind != "indream")
        self.range.set_still(kind == "still")

    def _row_of(self, look: Look) -> int:
        """Give where a format stands; `findData` would find only the very tuple that was put there."""
        rows = range(self.format.count())
        return next((row for row in rows if self.format.itemData(row) == look), 0)

    def _show_sizes(self) -> None:
        """Offer the sizes of the composition's shape, and here those of other shapes."""
        self.size_box.clear()
        composition, recipe = self._composition, self._recipe
        extra = recipe.scale if recipe.size is None else 1.0
        for scale in scales(*composition, extra):
            width, height = Recipe(scale=scale).pixels(composition)
            text = tr("{w} × {h} · scale {scale}").format(w=width, h=height, scale=f"{scale:g}")
            self.size_box.addItem(text, (scale, None))
        if self._kind == "local":
            others = list(shapes(*composition))
            others += [recipe.size] if recipe.size is not None and recipe.size not in others else []
            for width, height in others:
                text = tr("{w} × {h} · another shape").format(w=width, h=height)
                is_same = width * composition[1] == height * composition[0]
                self.size_box.addItem(f"{width} × {height}" if is_same else text, (1.0, (width, height)))
        wanted = (recipe.scale, recipe.size)
        rows = range(self.size_box.count())
        self.size_box.setCurrentIndex(next((n for n in rows if self.size_box.itemData(n) == wanted), 0))

    def _show_row(self, field: QWidget, on: bool) -> None:
        for widget in self._rows[field]:
            widget.setVisible(on)

    # What somebody changes.

    def _take_format(self, _number: int) -> None:
        form, alpha = self.format.currentData()
        rates, fps = rates_of(form), self._recipe.fps
        usual = 15 if form == "gif" else 30
        self._change(format=form, alpha=alpha, fps=fps if fps in rates else usual, is_draft=False)

    def _take_size(self, _number: int) -> None:
        scale, size = self.size_box.currentData()
        self._change(scale=scale, size=size)

    def _take_fps(self, _number: int) -> None:
        self._change(fps=self.fps.currentData())

    def _take_fit(self, fit: Fit) -> None:
        self._change(fit=fit)

    def _change(self, **changes: object) -> None:
        self._recipe = replace(self._recipe, **changes)  # pyright: ignore[reportArgumentType]
        self._show()
        self.changed.emit()

    def _tell_named(self, _text: str) -> None:
        self.named.emit()
        self.changed.emit()

    def _insert(self, field: str) -> None:
        self.file.insert(f"{{{field}}}")
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_named("")

    # How it is made.

    def _make_parts(self) -> None:
        self.shown_name.setProperty("secondary", True)
        self.shown_name.setFont(ui_font(SMALL_PX))
        self.unknown.setFont(ui_font(SMALL_PX))
        self.unknown.setTextFormat(Qt.TextFormat.PlainText)
        self.unknown.setWordWrap(True)
        self.unknown.hide()
        self.fields.setFixedSize(HIT_PX, HIT_PX)
        self.fields.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.fields.setAccessibleName(tr("Fields for the name"))
        self.fields.setToolTip(tr("Put the title, the date, the preset or the size into the name"))
        names = (tr("Title"), tr("Date"), tr("Preset"), tr("Size"))
        menu = QMenu(self.fields)
        for field, name in zip(FIELDS, names, strict=True):
            menu.addAction(name).triggered.connect(lambda _on=False, field=field: self._insert(field))
        self.fields.setMenu(menu)
        self.browse.setFixedSize(HIT_PX, HIT_PX)
        self.browse.setAccessibleName(tr("Browse …"))
        self.browse.setToolTip(tr("Choose the folder for the file"))
        self.browse.clicked.connect(self.browse_requested)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._rows: dict[QWidget, tuple[QWidget, ...]] = {}
        for name, field, whole in (
            (tr("Format"), self.format, self.format),
            (tr("Size"), self.size_box, self.size_box),
            (tr("Fit"), self.fit, self.fit),
            (tr("Frame rate"), self.fps, self.fps),
            (tr("Range"), self.range, self.range),
            (tr("Name"), self.file, beside(self.file, self.fields)),
            ("", self.shown_name, self.shown_name),
            ("", self.unknown, self.unknown),
            (tr("Folder"), self.folder, beside(self.folder, self.browse)),
        ):
            self._rows[field] = labelled(grid, name, field, whole)


def format_name(look: Look) -> str:
    """Name a format for people."""
    names: dict[Look, str] = {
        ("mp4", False): tr("MP4 (H.264, AAC)"),
        ("webm", False): tr("WebM (VP9, Opus)"),
        ("webm", True): tr("WebM, transparent"),
        ("mkv", False): tr("MKV, lossless"),
        ("gif", False): tr("GIF"),
        ("gif", True): tr("GIF, transparent"),
        ("m4a", False): tr("M4A, sound only"),
        ("mp3", False): tr("MP3, sound only"),
        ("wav", False): tr("WAV, sound only"),
        ("png", False): tr("PNG, one picture"),
        ("png", True): tr("PNG, one picture, transparent"),
        ("jpg", False): tr("JPEG, one picture"),
        ("png-sequence", False): tr("PNG, a picture a frame"),
        ("png-sequence", True): tr("PNG, a picture a frame, transparent"),
        ("jpg-sequence", False): tr("JPEG, a picture a frame"),
    }
    return names[look]
