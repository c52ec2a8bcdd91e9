"""What a begeleider sends to a client: messages, and dialogues that were set ready."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class BegeleiderBericht(Base):
    """One message of a begeleider to a client, never changed afterwards. bericht_id: the same message in the conversation.

    gezien_at: when it was first shown on a device of the client.
    """

    __tablename__ = "begeleider_bericht"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id"))
    bericht_id: Mapped[str] = mapped_column(String(36), unique=True)
    tekst: Mapped[str] = mapped_column(EncryptedText("begeleider_bericht.tekst"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gezien_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Klaargezet(Base):
    """A dialogue that a begeleider set ready for a client; taken back means that the row is gone.

    gezien_at: when the client was first told. niet_nu_at: the client does not want it now; the begeleider never sees that.
    begonnen_at, klaar_at: when the client began and finished the dialogue after it was set ready.
    """

    __tablename__ = "klaargezet"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id"))
    dialoog: Mapped[str] = mapped_column(String(30))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gezien_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    niet_nu_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    begonnen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    klaar_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
