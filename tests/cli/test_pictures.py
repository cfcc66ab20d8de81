"""Pictures that code shows: drawn on a terminal, named in a pipe, kept in both."""

from __future__ import annotations

import struct
import zlib

import pytest

from tests.cli.conftest import run_in


def png(width: int, height: int) -> bytes:
    """A red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        check = struct.pack(">I", zlib.crc32(whole))
        return struct.pack(">I", len(data)) + whole + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xc8\x1e\x1e" * width) * height)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.slow
def test_a_picture_is_drawn_named_and_kept(research_repo, terminal, tmp_path):
    (research_repo / "red.png").write_bytes(png(160, 80))
    (research_repo / "bad.png").write_bytes(png(160, 80)[:40])
    code = "from IPython.display import Image, display\n"
    code += "for name in ('red.png', 'bad.png'): display(Image(name))"
    screen = terminal("run", "-c", code, NO_COLOR="", COLORTERM="truecolor")
    shown = screen.ends()
    assert "200;30;30" in shown
    assert shown.count("[image/png, 0 kB]") == 2
    assert "--save DIR" in shown
    screen = terminal("runs", "outputs", NO_COLOR="", COLORTERM="truecolor")
    assert "200;30;30" in screen.ends()
    piped = run_in(research_repo, "runs", "outputs")
    assert piped.out == "[image/png, 0 kB]\n" * 2
    assert "\x1b" not in terminal("runs", "outputs").ends()
    assert run_in(research_repo, "runs", "outputs", "--save", tmp_path / "s").code == 0
    kept = {file.read_bytes() for file in (tmp_path / "s").iterdir()}
    assert png(160, 80) in kept
