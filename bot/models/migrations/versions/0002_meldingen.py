"""the alarm chain: steps of meldingen, rota, deliveries, proof"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.models import crypto, tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSE = {
    "sqlite": ("CREATE TRIGGER melding_stap_vast BEFORE UPDATE ON melding_stap BEGIN SELECT RAISE(ABORT, 'melding_stap is append-only'); END",),
    "postgresql": (
        "CREATE FUNCTION melding_stap_vast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'melding_stap is append-only'; END $$",
        "CREATE TRIGGER melding_stap_vast BEFORE UPDATE ON melding_stap FOR EACH ROW EXECUTE FUNCTION melding_stap_vast()",
    ),
}
ORGANISATIE, BEGELEIDER, MELDING = "organisatie.id", "begeleider.id", "melding.id"


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, tables.UtcDateTime(timezone=True), nullable=nullable)


def _to(name: str, target: str, *, nullable: bool = False, cascade: bool = False, primary_key: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(target, ondelete="CASCADE" if cascade else None)
    return sa.Column(name, sa.Integer(), key, nullable=nullable, primary_key=primary_key, autoincrement=False if primary_key else "auto")


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True)


def upgrade() -> None:
    op.create_table(
        "melding_stap",
        _id(),
        _to("melding_id", MELDING, cascade=True),
        sa.Column("sleutel", sa.String(60), nullable=False),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("ronde", sa.Integer(), nullable=False),
        sa.Column("trede", sa.String(20)),
        _to("begeleider_id", BEGELEIDER, nullable=True),
        _to("naar_id", BEGELEIDER, nullable=True),
        sa.Column("herhaling", sa.Boolean(), nullable=False),
        sa.Column("reden", sa.String(30)),
        sa.Column("tekst", crypto.EncryptedText()),
        _moment("created_at"),
        sa.UniqueConstraint("melding_id", "sleutel", name=op.f("uq_melding_stap_melding_id")),
    )
    op.create_table(
        "rooster_dienst",
        _id(),
        _to("begeleider_id", BEGELEIDER, cascade=True),
        _moment("van"),
        _moment("tot"),
    )
    op.create_table(
        "rooster_afwezigheid",
        _id(),
        _to("begeleider_id", BEGELEIDER, cascade=True),
        _to("vervanger_id", BEGELEIDER, nullable=True),
        _moment("van"),
        _moment("tot"),
    )
    op.create_table(
        "rooster_vervanger", _to("begeleider_id", BEGELEIDER, cascade=True, primary_key=True), _to("vervanger_id", BEGELEIDER, cascade=True)
    )
    op.create_table(
        "systeemmelding",
        _id(),
        _to("organisatie_id", ORGANISATIE),
        sa.Column("soort", sa.String(20), nullable=False),
        _moment("van"),
        _moment("tot"),
        _moment("created_at"),
        _moment("opgelost_at", nullable=True),
        sa.UniqueConstraint("organisatie_id", "soort", "van", name=op.f("uq_systeemmelding_organisatie_id")),
    )
    op.create_table(
        "proef",
        _id(),
        _to("organisatie_id", ORGANISATIE),
        sa.Column("slot", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("gepland_at", nullable=True),
        _moment("bewezen_at", nullable=True),
        sa.UniqueConstraint("organisatie_id", "slot", name=op.f("uq_proef_organisatie_id")),
    )
    op.create_table(
        "webhook",
        _to("organisatie_id", ORGANISATIE, primary_key=True),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("geheim", crypto.EncryptedText(), nullable=False),
    )
    op.create_table(
        "bezorging",
        _id(),
        _to("organisatie_id", ORGANISATIE),
        _to("melding_id", MELDING, nullable=True, cascade=True),
        _to("proef_id", "proef.id", nullable=True, cascade=True),
        _to("begeleider_id", BEGELEIDER, nullable=True),
        sa.Column("kanaal", sa.String(10), nullable=False),
        sa.Column("doel", sa.String(10), nullable=False),
        sa.Column("inhoud", sa.String(20), nullable=False),
        sa.Column("ronde", sa.Integer(), nullable=False),
        sa.Column("trede", sa.String(20)),
        sa.Column("herhaling", sa.Boolean(), nullable=False),
        sa.Column("sleutel", sa.String(64), nullable=False),
        sa.Column("uitkomst", sa.String(15)),
        sa.Column("fout", sa.String(60)),
        _moment("created_at"),
        sa.UniqueConstraint("sleutel", name=op.f("uq_bezorging_sleutel")),
    )
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for statement in REFUSE[op.get_bind().dialect.name]:
        op.execute(statement)


INDEXES = (
    ("melding_stap", "begeleider_id"),
    ("melding_stap", "naar_id"),
    ("rooster_dienst", "begeleider_id"),
    ("rooster_afwezigheid", "begeleider_id"),
    ("bezorging", "organisatie_id"),
    ("bezorging", "melding_id"),
    ("bezorging", "proef_id"),
)


def downgrade() -> None:
    for table in ("bezorging", "webhook", "proef", "systeemmelding", "rooster_vervanger", "rooster_afwezigheid", "rooster_dienst", "melding_stap"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION melding_stap_vast()")
