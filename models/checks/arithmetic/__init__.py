"""Figures against one another: sums, shares, rates and changes as the text relates them, and values that cannot be."""
