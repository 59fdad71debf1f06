"""Which unit a figure has: by the words around it, by its neighbours in a list, by what is counted."""
