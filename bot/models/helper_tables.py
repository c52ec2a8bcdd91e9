"""The own helpers of a client ("wie helpt mij")."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class Helper(Base):
    """Somebody a client can call in need. Seen by the client alone. ja_gezegd: whether this person agreed; None when it was not asked yet."""

    __tablename__ = "helper"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    volgorde: Mapped[int] = mapped_column(Integer)
    naam: Mapped[str] = mapped_column(EncryptedText("helper.naam"))
    telefoon: Mapped[str | None] = mapped_column(EncryptedText("helper.telefoon"))
    relatie: Mapped[str | None] = mapped_column(EncryptedText("helper.relatie"))
    ja_gezegd: Mapped[bool | None] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
