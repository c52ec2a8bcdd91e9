"""messages of a begeleider, dialogues that were set ready, and when a dialogue comes back"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from bot.models import tables
from bot.models.crypto import EncryptedText

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Until now a finished signaal-check came back at home by a fixed rule; from now on by `weer_at`.
CHECK_NA = timedelta(days=6)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, tables.UtcDateTime(timezone=True), nullable=nullable)


def _of_client() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("begeleider_id", sa.Integer(), sa.ForeignKey("begeleider.id"), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "begeleider_bericht",
        *_of_client(),
        sa.Column("bericht_id", sa.String(36), nullable=False, unique=True),
        sa.Column("tekst", EncryptedText("begeleider_bericht.tekst"), nullable=False),
        _moment("created_at", nullable=False),
        _moment("gezien_at"),
    )
    op.create_index("ix_begeleider_bericht_client_id", "begeleider_bericht", ["client_id"])
    op.create_table(
        "klaargezet",
        *_of_client(),
        sa.Column("dialoog", sa.String(30), nullable=False),
        _moment("created_at", nullable=False),
        *(_moment(name) for name in ("gezien_at", "niet_nu_at", "begonnen_at", "klaar_at")),
    )
    op.create_index("ix_klaargezet_client_id", "klaargezet", ["client_id"])
    op.add_column("voortgang", _moment("weer_at"))
    op.add_column("client_email", sa.Column("bij_nieuws", sa.Boolean(), nullable=False, server_default=sa.false()))
    _bring_checks_back()


def _bring_checks_back() -> None:
    moments = (sa.column(name, tables.UtcDateTime(timezone=True)) for name in ("updated_at", "weer_at"))
    voortgang = sa.table("voortgang", *(sa.column(name) for name in ("client_id", "dialoog", "status")), *moments)
    these = (voortgang.c.dialoog == "signaalcheck", voortgang.c.status == "klaar")
    connection = op.get_bind()
    for row in connection.execute(sa.select(voortgang.c.client_id, voortgang.c.updated_at).where(*these)).all():
        this = (voortgang.c.client_id == row.client_id, *these)
        connection.execute(sa.update(voortgang).where(*this).values(weer_at=row.updated_at + CHECK_NA))


def downgrade() -> None:
    op.drop_column("client_email", "bij_nieuws")
    op.drop_column("voortgang", "weer_at")
    op.drop_table("klaargezet")
    op.drop_table("begeleider_bericht")
