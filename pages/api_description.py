"""An OpenAPI description as a page shows it: what can be called, and the shapes that go in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Operation:
    title: str
    method: str
    path: str
    about: str
    parameters: list[str]
    body: str
    answers: list[str]


@dataclass(frozen=True)
class Shape:
    name: str
    about: str
    properties: list[str]


def operations(openapi: dict[str, Any]) -> list[Operation]:
    return [
        Operation(
            title=operation.get("summary", path),
            method=method.upper(),
            path=path,
            about=operation.get("description", ""),
            parameters=[
                f"{one['name']}, in the {one['in']}{', required' if one.get('required') else ''}"
                for one in operation.get("parameters", [])
            ],
            body=_content(operation.get("requestBody", {})),
            answers=[
                ": ".join(filter(None, (status, answer.get("description", ""), _content(answer))))
                for status, answer in operation.get("responses", {}).items()
            ],
        )
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    ]


def shapes(openapi: dict[str, Any]) -> list[Shape]:
    return [
        Shape(
            name=name,
            about=schema.get("description", ""),
            properties=[
                ": ".join(filter(None, (_named(key, schema), kind(about), about.get("description", ""))))
                for key, about in schema.get("properties", {}).items()
            ]
            or [str(value) for value in schema.get("enum", [])],
        )
        for name, schema in openapi.get("components", {}).get("schemas", {}).items()
    ]


def kind(schema: dict[str, Any]) -> str:
    """A schema in a few words: string, list of MessageView, Say or Ask."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return " or ".join(filter(None, map(kind, schema[choice])))
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    if "const" in schema:
        return f'"{schema["const"]}"'
    return str(schema.get("type", ""))


def _named(key: str, schema: dict[str, Any]) -> str:
    return f"{key} (required)" if key in schema.get("required", []) else key


def _content(part: dict[str, Any]) -> str:
    return ", ".join(filter(None, (kind(one.get("schema", {})) for one in part.get("content", {}).values())))
