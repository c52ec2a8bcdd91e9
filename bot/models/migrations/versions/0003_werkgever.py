"""werkgever: questions without an answer, and votes per answer"""

import sqlalchemy as sa
from alembic import op

from bot.models import crypto, tables

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duidelijk",
        sa.Column("onderwerp", sa.String(length=100), nullable=False),
        sa.Column("ja", sa.Integer(), nullable=False),
        sa.Column("nee", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("onderwerp", name=op.f("pk_duidelijk")),
    )
    op.create_table(
        "onbeantwoord",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("organisatie_id", sa.Integer(), nullable=False),
        sa.Column("tekst", crypto.EncryptedText(), nullable=False),
        sa.Column("tekst_index", sa.String(length=64), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("created_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_onbeantwoord_organisatie_id_organisatie"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onbeantwoord")),
        sa.UniqueConstraint("organisatie_id", "tekst_index", name=op.f("uq_onbeantwoord_organisatie_id")),
    )


def downgrade() -> None:
    op.drop_table("onbeantwoord")
    op.drop_table("duidelijk")
