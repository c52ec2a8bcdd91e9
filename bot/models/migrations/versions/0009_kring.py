"""where the traject of a client is, and who helped to answer"""

import sqlalchemy as sa
from alembic import op

from bot.models import tables
from bot.models.crypto import EncryptedText

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "traject_stap",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("begeleider_id", sa.Integer(), sa.ForeignKey("begeleider.id"), nullable=False),
        sa.Column("fase", EncryptedText("traject_stap.fase"), nullable=False),
        sa.Column("gesprekken", sa.Integer(), nullable=True),
        sa.Column("created_at", tables.UtcDateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_traject_stap_client_id", "traject_stap", ["client_id"])
    op.create_table(
        "samen_met",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("dialoog", sa.String(30), nullable=False),
        sa.Column("wie", EncryptedText("samen_met.wie"), nullable=False),
        sa.Column("created_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("tot_at", tables.UtcDateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_samen_met_client_id", "samen_met", ["client_id"])


def downgrade() -> None:
    op.drop_table("samen_met")
    op.drop_table("traject_stap")
