"""Reminders with the address they go to, and the log of what was changed in the settings of an organisatie."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class ClientEmail(Base):
    """The address a client wants reminders on. `token` stands in the mails (to confirm or remove the address); it lets nobody in.

    bevestigd_at: the client opened the first mail and said yes; before that nothing but that mail is sent. geweigerd_at: mail does not arrive.
    bij_nieuws: the client also wants a mail when a begeleider wrote or set something ready.
    """

    __tablename__ = "client_email"
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(EncryptedText("client_email.email"))
    token: Mapped[str] = mapped_column(EncryptedText("client_email.token"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    bevestigd_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    geweigerd_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bij_nieuws: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Herinnering(Base):
    """A reminder a client chose: at most one per kind. Its outbox row is the alarm clock.

    ritme: dag | week | twee_weken | maand. uur: local hour of the day. begin: the moment the rhythm counts from. tot: the last moment, for a
    rhythm that ends by itself. gedaan_at: when the dialogue was done last. laatst_at: the due moment that was handled last.
    """

    __tablename__ = "herinnering"
    __table_args__ = (UniqueConstraint("client_id", "soort"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    soort: Mapped[str] = mapped_column(String(20))
    ritme: Mapped[str] = mapped_column(String(12))
    uur: Mapped[int] = mapped_column(Integer)
    begin: Mapped[datetime] = mapped_column(UtcDateTime)
    tot: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gedaan_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    laatst_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InstellingWijziging(Base):
    """One change in the settings of an organisatie. Append-only (a trigger refuses changes). begeleider None: by the command line.

    oud and nieuw are JSON, encrypted because addresses and numbers of people can be among them; of a secret neither is kept.
    """

    __tablename__ = "instelling_wijziging"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id"), index=True)
    begeleider_id: Mapped[int | None] = mapped_column(ForeignKey("begeleider.id"))
    sleutel: Mapped[str] = mapped_column(String(60))
    oud: Mapped[str | None] = mapped_column(EncryptedText("instelling_wijziging.oud"))
    nieuw: Mapped[str | None] = mapped_column(EncryptedText("instelling_wijziging.nieuw"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
