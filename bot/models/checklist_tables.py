"""The checklist a begeleider keeps per client."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.crypto import EncryptedText
from bot.models.tables import Base, UtcDateTime


class ChecklistPunt(Base):
    """How one item of the checklist stands for a client; an item that is open and has no note leaves no row.

    punt: an id of `bot/care/checklistpunten.yml`. stand: open | gedaan | niet_nodig. begeleider_id, changed_at: who changed it last, and when.
    """

    __tablename__ = "checklist_punt"
    __table_args__ = (UniqueConstraint("client_id", "punt"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    begeleider_id: Mapped[int] = mapped_column(ForeignKey("begeleider.id"))
    punt: Mapped[str] = mapped_column(String(60))
    stand: Mapped[str] = mapped_column(EncryptedText("checklist_punt.stand"))
    notitie: Mapped[str | None] = mapped_column(EncryptedText("checklist_punt.notitie"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
