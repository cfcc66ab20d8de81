"""Servers, APIs and their keys."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says


def _variable(case: Case, match: re.Match[str]) -> Cause | None:
    frames = case.raised.frames
    is_environment = "environ" in case.code or any(
        "<frozen os>" in frame.path for frame in frames
    )
    if not is_environment:
        return None
    name = match[1]
    secret = any(part in name for part in ("KEY", "TOKEN", "SECRET", "PASS"))
    how = "it is a secret: keep it out of files that git knows" if secret else (
        f"coresearch run --env {name}=…"
    )  # fmt: skip
    return Cause(
        f"The variable {name} is not set where it ran.",
        0.96,
        test=f"export {name}=… in the shell that starts it ({how}).",
    )


RULES = (
    rule(
        "environment-key", "A variable of the environment is not set", "KeyError",
        r"^'(\w+)'$", _variable,
        question="Is it set in your shell, and does the job get that environment?",
        example='  File "a.py", line 3, in <module>\n    k = os.environ["API_KEY"]\n'
        "KeyError: 'API_KEY'",
    ),
    rule(
        "rate-limit", "Too many requests", "",
        r"(?i)rate limit|(?:error|code|status|http)\W{0,3}(?:code\W{0,3})?429\b"
        r"|\b429 client|too many requests|(?<!disk )quota exceeded|insufficient_quota",
        says(
            "The server takes no more requests for now: {0}.",
            0.93,
            test="Wait and try again with growing pauses (tenacity), ask fewer at "
            "once, "
            "and keep replies so that none is asked for twice. Count failed items as "
            "failed, not as absent.",
        ),
        question="Is it the rate, or is the money spent (insufficient_quota)?",
        example="openai.RateLimitError: Error code: 429 - Rate limit reached",
    ),
    rule(
        "unauthorised", "A key is missing or refused", "",
        r"(?i)(?:error|code|status|http)\W{0,3}(?:code\W{0,3})?40[13]\b|\b40[13] client"
        r"|\b403 forbidden|unauthori[sz]ed|invalid api key|incorrect api key|"
        r"api[_ ]key (?:client option )?must be set|gated repo",
        says(
            "The server does not accept the key, or there is none: {0}.",
            0.93,
            test="Is the variable set where it ran, for this service, without spaces? "
            "For a gated model: accept its terms, then huggingface-cli login.",
        ),
        question="Does the key work in a single request by hand?",
        example="openai.AuthenticationError: Error code: 401 - Incorrect API key",
    ),
    rule(
        "hub-missing", "A model or data set of that name is not found", "",
        r"(?i)is not a local folder and is not a valid model identifier|"
        r"Repository Not Found|doesn't exist on the Hub|does not appear to have a file",
        says(
            "The hub knows no such model or data set, or not for you: {0}.",
            0.9,
            test="Copy the name from its page; a private or gated one needs a token; "
            "a path needs its ./ in front.",
        ),
        question="Is it a name or a path?",
        example="OSError: bert-bas-uncased is not a local folder and is not a valid "
        "model "
        "identifier listed on 'https://huggingface.co/models'",
    ),
    rule(
        "context-length", "A prompt is longer than the model takes", "",
        r"(?i)maximum context length is (\d+)|context_length_exceeded|"
        r"prompt is too long|input is too long",
        says(
            "The prompt is longer than the model takes: {0}.",
            0.95,
            test="Count tokens before asking, and cut what is least needed; say in the "
            "results how many items were cut.",
        ),
        question="Which part of the prompt is long?",
        example="openai.BadRequestError: This model's maximum context length is 8192 "
        "tokens.",
    ),
    rule(
        "connection-refused", "No server answers there", "",
        r"Connection refused|ConnectError|Errno 111|Max retries exceeded"
        r"(?!.*(?:SSL|certificate|resol|timed out|[Pp]roxy|unreachable|aborted))",
        says(
            "Nothing listens at the address asked for at {place}: the server is not "
            "started, or is at another port or host.",
            0.92,
            test="curl -sv of the address; in a container localhost is the container.",
        ),
        question="Is the server up, and at which port?",
        example="ConnectionRefusedError: [Errno 111] Connection refused",
    ),
    rule(
        "no-network", "The network does not reach it", "",
        r"Name or service not known|Temporary failure in name resolution|"
        r"nodename nor servname|Network is unreachable|offline mode is enabled|"
        r"We couldn't connect to",
        says(
            "The host cannot be reached from here: {0}.",
            0.93,
            test="Compute nodes often have no network: fetch on the login node, and "
            "set "
            "HF_HUB_OFFLINE=1 there.",
        ),
        question="Does this machine have a network?",
        example="socket.gaierror: [Errno -3] Temporary failure in name resolution",
    ),
    rule(
        "certificate", "A certificate is not accepted", "",
        r"CERTIFICATE_VERIFY_FAILED|SSL: |SSLError",
        says(
            "The server's certificate is not accepted: a proxy in between, an old "
            "store "
            "of certificates, or a wrong clock.",
            0.92,
            test="python -m pip install -U certifi; behind a proxy REQUESTS_CA_BUNDLE. "
            "verify=False gives your key to whoever is in between.",
        ),
        question="Is there a proxy?",
        example="ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] failed",
    ),
    rule(
        "request-timeout", "A server did not answer in time",
        "TimeoutError ReadTimeout ConnectTimeout Timeout APITimeoutError",
        r"",
        says(
            "A server did not answer in time at {place}.",
            0.8,
            test="Try again with a pause; a longer timeout= for long replies; count "
            "what never came as failed.",
        ),
        question="Is it every request, or some?",
        example="requests.exceptions.ReadTimeout: Read timed out. (read timeout=10)",
    ),
)  # fmt: skip
