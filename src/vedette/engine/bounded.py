"""Run a function of hostile bytes in a child process with limits on time and memory.

The child stays for the next call; one that hangs, dies or eats its memory is replaced, and the call
it was at fails alone.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import pickle
import select
import subprocess
import sys
import time
from types import TracebackType
from typing import Any, Self

import vedette.errors as errors
from vedette.engine.child import LENGTH
from vedette.errors import ReaderFailed, VedetteError

TIME_S = 60.0
MEMORY_BYTES = 3 * 1024**3
# A parser's vocabulary and a library's caches grow with all they have seen: a child that has done
# this many calls is replaced by a new one.
MAX_CALLS = 1_000
MAX_ANSWER_BYTES = 512 * 1024**2
_CHUNK = 1 << 20


class BoundedCalls:
    """Calls into one child process at a time.

    Args:
        time_s: Wall-clock seconds one call may take, starting the child included.
        memory_bytes: Address space the child may have.
    """

    def __init__(self, *, time_s: float = TIME_S, memory_bytes: int = MEMORY_BYTES) -> None:
        self.time_s = time_s
        self.memory_bytes = memory_bytes
        self._child: subprocess.Popen[bytes] | None = None
        self._calls = 0

    def call(self, target: str, *payload: Any, name: str, time_s: float | None = None) -> Any:
        """Call ``module:function`` with picklable arguments.

        Args:
            target: The function's dotted path, ``package.module:function``.
            payload: Its arguments.
            name: The input's name, for messages.
            time_s: More or less time than the calls before, for this one.

        Raises:
            InputError: What the function raised on purpose.
            ReaderFailed: The child hung, died or ran out of memory.
        """
        frame = pickle.dumps((target, payload), protocol=5)
        limit_s = self.time_s if time_s is None else time_s
        deadline = time.monotonic() + limit_s
        try:
            state, value = self._exchange(frame, deadline)
        except TimeoutError as error:
            self.stop()
            raise ReaderFailed(
                name,
                f"reading it took more than {limit_s:.0f} s and was stopped",
                "Look at the file; retry it alone with: vedette retry",
            ) from error
        except (EOFError, BrokenPipeError, ConnectionError, pickle.UnpicklingError) as error:
            status = self._child.poll() if self._child else None
            self.stop()
            raise ReaderFailed(
                name,
                f"the reading process died (status {status})",
                "Look at the file; retry it alone with: vedette retry",
            ) from error
        return self._result(state, value, name)

    def _result(self, state: str, value: Any, name: str) -> Any:
        if state == "ok":
            return value
        if state == "error":
            kind, where, what, remedy = value
            found = getattr(errors, kind, VedetteError)
            raise found(where, what, remedy)
        self.stop()
        if state == "memory":
            limit = f"{self.memory_bytes / 2**30:.1f} GiB"
            raise ReaderFailed(
                name,
                f"reading it needed more than {limit} of memory and was stopped",
                "Look at the file; give the part that matters",
            )
        raise ReaderFailed(name, f"the reader failed on it ({value})", "Look at the file")

    def _exchange(self, frame: bytes, deadline: float) -> tuple[str, Any]:
        child = self._start()
        self._calls += 1
        assert child.stdin
        assert child.stdout
        self._send(child, LENGTH.pack(len(frame)) + frame, deadline)
        (size,) = LENGTH.unpack(_receive(child.stdout.fileno(), LENGTH.size, deadline))
        if size > MAX_ANSWER_BYTES:
            raise EOFError
        state, value = _Answers(io.BytesIO(_receive(child.stdout.fileno(), size, deadline))).load()
        return state, value

    def _send(self, child: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
        assert child.stdin
        handle, view = child.stdin.fileno(), memoryview(data)
        while view:
            _, ready, _ = select.select([], [handle], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            view = view[os.write(handle, view[:65536]) :]

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None or self._calls >= MAX_CALLS:
            self.stop()
            self._calls = 0
            environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
            self._child = subprocess.Popen(
                [
                    sys.executable,
                    "-W",
                    "ignore",
                    "-m",
                    "vedette.engine.child",
                    str(self.memory_bytes),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return self._child

    def stop(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is None:
            return
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self._child.wait()
        self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _Answers(pickle.Unpickler):
    """Only our own nouns come out of a child that touched hostile bytes."""

    def find_class(self, module: str, name: str) -> Any:
        ours = module.startswith("vedette.") and "." not in name
        if ours and isinstance(found := super().find_class(module, name), type):
            return found
        if module == "builtins" and name in {"set", "frozenset", "complex"}:
            return getattr(builtins, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not a noun of ours")


def _receive(handle: int, size: int, deadline: float) -> bytes:
    parts, missing = [], size
    while missing:
        ready, _, _ = select.select([handle], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(handle, min(missing, _CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
