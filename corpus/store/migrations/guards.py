"""Triggers that keep rows as they were written, on both databases. Steps use them, so their words never change."""

from __future__ import annotations

from alembic import op


def forbid(table: str, *operations: str) -> None:
    """Refuse UPDATE, DELETE or TRUNCATE of a table's rows, whoever asks. SQLite has no TRUNCATE."""
    if op.get_bind().dialect.name == "sqlite":
        for operation in operations:
            if operation != "TRUNCATE":
                op.execute(
                    f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    for operation in operations:
        each = "STATEMENT" if operation == "TRUNCATE" else "ROW"
        op.execute(
            f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_is_append_only()"
        )
