"""Records that come from a document of the other dialect."""

from __future__ import annotations

from typing import TypeVar

from editor_app.record import Dialect, Record, wire_name

R = TypeVar("R", bound=Record)


def in_dialect(record: R, dialect: Dialect) -> R:
    """Give a record as a document of `dialect` writes it; unknown keys come along, behind the others."""
    if record.is_new:
        return record.spell(dialect)
    if record.dialect == dialect:
        return record
    model, fields = type(record), type(record).model_fields
    values = {n: v for n, v in record.__dict__.items() if v is not None or fields[n].is_required()}
    fresh = model.model_validate(values, by_alias=False, by_name=True).spell(dialect)
    known = {wire_name(model, name) for name in fields} | {seed.wire for seed in model.seed_names.values()}
    unknown = {key: value for key, value in record.raw.items() if key not in known}
    return model.read(fresh.raw | unknown, dialect)
