"""The time that each figure speaks of: named, announced by a title or a section, told in turn, or the year of what was done."""
