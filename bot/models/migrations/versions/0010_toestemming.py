"""whether the own words of a signaal-check are shared too, and which melding was raised of it"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("signaal_check", sa.Column("woorden_gedeeld", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Written out, because SQLite takes a foreign key only together with its column.
    op.execute("ALTER TABLE signaal_check ADD COLUMN melding_id INTEGER REFERENCES melding (id) ON DELETE SET NULL")
    # Until now a yes went for the whole check, own words included; what was shared so stays as it was.
    op.execute("UPDATE signaal_check SET woorden_gedeeld = gedeeld")
    # A check and its melding were written in one turn, at the same moment; what the guard raised at the receipt of that message has a lower number.
    op.execute(
        "UPDATE signaal_check SET melding_id = (SELECT max(melding.id) FROM melding"
        " WHERE melding.client_id = signaal_check.client_id AND melding.created_at = signaal_check.done_at AND melding.niveau = 'oranje')"
    )


def downgrade() -> None:
    with op.batch_alter_table("signaal_check") as signaal_check:
        signaal_check.drop_column("melding_id")
        signaal_check.drop_column("woorden_gedeeld")
