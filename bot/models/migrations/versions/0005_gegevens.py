"""mijn gegevens: who looked, changes of consent, erasures"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.models import tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFUSE = {
    "sqlite": ("CREATE TRIGGER inzage_vast BEFORE UPDATE ON inzage BEGIN SELECT RAISE(ABORT, 'inzage is append-only'); END",),
    "postgresql": (
        "CREATE FUNCTION inzage_vast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'inzage is append-only'; END $$",
        "CREATE TRIGGER inzage_vast BEFORE UPDATE ON inzage FOR EACH ROW EXECUTE FUNCTION inzage_vast()",
    ),
}


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, tables.UtcDateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _number(name: str, *, nullable: bool = False, big: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger() if big else sa.Integer(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "inzage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        _number("organisatie_id"),
        _number("volgnummer", big=True),
        _number("betrokkene", big=True),
        _text("wie", 12),
        _number("begeleider_id", nullable=True),
        _text("rol", 20),
        _text("actie", 12),
        _text("soort", 40),
        _number("verwijzing", nullable=True),
        _text("plek", 12),
        _text("uitkomst", 12),
        _moment("created_at"),
        _text("keten", 64),
        sa.UniqueConstraint("organisatie_id", "volgnummer", name=op.f("uq_inzage_organisatie_id")),
    )
    op.create_index("ix_inzage_betrokkene", "inzage", ["betrokkene", "created_at"])
    op.create_table(
        "inzage_keten",
        sa.Column("organisatie_id", sa.Integer(), primary_key=True, autoincrement=False),
        _number("eerste", big=True),
        _number("laatste", big=True),
        _text("begin", 64),
        _text("einde", 64),
        _text("zegel", 64),
    )
    op.create_table(
        "toestemming_stap",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("regel_id", sa.Integer(), sa.ForeignKey("samenvatting_regel.id", ondelete="CASCADE"), nullable=False),
        _text("groep", 32),
        _text("was", 12, nullable=True),
        _text("werd", 12, nullable=True),
        _moment("created_at"),
    )
    op.create_index(op.f("ix_toestemming_stap_regel_id"), "toestemming_stap", ["regel_id"])
    op.create_index(op.f("ix_toestemming_stap_groep"), "toestemming_stap", ["groep"])
    op.create_table(
        "wissing",
        sa.Column("betrokkene", sa.BigInteger(), primary_key=True, autoincrement=False),
        _number("organisatie_id"),
        _text("door", 15),
        _number("begeleider_id", nullable=True),
        _moment("created_at"),
        _moment("opgeruimd_at", nullable=True),
    )
    for statement in REFUSE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for table in ("wissing", "toestemming_stap", "inzage_keten", "inzage"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION inzage_vast()")
