"""The signaal-checks a client finished."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class SignaalCheck(Base):
    """One finished check. waarden: JSON of `bot.care.signalen.Check`; woorden: JSON of what was said in own words, by question.

    niveau: geen | geel | oranje. gedeeld: the begeleider may read it; woorden_gedeeld: with the own words, which without `gedeeld` says nothing.
    verteld: what the client was told about who reads it. melding_id: the melding that was raised of it.
    """

    __tablename__ = "signaal_check"
    __table_args__ = (Index("ix_signaal_check_client_id", "client_id", "done_at"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    waarden: Mapped[str] = mapped_column(EncryptedText("signaal_check.waarden"))
    woorden: Mapped[str] = mapped_column(EncryptedText("signaal_check.woorden"))
    niveau: Mapped[str] = mapped_column(EncryptedText("signaal_check.niveau"))
    gedeeld: Mapped[bool] = mapped_column(Boolean)
    woorden_gedeeld: Mapped[bool] = mapped_column(Boolean, server_default=false())
    verteld: Mapped[str] = mapped_column(EncryptedText("signaal_check.verteld"))
    melding_id: Mapped[int | None] = mapped_column(ForeignKey("melding.id", ondelete="SET NULL"))
