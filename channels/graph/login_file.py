"""The file in which the login of a person lies; nobody but its owner may read it."""

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_VERSION = 1
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SignInNeededError(Exception):
    """No login that can be used; the message says why, for the operator."""


class LoginFile:
    """One file in the store's folder; replaced as a whole, or not at all."""

    def __init__(self, path: Path) -> None:
        """Look at nothing yet."""
        self._path = path

    def read(self) -> Mapping[str, Any]:
        """Return what was written.

        Raises:
            SignInNeededError: There is none, it is damaged, or others may read it.
        """
        try:
            with self._path.open("rb") as file:
                if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & _OTHERS:
                    raise SignInNeededError(
                        f"the login in {str(self._path)!r} may be read by others and is"
                        " not used: delete that file, and sign in anew"
                    )
                told = json.loads(file.read())
            known = told["version"] == _VERSION
        except FileNotFoundError:
            raise SignInNeededError("nobody has signed in yet") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise SignInNeededError(
                f"the login in {str(self._path)!r} cannot be read"
            ) from None
        if not known:
            raise SignInNeededError("the login was stored by another version")
        return dict(told)

    def write(self, told: Mapping[str, Any]) -> None:
        """Put *told* in the place of what there is.

        Raises:
            OSError: It cannot be written, or not so that nobody else can read it;
                what there was is as it was.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = self._path.with_name(f"{self._path.name}.{os.getpid()}.partial")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        partial.unlink(missing_ok=True)
        with os.fdopen(os.open(partial, flags, 0o600), "wb") as file:
            try:
                os.fchmod(file.fileno(), 0o600)
                if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & _OTHERS:
                    raise PermissionError(
                        f"{str(self._path.parent)!r} keeps nothing from others (what"
                        " kind of disk is it?): no login is stored there"
                    )
                file.write(json.dumps({"version": _VERSION, **told}).encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                partial.unlink(missing_ok=True)
                raise
        partial.replace(self._path)

    def try_out(self) -> None:
        """See that a login can be stored, before a person is asked for one.

        Raises:
            OSError: As :meth:`write`.
        """
        beside = LoginFile(self._path.with_name(f"{self._path.name}.probe"))
        beside.write({})
        beside._path.unlink()
