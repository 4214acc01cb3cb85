"""Proof of time by a third hand: RFC 3161 requests and answers.

An authority signs that a hash was shown to it at an instant. Nothing but the hash leaves the machine.

Source: RFC 3161 (Time-Stamp Protocol), RFC 5816.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from vedette.errors import MalformedInput, UsageError
from vedette.model.ids import sha256_hex

REQUEST_TYPE = "application/timestamp-query"
ANSWER_TYPE = "application/timestamp-reply"
MAX_ANSWER_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What an answer says. ``stamped_at`` is the authority's own clock, UTC, ISO 8601."""

    stamped_at: str
    sha256: str
    policy: str
    serial: str


def request_for(message: bytes) -> bytes:
    """A request to stamp a message; it holds the message's hash and a number used once."""
    client = _client()
    builder = client.TimestampRequestBuilder().data(message)
    builder = builder.hash_algorithm(client.HashAlgorithm.SHA256)
    made = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    return bytes(made.as_bytes())


def read_answer(answer: bytes, message: bytes, name: str) -> Stamp:
    """What an answer says of a message; the signature is not looked at.

    Raises:
        MalformedInput: It is no answer, a refusal, or about something else.
    """
    found = _decoded(answer, name)
    if found.status not in {0, 1}:
        raise MalformedInput(
            name,
            f"the authority refused (status {found.status}: {', '.join(found.status_string)})",
            "Ask another authority",
        )
    told = found.tst_info
    imprint = bytes(told.message_imprint.message).hex()
    if imprint != sha256_hex(message):
        raise MalformedInput(
            name,
            f"the answer is about {imprint[:16]}…, not {sha256_hex(message)[:16]}…",
            "Take the answer to the request that was made here",
        )
    at = told.gen_time.astimezone(UTC).isoformat().replace("+00:00", "Z")
    policy = told.policy.dotted_string if told.policy else ""
    return Stamp(stamped_at=at, sha256=imprint, policy=policy, serial=str(told.serial_number))


def check_signature(answer: bytes, message: bytes, roots: Sequence[bytes]) -> str | None:
    """Why an answer's signature does not lead to one of the roots, or None where it does.

    Args:
        answer: The answer as kept.
        message: What was stamped.
        roots: Certificates that are trusted, PEM.

    Raises:
        UsageError: A root is no certificate.
    """
    from cryptography import x509

    client = _client()
    builder = client.VerifierBuilder()
    for root in roots:
        try:
            builder = builder.add_root_certificate(x509.load_pem_x509_certificate(root))
        except ValueError as error:
            raise UsageError(
                "root", f"this is no PEM certificate ({error})", "Get the authority's root"
            ) from error
    try:
        builder.build().verify_message(_decoded(answer, "answer"), message)
    except (client.VerificationError, ValueError) as error:
        return str(error)
    return None


def _decoded(answer: bytes, name: str) -> Any:
    try:
        return _client().decode_timestamp_response(answer)
    except ValueError as error:
        raise MalformedInput(
            name, f"this is no answer of a time-stamp authority ({error})", "Look at the address"
        ) from error


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise UsageError(
            "proof of time", "its library is not installed", "pip install 'vedette[proof]'"
        ) from error
    return rfc3161_client
