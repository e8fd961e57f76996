"""The form an answer must have, and whether it has it. Pure.

A form is a pydantic model. It is sent as a JSON schema of the strict kind: every field required, no free
maps, nothing beside the fields, so that a server that enforces schemas can make nothing else. What comes back
is read as if the server enforced nothing.
"""

from __future__ import annotations

import json
import math
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from agent.providers.faults import Fault, fault
from agent.text.safe import one_line
from agent.types import Reply

T = TypeVar("T", bound=BaseModel)

KEPT = ("type", "enum", "const", "description", "required", "additionalProperties", "$ref")
"""Keywords that are sent as they are; servers refuse or ignore others, and we check all of them ourselves."""

FORMS = {"type", "enum", "const", "$ref", "anyOf", "oneOf"}
"""Keywords of which one says what a value is; without any, it may be anything."""


def strict_schema(form: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of a form, of the strict kind.

    Raises:
        ValueError: the form has an optional field, a free map or room for fields of the model's own; a
            cut-off answer could then pass for a whole one. This is a fault of the program.
    """
    whole = form.model_json_schema()
    definitions = whole.pop("$defs", {})
    made = _strict(whole, form.__name__)
    if definitions:
        made["$defs"] = {name: _strict(part, name) for name, part in definitions.items()}
    return made


def _strict(part: dict[str, Any], place: str) -> dict[str, Any]:
    if not part.keys() & FORMS:
        raise ValueError(f"{place} has no form")
    if part.get("type") == "object":
        _whole_object(part, place)
    if "prefixItems" in part:
        raise ValueError(f"{place} is a list whose items have no form in common")
    made = {key: value for key, value in part.items() if key in KEPT}
    if "$ref" in made:  # stands alone: strict servers take no sentence beside a reference
        return {"$ref": made["$ref"]}
    if "properties" in part:
        made["properties"] = {
            name: _strict(inner, f"{place}.{name}") for name, inner in part["properties"].items()
        }
    if "items" in part:
        made["items"] = _strict(part["items"], f"{place}[]")
    if choices := part.get("anyOf") or part.get("oneOf"):
        made["anyOf"] = [_strict(choice, place) for choice in choices]
    return made


def _whole_object(part: dict[str, Any], place: str) -> None:
    names = list(part.get("properties", ()))
    if not names or part.get("additionalProperties") is not False:
        raise ValueError(f"{place} has room for fields that have no form")
    if optional := [name for name in names if name not in part.get("required", ())]:
        raise ValueError(f"{place} has a field that may be left out: {', '.join(optional)}")


def read_answer(text: str, form: type[T]) -> Reply[T]:
    """Return an answer as a value of its form; the state says why where it is none.

    Only whole and plain JSON is read: no NaN or Infinity, no number too large for a float, no name twice in
    one object, no text before or after, nothing converted from one type to another.
    """
    try:
        read = json.loads(text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else "it is not JSON"
        return failed(fault("malformed", why))
    try:
        value = form.model_validate_json(text, strict=True)
    except ValidationError as error:
        return failed(fault("wrong_schema", _first(error)))
    if _converted(read, value.model_dump(mode="json")):
        return failed(fault("wrong_schema", "a number stands for true or false, or the other way round"))
    return Reply(state="ok", value=value)


def failed(fault: Fault) -> Reply[Any]:
    """Return the reply that has no value."""
    return Reply(state=fault.state, detail=fault.detail)


def _converted(read: Any, made: Any) -> bool:
    """Return whether 1 was taken for true somewhere: to Python and to pydantic's literals they are equal."""
    if isinstance(read, dict) and isinstance(made, dict):
        return any(_converted(read[name], inner) for name, inner in made.items() if name in read)
    if isinstance(read, list) and isinstance(made, list):
        return any(_converted(one, other) for one, other in zip(read, made, strict=False))
    return isinstance(read, bool) is not isinstance(made, bool)


def _first(error: ValidationError) -> str:
    """Return where an answer departs from its form; what stands there is foreign and not repeated."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = one_line(".".join(str(step) for step in first["loc"]))[:80]
    return f"{place or 'the whole'}, {first['type'].replace('_', ' ')}"


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("the number is too large")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made
