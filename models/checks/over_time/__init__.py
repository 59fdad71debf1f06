"""Figures over time: trends that are claimed, moves that verbs tell, and times after the document's own."""
