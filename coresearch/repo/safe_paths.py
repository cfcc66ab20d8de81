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
_SHORT_NAMES = ("git~", "corese~")
"""How their names begin on file systems that give every file a second one, of 8.3."""

_UNSEEN = dict.fromkeys(
    [*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF]
)
"""Characters that HFS+ leaves out when it compares names."""


def safe_path(root: Path, path: str) -> Path:
    """The file that `path` (from `root`, with slashes) stands for, links followed.

    Raises:
        ForbiddenPath: it is outside the repository, in `.git` or in coresearch's own
            folder, part of a submodule, or by its name a secret.
    """
    _check_parts(path)
    try:
        return _resolved(root.resolve(), path)
    except OSError as error:
        raise ForbiddenPath(
            f"{path} cannot be followed: {error.strerror or error}."
        ) from error


def _resolved(top: Path, path: str) -> Path:
    _check_links(top, path)
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
        if _is_git_folder(top / parent):
            raise ForbiddenPath(
                f"{path} is in {parent}, which is git's own: no suggestion touches it."
            )
    return real


def _check_links(top: Path, path: str) -> None:
    for part in (PurePosixPath(path), *PurePosixPath(path).parents):
        if (top / part).is_symlink() and not (top / part).exists():
            raise ForbiddenPath(
                f"{part} is a symbolic link that leads nowhere.",
                hint="What would be made there is not what is shown.",
            )


def _is_git_folder(folder: Path) -> bool:
    """As git itself tells: a bare repository, or one whose `.git` lies elsewhere."""
    return (folder / "HEAD").is_file() and all(
        (folder / name).is_dir() for name in ("objects", "refs")
    )


def _check_parts(path: str) -> None:
    pure = PurePosixPath(path)
    if (
        pure.as_posix() != path  # empty, or with a spelling that git does not use
        or pure.is_absolute()
        or not pure.parts
        or ".." in pure.parts
        or not _is_nameable(path)
    ):
        raise ForbiddenPath(
            f"{path!r} is not a path within the repository.",
            hint="A suggestion names files from the repository's top, without '..'.",
        )
    for part in path.replace("\\", "/").split("/"):
        # Also as other file systems would read it: .GIT, ".git ", .git:x are .git.
        plain = part.translate(_UNSEEN).split(":")[0].casefold().rstrip(". ")
        if plain in _OWN_FOLDERS or plain.startswith(_SHORT_NAMES):
            raise ForbiddenPath(f"{path} is in {part}, which no suggestion may touch.")
    if is_secret(pure.name):
        raise ForbiddenPath(
            f"{path} looks like a secret by its name, so coresearch leaves it alone.",
            hint="Change it by hand.",
        )


def _is_nameable(path: str) -> bool:
    """Whether the system can be asked for a file of this name at all."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:  # half of a character
        return False


def is_secret(name: str) -> bool:
    """Whether a file of this name usually holds keys or passwords."""
    lowered = name.casefold()
    if any(fnmatch.fnmatchcase(lowered, pattern) for pattern in _NO_SECRETS):
        return False
    return any(fnmatch.fnmatchcase(lowered, pattern) for pattern in _SECRETS)
