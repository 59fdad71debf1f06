"""Where what each figure counts lies, and which school it is of, where several are told in turn."""
