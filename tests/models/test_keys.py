"""Whom a key is sent to: the provider, and whom the person named; nobody else."""

from __future__ import annotations

import asyncio
import os
import shutil

import pytest

from coresearch.assistant import helper, port
from coresearch.assistant.routes import route
from coresearch.config import ModelSettings, read_settings
from coresearch.core.calls import Limits, Message, Request
from coresearch.core.errors import BadInput, ModelFault, NeedsPerson, Refused
from coresearch.core.faults import Fault
from coresearch.journal.calls import Consent, record_consent
from coresearch.paths import state_folder
from coresearch.prompts import Rendered, load_prompt
from coresearch.workbench.ask import Exchange
from coresearch.workbench.consent import (
    Leave,
    answer,
    may_have_key,
    open_questions,
    require,
)
from coresearch.workbench.models import choose
from coresearch.workbench.project import open_project
from tests.models.conftest import heard
from tests.models.scripted import serving, status

KEYED = {"OPENAI_API_KEY": "secret", "ANTHROPIC_API_KEY": "secret"}
THEIRS = '[models]\ndefault = "{model}"\nserver = "{server}"\n'


@pytest.fixture(autouse=True)
def _keyed(monkeypatch):
    for name in [name for name in os.environ if name.startswith(("OPENAI_", "CORESE"))]:
        monkeypatch.delenv(name)
    for name, value in KEYED.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def named(project):
    """`named(server)`: the model that the repository's settings name."""

    def choice(address, model="openai/x", environ=KEYED, **fields):
        text = THEIRS.format(model=model, server=address)
        (project.root / ".coresearch.toml").write_text(text)
        settings = read_settings(project.root, dict(os.environ) | dict(environ))
        return choose(settings, environ=environ, look=lambda: (), **fields)

    return choice


def asked(project, chosen) -> None:
    prompt = Rendered(load_prompt("ask"), "You are a colleague.", "Well?\n")
    list(Exchange(project, chosen, ModelSettings(retries=0), prompt).run())


# -- which address ------------------------------------------------------------------

LOOK_ALIKES = [
    "http://api.openai.com/v1",
    "https://api.openai.com:8443/v1",
    "https://api.openai.com/v1/../../evil",
    "https://api.openai.com.evil.org/v1",
    "https://api.openai.com./v1",
    "https://api-openai.com/v1",
    "https://evil.org/api.openai.com/v1",
    "https://xn--api-openai-7yb.com/v1",
    "http://127.0.0.1:1234/v1",
    "http://localhost/v1",
    "http://[::1]:8000/v1",
    "http://[::ffff:127.0.0.1]/v1",
    "http://2130706433/v1",
]


@pytest.mark.parametrize("server", LOOK_ALIKES)
def test_no_other_address_than_the_providers_gets_a_key(named, server):
    chosen = named(server)
    assert chosen.withholds_key
    assert chosen.route.key == ""
    assert route(Request("openai/x", (), server), KEYED).key == ""


@pytest.mark.parametrize(
    "server", ["https://api.openai.com/v1", "https://api.openai.com/v1/"]
)
def test_the_providers_own_address_may_be_written_out(named, server):
    chosen = named(server)
    assert not chosen.withholds_key
    assert chosen.route.key == "secret"


@pytest.mark.parametrize(
    "server",
    [
        "https://api.openai.com@evil.org/v1",
        "https://me:secret@evil.org/v1",
        "https://evil.org\\\\@api.openai.com/v1",
        "https://api.openai.com%2eevil.org/v1",
        "https://аpi.openai.com/v1",
        "https://evil.org/v1?host=api.openai.com",
        "https://evil.org#api.openai.com/v1",
        "https://evil.org:99999/v1",
        "https://evil.org:0/v1",
        "https://[::1/v1",
        "https://[fe80::1%25eth0]/v1",
        "https://evil.org\\t/v1",
        "//api.openai.com/v1",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("model", ["openai/x", "anthropic/claude-x"])
def test_an_address_that_could_be_read_in_two_ways_is_none(named, server, model):
    with pytest.raises(BadInput, match="no address of a model's server"):
        named(server, model)


def test_a_name_with_an_address_in_it_is_the_persons_to_give(named):
    with pytest.raises(BadInput, match="it may have no address in it"):
        named("", "huggingface/https://evil.org/x")
    named("", model="openai/x")
    picked = named("", environ={"CORESEARCH_MODEL": "huggingface/https://me/x"})
    assert picked.model == "huggingface/https://me/x"


def test_whom_the_person_names_may_have_the_key(project, named):
    theirs = "http://host.invalid/v1"
    assert not named(theirs, server="http://mine.invalid/v1").withholds_key
    assert not named(theirs, environ=KEYED | {"CORESEARCH_MODEL": "x/y"}).withholds_key
    mine = KEYED | {"CORESEARCH_MODELS_SERVER": "http://mine.invalid/v1"}
    assert named(theirs, environ=mine).route.key == "secret"
    same = KEYED | {"OPENAI_BASE_URL": theirs}
    assert named(theirs, environ=same).route.key == "secret"
    own = project.root.parent / "config" / "coresearch"
    own.mkdir(parents=True)
    (own / "config.toml").write_text(THEIRS.format(model="openai/x", server=theirs))
    (project.root / ".coresearch.toml").unlink()
    settings = read_settings(project.root, {"XDG_CONFIG_HOME": str(own.parent)})
    assert choose(settings, environ=KEYED).route.key == "secret"


def test_the_repository_goes_before_the_persons_file_but_not_with_their_key(
    project, named
):
    own = project.root.parent / "config" / "coresearch"
    own.mkdir(parents=True)
    mine = THEIRS.format(model="openai/x", server="http://mine.invalid/v1")
    (own / "config.toml").write_text(mine)
    environ = KEYED | {"XDG_CONFIG_HOME": str(own.parent)}
    assert named("http://theirs.invalid/v1", environ=environ).withholds_key


# -- on the wire --------------------------------------------------------------------


def keys(server) -> list[str]:
    """What came as a key with the last question."""
    headers = server.asked[-1].headers
    return [headers[name] for name in ("authorization", "x-api-key") if name in headers]


def test_a_key_goes_there_only_when_the_person_says_so(project, server, named):
    chosen = named(server.base)
    assert open_questions(project, chosen) == [Leave.KEY]
    asked(project, chosen)
    assert keys(server) == []
    answer(project, chosen, Leave.KEY, False)
    assert open_questions(project, chosen) == []
    asked(project, chosen)
    assert keys(server) == []
    answer(project, chosen, Leave.KEY, True)
    asked(project, chosen)
    assert keys(server) == ["Bearer secret"]
    elsewhere = named(server.base.replace("127.0.0.1", "localhost"))
    assert open_questions(project, elsewhere) == [Leave.KEY]


def test_leave_for_content_is_none_for_the_key(project, named):
    far = named("https://host.invalid/v1")
    assert open_questions(project, far) == [Leave.CONTENT, Leave.KEY]
    answer(project, far, Leave.CONTENT, True)
    assert open_questions(project, far) == [Leave.KEY]
    assert not may_have_key(project, far)


def test_litellm_is_not_asked_since_it_would_send_the_key(project, server, named):
    chosen = named(server.base, "anthropic/claude-x")
    with pytest.raises(Refused, match="may not have your key"):
        asked(project, chosen)
    with pytest.raises(Refused):
        answer(project, chosen, Leave.KEY, False)
    assert open_questions(project, chosen) == [Leave.KEY]
    assert server.asked == []


def test_the_port_holds_it_too(server):
    request = Request("anthropic/claude-x", (Message("user", "Well?"),), server.base)

    async def listen() -> None:
        async for _ in port.stream(request, KEYED):
            pass

    with pytest.raises(Refused, match="may not have your key"):
        asyncio.run(listen())
    assert server.asked == []


@pytest.mark.slow
@pytest.mark.parametrize("line", ["302 Found", "307 Go", "308 Go"])
def test_litellm_is_not_led_elsewhere_with_the_key(loaded, server, surroundings, line):
    with serving() as other:
        place = f"{other.base.removesuffix('/v1')}/v1/messages"
        server.will(status(line, "", f"Location: {place}"))
        request = Request(
            "anthropic/claude-x",
            (Message("user", "Well?"),),
            server.base.removesuffix("/v1"),
            limits=Limits(retries=0),
        )
        ended = heard(lambda asked: helper.ask(asked, surroundings, 15.0), request)
        assert other.asked == []
    assert ended.fault.fault == Fault.REDIRECTED
    assert keys(server) == ["scripted"]


@pytest.mark.slow
def test_litellm_asks_this_machine_without_a_proxy(server, surroundings):
    with serving() as proxy:
        around = surroundings | {"HTTP_PROXY": proxy.base, "http_proxy": proxy.base}
        request = Request(
            "anthropic/claude-x",
            (Message("user", "Well?"),),
            server.base.removesuffix("/v1"),
            limits=Limits(retries=0),
        )
        heard(lambda asked: helper.ask(asked, around, 1.0), request)
        assert proxy.asked == []
    assert len(server.asked) == 1


def test_a_proxy_of_a_kind_that_is_missing_is_a_sentence(project, named, monkeypatch):
    request = Request("openai/x", (Message("user", "?"),), "http://host.invalid/v1")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")

    async def listen() -> None:
        async for _ in port.stream(request, KEYED):
            pass

    with pytest.raises(ModelFault, match="proxy"):
        asyncio.run(listen())


# -- on record ----------------------------------------------------------------------


@pytest.fixture
def hosted():
    return choose(read_settings(None, {}), model="openai/gpt-4o", environ=KEYED)


def test_what_leaves_the_machine_needs_a_persons_word(project, hosted):
    assert open_questions(project, hosted) == [Leave.CONTENT]
    with pytest.raises(NeedsPerson, match=r"https://api\.openai\.com"):
        asked(project, hosted)
    with pytest.raises(Refused):
        answer(project, hosted, Leave.CONTENT, False)
    assert open_questions(project, hosted) == [Leave.CONTENT]
    answer(project, hosted, Leave.CONTENT, True)
    assert open_questions(project, hosted) == []
    require(project, hosted)


@pytest.mark.parametrize(
    "server",
    [
        "http://api.openai.com/v1",
        "https://api.openai.com:8443/v1",
        "https://api.openai.org/v1",
    ],
)
def test_leave_for_one_address_is_none_for_another(project, hosted, server):
    answer(project, hosted, Leave.CONTENT, True)
    other = choose(
        read_settings(None, {}), model="openai/x", server=server, environ=KEYED
    )
    assert open_questions(project, other) == [Leave.CONTENT]


def test_a_journal_that_comes_with_a_repository_speaks_for_nobody(
    project, hosted, tmp_path, monkeypatch
):
    host = hosted.route.host
    for seal in ("", "0" * 64):
        record_consent(project.journal, Consent(host, "content", True, seal))
        assert open_questions(project, hosted) == [Leave.CONTENT]
    answer(project, hosted, Leave.CONTENT, True)
    assert open_questions(project, hosted) == []
    shutil.copytree(project.root, tmp_path / "copied")
    with open_project(tmp_path / "copied") as copied:
        assert open_questions(copied, hosted) == [Leave.CONTENT]
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    assert open_questions(project, hosted) == [Leave.CONTENT]
    answer(project, hosted, Leave.CONTENT, True)
    assert open_questions(project, hosted) == []


def test_a_no_is_not_undone_by_what_others_write_later(project, hosted):
    answer(project, hosted, Leave.CONTENT, True)
    with pytest.raises(Refused):
        answer(project, hosted, Leave.CONTENT, False)
    record_consent(project.journal, Consent(hosted.route.host, "content", True, "x"))
    assert open_questions(project, hosted) == [Leave.CONTENT]


def test_the_secret_is_this_users_alone(project, hosted):
    answer(project, hosted, Leave.CONTENT, True)
    [file] = state_folder().iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(b"")
    assert open_questions(project, hosted) == [Leave.CONTENT]


def test_where_nothing_can_be_kept_nothing_is_sent(project, hosted, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/none")
    with pytest.raises(BadInput, match="cannot be kept"):
        answer(project, hosted, Leave.CONTENT, True)
    assert open_questions(project, hosted) == [Leave.CONTENT]
