"""As much of JSON Schema 2020-12 as our files use."""
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}


def of_text(schema, value, at):
    if not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value!r} does not fit {schema['pattern']}"
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{at}: {len(value)} characters"


def of_list(schema, value, at):
    if schema.get("uniqueItems") and len(value) != len(set(map(str, value))):
        yield f"{at}: an item stands twice"
    for i, item in enumerate(value):
        yield from problems(schema["items"], item, f"{at}/{i}")


def of_object(schema, value, at):
    yield from (f"{at}/{name}: missing" for name in schema.get("required", []) if name not in value)
    if len(value) > schema.get("maxProperties", len(value)):
        yield f"{at}: {len(value)} members"
    for name, member in value.items():
        yield from problems(schema.get("propertyNames", {}), name, f"{at}/{name}")
        inner = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
        if inner is False:
            yield f"{at}/{name}: not in the schema"
        else:
            yield from problems(inner, member, f"{at}/{name}")


def problems(schema, value, at=""):
    """Where the value breaks the schema."""
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        yield f"{at}: no {schema['type']}"
    elif isinstance(value, str):
        yield from of_text(schema, value, at)
    elif isinstance(value, list):
        yield from of_list(schema, value, at)
    elif isinstance(value, dict):
        yield from of_object(schema, value, at)
