"""From a file to facts: readers, repair, recognition, binding, relations, ledger. Start reading at `pipeline.py`."""
