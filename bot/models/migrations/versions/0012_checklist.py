"""the checklist a begeleider keeps per client"""

import sqlalchemy as sa
from alembic import op

from bot.models import tables
from bot.models.crypto import EncryptedText

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checklist_punt",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("begeleider_id", sa.Integer(), sa.ForeignKey("begeleider.id"), nullable=False),
        sa.Column("punt", sa.String(60), nullable=False),
        sa.Column("stand", EncryptedText("checklist_punt.stand"), nullable=False),
        sa.Column("notitie", EncryptedText("checklist_punt.notitie"), nullable=True),
        sa.Column("changed_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("client_id", "punt", name="uq_checklist_punt_client_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("checklist_punt")
