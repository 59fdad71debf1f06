"""Work on files from strangers, each in a limited child process of its own. Start reading at `supervisor.py`."""
