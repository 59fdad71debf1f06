"""Words of the exports: what they call their tables and lines, and the columns that only they have."""
