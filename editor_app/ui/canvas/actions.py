"""The canvas's actions in one table."""

from __future__ import annotations

from editor_app.ui.actions import ActionSpec

OBJECT = (
    ActionSpec("canvas.crop", "Crop", ("Shift+C",), "mdi6.crop"),
    ActionSpec("canvas.reset-crop", "Reset crop", (), "mdi6.restore"),
    ActionSpec("canvas.edit-text", "Edit text", ("F2",), "mdi6.form-textbox"),
)
ALIGN = (
    ActionSpec("canvas.align-left", "Align left", ("Ctrl+Alt+Left",), "mdi6.align-horizontal-left"),
    ActionSpec("canvas.align-center", "Align centre", ("Ctrl+Alt+C",), "mdi6.align-horizontal-center"),
    ActionSpec("canvas.align-right", "Align right", ("Ctrl+Alt+Right",), "mdi6.align-horizontal-right"),
    ActionSpec("canvas.align-top", "Align top", ("Ctrl+Alt+Up",), "mdi6.align-vertical-top"),
    ActionSpec("canvas.align-middle", "Align middle", ("Ctrl+Alt+E",), "mdi6.align-vertical-center"),
    ActionSpec("canvas.align-bottom", "Align bottom", ("Ctrl+Alt+Down",), "mdi6.align-vertical-bottom"),
    ActionSpec(
        "canvas.distribute-across", "Distribute across", ("Ctrl+Alt+H",), "mdi6.distribute-horizontal-center"
    ),
    ActionSpec(
        "canvas.distribute-down", "Distribute down", ("Ctrl+Alt+V",), "mdi6.distribute-vertical-center"
    ),
)
ORDER = (
    ActionSpec("canvas.front", "Bring to front", ("Ctrl+Shift+]",), "mdi6.arrange-bring-to-front"),
    ActionSpec("canvas.forward", "Bring forward", ("Ctrl+]",), "mdi6.arrange-bring-forward"),
    ActionSpec("canvas.backward", "Send backward", ("Ctrl+[",), "mdi6.arrange-send-backward"),
    ActionSpec("canvas.back", "Send to back", ("Ctrl+Shift+[",), "mdi6.arrange-send-to-back"),
)
ZOOM = (
    ActionSpec("canvas-view.fit", "Fit canvas", ("Ctrl+0",), "mdi6.fit-to-page-outline"),
    ActionSpec("canvas-view.full-size", "Canvas at 100 %", ("Ctrl+1",), "mdi6.numeric-1-box-outline"),
    ActionSpec("canvas-view.zoom-in", "Zoom canvas in", ("Ctrl++", "Ctrl+="), "mdi6.magnify-plus-outline"),
    ActionSpec("canvas-view.zoom-out", "Zoom canvas out", ("Ctrl+-",), "mdi6.magnify-minus-outline"),
)
OVERLAYS = (
    ActionSpec("canvas-view.safe-areas", "Safe areas", ("Ctrl+Alt+S",), "mdi6.crop-free", toggles=True),
    ActionSpec("canvas-view.thirds", "Thirds", ("Ctrl+Alt+G",), "mdi6.grid", toggles=True),
    ActionSpec("canvas-view.platform", "Phone app overlay", ("Ctrl+Alt+P",), "mdi6.cellphone", toggles=True),
)
TABLE = (*OBJECT, *ALIGN, *ORDER, *ZOOM, *OVERLAYS)
