"""The stage of schooling that each figure is of: named, listed, of parts and wholes, of groups of schools, or handed on."""
