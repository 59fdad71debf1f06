"""Wordings of invented reports: names, kinds of document, quantities and statements, a file a family."""
