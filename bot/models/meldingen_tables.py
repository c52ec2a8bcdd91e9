"""The tables of the alarm chain: the step log of meldingen, the duty rota, deliveries, and the proof that the chain is alive."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models import instelling_tables  # noqa: F401 - a Bezorging points at a Herinnering
from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class MeldingStap(Base):
    """One step in the life of a melding. Append-only (a trigger refuses changes): where a melding stands is always read from its steps.

    soort, of the ladder: ronde | bericht | overgeslagen | wacht | niet_bezorgd; of people: gezien | notitie | overgedragen | gesloten | heropend |
    bekeken; of the client: aangevuld.
    `sleutel` makes a step of the ladder happen once, however many processes try.
    """

    __tablename__ = "melding_stap"
    __table_args__ = (UniqueConstraint("melding_id", "sleutel"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    melding_id: Mapped[int] = mapped_column(ForeignKey("melding.id", ondelete="CASCADE"))
    sleutel: Mapped[str] = mapped_column(String(60))
    soort: Mapped[str] = mapped_column(String(20))
    ronde: Mapped[int] = mapped_column(Integer)
    trede: Mapped[str | None] = mapped_column(String(20))
    begeleider_id: Mapped[int | None] = mapped_column(ForeignKey("begeleider.id"), index=True)
    naar_id: Mapped[int | None] = mapped_column(ForeignKey("begeleider.id"), index=True)
    herhaling: Mapped[bool] = mapped_column(Boolean, default=False)
    reden: Mapped[str | None] = mapped_column(String(30))
    tekst: Mapped[str | None] = mapped_column(EncryptedText("melding_stap.tekst"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Bezorging(Base):
    """One message to send outside, by mail or webhook; its outbox row carries the attempts. The address is looked up when it is sent.

    melding_id, contactverzoek_id, proef_id, herinnering_id: the cause; it goes when its cause goes. client_id: of the client it is sent to.
    doel: begeleider | laatste | proef | client (a reminder, something new, or the first mail to an address). kanaal: mail | webhook.
    sleutel: idempotency key, random-looking, in the Message-ID and the webhook header.
    uitkomst: None (on its way), bezorgd, geweigerd (refused for good), samengevoegd (an older one about the same came through)
    or vervallen (not wanted or not needed any more when it could be sent).
    """

    __tablename__ = "bezorging"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id"), index=True)
    melding_id: Mapped[int | None] = mapped_column(ForeignKey("melding.id", ondelete="CASCADE"), index=True)
    contactverzoek_id: Mapped[int | None] = mapped_column(ForeignKey("contactverzoek.id", ondelete="CASCADE"), index=True)
    proef_id: Mapped[int | None] = mapped_column(ForeignKey("proef.id", ondelete="CASCADE"), index=True)
    begeleider_id: Mapped[int | None] = mapped_column(ForeignKey("begeleider.id"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    herinnering_id: Mapped[int | None] = mapped_column(ForeignKey("herinnering.id", ondelete="CASCADE"))
    kanaal: Mapped[str] = mapped_column(String(10))
    doel: Mapped[str] = mapped_column(String(10))
    inhoud: Mapped[str] = mapped_column(String(20))
    ronde: Mapped[int] = mapped_column(Integer, default=0)
    trede: Mapped[str | None] = mapped_column(String(20))
    herhaling: Mapped[bool] = mapped_column(Boolean, default=False)
    sleutel: Mapped[str] = mapped_column(String(64), unique=True)
    uitkomst: Mapped[str | None] = mapped_column(String(15))
    fout: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Dienst(Base):
    """Somebody is reachable outside working hours."""

    __tablename__ = "rooster_dienst"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id", ondelete="CASCADE"), index=True)
    van: Mapped[datetime] = mapped_column(UtcDateTime)
    tot: Mapped[datetime] = mapped_column(UtcDateTime)


class Afwezigheid(Base):
    """Somebody is away, and who takes over meanwhile (else the standing deputy)."""

    __tablename__ = "rooster_afwezigheid"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id", ondelete="CASCADE"), index=True)
    vervanger_id: Mapped[int | None] = mapped_column(ForeignKey("begeleider.id"))
    van: Mapped[datetime] = mapped_column(UtcDateTime)
    tot: Mapped[datetime] = mapped_column(UtcDateTime)


class Vervanger(Base):
    """The standing deputy of a begeleider."""

    __tablename__ = "rooster_vervanger"
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id", ondelete="CASCADE"), primary_key=True)
    vervanger_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id", ondelete="CASCADE"))


class Systeemmelding(Base):
    """Something is wrong with the chain itself: the rota has a gap. Of one gap there is one open row; one that comes back is a new row."""

    __tablename__ = "systeemmelding"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id"))
    soort: Mapped[str] = mapped_column(String(20))
    van: Mapped[datetime] = mapped_column(UtcDateTime)
    tot: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opgelost_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Proef(Base):
    """A synthetic melding that goes through the whole chain. `slot` numbers the turns of the schedule, so that several fronts make one."""

    __tablename__ = "proef"
    __table_args__ = (UniqueConstraint("organisatie_id", "slot"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id"))
    slot: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gepland_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bewezen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Webhook(Base):
    """Where an organisatie wants to be told, and the secret the message is signed with."""

    __tablename__ = "webhook"
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id"), primary_key=True)
    url: Mapped[str] = mapped_column(String(500))
    geheim: Mapped[str] = mapped_column(EncryptedText("webhook.geheim"))
