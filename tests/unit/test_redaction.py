"""Secrets are taken out, and what only looks like one stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.core.redaction import redact

# Put together here, so that no scanner of repositories takes them for real ones.
MIXED = "aB3xK9mQ7zT2wL5pR8nV4cJ6yH1" * 3
HEX = "0a1b2c3d4e5f6789" * 4
SECRETS = {
    "AWS key": "AKIA" + "QYLPMN5HFIQR7XYA",
    "GitHub token": "ghp_" + MIXED[:36],
    "GitHub token, fine": "github_pat_" + MIXED[:40],
    "GitLab token": "glpat-" + MIXED[:20],
    "Slack token": "xoxb-" + "123456789012-" + MIXED[:20],
    "Slack hook": "hooks.slack.com/services/" + "T0/B0/" + MIXED[:20],
    "model provider's key": "sk-" + "proj-" + MIXED[:48],
    "model provider's key, ant": "sk-" + "ant-api03-" + MIXED[:60],
    "model provider's key, hex": "sk-" + HEX[:32],
    "model provider's key, groq": "gsk_" + MIXED[:40],
    "Hugging Face token": "hf_" + MIXED[:34],
    "Google key": "AIza" + MIXED[:35],
    "Stripe key": "sk_" + "live_" + MIXED[:24],
    "registry token, npm": "npm_" + MIXED[:36],
    "registry token, PyPI": "pypi-" + MIXED[:55],
    "SendGrid key": "SG." + MIXED[:20] + "." + MIXED[:40],
    "Twilio key": "AC" + HEX[:32],
    "Telegram token": "123456789:AA" + MIXED[:33],
    "Mailchimp key": HEX[:32] + "-us12",
    "Databricks token": "dapi" + HEX[:32],
    "Vault token": "hvs." + MIXED[:24],
    "web token": "eyJ" + MIXED[:20] + ".eyJ" + MIXED[:30] + "." + MIXED[:20],
}


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("around", ["{}", "client = Client('{}')", "see {}, please"])
def test_a_secret_is_known_by_its_shape(name, around):
    text, removed = redact("one\n" + around.format(SECRETS[name]) + "\n")
    assert SECRETS[name] not in text
    assert [secret.line for secret in removed] == [2]
    assert text.count("\n") == 2


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ('password = "hunter2!x"', "hunter2!x"),
        ("DB_PASSWORD=tr0ub4dor&3", "tr0ub4dor&3"),
        ('{"passphrase": "correct-horse-battery"}', "correct-horse-battery"),
        (f"WANDB_API_KEY={HEX[:40]}", HEX[:40]),
        (f"export HF_TOKEN='{MIXED[:30]}'", MIXED[:30]),
        (f"client_secret: {MIXED[:24]}", MIXED[:24]),
        (f'"auth_token": "{HEX[:32]}"', HEX[:32]),
        ("postgres://ada:s3cr3t@db:5432/runs", "s3cr3t"),
        (f"Authorization: Bearer {MIXED[:30]}", MIXED[:30]),
        (f"AccountKey={MIXED}aa==", MIXED),
    ],
)
def test_a_secret_is_known_by_its_name(line, secret):
    text, removed = redact(line)
    assert secret not in text
    assert len(removed) == 1


@pytest.mark.parametrize(
    "line",
    [
        "commit " + HEX[:40],
        "sha256:" + HEX,
        "max_tokens: 4096",
        "token = next_token(state)",
        'pad_token = "[PAD]"',
        "eos_token='<|endoftext|>'",
        'sort(key="train/accuracy_top1")',
        "key: noisy-retrieval-2024",
        'password = os.environ["DB_PASSWORD"]',
        "api_key=${API_KEY}",
        'api_key = "YOUR_API_KEY_HERE1"',
        "password: changeme123",
        "private_key: _EllipticCurvePrivateKey",
        "https://example.org:8080/a@b",
        "The secret: more data.",
        "We ask a basic question about tokens12345678",
        "scikit-learn sk-learn-contrib-estimators-of-variance",
        "AKIA is how their keys begin",
    ],
)
def test_what_is_no_secret_stays(line):
    assert redact(line) == (line, ())


def test_a_private_key_goes_whole_and_the_lines_stay_where_they_are():
    key = (
        "-----BEGIN RSA PRIVATE "
        + "KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----"
    )
    text, [removed] = redact(f"before\n{key}\nafter\n")
    assert "MIIE" not in text
    assert text.split("\n").index("after") == 5
    assert (removed.what, removed.line) == ("private key", 2)


def test_a_private_key_that_was_cut_off_goes_too():
    text, removed = redact("-----BEGIN PRIVATE " + "KEY-----\nMIIE\nabc")
    assert "MIIE" not in text
    assert len(removed) == 1


@given(st.text(max_size=200))
def test_no_line_is_lost_or_made(text):
    assert redact(text)[0].count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 500_000,
        "key=" * 100_000,
        ("-----BEGIN PRIVATE " + "KEY-----\n") * 5_000,
        "://" * 100_000,
        "eyJ" * 100_000,
        "password = " + " " * 300_000,
    ],
    ids=range(6),
)
def test_hostile_text_is_read_in_time_that_grows_with_it(text):
    redact(text)
