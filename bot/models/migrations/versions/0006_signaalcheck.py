"""the signaal-checks of clients"""

import sqlalchemy as sa
from alembic import op

from bot.models import tables
from bot.models.crypto import EncryptedText

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signaal_check",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("done_at", tables.UtcDateTime(timezone=True), nullable=False),
        *(sa.Column(name, EncryptedText(f"signaal_check.{name}"), nullable=False) for name in ("waarden", "woorden", "niveau")),
        sa.Column("gedeeld", sa.Boolean(), nullable=False),
        sa.Column("verteld", EncryptedText("signaal_check.verteld"), nullable=False),
    )
    op.create_index("ix_signaal_check_client_id", "signaal_check", ["client_id", "done_at"])


def downgrade() -> None:
    op.drop_table("signaal_check")
