"""What the program judges by: `/standards` as they hold on a day, and `/indicators`. The same for everybody."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from models.indicators import Indicator, load_indicators
from models.standard import Standard, first_day, short_name, standard_ids, standard_on
from service.conditional import unless_known
from service.deps import Viewer
from service.openapi import NOT_MODIFIED, problems
from service.problems import Problem
from service.version import version

router = APIRouter(tags=["reference"])
_OneId = Annotated[str, Field(max_length=100)]


class StandardEntry(BaseModel):
    """A standard in the list."""

    id: str
    short: str
    first_day: date


class StandardList(BaseModel):
    items: list[StandardEntry]


class IndicatorEntry(BaseModel):
    """An indicator. `units`: the base units its figures may carry, its own first."""

    id: str
    name: str
    units: list[str]
    means: str
    rate: str | None = Field(description="the indicator of its share")
    growth: str | None = Field(description="the indicator of its growth in per cent")
    per_head: str | None = Field(description="the indicator of the same amount per student")


class IndicatorList(BaseModel):
    items: list[IndicatorEntry]


@router.get("/standards", summary="标准列表 List the standards", responses=NOT_MODIFIED)
def list_standards(request: Request, response: Response, caller: Viewer) -> StandardList:
    """The standards that the program has, each with the day from which it holds."""
    unless_known(request, response, version())
    return StandardList(items=[StandardEntry(id=id, short=short_name(id), first_day=first_day(id)) for id in standard_ids()])


@router.get(
    "/standards/{id}", summary="某天的标准 A standard on a day",
    responses={**NOT_MODIFIED, **problems(404, 422)},
)  # fmt: skip
def get_standard(
    request: Request, response: Response, caller: Viewer, id: str,
    on: Annotated[date | None, Query(description="the day; today where none is given")] = None,
    overlay: Annotated[str | None, Query(max_length=100, description="a province's overlay")] = None,
    relax: Annotated[list[_OneId], Query(max_length=20, description="relaxations that are used")] = [],  # noqa: B006
) -> Standard:  # fmt: skip
    """Every requirement with its values and sources as they hold on the day."""
    if id not in standard_ids():
        raise Problem("not_found", id=id)
    day = on or date.today()
    unless_known(request, response, version(), request.url, day)
    return standard_on(id, day, overlay, tuple(relax))


@router.get("/indicators", summary="指标列表 List the indicators", responses=NOT_MODIFIED)
def list_indicators(request: Request, response: Response, caller: Viewer) -> IndicatorList:
    """All indicators that a figure may be of."""
    unless_known(request, response, version())
    return IndicatorList(items=[_entry(i) for i in load_indicators().values()])


@router.get("/indicators/{id}", summary="一个指标 One indicator", responses={**NOT_MODIFIED, **problems(404)})
def get_indicator(request: Request, response: Response, caller: Viewer, id: str) -> IndicatorEntry:
    """What an indicator means and which units its figures carry."""
    if id not in load_indicators():
        raise Problem("not_found", id=id)
    unless_known(request, response, version(), id)
    return _entry(load_indicators()[id])


def _entry(indicator: Indicator) -> IndicatorEntry:
    return IndicatorEntry(
        id=indicator.id, name=indicator.name, units=list(indicator.units), means=indicator.means, rate=indicator.rate,
        growth=indicator.growth, per_head=indicator.per_head,
    )  # fmt: skip
