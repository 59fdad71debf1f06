"""`/documents/{id}/pages`: the pages of a PDF as pictures, and the boxes of the figures on them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import Field

from corpus.store.contents import read_facts
from corpus.store.results import load_extraction, load_report
from extractor.blocks import Page
from service.conditional import unless_known
from service.deps import Service, Viewer
from service.openapi import NOT_MODIFIED, content, problems
from service.problems import Problem
from service.shown import shown_result
from service.version import version
from service.wire import Id, Values

router = APIRouter(tags=["results"])
Number = Annotated[int, Path(ge=1, le=100_000)]


class PageOut(Values):
    """A page and its size in points. `state`: whether its text could be read."""

    number: int
    state: Literal["text", "no_text_layer", "unreadable"]
    width: float
    height: float


class PageList(Values):
    items: list[PageOut]


class Box(Values):
    """Where a figure stands on the page: points from the top left."""

    fact: str
    box: tuple[float, float, float, float] = Field(description="x0, top, x1, bottom")


class PageWithBoxes(PageOut):
    boxes: list[Box]


@router.get("/documents/{id}/pages", summary="页 The pages", responses={**NOT_MODIFIED, **problems(404, 409)})
def list_pages(request: Request, response: Response, service: Service, caller: Viewer, id: Id) -> PageList:
    """The pages of a PDF; an empty list for Word and text."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        unless_known(request, response, "pages", result.id)
        pages = load_report(c, result.id).pages
    return PageList(items=[_out(page) for page in pages])


@router.get("/documents/{id}/pages/{number}", summary="一页的数据位置 Boxes on a page", responses={**NOT_MODIFIED, **problems(404, 409)})
def get_page(request: Request, response: Response, service: Service, caller: Viewer, id: Id, number: Number) -> PageWithBoxes:
    """The boxes of every figure on the page; one that goes over a line end has several."""
    with service.store.reading() as c:
        _, result = shown_result(c, id, caller)
        unless_known(request, response, "page", result.id, number)
        page = next((page for page in load_report(c, result.id).pages if page.number == number), None)
        if page is None:
            raise Problem("not_found", id=number)
        facts = [row.fact for row in read_facts(c, result.id)]
    boxes = [Box(fact=fact.id, box=place.box) for fact in facts for place in fact.evidence.places if place.page == number]
    return PageWithBoxes(**_out(page).model_dump(), boxes=boxes)


@router.get(
    "/documents/{id}/pages/{number}/picture", summary="页面图片 A page as a picture", response_class=FileResponse,
    responses={**content("image/png", "The page as PNG."), **NOT_MODIFIED, **problems(404, 409)},
)  # fmt: skip
def get_picture(
    request: Request, response: Response, service: Service, caller: Viewer, id: Id, number: Number,
    width: Annotated[int, Query(ge=16, le=2400, description="pixels: this or the next size above")] = 1200,
) -> FileResponse:  # fmt: skip
    """Drawn in a limited child process, and kept."""
    with service.store.reading() as c:
        row, result = shown_result(c, id, caller)
        if load_extraction(c, result.id).document.format != "pdf":
            raise Problem("no_pictures")
        unless_known(request, response, "picture", version(), row.sha256, number, width)
    path = service.supervisor.picture(row.sha256, row.name, number, width)
    return FileResponse(path, media_type="image/png", headers=dict(response.headers))


def _out(page: Page) -> PageOut:
    return PageOut(number=page.number, state=page.state, width=page.width, height=page.height)
