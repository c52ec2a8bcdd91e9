"""The tables. Domain columns are Dutch, technical columns English; times are UTC with zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from bot.models.crypto import EncryptedJSON, EncryptedText


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with zone; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else (value if value.tzinfo else value.replace(tzinfo=UTC))


class Base(DeclarativeBase):
    """What all tables share. A number of a row is never given out twice, for it lives on elsewhere: in a mail that was sent, a key, a log, a page.

    PostgreSQL does so by itself; on SQLite a table needs AUTOINCREMENT for it.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if isinstance(cls.__table__, Table) and cls.__table__.autoincrement_column is not None:
            cls.__table__.kwargs["sqlite_autoincrement"] = True


class Sleutel(Base):
    """A wrapped encryption key. Deleting the row makes everything written with it unreadable."""

    __tablename__ = "sleutel"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)  # random, never used twice
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class Organisatie(Base):
    """An organisation of begeleiders; `instellingen` holds its helplines and reading times."""

    __tablename__ = "organisatie"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sleutel_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("sleutel.id"))
    naam: Mapped[str] = mapped_column(String(200))
    instellingen: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Begeleider(Base):
    """A job coach with a login. The e-mail address is found by a blind index, because the column itself is encrypted."""

    __tablename__ = "begeleider"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id"), index=True)
    naam: Mapped[str] = mapped_column(EncryptedText("begeleider.naam"))
    email: Mapped[str] = mapped_column(EncryptedText("begeleider.email"))
    email_index: Mapped[str] = mapped_column(String(64), unique=True)
    telefoon: Mapped[str | None] = mapped_column(EncryptedText("begeleider.telefoon"))
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    organisatie: Mapped[Organisatie] = relationship(lazy="raise_on_sql")


class Client(Base):
    """A person with NAH, in the care of one begeleider."""

    __tablename__ = "client"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id"), index=True)
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id"), index=True)
    sleutel_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("sleutel.id"))
    naam: Mapped[str] = mapped_column(EncryptedText("client.naam"))
    telefoon: Mapped[str | None] = mapped_column(EncryptedText("client.telefoon"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begeleider: Mapped[Begeleider] = relationship(lazy="raise_on_sql")


class Toegang(Base):
    """A single-use link. Only the hash of its token is stored; `device_hash` lets the same browser retry a lost reply."""

    __tablename__ = "toegang"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Sessie(Base):
    """A device that is logged in, of a client or of a begeleider. Only the hash of its cookie is stored."""

    __tablename__ = "sessie"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    begeleider_id: Mapped[int | None] = mapped_column(ForeignKey("begeleider.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Gesprek(Base):
    """A conversation: its last sequence number, and the safety state that stands above every dialogue.

    veiligheid: None, "gevraagd" or "nog_eens" (the direct question is open), "rust" (the questionnaire rests until the client chooses to go on)
    or "contact" (it rests, and the client is asked how to reach the begeleider).
    """

    __tablename__ = "gesprek"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), unique=True)
    last_seq: Mapped[int] = mapped_column(Integer, default=0)
    veiligheid: Mapped[str | None] = mapped_column(String(20))
    stand: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON("gesprek.stand"), default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Bericht(Base):
    """One message: of the client, of the bot, of a begeleider, or of the system (a client came back). `seq` orders a conversation without gaps.

    The id of a client's message is made by the client, so that sending it again is seen; body_hash tells whether it is the same message.
    """

    __tablename__ = "bericht"
    __table_args__ = (UniqueConstraint("gesprek_id", "seq"), Index("ix_bericht_onbeantwoord", "gesprek_id", "answered_at"))
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    gesprek_id: Mapped[int] = mapped_column(ForeignKey("gesprek.id", ondelete="CASCADE"))
    seq: Mapped[int] = mapped_column(Integer)
    van: Mapped[str] = mapped_column(String(10))  # client | bot | begeleider | systeem
    tekst: Mapped[str | None] = mapped_column(EncryptedText("bericht.tekst"))
    keuzes: Mapped[list[str] | None] = mapped_column(EncryptedJSON("bericht.keuzes"))
    beweging: Mapped[str | None] = mapped_column(String(20))  # the move it stands for, when that is known at receipt
    beurt: Mapped[str | None] = mapped_column(EncryptedText("bericht.beurt"))  # of the bot or a begeleider: the turn as JSON
    body_hash: Mapped[str | None] = mapped_column(String(64))
    niveau: Mapped[str | None] = mapped_column(EncryptedText("bericht.niveau"))  # verdict of the guard
    reden: Mapped[str | None] = mapped_column(EncryptedText("bericht.reden"))
    reply_to: Mapped[str | None] = mapped_column(String(36), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Antwoord(Base):
    """What a client answered to one question: the literal words, what was understood, and when. Earlier versions are kept."""

    __tablename__ = "antwoord"
    __table_args__ = (UniqueConstraint("client_id", "dialoog", "vraag", "versie"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    dialoog: Mapped[str] = mapped_column(String(30))
    vraag: Mapped[str] = mapped_column(String(50))
    versie: Mapped[int] = mapped_column(Integer)
    geldig: Mapped[bool] = mapped_column(Boolean, default=True)
    woorden: Mapped[str] = mapped_column(EncryptedText("antwoord.woorden"))
    waarde: Mapped[str] = mapped_column(EncryptedText("antwoord.waarde"))  # JSON
    bericht_id: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Voortgang(Base):
    """Where a client is in a dialogue. `stand` holds question ids and counters only, never words.

    weer_at: from when a finished dialogue stands at home again; a dialogue's `klaar` may set it (bot/care/weer.py).
    """

    __tablename__ = "voortgang"
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    dialoog: Mapped[str] = mapped_column(String(30), primary_key=True)
    status: Mapped[str] = mapped_column(String(10))  # open | klaar
    stand: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    weer_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Samenvatting(Base):
    """A summary of one dialogue. Its lines become readable for the begeleider one by one, only after the client has approved the whole."""

    __tablename__ = "samenvatting"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    dialoog: Mapped[str] = mapped_column(String(30))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    goedgekeurd_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    regels: Mapped[list[SamenvattingRegel]] = relationship(
        back_populates="samenvatting", lazy="raise_on_sql", order_by="SamenvattingRegel.volgorde", passive_deletes=True
    )


class SamenvattingRegel(Base):
    """One line of a summary, with its own consent. toestemming: "delen", "niet_delen" or "ingetrokken"."""

    __tablename__ = "samenvatting_regel"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    samenvatting_id: Mapped[int] = mapped_column(ForeignKey("samenvatting.id", ondelete="CASCADE"), index=True)
    volgorde: Mapped[int] = mapped_column(Integer)
    onderwerp: Mapped[str] = mapped_column(String(50))
    tekst: Mapped[str] = mapped_column(EncryptedText("samenvatting_regel.tekst"))
    bronnen: Mapped[str] = mapped_column(EncryptedText("samenvatting_regel.bronnen"))  # JSON: per answer question, literal words, date, turn
    toestemming: Mapped[str | None] = mapped_column(String(12))
    toestemming_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    samenvatting: Mapped[Samenvatting] = relationship(back_populates="regels", lazy="raise_on_sql")


class Contactverzoek(Base):
    """A client asks the begeleider for something: a message, or to be called back. gemaild: how often the begeleider was told of it."""

    __tablename__ = "contactverzoek"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    soort: Mapped[str] = mapped_column(String(12))  # bericht | terugbellen | vraag
    tekst: Mapped[str] = mapped_column(EncryptedText("contactverzoek.tekst"))
    bericht_id: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gelezen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gemaild: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


class Melding(Base):
    """An escalation to the begeleider: level, the rule that raised it, the words as agreed, and what the client was told."""

    __tablename__ = "melding"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    bericht_id: Mapped[str | None] = mapped_column(String(36))
    niveau: Mapped[str] = mapped_column(String(10))  # rood | oranje | geel
    regel: Mapped[str] = mapped_column(EncryptedText("melding.regel"))
    woorden: Mapped[str | None] = mapped_column(EncryptedText("melding.woorden"))
    verteld: Mapped[str | None] = mapped_column(EncryptedText("melding.verteld"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gezien_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gezien_door: Mapped[int | None] = mapped_column(ForeignKey("begeleider.id"))
    gesloten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TrackerEvent(Base):
    """The Rasa events of one turn, as JSON: the record of what the dialogue engine did."""

    __tablename__ = "tracker_event"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    gesprek_id: Mapped[int] = mapped_column(ForeignKey("gesprek.id", ondelete="CASCADE"), index=True)
    bericht_id: Mapped[str] = mapped_column(String(36))
    events: Mapped[str] = mapped_column(EncryptedText("tracker_event.events"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Outbox(Base):
    """Something to deliver outside the database, written in the transaction that caused it.

    verwijzing: id of what it is about, by `soort` a melding, contactverzoek, bezorging, proef, herinnering or client. attempts: of a cause, how often
    handling it failed since it last went well; of a bezorging, how often it was tried.
    """

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    soort: Mapped[str] = mapped_column(String(30))
    verwijzing: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Incident(Base):
    """Something went wrong inside: which action or step, and the class of the error. Never words of a client."""

    __tablename__ = "incident"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    bericht_id: Mapped[str | None] = mapped_column(String(36))
    stap: Mapped[str] = mapped_column(String(80))
    fout: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Onbeantwoord(Base):
    """A werkgever's question without an answer, stripped of what points to a person; for the editor of one organisatie.

    `tekst_index` (keyed hash) finds the same question without reading it; `aantal` counts how often it was asked.
    """

    __tablename__ = "onbeantwoord"
    __table_args__ = (UniqueConstraint("organisatie_id", "tekst_index"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisatie_id: Mapped[int] = mapped_column(ForeignKey("organisatie.id", ondelete="CASCADE"))
    tekst: Mapped[str] = mapped_column(EncryptedText("onbeantwoord.tekst"))
    tekst_index: Mapped[str] = mapped_column(String(64))
    aantal: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Duidelijk(Base):
    """How often an answer was called clear and not clear. Counts only: nothing tells who voted or when."""

    __tablename__ = "duidelijk"
    onderwerp: Mapped[str] = mapped_column(String(100), primary_key=True)
    ja: Mapped[int] = mapped_column(Integer, default=0)
    nee: Mapped[int] = mapped_column(Integer, default=0)
