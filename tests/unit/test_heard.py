"""What did not arrive is counted by the kernel's own numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from coresearch.core.errors import BadInput, KernelFault
from coresearch.kernel.heard import Heard
from coresearch.kernel.server import checked, is_open_to_others
from coresearch.kernel.websocket import _unpacked


def message(number: int | str, parent: str = "ours", **content: str) -> dict:
    kind = "status" if "execution_state" in content else "stream"
    return {
        "header": {"msg_id": f"abc_17_{number}", "msg_type": kind},
        "parent_header": {"msg_id": parent},
        "content": content,
    }


@pytest.fixture
def heard(tmp_path) -> Heard:
    counting = Heard(tmp_path / "heard")
    counting.begin("ours")
    return counting


def test_all_numbers_that_came_are_no_loss_in_whatever_order(heard):
    for number in (7, 8, 10, 9, 11):
        heard.take(message(number))
    assert heard.missing == 0


def test_gaps_within_a_request_are_counted_and_those_around_it_are_not(heard):
    heard.take(message(1, parent="theirs"))
    heard.take(message(5))
    heard.take(message(6, parent="theirs"))
    heard.take(message(9))
    heard.take(message(10, execution_state="idle"))
    heard.take(message(30, parent="theirs"))
    assert heard.missing == 2
    heard.begin("next")
    heard.take(message(40, parent="next"))
    assert heard.missing == 2


def test_who_comes_after_goes_on_counting(heard, tmp_path):
    heard.take(message(5))
    heard.close()
    later = Heard(tmp_path / "heard")
    later.take(message(9))
    assert later.missing == 3
    later.close()
    Path(tmp_path / "heard").write_text("torn")
    assert Heard(tmp_path / "heard").missing == 0


def test_of_other_names_nothing_can_be_told(heard):
    heard.take(message(5))
    heard.take(message("f00"))
    assert not heard.can_tell


def test_the_servers_own_warning_is_noticed_and_not_counted(heard):
    heard.take(message(5))
    heard.take(message(99, text="IOPub data rate exceeded.\nThe Jupyter server"))
    heard.take(message(6))
    assert heard.is_held_back
    assert heard.missing == 0


@pytest.mark.parametrize(
    "url",
    [
        "", "8888", "ftp://host", "http://", "http://[", "http://host\n/",
        "http://host/?token=x", "http://host/?", "http://host/#x", "http://me:secret@host/",
    ],
)  # fmt: skip
def test_what_is_no_address_or_holds_a_secret_is_refused(url):
    with pytest.raises(BadInput) as caught:
        checked(url)
    assert "secret" not in caught.value.message + caught.value.hint


def test_addresses_lose_their_last_slash_and_are_known_to_be_open():
    assert checked("https://hub/user/ada/") == "https://hub/user/ada"
    assert is_open_to_others("http://gpu.example.org:8888")
    for url in ("http://127.0.0.1:8888", "http://localhost:1", "https://hub"):
        assert not is_open_to_others(url)


def test_a_message_with_buffers_is_read_and_nonsense_is_a_fault():
    told = b'{"header": {}, "parent_header": {}, "content": {"a": 1}}'
    head = (2).to_bytes(4) + (12).to_bytes(4) + (12 + len(told)).to_bytes(4)
    assert _unpacked(head + told + b"buffer")["content"] == {"a": 1}
    for raw in ("", "[]", "{}", b"", b"\0\0\0\x05", '{"header": 1}'):
        with pytest.raises(KernelFault):
            _unpacked(raw)
