"""The base classes: `Value`, `Record`, and `Broken` for what fits no type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from editor_app.problem import Fault
from editor_app.record.kinds import NotNull
from editor_app.record.reading import excerpt, fault, faults_of
from editor_app.record.spelling import Dialect, RawObject, SeedName, respell, to_newer
from editor_app.record.wire import ABSENT, KeepsJson, json_bytes, merge, merge_object, wire_fields, wire_name


class RecordError(ValueError):
    """A JSON object does not fit its type; `faults` says why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(f.message for f in faults))
        self.faults = faults


class _Model(BaseModel, frozen=True):
    model_config = ConfigDict(
        strict=True,
        allow_inf_nan=False,
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=True,
    )


class Value(_Model, frozen=True):
    """A nested object; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Record(_Model, KeepsJson, frozen=True):
    """An object that stands on its own in the document and keeps its original JSON."""

    # Slots and not pydantic's private attributes, which cost a Python call for every record read.
    __slots__ = ("_bytes", "_dialect", "_faults", "_raw")
    model_config = ConfigDict(extra="ignore")

    seed_names: ClassVar[Mapping[str, SeedName]] = {}
    """Fields (by attribute) that the seed dialect calls something else."""
    newer_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys that only the newer schema knows."""

    if TYPE_CHECKING:
        _raw: RawObject
        _dialect: Dialect
        _faults: tuple[Fault, ...]
        _bytes: bytes

    @classmethod
    def read(cls, raw: object, dialect: Dialect) -> Self:
        """Read a JSON object; names of the other dialect are a fault, and read. Raise RecordError."""
        if not isinstance(raw, dict):
            raise RecordError((fault((), f"must be an object, not {excerpt(raw)}"),))
        original = cast("RawObject", raw)
        try:
            if dialect == "seed" and cls.seed_names:
                return cls._read_seed(original)
            record = cls._view(original)
        except ValidationError as error:
            return cls._read_again(original, dialect, error)
        return record._keep(original, dialect, cls.dialect_faults(original, dialect))

    @classmethod
    def _view(cls, names: RawObject) -> Self:
        return cls.__pydantic_validator__.validate_python(names, by_alias=True, by_name=False)

    @classmethod
    def _read_seed(cls, raw: RawObject) -> Self:
        names, faults, complete = to_newer(raw, cls.seed_names, cls._wire)
        try:
            record = cls._view(names)
        except ValidationError:
            names = {key: value for key, value in names.items() if key not in cls.newer_keys}
            try:
                record = cls._view(names)
            except ValidationError as error:
                raise RecordError((*faults, *faults_of(error))) from None
        if not complete:
            raise RecordError(faults)
        return record._keep(raw, "seed", (*faults, *cls.dialect_faults(raw, "seed")))

    @classmethod
    def _read_again(cls, raw: RawObject, dialect: Dialect, error: ValidationError) -> Self:
        """Read `raw`, which failed, by the names of the other dialect where it has them."""
        if dialect == "seed":
            names = {key: value for key, value in raw.items() if key not in cls.newer_keys}
            faults = ()
        else:
            names = respell(raw, cls.seed_names, cls._wire)
            faults = faults_of(error)
        try:
            record = cls._view(names)
        except ValidationError as again:
            raise RecordError(faults or faults_of(again)) from None
        return record._keep(raw, dialect, (*faults, *cls.dialect_faults(raw, dialect)))

    @classmethod
    def dialect_faults(cls, raw: RawObject, dialect: Dialect) -> tuple[Fault, ...]:
        """Give what only the schema of `dialect` finds wrong in a record that fits its type."""
        if dialect == "seed" and cls.newer_keys and cls.model_config.get("extra") == "forbid":
            return tuple(
                fault((key,), "is not a key that belongs here") for key in raw if key in cls.newer_keys
            )
        return ()

    @classmethod
    def _wire(cls, name: str) -> str:
        return wire_name(cls, name)

    def _keep(self, raw: RawObject, dialect: Dialect, faults: tuple[Fault, ...]) -> Self:
        put = object.__setattr__
        put(self, "_raw", raw)
        put(self, "_dialect", dialect)
        put(self, "_faults", faults)
        return self

    @property
    def is_new(self) -> bool:
        """Tell whether the record was made in code and has no JSON yet."""
        return not hasattr(self, "_raw")

    @property
    def raw(self) -> RawObject:
        """Give the JSON as it was read or last edited; a new record is spelled in the newer dialect."""
        # Asked for thousands of times in one merge, nearly always of records that were read.
        try:
            return self._raw
        except AttributeError:
            pass
        return merge_object(wire_fields(self), ABSENT)

    @property
    def dialect(self) -> Dialect:
        """Give the dialect by whose schema the record was read."""
        return "newer" if self.is_new else self._dialect

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Give what the schema finds wrong in the record, though it could be read."""
        return () if self.is_new else self._faults

    def spell(self, dialect: Dialect) -> Self:
        """Settle in which dialect a new record is written; one that was read stays as it is."""
        if self.is_new:
            raw = self.raw
            if dialect == "seed":
                raw = dict(self._seed_entry(key, value) for key, value in raw.items())
            self._keep(raw, dialect, type(self).dialect_faults(raw, dialect))
        return self

    def to_bytes(self) -> bytes:
        """Write the record's JSON compactly; the bytes are kept for the next time."""
        try:
            return self._bytes
        except AttributeError:
            data = json_bytes(self.raw)
            if not self.is_new:
                object.__setattr__(self, "_bytes", data)
            return data

    def replace(self, **changes: object) -> Self:
        """Give the record with fields changed (None removes an optional one); raise RecordError.

        The JSON keeps its key order, unknown keys and number kinds; a change that changes nothing gives
        the same object.
        """
        cls = type(self)
        if unknown := changes.keys() - cls.model_fields.keys():
            raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
        values = {
            name: value
            for name, value in (self.__dict__ | changes).items()
            if value is not None or cls.model_fields[name].is_required()
        }
        try:
            record = cls.__pydantic_validator__.validate_python(values, by_alias=False, by_name=True)
        except ValidationError as error:
            raise RecordError(faults_of(error)) from None
        if self.is_new:
            return record
        raw = self._merge(record, changes)
        if raw is self.raw:
            return self
        if self.faults:
            return cls.read(raw, self.dialect)
        return record._keep(raw, self.dialect, cls.dialect_faults(raw, self.dialect))

    def _merge(self, record: Self, names: Mapping[str, object]) -> RawObject:
        """Give the JSON with the fields `names` as they are in `record`, or the old JSON if equal."""
        old, new = self.raw, dict(self.raw)
        for name in names:
            key, value, seed = self._wire(name), getattr(record, name), self.seed_names.get(name)
            if seed and seed.wire in old:
                new[seed.wire] = seed.merge(value, old[seed.wire])
                if key not in old:
                    continue
            if value is not None or type(self).model_fields[name].is_required():
                new[key] = merge(value, old.get(key, ABSENT))
            elif key in old:
                self._clear(new, name, key)
        return old if _is_untouched(old, new) else new

    @classmethod
    def _clear(cls, raw: RawObject, name: str, key: str) -> None:
        """Take out an optional field, or set it to null where the schema has null."""
        if any(isinstance(mark, NotNull) for mark in cls.model_fields[name].metadata):
            del raw[key]
        else:
            raw[key] = None

    @classmethod
    def _seed_entry(cls, key: str, value: Any) -> tuple[str, Any]:
        seed = next((seed for name, seed in cls.seed_names.items() if cls._wire(name) == key), None)
        return (seed.wire, seed.from_ticks(value)) if seed else (key, value)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to other processes as JSON."""
        return type(self).read, (self.raw, self.dialect)


def _is_untouched(old: RawObject, new: RawObject) -> bool:
    return old.keys() == new.keys() and all(value is old[key] for key, value in new.items())


@dataclass(frozen=True, slots=True, eq=False)
class Broken(KeepsJson):
    """A record that fits no type: kept as it is, with the reasons."""

    raw: Any
    faults: tuple[Fault, ...] = ()

    @property
    def id(self) -> str:
        """Give the id, as far as there is one."""
        return self._text("id")

    @property
    def type(self) -> str:
        """Give the stated type, as far as there is one."""
        return self._text("type")

    def to_bytes(self) -> bytes:
        """Write the record's JSON compactly."""
        return json_bytes(self.raw)

    def _text(self, key: str) -> str:
        value = self._get(key)
        return value if isinstance(value, str) else ""

    def _ticks(self, key: str) -> int:
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return 0
        return max(0, int(value))

    def _get(self, key: str) -> object:
        return cast("RawObject", self.raw).get(key) if isinstance(cast("object", self.raw), dict) else None
