"""`coresearch models`: what is in reach, and which would be asked."""

from __future__ import annotations

import json
import time

import pytest

from coresearch.assistant.finding import local_models, size_of
from coresearch.assistant.routes import is_loopback, route
from coresearch.assistant.table import known, models_of
from coresearch.config import read_settings
from coresearch.core.calls import Request
from coresearch.core.errors import BadInput, NoModel
from coresearch.workbench.models import choose
from tests.cli.conftest import run_in
from tests.cli.test_imports import imported
from tests.models.scripted import Pause, serving, status

_KEYS = {"ANTHROPIC_API_KEY": "", "OPENAI_API_KEY": "", "CORESEARCH_MODEL": ""}


def chosen(tmp_path, settings="", **fields):
    (tmp_path / ".coresearch.toml").write_text(settings)
    read = read_settings(tmp_path, {"XDG_CONFIG_HOME": str(tmp_path)})
    fields.setdefault("environ", {})
    return choose(read, fields.pop("activity", ""), look=lambda: (), **fields)


SETTINGS = """
[models]
default = "openai/two"
server = "http://127.0.0.1:9/v1"
activity = { brainstorm = "openai/three" }
"""


def test_the_nearest_name_holds(tmp_path):
    named = {"CORESEARCH_MODEL": "openai/one"}
    assert chosen(tmp_path, SETTINGS, model="a/b", environ=named).model == "a/b"
    assert chosen(tmp_path, SETTINGS, environ=named).model == "openai/one"
    assert chosen(tmp_path, SETTINGS, activity="brainstorm").model == "openai/three"
    other = chosen(tmp_path, SETTINGS, activity="design")
    assert (other.model, other.server) == ("openai/two", "http://127.0.0.1:9/v1")
    assert ".coresearch.toml" in other.why


def test_the_address_in_the_settings_is_for_the_model_in_the_settings(tmp_path):
    assert chosen(tmp_path, SETTINGS, model="openai/x").server == ""


def test_a_hosted_model_is_never_chosen_by_itself(tmp_path):
    with pytest.raises(NoModel) as raised:
        chosen(tmp_path, environ={"ANTHROPIC_API_KEY": "x"})
    assert "coresearch models anthropic" in raised.value.hint


def test_a_server_on_this_machine_is_found_and_chosen(tmp_path):
    with serving() as server:
        server.pages["/v1/models"] = {
            "data": [{"id": "played", "max_model_len": 4096}, {"id": "other"}]
        }
        found = local_models({"hosted_vllm": server.base}, patience=20.0)
    mine = [item for item in found if item.server == server.base]
    assert [item.model for item in mine] == ["hosted_vllm/played", "hosted_vllm/other"]
    picked = choose(read_settings(None, {}), environ={}, look=lambda: mine)
    assert (picked.model, picked.context) == ("hosted_vllm/played", 4096)
    assert not picked.route.leaves_machine


_SHOWN = {
    "parameters": "temperature 0.7\nnum_ctx                        8192\n",
    "model_info": {"general.architecture": "llama", "llama.context_length": 131072},
}


@pytest.mark.parametrize(
    ("shown", "running", "size"),
    [
        (_SHOWN, {}, 8192),
        (_SHOWN | {"parameters": "temperature 0.7"}, {}, 131072),
        (_SHOWN, {"models": [{"name": "m:1b", "context_length": 4096}]}, 4096),
        ({"parameters": 3, "model_info": {"x.context_length": "many"}}, {}, None),
        ({}, {"models": {"name": "m:1b"}}, None),
    ],
)
def test_ollama_tells_the_size_of_a_context(shown, running, size):
    with serving() as server:
        server.pages["/v1/models"] = {"data": [{"id": "m:1b"}]}
        server.pages["/api/ps"] = running
        server.will(status("200 OK", json.dumps(shown)))
        found = local_models({"ollama_chat": server.base}, patience=20.0)
        assert [m.context for m in found if m.server == server.base] == [size]
        assert size_of("ollama_chat/m:1b", server.base) == size
        assert size_of("ollama/m:1b", server.base) == size
        asked = [item for item in server.asked if item.path == "/api/show"]
        assert asked[0].body == {"model": "m:1b"}


def test_lm_studio_tells_the_size_of_a_context():
    with serving() as server:
        server.pages["/v1/models"] = {"data": [{"id": "one"}, {"id": "two"}]}
        server.pages["/api/v0/models"] = {
            "data": [
                {"id": "one", "max_context_length": 32768},
                {
                    "id": "two",
                    "max_context_length": 8192,
                    "loaded_context_length": 4096,
                },
            ]
        }
        assert size_of("lm_studio/one", server.base) == 32768
        assert size_of("lm_studio/two", server.base) == 4096
        assert size_of("lm_studio/three", server.base) is None


def test_nobody_elsewhere_is_asked_for_a_size():
    assert size_of("ollama_chat/m", "http://10.255.255.1/v1") is None
    assert size_of("openai/gpt-4o", "http://127.0.0.1:9/v1") is None


def test_what_a_named_model_takes_is_asked_of_its_own_server(tmp_path):
    with serving() as server:
        server.pages["/v1/models"] = {"data": [{"id": "llama3.2:latest"}]}
        server.will(status("200 OK", json.dumps(_SHOWN)))
        named = chosen(tmp_path, model="ollama_chat/llama3.2", server=server.base)
    assert named.context == 8192


@pytest.mark.parametrize(
    "page", [{"data": [{"name": "x"}]}, {"data": 3}, [], "x", {"data": [3]}]
)
def test_something_else_on_such_a_port_is_left_alone(page):
    with serving() as server:
        server.pages["/v1/models"] = page
        found = local_models({"hosted_vllm": server.base}, patience=20.0)
        assert not [item for item in found if item.server == server.base]


def test_a_server_that_does_not_answer_is_not_waited_for(monkeypatch):
    with serving() as server:
        monkeypatch.setattr(server, "_next_script", lambda *_: [Pause(30)])
        begun = time.monotonic()
        local_models({"hosted_vllm": server.base}, patience=0.2)
        assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("server", "stays"),
    [
        ("http://127.0.0.1:1/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:80/v1", True),
        ("http://127.8.9.1/v1", True),
        ("http://localhost.example.org/v1", False),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://127.0.0.1@example.org/v1", False),
        ("http://10.0.0.1/v1", False),
        ("https://api.openai.com/v1", False),
    ],
)
def test_what_leaves_the_machine(server, stays):
    assert is_loopback(server) is stays


def test_ways():
    def way(model, server="", **environ):
        return route(Request(model, (), server), environ)

    assert not way("anthropic/claude").is_direct
    assert not way("gpt-4o").is_direct  # only LiteLLM knows whose that is
    assert way("gpt-4o", "http://127.0.0.1/v1").is_direct
    hosted = way("openai/gpt-4o", OPENAI_API_KEY="k")
    assert (hosted.server, hosted.key) == ("https://api.openai.com/v1", "k")
    assert hosted.leaves_machine
    local = way("ollama_chat/llama3", OLLAMA_API_BASE="http://127.0.0.1:5")
    assert (local.model, local.server) == ("llama3", "http://127.0.0.1:5/v1")
    for address in ("example.org", "ftp://example.org", "http://"):
        with pytest.raises(BadInput):
            way("openai/x", address)


def test_no_key_goes_to_a_server_of_another_provider():
    keyed = {"OPENAI_API_KEY": "secret"}
    assert route(Request("ollama_chat/llama3", ()), keyed).key == ""


def test_sizes_and_prices_are_those_of_litellms_table():
    assert known("openai/gpt-4o") == known("openai/gpt-4o")
    facts = known("openai/gpt-4o")
    assert facts.context == 128_000
    assert (facts.price.sent, facts.price.received) == (2.5, 10.0)
    assert facts.price.of(1_000_000, 100_000) == 3.5
    assert known("nobody/has-this").price is None
    listed = models_of("anthropic")
    assert len(listed) > 5
    assert all(row.model.startswith("anthropic/") for row in listed)
    assert known(listed[0].model) == listed[0]


def test_the_command_says_what_is_in_reach(tmp_path):
    environment = _KEYS | {"ANTHROPIC_API_KEY": "secret-key"}
    ended = run_in(tmp_path, "models", environment=environment)
    assert ended.code == 0
    assert "ANTHROPIC_API_KEY is set" in ended.out
    assert "secret-key" not in ended.out + ended.err
    named = _KEYS | {"CORESEARCH_MODEL": "openai/gpt-4o"}
    value = json.loads(
        run_in(tmp_path, "models", "--format", "json", environment=named).out
    )
    assert value["used"]["model"] == "openai/gpt-4o"
    assert value["used"]["leaves_machine"] is True


def test_models_of_an_unknown_provider(tmp_path):
    ended = run_in(tmp_path, "models", "nobody")
    assert ended.code == 3


def test_it_does_not_import_litellm(tmp_path):
    found = imported(tmp_path, "models", "--model", "anthropic/claude-sonnet-4-5")
    assert not found & {"litellm", "openai", "git", "textual"}
