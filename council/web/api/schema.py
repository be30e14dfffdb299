"""The words in which the shapes of the open data are described: JSON Schema, built by hand."""

from typing import Any

Schema = dict[str, Any]

NUMBER: Schema = {"type": "integer"}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time", "description": "UTC, sex decimaler."}


def words(*choices: str) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": list(choices)}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    if "$ref" in schema or "enum" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def told(schema: Schema, description: str) -> Schema:
    """The same, with what it means."""
    return {**schema, "description": description}


def ref(name: str) -> Schema:
    """One of ``SCHEMAS``."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(schema: Schema) -> Schema:
    """A list of it."""
    return {"type": "array", "items": schema}


def thing(properties: Schema, *, missing: tuple[str, ...] = ()) -> Schema:
    """An object; all its keys are always there but those in ``missing``."""
    required = [name for name in properties if name not in missing]
    return {"type": "object", "properties": properties, "required": required}


def answer(properties: Schema, *, missing: tuple[str, ...] = ()) -> Schema:
    """What an address gives; of a demonstration council it says so."""
    mark = {"demonstration": {"const": True, "description": "Bara i ett påhittat fullmäktige."}}
    return thing({**mark, **properties}, missing=("demonstration", *missing))


def listed(name: str, schema: Schema) -> Schema:
    """A part of a list, with the address of the next part."""
    return answer({name: many(schema), "next": maybe(told(TEXT, "Adressen till nästa del."))})
