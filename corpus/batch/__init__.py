"""Many reports at once: found, read by an executor, kept by the hash of their bytes, and laid down as tables. Start at run.py.

The executor is anything that has the interface of `concurrent.futures`: limited child processes of one machine, or Dask on
many. Nothing here knows which.
"""
