"""What schemathesis has to be told about the pre-validator: how lines are written, and in the file that
COUNTERSIGN_KNOWN names which ids, keys and signatures there are, so that calls succeed too."""

import json
import os

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def as_lines(context, value):
    lines = value if isinstance(value, list) else [value]
    return {"data": b"".join(json.dumps(line).encode() + b"\n" for line in lines)}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    for item in raw_schema["paths"].values():
        for operation in item.values():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/x-ndjson" in content:
                content["application/x-ndjson"]["schema"] = {"type": "array", "items": {"$ref": "#/components/schemas/Check"}}
    known = os.environ.get("COUNTERSIGN_KNOWN")
    if known:
        with open(known, encoding="utf-8") as file:
            name_values_of_requests(raw_schema, json.load(file))


def name_values_of_requests(raw_schema, known):
    """Requests get schemas of their own: an answer may name what came to be meanwhile."""
    place = "#/components/schemas/"

    def asked(node):
        node = json.loads(json.dumps(node).replace(place, place + "Asked"))
        name_values(node, known)
        return node

    schemas = raw_schema["components"]["schemas"]
    schemas.update({"Asked" + name: schema for name, schema in asked(schemas).items()})
    for item in raw_schema["paths"].values():
        for operation in item.values():
            name_values(operation.get("parameters", []), known)
            if "requestBody" in operation:
                operation["requestBody"] = asked(operation["requestBody"])


def name_values(node, known):
    """Lets parameters and members of those names take only what there is."""
    if isinstance(node, list):
        for value in node:
            name_values(value, known)
    elif isinstance(node, dict):
        if node.get("in") == "path" and node.get("name") in known:
            node["schema"] = {"type": "string", "enum": known[node["name"]]}
        for name, schema in node.get("properties", {}).items():
            if name in known and isinstance(schema, dict):
                schema["enum"] = known[name]
        for value in node.values():
            name_values(value, known)
