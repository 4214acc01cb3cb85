"""The child process that touches hostile bytes: ``python -m vedette.engine.child``.

It reads calls from its standard input and writes answers to its standard output, each as a length
(8 bytes, big endian) and a pickle. Its limits are set before the first call.
"""

from __future__ import annotations

import importlib
import os
import pickle
import resource
import struct
import sys
from typing import Any, BinaryIO

LENGTH = struct.Struct(">Q")


def read_frame(stream: BinaryIO) -> bytes | None:
    """One length-prefixed message, or None at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    return stream.read(size)


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Write one length-prefixed message."""
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def answer(call: bytes) -> tuple[str, Any]:
    """Do one call; errors made on purpose come back as their parts, surprises by their name."""
    from vedette.errors import VedetteError

    target, payload = pickle.loads(call)  # the parent is trusted; the child is not
    module, _, name = target.partition(":")
    try:
        return "ok", getattr(importlib.import_module(module), name)(*payload)
    except VedetteError as error:
        return "error", (type(error).__name__, error.where, error.what, error.remedy)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001  # whatever a parser raises must not end the batch
        return "crash", f"{type(error).__name__}: {error}"[:500]


def main() -> None:
    """Serve calls until the parent closes the pipe."""
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a parser prints must not be taken for an answer.
    os.dup2(2, 1)
    while (call := read_frame(calls)) is not None:
        try:
            body = pickle.dumps(answer(call), protocol=5)
        except (MemoryError, RecursionError):
            body = pickle.dumps(("memory", None), protocol=5)
        write_frame(answers, body)


if __name__ == "__main__":
    main()
