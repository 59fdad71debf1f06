"""Relations over the whole document: what stands in other paragraphs or in tables."""
