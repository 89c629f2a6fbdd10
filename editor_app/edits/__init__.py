"""The edits: pure functions from a document to the next, which shares everything untouched."""

from editor_app.edits.align import align_clips, distribute_clips
from editor_app.edits.assets import (
    add_asset,
    add_assets,
    remove_assets,
    rename_asset,
    replace_asset,
    replace_source,
)
from editor_app.edits.boxes import move_boxes, place_boxes
from editor_app.edits.clipboard import Clipboard, copy_clips, duplicate_clips, paste_clips
from editor_app.edits.clips import add_clip, delete_clips, move_clips
from editor_app.edits.composition import resize_composition, set_background
from editor_app.edits.cuts import roll_cut, slide_clip, slip_clip, slip_range
from editor_app.edits.errors import (
    BrokenRecordError,
    EditError,
    InUseError,
    LockedTrackError,
    MismatchError,
    MissingRecordError,
    NothingToDoError,
    NotNeighboursError,
    OutOfRangeError,
    OverlapError,
)
from editor_app.edits.fields import paste_attributes, set_fields
from editor_app.edits.ids import NewId, random_id
from editor_app.edits.keyframes import (
    clear_keyframes,
    move_keyframes,
    remove_keyframes,
    set_keyframe,
    set_number,
    set_numbers,
    toggle_keyframe,
)
from editor_app.edits.links import link_clips, unlink_clips, with_links
from editor_app.edits.order import order_clip
from editor_app.edits.ripple import close_gap, close_gaps, ripple_delete, ripple_trim
from editor_app.edits.sound import SILENCE_DB, detach_sound
from editor_app.edits.split import split_all, split_clip
from editor_app.edits.stretch import set_speed, stretch_clip
from editor_app.edits.tracks import add_track, move_track, remove_track, set_track
from editor_app.edits.transitions import (
    Handles,
    add_transition,
    change_transition,
    handles,
    longest_transition,
    remove_transitions,
    resize_transition,
)
from editor_app.edits.trim import trim_clip, trim_clips, trim_range, trim_reach

__all__ = [
    "SILENCE_DB",
    "BrokenRecordError",
    "Clipboard",
    "EditError",
    "Handles",
    "InUseError",
    "LockedTrackError",
    "MismatchError",
    "MissingRecordError",
    "NewId",
    "NotNeighboursError",
    "NothingToDoError",
    "OutOfRangeError",
    "OverlapError",
    "add_asset",
    "add_assets",
    "add_clip",
    "add_track",
    "add_transition",
    "align_clips",
    "change_transition",
    "clear_keyframes",
    "close_gap",
    "close_gaps",
    "copy_clips",
    "delete_clips",
    "detach_sound",
    "distribute_clips",
    "duplicate_clips",
    "handles",
    "link_clips",
    "longest_transition",
    "move_boxes",
    "move_clips",
    "move_keyframes",
    "move_track",
    "order_clip",
    "paste_attributes",
    "paste_clips",
    "place_boxes",
    "random_id",
    "remove_assets",
    "remove_keyframes",
    "remove_track",
    "remove_transitions",
    "rename_asset",
    "replace_asset",
    "replace_source",
    "resize_composition",
    "resize_transition",
    "ripple_delete",
    "ripple_trim",
    "roll_cut",
    "set_background",
    "set_fields",
    "set_keyframe",
    "set_number",
    "set_numbers",
    "set_speed",
    "set_track",
    "slide_clip",
    "slip_clip",
    "slip_range",
    "split_all",
    "split_clip",
    "stretch_clip",
    "toggle_keyframe",
    "trim_clip",
    "trim_clips",
    "trim_range",
    "trim_reach",
    "unlink_clips",
    "with_links",
]
