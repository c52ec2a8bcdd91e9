"""The tables of Mijn gegevens: who looked (a hash chain), who changed a consent, and that somebody was erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.tables import Base, UtcDateTime


class Inzage(Base):
    """Somebody saw or changed something of a client. Append-only: a trigger refuses changes, and `keten` makes every change visible.

    The fields NEN 7513 asks for: what happened (actie, soort, verwijzing), when, whose data (betrokkene), who (wie, begeleider_id) and in which
    role, through which part of the system (plek), and how it ended (uitkomst). No foreign keys, so that a row outlives what it is about.

    betrokkene: number of the client's key. Random and never used twice, so it points to nobody once the client is erased.
    wie: begeleider | client | beheerder | systeem. rol: eigen_begeleider | collega | zelf | beheerder | systeem.
    actie: lezen | wijzigen | uitvoeren | wissen. uitkomst: gelukt | geweigerd.
    keten: HMAC over this row and the `keten` of the row before it, with a key that is not in the database.
    """

    __tablename__ = "inzage"
    __table_args__ = (UniqueConstraint("organisatie_id", "volgnummer"), Index("ix_inzage_betrokkene", "betrokkene", "created_at"))
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(Integer)
    volgnummer: Mapped[int] = mapped_column(BigInteger)
    betrokkene: Mapped[int] = mapped_column(BigInteger)
    wie: Mapped[str] = mapped_column(String(12))
    begeleider_id: Mapped[int | None] = mapped_column(Integer)
    rol: Mapped[str] = mapped_column(String(20))
    actie: Mapped[str] = mapped_column(String(12))
    soort: Mapped[str] = mapped_column(String(40))
    verwijzing: Mapped[int | None] = mapped_column(Integer)
    plek: Mapped[str] = mapped_column(String(12))
    uitkomst: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    keten: Mapped[str] = mapped_column(String(64))


class InzageKeten(Base):
    """The two ends of the chain of one organisatie, so that a row missing at an end is seen too; its row lock orders the writers.

    begin: `keten` of the last row that was removed after its time, "" before any was. zegel: HMAC over this row.
    """

    __tablename__ = "inzage_keten"
    organisatie_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    eerste: Mapped[int] = mapped_column(BigInteger)
    laatste: Mapped[int] = mapped_column(BigInteger)
    begin: Mapped[str] = mapped_column(String(64))
    einde: Mapped[str] = mapped_column(String(64))
    zegel: Mapped[str] = mapped_column(String(64))


class Toestemmingstap(Base):
    """A client changed whether a line is shared, on the own pages. `groep` holds together what one press of a button did, to undo it."""

    __tablename__ = "toestemming_stap"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    regel_id: Mapped[int] = mapped_column(ForeignKey("samenvatting_regel.id", ondelete="CASCADE"), index=True)
    groep: Mapped[str] = mapped_column(String(32), index=True)
    was: Mapped[str | None] = mapped_column(String(12))
    werd: Mapped[str | None] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Wissing(Base):
    """A client was erased: whose key, by whom, when. Nothing of what was erased.

    door: client | begeleider | beheerder | bewaartermijn. opgeruimd_at: when the freed room on disk was overwritten too.
    """

    __tablename__ = "wissing"
    betrokkene: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organisatie_id: Mapped[int] = mapped_column(Integer)
    door: Mapped[str] = mapped_column(String(15))
    begeleider_id: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opgeruimd_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
