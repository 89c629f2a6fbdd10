"""Typed, frozen views of JSON objects that keep the JSON they were read from.

A `Value` is a nested object of the schema. A `Record` is an object that stands on its own in the document
(an item, an asset, a track …): beside its typed fields it keeps the original mapping, and an edit makes a
new mapping in which only the changed leaves differ. So key order, unknown keys and number kinds survive.
"""

from editor_app.record.hints import Group, Hint
from editor_app.record.kinds import (
    ByTag,
    FreeKeys,
    Integer,
    JsonObject,
    Maybe,
    Name,
    NotNull,
    Params,
    Tuple,
    leaf_error,
    read_as,
)
from editor_app.record.model import Broken, Record, RecordError, Value
from editor_app.record.reading import fault, faults_of
from editor_app.record.spelling import Dialect, RawObject, SeedName
from editor_app.record.wire import json_bytes, same, wire_name

__all__ = [
    "Broken",
    "ByTag",
    "Dialect",
    "FreeKeys",
    "Group",
    "Hint",
    "Integer",
    "JsonObject",
    "Maybe",
    "Name",
    "NotNull",
    "Params",
    "RawObject",
    "Record",
    "RecordError",
    "SeedName",
    "Tuple",
    "Value",
    "fault",
    "faults_of",
    "json_bytes",
    "leaf_error",
    "read_as",
    "same",
    "wire_name",
]
