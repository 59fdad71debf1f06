"""What is claimed of figures: that they meet or miss a norm, or the standard of the document's time. Looks for no figure."""
