"""THE STORE: all that the service keeps, and all SQL of the program. Start at database.py; tables.py is the whole shape.

Each module takes the connection of a transaction first (`with store.reading() as c`, `with store.writing() as c`) and
gives frozen values. Who may see or change what is decided above; only the counties of a Scope are applied here.
"""

from corpus.store.database import Store, has_store, open_store
from corpus.store.errors import Refused, StoreError
from corpus.store.paging import Page, Scope

__all__ = ["Page", "Refused", "Scope", "Store", "StoreError", "has_store", "open_store"]
