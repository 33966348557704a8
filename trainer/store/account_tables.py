"""The tables of accounts, of who treats whom, and of the log.

A patient whom nobody treats is open to every therapist. The log's head repeats number and seal of
the newest entry, so that entries cut off at its end are missed.
"""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.recording.account import Action, Role
from trainer.store.rows import LONGEST_WORD, UtcTime, word
from trainer.store.tables import CODE_LENGTH, UUID_LENGTH, Base

HASH_DIGITS = 64


class AccountRow(Base):
    """One account; nobody is deleted, for the log names them."""

    __tablename__ = "accounts"

    account_id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    login: Mapped[str] = mapped_column(String(CODE_LENGTH), unique=True)
    role: Mapped[Role] = mapped_column(word(Role))
    password_hash: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    must_change: Mapped[bool] = mapped_column(Boolean)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    failures: Mapped[int] = mapped_column(Integer)
    not_before: Mapped[datetime | None] = mapped_column(UtcTime)
    language: Mapped[str] = mapped_column(String(LONGEST_WORD), server_default="")


class SignInRow(Base):
    """One browser that is or was signed in; its token is not stored, only the token's hash."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(HASH_DIGITS), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.account_id"))
    begun_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class CareRow(Base):
    """Who treats a patient."""

    __tablename__ = "care"

    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.account_id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcTime)


class BrokenGlassRow(Base):
    """One emergency access to a patient of somebody else."""

    __tablename__ = "broken_glass"
    __table_args__ = (Index(None, "patient_id", "account_id"),)

    glass_id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.account_id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)


class LogRow(Base):
    """One entry of the log; `seal` is its HMAC with the seal before it."""

    __tablename__ = "access_log"
    __table_args__ = (Index(None, "about", "number"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime)
    login: Mapped[str] = mapped_column(String(CODE_LENGTH))
    action: Mapped[Action] = mapped_column(word(Action))
    about: Mapped[str] = mapped_column(String(CODE_LENGTH))
    detail: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(HASH_DIGITS))


class LogHeadRow(Base):
    """The newest entry's number and seal: one row, which whoever adds an entry locks."""

    __tablename__ = "access_log_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer)
    seal: Mapped[str] = mapped_column(String(HASH_DIGITS))
