"""Fetch an address safely: only http(s), only public hosts, and the host that was checked.

Every name is resolved once, every address it gives is checked, and the connection goes to a checked
address, so that a name that answers differently the second time gains nothing. Each redirect is
checked anew. Hops, bytes and time are bounded.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from vedette.errors import FetchFailed, InputTooLarge
from vedette.version import __version__

MAX_HOPS = 5
TIMEOUT_S = 30.0
RETRIES = 2
_RETRY_STATUS = frozenset({429, 502, 503, 504})
# Old forms that carry an IPv4 address or name a site, which the registry no longer lists.
_NEVER = tuple(
    map(ipaddress.ip_network, ("::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "fec0::/10"))
)
Resolver = Callable[[str, int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. Times are UTC, ISO 8601."""

    data: bytes
    address: str
    final_address: str
    status: int
    headers: dict[str, str]
    redirects: tuple[str, ...]
    started_at: str
    ended_at: str


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses the system gives for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, local, shared or reserved.

    An IPv4 address mapped into IPv6, or carried in 6to4 or Teredo, is judged as the IPv4 address.
    """
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if found in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if any(found in net for net in _NEVER):
            return False
    return found.is_global and not found.is_multicast


def fetch(
    address: str,
    *,
    max_bytes: int,
    timeout_s: float = TIMEOUT_S,
    resolver: Resolver = resolve_host,
    allow_private: bool = False,
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
) -> Fetched:
    """Fetch one address.

    Args:
        address: http or https.
        max_bytes: More than this is refused, whatever the server claims.
        timeout_s: For the whole of it, redirects and retries included.
        resolver: Gives the addresses of a host; for tests.
        allow_private: Only for operators who name an inner host on purpose, and for tests.
        headers: Further request headers (conditional requests).
        body: Sent with POST; a redirect is then not followed.

    Raises:
        FetchFailed: Refused, unreachable, or an error status; says which.
        InputTooLarge: More than ``max_bytes``.
    """
    started = _now()
    deadline = time.monotonic() + timeout_s
    redirects: list[str] = []
    current = address
    for _ in range(MAX_HOPS + 1):
        target = check_address(current, resolver, allow_private)
        response = _get(current, target, deadline, max_bytes, headers or {}, body)
        location = response.headers.get("location")
        if response.status in {301, 302, 303, 307, 308} and location:
            if body is not None:
                raise FetchFailed(address, f"it leads on to {location}", "Give that address itself")
            redirects.append(current)
            current = urljoin(current, location)
            continue
        if response.status >= 400:
            raise FetchFailed(
                address, f"the server answered {response.status}", "Look at the address"
            )
        return Fetched(
            response.data,
            address,
            current,
            response.status,
            response.headers,
            tuple(redirects),
            started,
            _now(),
        )
    raise FetchFailed(address, f"more than {MAX_HOPS} redirects", "Give the last address itself")


def check_address(address: str, resolver: Resolver, allow_private: bool = False) -> str:
    """The IP address to connect to for an address, after checking all its host resolves to.

    Raises:
        FetchFailed: The scheme, the host or any of its addresses is not allowed.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise FetchFailed(address, f"this is no address ({error})", "Check its spelling") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchFailed(
            address, "only http and https addresses are fetched", "Check its spelling"
        )
    if parts.username or parts.password:
        raise FetchFailed(address, "it carries a user name or password", "Leave them out")
    try:
        found = list(resolver(host, port))
    except (OSError, UnicodeError) as error:
        raise FetchFailed(
            address, f"the host is not known ({error})", "Check its spelling"
        ) from error
    if not found:
        raise FetchFailed(address, "the host has no address", "Check its spelling")
    for candidate in found:
        if not (allow_private or is_public(candidate)):
            raise FetchFailed(
                address,
                f"its host resolves to {candidate}, which is not public",
                "It is not fetched",
            )
    return found[0]


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: dict[str, str]
    data: bytes


def _get(
    address: str,
    target: str,
    deadline: float,
    max_bytes: int,
    headers: dict[str, str],
    body: bytes | None,
) -> _Response:
    import httpx

    for attempt in range(RETRIES + 1):
        left = deadline - time.monotonic()
        if left <= 0:
            raise FetchFailed(address, "it took too long", "Try again later: vedette retry")
        try:
            response = _once(address, target, deadline, max_bytes, headers, body)
        except (httpx.HTTPError, OSError) as error:
            if attempt == RETRIES:
                raise FetchFailed(
                    address,
                    f"it cannot be reached ({type(error).__name__}: {error})",
                    "Check the network, then: vedette retry",
                ) from error
            time.sleep(min(0.5 * 2**attempt, max(0.0, left)))
            continue
        if response.status not in _RETRY_STATUS or attempt == RETRIES:
            return response
        asked_s = retry_after_s(response.headers.get("retry-after"))
        if asked_s > left:
            return response
        time.sleep(min(max(asked_s, 0.5 * 2**attempt), max(0.0, left)))
    raise AssertionError("unreachable")


def retry_after_s(value: str | None, now: datetime | None = None) -> float:
    """How long a server asks to wait: seconds, or until a date (RFC 9110, section 10.2.3).

    What is neither, or a date gone by, asks for no wait. The caller bounds what is long.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
        # The date is in GMT by the standard, whatever a server leaves out.
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _once(
    address: str,
    target: str,
    deadline: float,
    max_bytes: int,
    headers: dict[str, str],
    body: bytes | None,
) -> _Response:
    """One request to the checked IP; the name goes into the Host header and the TLS handshake."""
    import httpx

    url = httpx.URL(address)
    host = url.host
    pinned = url.copy_with(host=target)
    default = url.port is None or url.port == {"https": 443, "http": 80}[url.scheme]
    sent = {
        "Host": host if default else f"{host}:{url.port}",
        "User-Agent": f"vedette/{__version__} (sanctions monitoring; reads one page)",
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,application/xml,*/*",
        "Accept-Encoding": "gzip, deflate",
        **headers,
    }
    extensions: dict[str, Any] = {"sni_hostname": host} if url.scheme == "https" else {}
    timeout = httpx.Timeout(max(0.1, deadline - time.monotonic()))
    with (
        httpx.Client(follow_redirects=False, trust_env=False, timeout=timeout) as client,
        client.stream(
            "GET" if body is None else "POST",
            pinned,
            headers=sent,
            content=body,
            extensions=extensions,
        ) as response,
    ):
        data = bytearray()
        for chunk in response.iter_bytes(65536):
            data += chunk
            if len(data) > max_bytes:
                raise InputTooLarge(
                    address,
                    f"more than {max_bytes / 2**20:.0f} MiB",
                    "Save the part that matters and give it as a file",
                )
            if time.monotonic() > deadline:
                raise FetchFailed(address, "it took too long", "Try again later: vedette retry")
        return _Response(response.status_code, dict(response.headers), bytes(data))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
