"""Jobs tell how many blocks of the document have been read, not only how many pages: Word and text have no pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Columns are added in place: jobs of before tell of no blocks."""
    op.add_column("jobs", sa.Column("blocks_done", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("jobs", sa.Column("blocks_total", sa.Integer(), nullable=True))
