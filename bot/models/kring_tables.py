"""What stands around a client: where the traject is, and who helped to answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class TrajectStap(Base):
    """Where a client is in the traject, as the begeleider noted at one moment. Rows are only added: the newest counts, the rest is the log.

    fase: one of `bot.care.traject.FASEN`. gesprekken: how many talks of the voortraject were held; None in other phases.
    """

    __tablename__ = "traject_stap"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id"))
    fase: Mapped[str] = mapped_column(EncryptedText("traject_stap.fase"))
    gesprekken: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SamenMet(Base):
    """A naaste helped to fill in: who, in which dialogue (empty: at home), from when until when. Said by the client; tot_at None: still."""

    __tablename__ = "samen_met"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    dialoog: Mapped[str] = mapped_column(String(30))
    wie: Mapped[str] = mapped_column(EncryptedText("samen_met.wie"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tot_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
