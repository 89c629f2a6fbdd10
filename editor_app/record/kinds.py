"""The kinds of JSON value, with exactly the meaning that JSON Schema gives them.

pydantic alone reads "5" and true as numbers or refuses 1.0 as an integer; JSON Schema does neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, LiteralString, TypeVar, cast

from pydantic import BaseModel, GetCoreSchemaHandler, Strict
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, ValidationError
from pydantic_core import core_schema as cs

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Integer:
    """Marks an `int` field: a whole number, written 1 or 1.0, in a range; the view always holds an int."""

    at_least: int | None = None
    at_most: int | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read ints at full speed and whole floats on a second path."""
        whole = cs.chain_schema(
            [
                cs.float_schema(
                    strict=True, multiple_of=1, allow_inf_nan=False, ge=self.at_least, le=self.at_most
                ),
                cs.no_info_plain_validator_function(int),
            ]
        )
        return cs.union_schema(
            [cs.int_schema(strict=True, ge=self.at_least, le=self.at_most), whole],
            mode="left_to_right",
            custom_error_type="integer",
            custom_error_message=f"must be a whole number{self._range()}",
        )

    def _range(self) -> str:
        if self.at_least is not None and self.at_least == self.at_most:
            return f", exactly {self.at_least}"
        if self.at_least is not None and self.at_most is not None:
            return f" from {self.at_least} to {self.at_most}"
        return "" if self.at_least is None else f", {self.at_least} or more"


class NotNull:
    """Marks an optional field that may be absent but, where present, is not null."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take the `| None` away again, so that None stays the default and null is refused."""
        schema = handler(source)
        return cast("CoreSchema", schema["schema"]) if schema["type"] == "nullable" else schema


class _NotEmpty:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        # The fast way counts characters in Rust, which cannot hold lone surrogates; JSON can.
        return cs.union_schema(
            [cs.str_schema(strict=True, min_length=1), cs.no_info_plain_validator_function(_read_name)],
            mode="left_to_right",
            custom_error_type="name",
            custom_error_message="must be a text that is not empty",
        )


def _read_name(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise ValueError


class _ObjectOnly:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return cs.custom_error_schema(
            cs.is_instance_schema(dict),
            custom_error_type="object",
            custom_error_message="must be an object",
        )


class _ParamMap:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        primitive = cs.union_schema(
            [
                cs.str_schema(strict=True),
                cs.bool_schema(strict=True),
                cs.int_schema(strict=True),
                cs.float_schema(strict=True, allow_inf_nan=False),
            ],
            mode="left_to_right",
            custom_error_type="primitive",
            custom_error_message="must be a text, a number or true/false",
        )
        return cs.dict_schema(cs.any_schema(), primitive)


class FreeKeys:
    """Marks a map whose keys may be any text; values follow the annotated type."""

    def __init__(self, *, at_least: int = 0) -> None:
        self.at_least = at_least

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the values only: JSON keys are texts already."""
        return cs.dict_schema(
            cs.any_schema(), handler.generate_schema(source.__args__[1]), min_length=self.at_least
        )


class ByTag:
    """Marks a union of models that `choose` decides by a tag, so that errors name the leaf at fault.

    `tag` is the key of the tag inside the object, or, where the tag stands beside it, None.
    """

    def __init__(self, tag: str, models: Callable[[], Mapping[str, type[BaseModel]]]) -> None:
        self.tag = tag
        self._models = models

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let one Python call choose the model; these objects are rare in a document."""
        return cs.no_info_plain_validator_function(self._read)

    def _read(self, value: Any) -> BaseModel:
        models = self._models()
        if isinstance(value, tuple(models.values())):
            return value
        if not isinstance(value, dict):
            raise PydanticCustomError("object", "must be an object")
        raw = cast("dict[str, Any]", value)
        if self.tag not in raw:
            raise leaf_error("missing", "is missing", (self.tag,), raw)
        tag = raw[self.tag]
        model = models.get(tag) if isinstance(tag, str) else None
        if model is None:
            raise leaf_error("tag", f"must be one of {', '.join(models)}", (self.tag,), tag)
        return read_as(model, raw)


def read_as(model: type[BaseModel], raw: object) -> BaseModel:
    """Read `raw` by its wire names alone; an instance of `model` passes as it is."""
    return model.__pydantic_validator__.validate_python(raw, by_alias=True, by_name=False)


def leaf_error(
    kind: LiteralString, message: str, where: tuple[str | int, ...], value: object
) -> ValidationError:
    """Make an error that points below the value being read."""
    # A plain message would be taken as a template of its own.
    error = PydanticCustomError(kind, "{sentence}", {"sentence": message})
    return ValidationError.from_exception_data(kind, [InitErrorDetails(type=error, loc=where, input=value)])


Maybe = Annotated[T | None, NotNull()]
"""Absent (None in the view) or a value; never null."""
Tuple = Annotated[tuple[T, ...], Strict(False)]
"""A JSON array."""
Name = Annotated[str, _NotEmpty()]
"""A text of at least one character."""
JsonObject = Annotated[Mapping[str, Any], _ObjectOnly()]
"""Any JSON object, kept as it is."""
Params = Annotated[Mapping[str, str | float | bool], _ParamMap()]
"""A map of texts, numbers and booleans."""
