"""`/docs`: the description of the API as a page for people. Made from the OpenAPI document; loads nothing from anywhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.output.html import fill
from service.pages.assets import current

router = APIRouter(include_in_schema=False)


@router.get("/docs", response_class=HTMLResponse)
def get_docs(request: Request) -> HTMLResponse:
    """Every operation with its parameters and answers, and every schema."""
    document = request.app.openapi()
    page = {"document": document, "groups": _groups(document), "name_of": _name_of, "assets": f"/assets/{current()}"}
    return HTMLResponse(fill("docs.html.j2", page))


def _groups(document: dict[str, Any]) -> list[tuple[dict[str, str], list[dict[str, Any]]]]:
    """The operations by their first tag, in the order of the tags."""
    operations = [
        {"path": path, "method": method, **operation}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return [(tag, [o for o in operations if o["tags"][0] == tag["name"]]) for tag in document["tags"]]


def _name_of(schema: dict[str, Any]) -> str:
    """A schema in a word: the name of what it refers to, or its type."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema or "oneOf" in schema:
        return " | ".join(_name_of(one) for one in schema.get("anyOf") or schema["oneOf"])
    if schema.get("type") == "array":
        return f"[{_name_of(schema.get('items', {}))}]"
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    return str(schema.get("format") or schema.get("const") or schema.get("type") or "any")
