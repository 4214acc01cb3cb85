"""Read an e-mail message or a saved page in MIME form (MHTML).

Formats: RFC 5322 and RFC 2045 (messages), RFC 2557 (MHTML).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from vedette.errors import EmptyInput, MalformedInput

_HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_NEEDED = re.compile(
    rb"^(?:mime-version|message-id|received|content-type|snapshot-content-location):", re.I | re.M
)
_FROM_DATE = re.compile(rb"^(?:from|date|subject):", re.I | re.M)
_PLAIN_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message says.

    ``markup`` is set where the report is a page; ``text`` where it is plain text, headers first.
    ``location`` is the address a saved page was taken from.
    """

    markup: str | None
    text: str | None
    location: str | None


def is_message(head: bytes) -> bool:
    """Whether bytes begin with the headers of a message."""
    found = _HEADER.match(head.lstrip()[:16384].replace(b"\r\n", b"\n"))
    if not found:
        return False
    block = found.group()
    return bool(_NEEDED.search(block)) and len(_FROM_DATE.findall(block)) >= 1


def read_message(data: bytes, name: str) -> Mail:
    """Read a message: its page if it is one, else its text under its subject and day.

    Raises:
        MalformedInput: The message cannot be taken apart.
        EmptyInput: It holds no text.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        html, plain = _parts(message)
        subject = _header(message, "subject")
        location = _header(message, "snapshot-content-location") or _header(
            message, "content-location"
        )
        sender, day = _sender(message), _day(message)
    except (
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        RecursionError,
        AssertionError,
    ) as error:
        # The MIME parser raises whatever its inner calls do on damaged structures.
        raise MalformedInput(
            name, f"the message cannot be taken apart ({error})", "Save it again"
        ) from error
    is_page = message.get_content_type() == "multipart/related" and html is not None
    if html is not None and (is_page or plain is None or len(plain.strip()) < _PLAIN_ENOUGH):
        return Mail(_titled(html, subject), None, location)
    if plain is None or not plain.strip():
        raise EmptyInput(name, "the message holds no text", "Give the attachment that matters")
    head = [line for line in (subject, sender, day) if line]
    return Mail(None, "\n\n".join([*head, plain.replace("\r\n", "\n")]), location)


def _parts(message: EmailMessage) -> tuple[str | None, str | None]:
    html = plain = None
    for number, part in enumerate(message.walk()):
        if number > 500:
            break
        if part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/html" and html is None:
            html = str(part.get_content())
        elif kind == "text/plain" and plain is None:
            plain = str(part.get_content())
    return html, plain


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split())[:1000] if value else None


def _sender(message: EmailMessage) -> str | None:
    value = message.get("from")
    addresses = getattr(value, "addresses", ())
    named = addresses[0].display_name or addresses[0].domain if addresses else None
    return f"From {named}" if named else None


def _day(message: EmailMessage) -> str | None:
    value = getattr(message.get("date"), "datetime", None)
    if not isinstance(value, datetime):
        return None
    # A zone only where one is printed: "-0000" says that none is known (RFC 5322, section 3.3).
    zone = f" {value:%z}" if value.tzinfo is not None else ""
    return f"Published {value:%B} {value.day}, {value.year} | {value:%I:%M %p}{zone}"


def _titled(markup: str, subject: str | None) -> str:
    from html import escape

    if not subject or re.search(r"<title[\s>]", markup[:20000], re.I):
        return markup
    return f"<title>{escape(subject)}</title>{markup}"
