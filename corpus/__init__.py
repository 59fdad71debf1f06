"""The collection: many reports as one dataset, and invented reports with known labels to measure against."""
