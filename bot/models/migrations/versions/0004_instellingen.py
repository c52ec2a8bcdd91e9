"""own helpers, reminders, and the log of changed settings"""

import sqlalchemy as sa
from alembic import op

from bot.models import crypto, tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CLIENT = "client.id"
REFUSE = {
    "sqlite": (
        "CREATE TRIGGER instelling_wijziging_vast BEFORE UPDATE ON instelling_wijziging "
        "BEGIN SELECT RAISE(ABORT, 'instelling_wijziging is append-only'); END",
        "CREATE TRIGGER instelling_wijziging_blijft BEFORE DELETE ON instelling_wijziging "
        "BEGIN SELECT RAISE(ABORT, 'instelling_wijziging is append-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION instelling_wijziging_vast() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'instelling_wijziging is append-only'; END $$",
        "CREATE TRIGGER instelling_wijziging_vast BEFORE UPDATE OR DELETE ON instelling_wijziging "
        "FOR EACH ROW EXECUTE FUNCTION instelling_wijziging_vast()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "helper",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey(CLIENT, ondelete="CASCADE"), nullable=False),
        sa.Column("volgorde", sa.Integer(), nullable=False),
        sa.Column("naam", crypto.EncryptedText(), nullable=False),
        sa.Column("telefoon", crypto.EncryptedText()),
        sa.Column("relatie", crypto.EncryptedText()),
        sa.Column("ja_gezegd", sa.Boolean()),
        sa.Column("created_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", tables.UtcDateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_helper_client_id"), "helper", ["client_id"])
    op.create_table(
        "client_email",
        sa.Column("client_id", sa.Integer(), sa.ForeignKey(CLIENT, ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("email", crypto.EncryptedText(), nullable=False),
        sa.Column("token", crypto.EncryptedText(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("bevestigd_at", tables.UtcDateTime(timezone=True)),
        sa.Column("geweigerd_at", tables.UtcDateTime(timezone=True)),
        sa.Column("created_at", tables.UtcDateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("token_hash", name=op.f("uq_client_email_token_hash")),
    )
    op.create_table(
        "herinnering",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey(CLIENT, ondelete="CASCADE"), nullable=False),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("ritme", sa.String(12), nullable=False),
        sa.Column("uur", sa.Integer(), nullable=False),
        sa.Column("begin", tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("tot", tables.UtcDateTime(timezone=True)),
        sa.Column("gedaan_at", tables.UtcDateTime(timezone=True)),
        sa.Column("laatst_at", tables.UtcDateTime(timezone=True)),
        sa.UniqueConstraint("client_id", "soort", name=op.f("uq_herinnering_client_id")),
    )
    op.create_table(
        "instelling_wijziging",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("organisatie_id", sa.Integer(), sa.ForeignKey("organisatie.id"), nullable=False),
        sa.Column("begeleider_id", sa.Integer(), sa.ForeignKey("begeleider.id")),
        sa.Column("sleutel", sa.String(60), nullable=False),
        sa.Column("oud", crypto.EncryptedText()),
        sa.Column("nieuw", crypto.EncryptedText()),
        sa.Column("created_at", tables.UtcDateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_instelling_wijziging_organisatie_id"), "instelling_wijziging", ["organisatie_id"])
    for statement in REFUSE[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("bezorging") as bezorging:
        bezorging.add_column(sa.Column("client_id", sa.Integer(), nullable=True))
        bezorging.add_column(sa.Column("herinnering_id", sa.Integer(), nullable=True))
        bezorging.create_foreign_key(op.f("fk_bezorging_client_id_client"), "client", ["client_id"], ["id"], ondelete="CASCADE")
        bezorging.create_foreign_key(op.f("fk_bezorging_herinnering_id_herinnering"), "herinnering", ["herinnering_id"], ["id"], ondelete="CASCADE")
        bezorging.create_index(op.f("ix_bezorging_client_id"), ["client_id"])


def downgrade() -> None:
    with op.batch_alter_table("bezorging") as bezorging:
        bezorging.drop_index(op.f("ix_bezorging_client_id"))
        bezorging.drop_constraint(op.f("fk_bezorging_herinnering_id_herinnering"), type_="foreignkey")
        bezorging.drop_constraint(op.f("fk_bezorging_client_id_client"), type_="foreignkey")
        bezorging.drop_column("herinnering_id")
        bezorging.drop_column("client_id")
    for table in ("instelling_wijziging", "herinnering", "client_email", "helper"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION instelling_wijziging_vast()")
