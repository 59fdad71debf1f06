"""The dataset as files that other programs open: each format one file here, all listed in formats.py."""
