"""What clients of servers say: HTTP, clouds, models, trackers."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase

RULES = (
    phrase(
        "reply-no-json",
        "A reply is no JSON",
        "JSONDecodeError RequestsJSONDecodeError ContentTypeError",
        ("Attempt to decode JSON with unexpected mimetype: «text/html»",),
        "The server's reply is {1}: a page of errors or a login instead of JSON.",
        "print(reply.status_code, reply.text[:200]) before .json().",
    ),
    phrase(
        "client-key",
        "A client has no key",
        "OpenAIError AuthenticationError "
        "APIStatusError AnthropicError PermissionDeniedError DefaultCredentialsError "
        "UsageError CommError",
        (
            "Your default credentials were not found",
            "The api_key client option must be set",
            "Could not resolve authentication method",
            "Incorrect API key provided",
            "invalid x-api-key",
            "api_key not configured",
            "No API key configured. Use `wandb login`",
            "Error code: 401",
            "Invalid API key",
        ),
        "The client at {place} has no key, or one that is refused: the variable of "
        "the environment is not set in this shell or job, has a blank or quote in "
        "it, or belongs to another account.",
        "echo ${{#OPENAI_API_KEY}} (its length) where the job runs; wandb login.",
    ),
    phrase(
        "client-request",
        "A service does not take a request as it is",
        "BadRequestError NotFoundError UnprocessableEntityError InvalidRequestError "
        "APIError APIRemovedInV1",
        (
            "The model `«gpt-5»` does not exist",
            "maximum context length is «8192» tokens",
            "You tried to access openai.«ChatCompletion», but this is no longer supported",
            "max_tokens: Field required",
            "messages: at least one message is required",
            "Unsupported parameter: '«max_tokens»'",
        ),
        "The service does not take the request ({line}): a model's name, a parameter "
        "that this model has not, messages in another form, or more text than it "
        "takes; with openai 1 and later the calls of 0.x are gone.",
        "Read the message's 'param' and 'code'; client = OpenAI(); client.chat."
        "completions.create(…).",
        sure=0.76,
    ),
    phrase(
        "client-connection",
        "A client does not reach its service",
        "APIConnectionError APITimeoutError ConnectError ConnectTimeout "
        "EndpointConnectionError ConnectionError MaxRetryError NewConnectionError "
        "CommError ServiceRequestError ClientConnectorError ReadTimeout",
        (
            "Connection error.",
            "Request timed out.",
            "All connection attempts failed",
            'Could not connect to the endpoint URL: "«x»"',
            "Max retries exceeded with url: «/»",
            "Cannot connect to host «x»",
            "[Errno -3] Temporary failure in name resolution",
            "Failed to establish a new connection",
        ),
        "The service is not reached from here ({line}): no network on this node, a "
        "proxy that is not set, a wrong address or port, or the service is down.",
        "curl -sI of the address from the same machine; HTTPS_PROXY; offline modes "
        "(HF_HUB_OFFLINE=1, WANDB_MODE=offline) where a node has no network.",
    ),
    phrase(
        "aws-credentials",
        "A cloud gets no credentials",
        "NoCredentialsError "
        "PartialCredentialsError ProfileNotFound NoRegionError CredentialRetrievalError "
        "TokenRetrievalError",
        (
            "Unable to locate credentials",
            "Partial credentials found in «env»",
            "The config profile («x») could not be found",
            "You must specify a region",
            "Error loading SSO Token",
            "Token has expired and refresh failed",
        ),
        "boto3 finds no credentials or region: {line}.",
        "aws sts get-caller-identity where it runs; AWS_PROFILE, AWS_DEFAULT_REGION, "
        "aws sso login.",
    ),
    phrase(
        "aws-refused",
        "A cloud refuses an operation",
        "ClientError NoSuchKey NoSuchBucket AccessDenied S3UploadFailedError",
        (
            "An error occurred («404») when calling the «HeadObject» operation: «Not "
            "Found»",
            "An error occurred («AccessDenied») when calling the «GetObject» operation",
            "An error occurred («NoSuchKey») when calling the",
            "An error occurred («ExpiredToken») when calling the",
            "An error occurred («NoSuchBucket») when calling the",
        ),
        "The cloud refuses {2}: {1}. NoSuchKey and 404: the key is spelt otherwise or "
        "has no leading folder; AccessDenied: the role may not (or the key is not "
        "there and may not be listed); ExpiredToken: sign in again.",
        "aws s3 ls of the folder with the same role.",
    ),
    phrase(
        "wandb-run",
        "wandb has no run, or another",
        "wandb.Error UsageError CommError ValueError",
        (
            "You must call wandb.init() before wandb.«log»()",
            "Call wandb.init() before",
            'Attempted to change value of key "«lr»"',
            "project not found",
            "Run initialization has timed out",
            "It appears that you do not have "
            "permission to access the requested resource",
            "entity «x» not found",
            "api_key not configured (no-tty)",
            "Invalid project name",
        ),
        "wandb at {place}: {line}. The run was not begun in this process (a worker, "
        "after finish()), a setting is set twice, or project, entity or key are not "
        "right.",
        "wandb.init() first; allow_val_change=True; WANDB_MODE=offline without a "
        "network.",
    ),
    phrase(
        "mlflow-run",
        "MLflow refuses a run or value",
        "MlflowException RestException",
        "",
        "MLflow refuses it ({line}): a parameter that was logged with another value, a "
        "run that is still open, a tracking address or experiment that is not there.",
        "mlflow.end_run(); with mlflow.start_run(): around it.",
        sure=0.7,
    ),
    phrase(
        "port-http",
        "A port of a server is taken or not allowed",
        "OSError PermissionError",
        (
            "[Errno 99] Cannot assign requested address",
            "[Errno 49] Can't assign requested address",
            "error while attempting to bind on address",
            "[Errno 113] No route to host",
            "[Errno 101] Network is unreachable",
        ),
        "The address is none of this machine, or the network does not lead there "
        "({line}).",
        "127.0.0.1 or 0.0.0.0 for a server; curl of the address from here.",
    ),
    phrase(
        "aborted-connection",
        "A connection was given up",
        "ConnectionAbortedError",
        "[Errno 103] Software caused connection abort",
        "The connection was given up by this machine: asleep, another network, a "
        "firewall.",
        "Try again; keep alive.",
    ),
)
