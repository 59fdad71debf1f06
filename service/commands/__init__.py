"""The commands of `junheng`, one a file: options, one call into the rooms below, and the output."""
