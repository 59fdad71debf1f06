"""Facts tell in a column where they begin in the text, so that reviews find theirs without reading all of a document's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_START = {"sqlite": "json_extract(content, '$.evidence.start')", "postgresql": "(content::json -> 'evidence' ->> 'start')::integer"}


def upgrade() -> None:
    """The place has always been in the JSON of a fact."""
    op.add_column("facts", sa.Column("start", sa.Integer(), nullable=False, server_default="0"))
    op.execute(sa.text(f"UPDATE facts SET start = COALESCE({_START[op.get_context().dialect.name]}, 0)"))
    op.create_index("ix_facts_result_id_start", "facts", ["result_id", "start"])
