"""Figures of the text against the document's own tables: cells, totals, means and 差异系数 of its schools."""
