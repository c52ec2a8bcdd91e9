"""the energielijst of clients"""

import sqlalchemy as sa
from alembic import op

from bot.models import tables
from bot.models.crypto import EncryptedText

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "energie_lijst",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("begonnen_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("begin_dag", sa.String(10), nullable=False),
        sa.Column("indeling", EncryptedText("energie_lijst.indeling"), nullable=False),
        sa.Column("gedeeld", sa.Boolean(), nullable=False),
        sa.Column("gedeeld_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("gestopt_at", tables.UtcDateTime(timezone=True)),
        sa.Column("bekeken_at", tables.UtcDateTime(timezone=True)),
    )
    op.create_index("ix_energie_lijst_client_id", "energie_lijst", ["client_id", "begonnen_at"])
    op.create_table(
        "energie_uur",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("lijst_id", sa.Integer(), sa.ForeignKey("energie_lijst.id", ondelete="CASCADE"), nullable=False),
        sa.Column("dag", sa.String(10), nullable=False),
        sa.Column("uur", sa.Integer(), nullable=False),
        sa.Column("waarde", EncryptedText("energie_uur.waarde"), nullable=False),
        sa.Column("gezet_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("lijst_id", "dag", "uur"),
    )


def downgrade() -> None:
    op.drop_table("energie_uur")
    op.drop_table("energie_lijst")
