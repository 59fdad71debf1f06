"""Templates, styles and scripts of the pages; data, no code."""
