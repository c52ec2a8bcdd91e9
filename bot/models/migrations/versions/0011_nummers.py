"""numbers are never used again, mails about a request are counted, and a gap in the rota can come back"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# One mail and three reminders; `attempts` counted them until now.
ALLE_MAILS = 4
# Numbers above the highest of now were given out too, to rows that were erased since: the numbering goes on well past them.
RUIMTE = 1000
GAT = "uq_systeemmelding_organisatie_id"


def upgrade() -> None:
    op.add_column("contactverzoek", sa.Column("gemaild", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        f"UPDATE contactverzoek SET gemaild = coalesce((SELECT CASE WHEN attempts < {ALLE_MAILS} THEN attempts ELSE {ALLE_MAILS} END"  # noqa: S608
        " FROM outbox WHERE soort = 'contactverzoek' AND verwijzing = contactverzoek.id AND delivered_at IS NULL ORDER BY id LIMIT 1),"
        f" {ALLE_MAILS})"
    )
    op.execute("UPDATE outbox SET attempts = 0 WHERE soort = 'contactverzoek' AND delivered_at IS NULL")
    # Written out, because SQLite takes a foreign key only together with its column.
    op.execute("ALTER TABLE bezorging ADD COLUMN contactverzoek_id INTEGER REFERENCES contactverzoek (id) ON DELETE CASCADE")
    op.create_index("ix_bezorging_contactverzoek_id", "bezorging", ["contactverzoek_id"])
    with op.batch_alter_table("systeemmelding") as systeemmelding:
        systeemmelding.drop_constraint(GAT, type_="unique")
    if op.get_bind().dialect.name == "sqlite":
        _number_once()


def _number_once() -> None:
    """Give every numbered table AUTOINCREMENT.

    Nothing on disk differs but the text of the table, so that is all that is changed (https://www.sqlite.org/lang_altertable.html, "Making Other
    Kinds Of Table Schema Changes"). Making the tables anew would cascade: dropping `client` deletes all that hangs on it.
    """
    # The first table of this kind makes sqlite_sequence, in which SQLite remembers the numbers.
    op.execute("CREATE TABLE nummering (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    op.execute("DROP TABLE nummering")
    _rewrite("PRIMARY KEY (id)", "PRIMARY KEY (id AUTOINCREMENT)")
    connection = op.get_bind()
    if connection.scalar(sa.text("SELECT count(*) FROM organisatie")):
        tables = connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")).all()
        for table in tables:
            op.execute(f"INSERT INTO sqlite_sequence (name, seq) SELECT '{table}', coalesce(max(id), 0) + {RUIMTE} FROM {table}")  # noqa: S608


def _rewrite(old: str, new: str) -> None:
    op.execute("PRAGMA writable_schema = ON")
    # The numbers of `sleutel` are random, those of `bericht` are made by the client.
    op.execute(f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE type = 'table' AND name NOT IN ('sleutel', 'bericht')")  # noqa: S608
    op.execute("PRAGMA writable_schema = RESET")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rewrite("PRIMARY KEY (id AUTOINCREMENT)", "PRIMARY KEY (id)")
        op.execute("DELETE FROM sqlite_sequence")
    op.execute(
        "DELETE FROM systeemmelding WHERE EXISTS (SELECT 1 FROM systeemmelding AS newer WHERE newer.organisatie_id = systeemmelding.organisatie_id"
        " AND newer.soort = systeemmelding.soort AND newer.van = systeemmelding.van AND newer.id > systeemmelding.id)"
    )
    with op.batch_alter_table("systeemmelding") as systeemmelding:
        systeemmelding.create_unique_constraint(GAT, ["organisatie_id", "soort", "van"])
    with op.batch_alter_table("bezorging") as bezorging:
        bezorging.drop_index("ix_bezorging_contactverzoek_id")
        bezorging.drop_column("contactverzoek_id")
    op.execute(
        "UPDATE outbox SET attempts = (SELECT gemaild FROM contactverzoek WHERE id = verwijzing)"
        " WHERE soort = 'contactverzoek' AND delivered_at IS NULL AND verwijzing IN (SELECT id FROM contactverzoek)"
    )
    op.drop_column("contactverzoek", "gemaild")
