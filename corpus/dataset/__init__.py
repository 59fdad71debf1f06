"""Many documents, one dataset: the long table of what each document says, and the wide table of what is comparable."""
