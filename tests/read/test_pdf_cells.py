"""The cells that rulings enclose: the same as by pdfplumber's own function, which is slower."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber import table as geometry

from extractor.read.pdf.cells import Edge, enclosed_cells

STROKE = st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4), st.integers(1, 4))


def edge(level: bool, at: int, start: int, length: int) -> Edge:
    """A ruling on a grid of 20 points: at row or column `at`, from `start`."""
    a, b, c = 20.0 * at, 20.0 * start, 20.0 * (start + length)
    if level:
        return {"x0": b, "x1": c, "top": a, "bottom": a, "width": c - b, "height": 0.0, "orientation": "h"}
    return {"x0": a, "x1": a, "top": b, "bottom": c, "width": 0.0, "height": c - b, "orientation": "v"}


@given(st.lists(STROKE, min_size=4, max_size=24))
def test_the_cells_are_those_that_pdfplumber_finds(strokes: list[tuple[bool, int, int, int]]) -> None:
    edges = geometry.merge_edges([edge(*stroke) for stroke in strokes], 3, 3, 3, 3)
    crossings = geometry.edges_to_intersections(edges, 3, 3)
    assert enclosed_cells(crossings) == geometry.intersections_to_cells(crossings)


def test_a_grid_of_two_by_two() -> None:
    edges = [edge(level, at, 0, 2) for level in (True, False) for at in range(3)]
    cells = enclosed_cells(geometry.edges_to_intersections(edges, 3, 3))
    assert cells == [(0, 0, 20, 20), (0, 20, 20, 40), (20, 0, 40, 20), (20, 20, 40, 40)]
