"""The description of the API: which problems an operation may answer with, and the document that says it all.

What every operation may answer (a wrong request, no key, a fault) is added to each here, so that routes name only their own.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.problems import MEDIA_TYPE, ProblemDetails

Responses = dict[int | str, dict[str, Any]]
_MEANS = {
    304: "The reader has it already (If-None-Match).",
    400: "The request cannot be understood, or came by a wrong address.",
    401: "A key is needed, or the one given does not hold.",
    403: "The key's role or counties do not allow it, or another web site sent it.",
    404: "There is no such thing, or not in the counties of the key.",
    409: "Not in the present state of the document or job.",
    412: "It was changed after it was read (If-Match).",
    413: "Too large.",
    415: "A file or body of another kind.",
    422: "The request or the file is wrong; errors or reason say how.",
    428: "If-Match is missing.",
    500: "A fault of the program; the log has its number.",
    503: "The queue is full or the database busy: try again later.",
    507: "The disk is full.",
}
_ALWAYS = (400, 500)
_OF_KEYS = (401, 403)
_SCHEMA = "#/components/schemas/ProblemDetails"
NOT_MODIFIED: Responses = {304: {"description": _MEANS[304]}}
DESCRIPTION = (
    "均衡的接口：上传县域教育报告，读取其中每一个数字、每一处矛盾和判定。数值一律为字符串，出错时返回 RFC 9457 说明（中文，"
    "Accept-Language: en 为英文）。\n\n"
    "The API of Junheng: upload county education reports and read every figure, every contradiction and the verdicts. Exact "
    "numbers are strings; errors are problem details after RFC 9457, in Chinese, or in English by Accept-Language: en."
)
TAGS = [
    {"name": "documents", "description": "文件：上传、列表、删除 Upload, list, delete"},
    {"name": "jobs", "description": "任务：查询、等待、取消 Poll, wait, cancel"},
    {"name": "results", "description": "提取结果：数据、关系、台账、问题、判定 What was extracted and judged"},
    {"name": "reviews", "description": "审核 Decisions of people on figures and findings"},
    {"name": "exports", "description": "导出与底稿 Downloads and working papers"},
    {"name": "counties", "description": "县：历年文件、比对 All documents of a county"},
    {"name": "judging", "description": "对其他程序的数据判定 Judge figures of other programs"},
    {"name": "reference", "description": "标准与指标 Standards and indicators"},
    {"name": "access", "description": "登录与密钥 Sign-in and keys"},
    {"name": "operation", "description": "运行状态 Health, metrics, audit log"},
]


def problem_response(status: int) -> dict[str, Any]:
    return {"description": _MEANS[status], "content": {MEDIA_TYPE: {"schema": {"$ref": _SCHEMA}}}}


def problems(*statuses: int) -> Responses:
    """The responses of an operation for the problems it may answer with."""
    return {status: problem_response(status) for status in statuses}


def content(media_type: str, description: str) -> Responses:
    """A successful answer that is no JSON."""
    return {200: {"description": description, "content": {media_type: {"schema": {}}}}}


REVIEWED = problems(404, 409, 412, 428)


def located(status: int, description: str) -> Responses:
    """An answer with the address of what it made in Location."""
    return {status: {"description": description, "headers": {"Location": {"schema": {"type": "string"}}}}}


def describe(app: FastAPI) -> None:
    """Makes `app.openapi()` give the whole description, made once."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes, tags=TAGS)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schema.pop("$defs"))
    schemas["ProblemDetails"] = schema
    for path in document["paths"].values():
        for operation in path.values():
            _complete(operation)
    return document


def _complete(operation: dict[str, Any]) -> None:
    """Adds what every operation may answer, and what follows from its parameters and its need of a key."""
    statuses = set(_ALWAYS)
    if operation.get("security"):
        statuses |= {*_OF_KEYS, 503}
    if operation.get("parameters") or operation.get("requestBody"):
        statuses.add(422)
    if operation.get("requestBody"):
        statuses.add(413)
    responses = operation["responses"]
    responses |= {str(s): problem_response(s) for s in statuses if s == 422 or str(s) not in responses}
    operation["responses"] = dict(sorted(responses.items()))
