"""The energielijst of a client: two weeks, a value per waking hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class EnergieLijst(Base):
    """One list. indeling: JSON of `bot.care.energiedag.Indeling`, when this client is awake and works.

    begin_dag: the first day (ISO date). gedeeld: the begeleider may see the list; gedeeld_at: when the client
    decided that. bekeken_at: when the client went through pattern and mirror.
    """

    __tablename__ = "energie_lijst"
    __table_args__ = (Index("ix_energie_lijst_client_id", "client_id", "begonnen_at"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    begonnen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begin_dag: Mapped[str] = mapped_column(String(10))
    indeling: Mapped[str] = mapped_column(EncryptedText("energie_lijst.indeling"))
    gedeeld: Mapped[bool] = mapped_column(Boolean)
    gedeeld_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gestopt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bekeken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EnergieUur(Base):
    """The value of one hour. dag: the own day it belongs to (ISO date), which may go on after midnight; uur: hour of the clock, 0-23.

    waarde: "0" (empty) to "4" (full), as the client picked it.
    """

    __tablename__ = "energie_uur"
    __table_args__ = (UniqueConstraint("lijst_id", "dag", "uur"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    lijst_id: Mapped[int] = mapped_column(ForeignKey("energie_lijst.id", ondelete="CASCADE"))
    dag: Mapped[str] = mapped_column(String(10))
    uur: Mapped[int] = mapped_column(Integer)
    waarde: Mapped[str] = mapped_column(EncryptedText("energie_uur.waarde"))
    gezet_at: Mapped[datetime] = mapped_column(UtcDateTime)
