"""CUDA's libraries, extensions that are built, and displays that are not there."""

from __future__ import annotations

from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.rule import rule, says

RULES = (
    rule(
        "cuda-library", "A library of CUDA's failed", "",
        r"CUDNN_STATUS_\w+|CUBLAS_STATUS_(?!ALLOC)\w+|CUSOLVER_STATUS_\w+"
        r"|CUSPARSE_STATUS_\w+"
        r"|cuDNN error|cublas runtime error|cuFFT error|Unable to find a valid cuDNN"
        r"|CUDA error: (?:invalid|unknown|initialization|no kernel|operation not)",
        says(
            "{0}: CUDA, cuDNN and PyTorch (or the card) are of versions that do not go "
            "together, the memory is full, or an index before it was out of range.",
            0.78,
            test="Once on the CPU: it names an index that is out of range. nvidia-smi "
            "for "
            "the memory, with half the batch. Else a PyTorch built for this card and "
            "driver "
            "(python -m torch.utils.collect_env).",
        ),
        question="Which card, driver, CUDA and PyTorch?",
        example="RuntimeError: cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
    ),
    rule(
        "extension-build", "An extension cannot be built", "",
        r"Error building extension|Ninja is required|CUDA_HOME environment variable "
        r"is not "
        r"set|command '\S*(?:gcc|g\+\+|nvcc|cl\.exe|cc|clang)\S*' failed"
        r"|Microsoft Visual C\+\+|fatal error: \S+: No such file|ninja: build stopped"
        r"|CMake Error|subprocess-exited-with-error|metadata-generation-failed"
        r"|nvcc (?:fatal|not found|was not found)|unsupported GNU version"
        r"|detected CUDA version .* mismatches|No such file or directory: '\S*nvcc'",
        says(
            "Code in C++ or CUDA has to be built here, and the compiler, its headers "
            "or "
            "CUDA's tools are missing or of another version: {0}.",
            0.88,
            test="The first `error:` above says which: python3-dev and "
            "build-essential, ninja, "
            "or a CUDA toolkit of PyTorch's own version with CUDA_HOME set. Better: a "
            "wheel that "
            "is built for your versions.",
        ),
        question="Is there a wheel for this Python, CUDA and PyTorch?",
        example="OSError: CUDA_HOME environment variable is not set. Please set it to "
        "your "
        "CUDA install root.",
        sorts=(Sort.PYTHON, Sort.SHELL),
    ),
    rule(
        "no-display", "There is no screen", "",
        r"no display name|\$DISPLAY|could not connect to display|cannot open display"
        r"|Qt platform plugin|Cannot connect to .*X server|Failed to initialize GLFW"
        r"|libGL error|NoSuchDisplayException|GLXBadContext",
        says(
            "Something wants to draw on a screen at {place}, and there is none where "
            "it runs.",
            0.9, test="matplotlib.use('Agg') or MPLBACKEND=Agg; "
            "opencv-python-headless; "
            "MUJOCO_GL=egl or xvfb-run for what renders.",
        ),
        question="Does it need to draw at all?",
        example="_tkinter.TclError: no display name and no $DISPLAY environment "
        "variable",
    ),
    rule(
        "image-not-read", "An image was not read", "",
        r"!_src\.empty\(\)|!ssize\.empty\(\)|!buf\.empty\(\)|size\.width\s*>\s*0"
        r"|_src\.empty|Assertion failed\) !\w+\.empty",
        says(
            "OpenCV got an empty image at {place}: imread gives None, without a word, "
            "where a "
            "path is wrong or a file is no image.",
            0.9, test="Print the path and os.path.exists(path); assert image is not "
            "None, path.",
        ),
        question="Which file was it?",
        example="cv2.error: OpenCV(4.5.1) /x/color.cpp:182: error: (-215:Assertion "
        "failed) "
        "!_src.empty() in function 'cvtColor'",
    ),
    rule(
        "hdf5-file", "An HDF5 file cannot be opened", "",
        r"Unable to (?:synchronously )?(?:open|create) (?:file|object|dataset|group)"
        r"|unable to lock file|file locking disabled",
        says(
            "The HDF5 file at {place} cannot be opened: it is not there or no HDF5, "
            "another "
            "program has it open, or the name inside it is another: {line}",
            0.85, test="h5ls FILE; close the other program, or "
            "HDF5_USE_FILE_LOCKING=FALSE on "
            "network folders.",
        ),
        question="Does another process write to it?",
        example="BlockingIOError: [Errno 11] Unable to synchronously open file "
        "(unable to "
        "lock file, errno = 11)",
    ),
    rule(
        "file-system", "The file system refuses", "OSError",
        r"Read-only file system|File name too long|Invalid argument: '|Input/output "
        r"error"
        r"|Stale file handle|Transport endpoint|Too many levels of symbolic links"
        r"|Directory not empty|Invalid cross-device link",
        says(
            "The file system refuses what is done at {place}: {line}",
            0.88, test="Another folder (a container's image cannot be written to); a "
            "shorter "
            "name without : ? * <; for network errors the same again.",
        ),
        question="Which file system is it on?",
        example="OSError: [Errno 30] Read-only file system: '/data/out'",
    ),
    rule(
        "http-status", "A server answers with an error", "",
        r"\b(?:HTTP Error|status code|Client Error|Server Error|HTTPError:?|Error "
        r"code:)"
        r"[ :]*(?:\d{3} )?[\w ]*|(?:404|400|405|410|422|500|502|503|504) (?:Client"
        r"|Server) Error",
        says(
            "The server answers with an error at {place}: {line}. 404: the address or "
            "name is "
            "not there (any more); 400 and 422: it does not take a field of the "
            "request; 5xx: "
            "the server itself.",
            0.8, test="Open the address by hand (curl -i): its body says why.",
        ),
        question="Did the address or the API change?",
        example="requests.exceptions.HTTPError: 404 Client Error: Not Found for url: "
        "https://x.org/data.zip",
    ),
    rule(
        "connection-timeout", "A server is not reached in time", "",
        r"<urlopen error \[Errno 110\]|ETIMEDOUT"
        r"|ReadTimeoutError"
        r"|ConnectTimeoutError|IncompleteRead|Connection (?:aborted|reset)"
        r"|RemoteDisconnected"
        r"|Remote end closed",
        says(
            "The connection at {place} was not made in time or was cut off: a slow or "
            "closed "
            "network, a proxy, or a server that is down.",
            0.8, test="curl -v of the address from that machine; a mirror "
            "(HF_ENDPOINT), or the "
            "file fetched beforehand.",
        ),
        question="Does another machine reach it?",
        example="urllib.error.URLError: <urlopen error [Errno 110] Connection timed "
        "out>",
    ),
)  # fmt: skip
