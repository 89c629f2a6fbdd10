"""The inspector where nothing is selected: the project itself, and what lies behind everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from editor_app.assets import ImageAsset
from editor_app.css import parse_color
from editor_app.document import Document
from editor_app.drawing import Box
from editor_app.edits import EditError, resize_composition, set_background
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.state.backgrounds import (
    Background,
    BlurBackground,
    ColorBackground,
    ImageBackground,
    NoBackground,
)
from editor_app.state.queries import project_length
from editor_app.store.sidecar import EditRate
from editor_app.timebase import format_timecode
from editor_app.ui.inspector.colour_editor import ColourEditor
from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.form import Form
from editor_app.ui.inspector.gradient_editor import GradientEditor
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens, ui_font
from editor_app.ui.widgets.number_field import Measure, NumberField, tooltip
from editor_app.ui.widgets.segments import Choice, Segments

SIZES = (
    ("16:9", 1920, 1080),
    ("9:16", 1080, 1920),
    ("1:1", 1080, 1080),
    ("4:3", 1440, 1080),
    ("3:4", 1080, 1440),
)
_BLACK = ColorBackground(color="#000000", gradient=None)
_BLURRED = BlurBackground(level=2)


class ProjectPage(Form):
    """The page."""

    notice = Signal(str)

    def __init__(self, document: Document, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self._document = document
        self.title = QLineEdit()
        self.preset = QComboBox()
        self.width_px = NumberField(Measure("px", 0, 2, 50, 1920), tokens=tokens)
        self.height_px = NumberField(Measure("px", 0, 2, 50, 1920), tokens=tokens)
        self.rate = Segments([Choice(30, "30"), Choice(60, "60")], name=tr("Frames a second"), tokens=tokens)
        self.length = QLabel()
        self.length.setFont(ui_font(tabular=True))
        self.length.setMinimumHeight(HIT_PX)
        self.background = QComboBox()
        self.colour = ColourEditor(Field("color", "Background colour", "style", "colour"), tokens)
        self.gradient = GradientEditor(Field("gradient", "Gradient", "style", "line"), tokens)
        self.blur = NumberField(Measure("", 0, 1, 0, 4), tokens=tokens)
        self.picture = QComboBox()
        self._fill()
        self._lay_out()
        self._connect()

    def field_at(self, place: tuple[str | int, ...]) -> QWidget | None:
        """Give the field of a place in the document, if there is one here."""
        match place:
            case ("outputRatio", *_):
                return self.preset
            case ("compositionWidth", *_):
                return self.width_px
            case ("compositionHeight", *_):
                return self.height_px
            case ("globalBackground", *inside):
                fields = {
                    "color": self.colour,
                    "gradient": self.gradient,
                    "level": self.blur,
                    "imageAssetId": self.picture,
                }
                return fields.get(str(inside[0]) if inside else "", self.background)
            case _:
                return None

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for part in (self.width_px, self.height_px, self.blur, self.rate, self.colour, self.gradient):
            part.set_tokens(tokens)

    def forget(self) -> None:
        """Let go of what is being typed: another project came, and it is not for that one."""
        for line in (self.title, self.colour.line):
            line.setModified(False)
        self.colour.close_picker()
        self.gradient.forget()
        for number in (self.width_px, self.height_px, self.blur):
            number.cancel()

    def refresh(self) -> None:
        """Show the project as it is now."""
        state, sidecar = self._document.state, self._document.sidecar
        if not self.title.isModified():
            self.title.setText(sidecar.title)
        size = (state.composition_width, state.composition_height)
        place = next((n for n, (_, *known) in enumerate(SIZES) if tuple(known) == size), len(SIZES))
        with QSignalBlocker(self.preset):
            self.preset.setCurrentIndex(place)
        self.width_px.set_value(size[0])
        self.height_px.set_value(size[1])
        self.rate.set_value(sidecar.edit_rate)
        self.length.setText(format_timecode(project_length(state), sidecar.edit_rate))
        self._show_background(state)

    def _fill(self) -> None:
        for name, width, height in SIZES:
            self.preset.addItem(f"{name}  ·  {width} × {height}", (width, height))
        self.preset.addItem(tr("Custom"), None)
        for kind, name in (
            ("none", tr("None")),
            ("color", tr("Colour")),
            ("blur", tr("Blurred picture")),
            ("image", tr("Image")),
        ):
            self.background.addItem(name, kind)
        for widget, name in (
            (self.title, tr("Title")),
            (self.preset, tr("Size")),
            (self.width_px, tr("Width, px")),
            (self.height_px, tr("Height, px")),
            (self.background, tr("Background")),
            (self.blur, tr("Blur")),
            (self.picture, tr("Background image")),
        ):
            widget.setMinimumHeight(HIT_PX)
            widget.setAccessibleName(name)
            widget.setToolTip(tooltip(name) if isinstance(widget, NumberField) else name)
        self.title.setPlaceholderText(tr("Untitled"))

    def _lay_out(self) -> None:
        self.add_heading(tr("Project"))
        self.add_row(tr("Title"), self.title)
        self.add_row(tr("Size"), self.preset)
        self.add_row(tr("Width, height"), self.width_px, self.height_px)
        self.add_row(tr("Frame rate"), self.rate)
        self.add_row(tr("Length"), self.length)
        self.add_heading(tr("Background"))
        self.add_row(tr("Kind"), self.background)
        self._of_kind: dict[str, list[QWidget]] = {
            "color": [self.add_row(tr("Colour"), self.colour), self.gradient],
            "blur": [self.add_row(tr("Blur"), self.blur)],
            "image": [self.add_row(tr("Image"), self.picture)],
        }
        self.add_wide(self.gradient)

    def _connect(self) -> None:
        self.title.editingFinished.connect(self._rename)
        self.preset.activated.connect(self._choose_size)
        self.width_px.edited.connect(self._resize)
        self.height_px.edited.connect(self._resize)
        self.rate.edited.connect(self._set_rate)
        self.background.activated.connect(self._choose_background)
        self.colour.edited.connect(self._set_colour)
        self.colour.previewed.connect(self._preview_colour)
        self.colour.cancelled.connect(self._document.cancel_preview)
        self.gradient.edited.connect(self._set_gradient)
        self.gradient.previewed.connect(self._preview_gradient)
        self.gradient.cancelled.connect(self._document.cancel_preview)
        self.blur.edited.connect(self._set_blur)
        self.picture.activated.connect(self._set_picture)
        for part in (self.width_px, self.height_px, self.blur, self.colour, self.gradient):
            part.refused.connect(self.notice)

    def _show_background(self, state: EditorState) -> None:
        shown = state.global_background
        kind = shown.type if isinstance(shown, Background) else "none"
        with QSignalBlocker(self.background), QSignalBlocker(self.picture):
            self.background.setCurrentIndex(self.background.findData(kind))
            self.picture.clear()
            for key, asset in state.assets.items():
                if isinstance(asset, ImageAsset):
                    self.picture.addItem(asset.filename, key)
            if isinstance(shown, ImageBackground):
                self.picture.setCurrentIndex(self.picture.findData(shown.image_asset_id))
        for name, rows in self._of_kind.items():
            for row in rows:
                row.setVisible(name == kind)
        if isinstance(shown, ColorBackground):
            self.colour.show_value(shown.color)
            frame = Box(0.0, 0.0, float(state.composition_width), float(state.composition_height))
            self.gradient.show_place(frame, parse_color(shown.color))
            self.gradient.show_value(shown.gradient or "")
        if isinstance(shown, BlurBackground):
            self.blur.set_value(shown.level)

    def _rename(self) -> None:
        if self.title.isModified():
            self.title.setModified(False)
            sidecar = self._document.work.sidecar.with_title(self.title.text().strip())
            self._document.apply(tr("Rename project"), sidecar=sidecar)

    def _choose_size(self, index: int) -> None:
        size = self.preset.itemData(index)
        if size is None:
            self.width_px.setFocus()
            self.refresh()
        else:
            self._resize_to(*size)

    def _resize(self, _px: float) -> None:
        state = self._document.work.state
        width = self.width_px.value or state.composition_width
        height = self.height_px.value or state.composition_height
        self._resize_to(round(width), round(height))

    def _resize_to(self, width: int, height: int) -> None:
        self._apply(tr("Resize"), lambda state: resize_composition(state, width=width, height=height))

    def _set_rate(self, rate: int) -> None:
        sidecar = self._document.work.sidecar.with_edit_rate(cast("EditRate", rate))
        self._document.apply(tr("Change frame rate"), sidecar=sidecar)

    def _choose_background(self, index: int) -> None:
        kind = self.background.itemData(index)
        if kind == "image":
            self._set_picture(self.picture.currentIndex())
            return
        choices: dict[str, Background] = {"none": NoBackground(), "color": _BLACK, "blur": _BLURRED}
        self._put(choices[kind])

    def _set_colour(self, colour: str) -> None:
        self._put(self._coloured(colour))

    def _preview_colour(self, colour: str) -> None:
        self._document.preview(set_background(self._document.work.state, background=self._coloured(colour)))

    def _coloured(self, colour: str) -> ColorBackground:
        now = self._document.work.state.global_background
        gradient = now.gradient if isinstance(now, ColorBackground) else None
        return ColorBackground(color=colour, gradient=gradient)

    def _set_gradient(self, css: str) -> None:
        self._put(self._with_gradient(css))

    def _preview_gradient(self, css: str) -> None:
        background = self._with_gradient(css)
        self._document.preview(set_background(self._document.work.state, background=background))

    def _with_gradient(self, css: str) -> ColorBackground:
        now = self._document.work.state.global_background
        colour = now.color if isinstance(now, ColorBackground) else "#000000"
        return ColorBackground(color=colour, gradient=css or None)

    def _set_blur(self, level: float) -> None:
        self._put(BlurBackground(level=round(level)))

    def _set_picture(self, index: int) -> None:
        key = self.picture.itemData(index) if index >= 0 else self.picture.itemData(0)
        asset = self._document.work.state.assets.get(key) if key else None
        if not isinstance(asset, ImageAsset):
            self.notice.emit(tr("There is no image in the library yet. Import one first."))
            self.refresh()
            return
        url = asset.remote_url or asset.filename or asset.id
        self._put(ImageBackground(image_asset_id=key, image_url=url, source="custom"))

    def _put(self, background: Background) -> None:
        self._apply(tr("Change background"), lambda state: set_background(state, background=background))

    def _apply(self, label: str, edit: Callable[[EditorState], EditorState]) -> None:
        try:
            self._document.apply(label, edit(self._document.work.state))
        except EditError as error:
            self._document.cancel_preview()
            self.notice.emit(str(error))
        self.refresh()
