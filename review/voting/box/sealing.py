"""Keys of a ballot box: ballots are sealed to it, and only who opens its lock reads them.

Each box has a key of its own. Its secret half is sealed to the key of the vote, whose secret half
is locked twice: by the 开箱口令 that the organiser has chosen, and by the 应急码 that was shown
once. Where no 口令 was wanted the secret half lies beside the open box, in a file of its own.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

from content.errors import Problem

if TYPE_CHECKING:
    from nacl.secret import SecretBox

NO_PASSWORD = "没有设口令：能登录这台电脑的人有办法看到选票。"
"""What cover and sheet say of a box whose secret half is not locked."""

FEWEST_SIGNS = 6
"""Characters that a 口令 has at least."""

_MOST_OPS, _MOST_MEMORY = 4, 1 << 30
"""What a lock may ask of argon2id: as much as its SENSITIVE limits, four passes over a gibibyte.
The program asks for less; a file of somebody else's could ask for hours."""

_GROUPS, _GROUP = 6, 4
"""The 应急码 is so many groups of so many digits: 80 bits, typed under every input method."""


class KeyLock(NamedTuple):
    """The secret half of the key of a vote, locked by something that a person types."""

    salt: bytes
    ops: int
    memory: int
    """What argon2id may take, in bytes."""
    sealed: bytes


@dataclass(frozen=True, slots=True)
class VoteKey:
    """The key of a vote, the same for all of its rounds."""

    public: bytes
    locks: tuple[KeyLock, ...]


KEY_BYTES = 32
"""What either half of a key takes (Curve25519)."""


@dataclass(frozen=True, slots=True)
class BoxKey:
    """The key of a box."""

    public: bytes
    vote: VoteKey | None = None
    """What locks it, so that a 口令 is needed to read the ballots; None where there is none."""
    wrapped: bytes = b""
    """The secret half, sealed to the key of the vote."""
    secret: bytes = b""
    """The secret half itself, where there is no 口令."""


def need_sealing() -> ModuleType:
    """The library that seals, 30 ms to import: whoever does not vote needs none.

    Raises:
        Problem: It is missing.
    """
    try:
        import nacl.exceptions
        import nacl.public
        import nacl.pwhash
        import nacl.secret
    except ImportError:
        message = "这台电脑上缺少加密组件（PyNaCl），不能投票和计票。"
        remedy = "阅读、检索和批注照常可用。请重新安装审议，或输入“pip install pynacl”。"
        raise Problem(message, remedy=remedy) from None
    return nacl


def new_vote_key(password: str) -> tuple[VoteKey, str]:
    """A key for a vote, and the 应急码 that opens it besides the password.

    Raises:
        Problem: The password is too short.
    """
    nacl = need_sealing()
    if len(plain_word(password)) < FEWEST_SIGNS:
        raise Problem(f"口令太短，至少要{FEWEST_SIGNS}个字符。", remedy="请换一个长一些的口令。")
    private = nacl.public.PrivateKey.generate()
    digits = [f"{secrets.randbelow(10**_GROUP):0{_GROUP}}" for _ in range(_GROUPS)]
    code = " ".join(digits)
    locks = tuple(_lock(bytes(private), word) for word in (password, code))
    return VoteKey(bytes(private.public_key), locks), code


def new_box_key(vote: VoteKey | None) -> BoxKey:
    """A key for a box; its secret half is locked if the vote has a key."""
    nacl = need_sealing()
    private = nacl.public.PrivateKey.generate()
    public = bytes(private.public_key)
    if vote is None:
        return BoxKey(public, secret=bytes(private))
    lock = nacl.public.SealedBox(nacl.public.PublicKey(vote.public))
    return BoxKey(public, vote, lock.encrypt(bytes(private)))


def unlocked(key: BoxKey, password: str) -> bytes:
    """The secret half of a locked key, for its 口令 or 应急码.

    Raises:
        Problem: Neither of them is that.
    """
    nacl = need_sealing()
    assert key.vote is not None
    typed = plain_word(password)
    digits = "".join(filter(str.isdigit, typed))  # of an 应急码, however they are grouped
    groups = (digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
    for word in dict.fromkeys((typed, " ".join(groups))):
        for lock in key.vote.locks:
            if lock.ops > _MOST_OPS or lock.memory > _MOST_MEMORY:
                continue
            with suppress(nacl.exceptions.CryptoError):  # also for what a lock cannot be
                opener = _opener(word, lock.salt, lock.ops, lock.memory)
                private = nacl.public.PrivateKey(opener.decrypt(lock.sealed))
                return bytes(nacl.public.SealedBox(private).decrypt(key.wrapped))
    raise Problem("口令不对，也不是应急码。", remedy="请再输一次；口令忘了，请用抄下的应急码。")


def sealed_texts(key: BoxKey, texts: Iterable[bytes]) -> list[bytes]:
    """Texts as only the secret half of a key opens them; each is another one each time."""
    nacl = need_sealing()
    box = nacl.public.SealedBox(nacl.public.PublicKey(key.public))
    return [box.encrypt(text) for text in texts]


def opened_texts(secret: bytes, sealed: Iterable[bytes]) -> list[bytes]:
    """What was sealed.

    Raises:
        ValueError: It was sealed to another key, or has been changed.
    """
    nacl = need_sealing()
    try:
        box = nacl.public.SealedBox(nacl.public.PrivateKey(secret))
        return [box.decrypt(text) for text in sealed]
    except nacl.exceptions.CryptoError as error:
        raise ValueError("sealed to another key") from error


def belongs(secret: bytes, key: BoxKey) -> bool:
    """Whether a secret half is that of a key."""
    nacl = need_sealing()
    try:
        return bytes(nacl.public.PrivateKey(secret).public_key) == key.public
    except nacl.exceptions.CryptoError:
        return False


def _lock(private: bytes, word: str) -> KeyLock:
    argon2id = need_sealing().pwhash.argon2id
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    ops, memory = argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_INTERACTIVE
    opener = _opener(plain_word(word), salt, ops, memory)
    return KeyLock(salt, ops, memory, bytes(opener.encrypt(private)))


def _opener(word: str, salt: bytes, ops: int, memory: int) -> SecretBox:
    """What locks the secret half by a word, and opens it."""
    nacl = need_sealing()
    size = nacl.secret.SecretBox.KEY_SIZE
    key = nacl.pwhash.argon2id.kdf(size, word.encode("utf-8", "surrogatepass"), salt, ops, memory)
    return cast("SecretBox", nacl.secret.SecretBox(key))


def plain_word(word: str) -> str:
    """What was typed, the same under every input method."""
    return unicodedata.normalize("NFKC", word).strip()
