"""The desk: jobs and their posts, replicas, notes, workspaces, feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; a job's own key now does what a claim did."""
    op.drop_table("claims")
    _jobs()
    _parts()
    _fleet()
    _notes()
    _workspaces()


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("door", sa.String(40), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String(20)),
        sa.Column("words", sa.Text()),
        sa.Column("answer", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("finished_at IS NULL")
    op.create_index("uq_jobs_key", "jobs", ["key"], unique=True)
    op.create_index(
        "ix_jobs_lane", "jobs", ["lane", "seq"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_index(
        "ix_jobs_taken_at", "jobs", ["taken_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_index("ix_jobs_finished_at", "jobs", ["finished_at"])


def _parts() -> None:
    op.create_table(
        "parts",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "part", name="pk_parts"),
    )
    op.create_index("ix_parts_begun_at", "parts", ["begun_at"])


def _fleet() -> None:
    op.create_table(
        "replicas",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_replicas"),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_notes"),
    )


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tips", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "id", name="pk_workspaces"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("writer", sa.String(40), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_index("uq_feedback_key", "feedback", ["key"], unique=True)
