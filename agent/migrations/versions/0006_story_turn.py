"""A number that every change of the stories raises, so that nobody keeps what another change overtook."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "story_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_turn"),
    )
    op.bulk_insert(made, [{"id": 1, "turn": 0}])
