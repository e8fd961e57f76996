"""PDF files written by hand: lines of text, without ink or in colour, pictures, locks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
"""What passwords are filled up with (ISO 32000-1, 7.6.3.3)."""


class Words(NamedTuple):
    """Words on a page; the origin is at the bottom left."""

    text: str
    at: tuple[float, float]
    size: float = 11
    drawn: str = "0 g"
    """Operators before them: `1 g` is white, `3 Tr` is without ink."""


Page = Sequence[Words | str]
"""What is drawn; a string stands for operators."""
PICTURE = "q 612 0 0 792 0 0 cm /Im Do Q"
"""A picture that covers the page."""
BOX = "0 0 0.5 rg 0 600 612 192 re f"
"""A dark box on the upper part of the page."""


def lines(*texts: str, top: float = 700, left: float = 72, size: float = 11, step: float = 14) -> list[Words]:
    """Return lines below each other; an empty one leaves room."""
    placed = ((text, top - n * step) for n, text in enumerate(texts))
    return [Words(text, (left, y), size) for text, y in placed if text]


def pdf(*pages: Page, password: str | None = None, **said: str) -> bytes:
    """Return a file with these pages, and what it says about itself (`Title`, `Author`, `CreationDate`).

    With a password it is locked as every program could do it since 1993 (RC4, 40 bits).
    """
    key, lock = _lock(password)
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(head: str, data: bytes) -> int:
        sealed = _rc4(_object_key(key, len(objects) + 1), data) if key else data
        return add(f"<<{head}/Length {len(sealed)}>>\nstream\n".encode() + sealed + b"\nendstream")

    font = add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    image = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\xc8"
    )
    root = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        content = stream("", "\n".join(map(_operators, page)).encode("cp1252"))
        kids.append(
            add(
                f"<</Type/Page/Parent {root} 0 R/MediaBox[0 0 612 792]/Contents {content} 0 R"
                f"/Resources<</Font<</F {font} 0 R>>/XObject<</Im {image} 0 R>>>>>>".encode()
            )
        )
    add(f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode())
    catalog = add(f"<</Type/Catalog/Pages {root} 0 R>>".encode())
    about = add(
        ("<<" + "".join(f"/{name}({_escaped(value)})" for name, value in said.items()) + ">>").encode()
    )
    return _file(objects, f"/Root {catalog} 0 R/Info {about} 0 R{lock}")


def _operators(words: Words | str) -> str:
    if isinstance(words, str):
        return words
    x, y = words.at
    return f"{words.drawn} BT /F {words.size} Tf {x} {y} Td ({_escaped(words.text)}) Tj ET 0 Tr"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{at:010} 00000 n \n" for at in places
    )
    end = f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + table.encode() + end.encode()


def _lock(password: str | None) -> tuple[bytes, str]:
    if password is None:
        return b"", ""
    padded = (password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    mark = b"0123456789abcdef"
    seed = padded + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + mark
    key = hashlib.md5(seed, usedforsecurity=False).digest()[:5]
    user = _rc4(key, _PAD)
    entry = f"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{owner.hex()}>/U<{user.hex()}>>>"
    return key, f"/Encrypt {entry}/ID[<{mark.hex()}><{mark.hex()}>]"


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    box, at = list(range(256)), 0
    for n in range(256):
        at = (at + box[n] + key[n % len(key)]) % 256
        box[n], box[at] = box[at], box[n]
    out, one, two = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        two = (two + box[one]) % 256
        box[one], box[two] = box[two], box[one]
        out.append(byte ^ box[(box[one] + box[two]) % 256])
    return bytes(out)
