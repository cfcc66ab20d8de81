"""Which paths a suggestion may touch. When in doubt, it may not."""

from __future__ import annotations

import fnmatch
import os
from pathlib import Path, PurePosixPath

from coresearch.core.errors import ForbiddenPath

_SECRETS = (
    ".env", ".env.*", "*.pem", "*.key", "*.p12", "*.pfx", "*.keystore", "*.jks",
    "id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*", ".netrc", "_netrc", ".pypirc",
    ".npmrc", ".pgpass", ".htpasswd", ".git-credentials", "credentials",
    "credentials.json", "secrets.*", "kaggle.json", "token.json", "*.kdbx",
)  # fmt: skip
_NO_SECRETS = (".env.example", ".env.sample", ".env.template", "*.pub")
_OWN_FOLDERS = (".git", ".coresearch")


def safe_path(root: Path, path: str) -> Path:
    """The file that `path` (from `root`, with slashes) stands for, links followed.

    Raises:
        ForbiddenPath: it is outside the repository, in `.git` or in coresearch's own
            folder, part of a submodule, or by its name a secret.
    """
    _check_parts(path)
    top = root.resolve()
    real = Path(os.path.realpath(top / path))
    if not real.is_relative_to(top) or real == top:
        raise ForbiddenPath(
            f"{path} leads out of the repository, to {real}.",
            hint="A suggestion changes files of this repository only.",
        )
    inside = real.relative_to(top)
    _check_parts(inside.as_posix())
    for parent in list(inside.parents)[:-1]:
        if (top / parent / ".git").exists():
            raise ForbiddenPath(
                f"{path} belongs to another repository (the submodule {parent}).",
                hint=f"Work on it from there: cd {parent}",
            )
    return real


def _check_parts(path: str) -> None:
    pure = PurePosixPath(path)
    if not path or "\0" in path or pure.is_absolute() or ".." in pure.parts:
        raise ForbiddenPath(
            f"{path!r} is not a path within the repository.",
            hint="A suggestion names files from the repository's top, without '..'.",
        )
    for part in pure.parts:
        # Also as other file systems would read it: .GIT, ".git " and .git. are .git.
        plain = part.casefold().rstrip(". ")
        if plain in _OWN_FOLDERS or plain.startswith("git~"):
            raise ForbiddenPath(f"{path} is in {part}, which no suggestion may touch.")
    if is_secret(pure.name):
        raise ForbiddenPath(
            f"{path} looks like a secret by its name, so coresearch leaves it alone.",
            hint="Change it by hand.",
        )


def is_secret(name: str) -> bool:
    """Whether a file of this name usually holds keys or passwords."""
    lowered = name.casefold()
    if any(fnmatch.fnmatchcase(lowered, pattern) for pattern in _NO_SECRETS):
        return False
    return any(fnmatch.fnmatchcase(lowered, pattern) for pattern in _SECRETS)
