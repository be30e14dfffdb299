"""Whether an answer has the shape that a JSON Schema describes: the words that ours uses."""

from datetime import date, datetime
from typing import Any

KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
FORMATS = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}
KNOWN = {
    *("$ref", "anyOf", "const", "description", "enum", "format", "items", "properties"),
    *("required", "type"),
}


def check(value: Any, schema: dict[str, Any], shapes: dict[str, Any], at: str = "$") -> None:
    """Fail at the first place that is not as described. Objects hold no key but those named."""
    assert schema.keys() <= KNOWN, f"{at}: the checker does not know {schema.keys() - KNOWN}"
    if "$ref" in schema:
        check(value, shapes[schema["$ref"].removeprefix("#/components/schemas/")], shapes, at)
    if "anyOf" in schema:
        assert any(fits(value, one, shapes) for one in schema["anyOf"]), f"{at}: {value!r}"
    if "const" in schema:
        assert value == schema["const"], f"{at}: {value!r}"
    if "enum" in schema:
        assert value in schema["enum"], f"{at}: {value!r} is not one of {schema['enum']}"
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        assert any(_is(value, kind) for kind in kinds), f"{at}: {value!r} is no {kinds}"
    if isinstance(value, str) and "format" in schema:
        FORMATS[schema["format"]](value)
    if isinstance(value, list):
        for place, one in enumerate(value):
            check(one, schema.get("items", {}), shapes, f"{at}[{place}]")
    if isinstance(value, dict) and "properties" in schema:
        _check_object(value, schema, shapes, at)


def fits(value: Any, schema: dict[str, Any], shapes: dict[str, Any]) -> bool:
    """Whether a value has a shape."""
    try:
        check(value, schema, shapes)
    except (AssertionError, ValueError):
        return False
    return True


def _check_object(
    value: dict[str, Any], schema: dict[str, Any], shapes: dict[str, Any], at: str
) -> None:
    assert value.keys() <= schema["properties"].keys(), f"{at}: {value.keys()}"
    assert set(schema["required"]) <= value.keys(), f"{at}: {value.keys()}"
    for name, one in value.items():
        check(one, schema["properties"][name], shapes, f"{at}.{name}")


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):  # Python's bool is an int, JSON's is not
        return kind == "boolean"
    return isinstance(value, KINDS[kind])
