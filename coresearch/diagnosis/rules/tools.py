"""pip, conda, containers, schedulers, git and pytest: ends that no Python names."""

from __future__ import annotations

from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.rule import ErrorRule, Explain, rule, says

_TOOLS = (Sort.SHELL, Sort.PYTHON)


def _tool(
    identity: str,
    name: str,
    pattern: str,
    explain: Explain,
    question: str,
    example: str,
) -> ErrorRule:
    return rule(
        identity, name, "", pattern, explain,
        question=question, example=example, sorts=_TOOLS,
    )  # fmt: skip


RULES = (
    _tool(
        "wheel-failed", "A package has to be built, and that failed",
        r"Failed building wheel for (\S+)|Could not build wheels for (\S+)"
        r"|Failed to build (\S+)",
        says(
            "There is no ready wheel of {1}{2}{3} for this Python and system, so that "
            "it "
            "is built here, and that failed: a compiler or headers are missing, or pip "
            "or Python is too old or too new for it.",
            0.78, test="The first `error:` above says which. A newer pip in a new "
            "environment, or a Python that it has wheels for, saves the build.",
        ),
        "Which Python, and is there a wheel for it?",
        "ERROR: Failed building wheel for lap",
    ),
    _tool(
        "package-not-found", "No such package, or none for this Python",
        r"Could not find a version that satisfies|No matching distribution found"
        r"|PackagesNotFoundError|Unable to locate package|requires a different Python"
        r"|is not a supported wheel",
        says(
            "No release of that package fits this Python and system, or its name is "
            "another: "
            "{0}.",
            0.9, test="python --version, and the package's page: which Pythons and "
            "systems it "
            "has wheels for. An older pip does not see new wheels.",
        ),
        "Which Python is it?",
        "ERROR: No matching distribution found for torch==1.4.0",
    ),
    _tool(
        "requirements-conflict", "Requirements contradict each other",
        r"ResolutionImpossible|conflicting dependencies|Cannot install .* because"
        r"|UnsatisfiableError|LibMambaUnsatisfiable|No solution found when resolving",
        says(
            "Two requirements ask for versions that exclude each other.",
            0.92, test="The lines above name both; loosen the one that is not needed.",
        ),
        "Who asks for the older one?",
        "ERROR: Cannot install a==1 and b==2 because these package versions have "
        "conflicting dependencies.",
    ),
    _tool(
        "managed-python", "The system's own Python is not to be changed",
        r"externally-managed-environment",
        says(
            "This Python belongs to the system, which keeps pip out of it.",
            0.95, test="python -m venv .venv && .venv/bin/pip install …",
        ),
        "Is there a virtual environment for the project?",
        "error: externally-managed-environment",
    ),
    _tool(
        "docker-daemon", "Docker is not reached",
        r"Cannot connect to the Docker daemon|docker daemon socket|docker\.sock",
        says(
            "Docker's service is not running, or you may not use it.",
            0.92, test="sudo systemctl start docker; usermod -aG docker $USER and log "
            "in anew. On "
            "clusters: apptainer.",
        ),
        "Does docker ps work?",
        "docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.",
    ),
    _tool(
        "container-gpu", "A container gets no GPU",
        r"could not select device driver|nvidia-container-cli|unknown or invalid "
        r"runtime name: "
        r"nvidia|Failed to initialize NVML",
        says(
            "The container gets no GPU: {0}.",
            0.92, test="nvidia-smi outside of it; the NVIDIA container toolkit, and "
            "--gpus all (or "
            "--nv).",
        ),
        "Is the toolkit installed on the host?",
        'docker: Error response from daemon: could not select device driver "" with '
        "capabilities: [[gpu]].",
    ),
    _tool(
        "image-missing", "A container's image is not there",
        r"manifest unknown|manifest for .* not found|pull access denied|repository "
        r"does not exist"
        r"|no matching manifest",
        says(
            "The image is not there under that name and tag, or not for this machine: "
            "{0}.",
            0.92, test="Look for the tag on the registry's page; docker login for a "
            "private one; "
            "--platform for another machine.",
        ),
        "Was the tag removed?",
        "docker: Error response from daemon: manifest for a:b not found: manifest "
        "unknown.",
    ),
    _tool(
        "container-other", "A container was not started",
        r"Error response from daemon: (.*)|OCI runtime .* failed|FATAL: +(.*)",
        says(
            "The container was not started: {0}.",
            0.75, test="The end of the line names what: a mount that is not there, a "
            "port, a name in "
            "use, a command that the image lacks.",
        ),
        "Does docker run --rm IMAGE true work?",
        "docker: Error response from daemon: Conflict. The container name is in use.",
    ),
    _tool(
        "slurm-refused", "Slurm does not take the job",
        r"(?:sbatch|salloc|srun): error: (?!.*(?:Exited with|task \d|Terminating))(.*)",
        says(
            "Slurm refuses the job as it is asked for: {1}.",
            0.88, test="sinfo -s and sacctmgr show assoc user=$USER: partition, "
            "account, time, GPUs "
            "and memory that you may ask for.",
        ),
        "Which partition and account are yours?",
        "sbatch: error: Batch job submission failed: Invalid partition name specified",
    ),
    _tool(
        "slurm-memory", "A job needed more than it asked for",
        r"slurmstepd: error: .*(?:oom|memory)",
        says(
            "The job was ended for more memory than it asked for: {0}.",
            0.88, test="seff JOB or sacct -j JOB -o MaxRSS,Elapsed,ReqMem; ask for a "
            "third more.",
        ),
        "How much did it use?",
        "slurmstepd: error: Exceeded job memory limit",
    ),
    _tool(
        "git-fatal", "git refuses",
        r"fatal: (.*)",
        says(
            "git refuses: {1}.",
            0.8, test="git status in that folder says where it stands; an address "
            "that is not "
            "found may be private or misspelt.",
        ),
        "In which folder was it?",
        "fatal: not a git repository (or any of the parent directories): .git",
    ),
    _tool(
        "ssh-refused", "A host does not let you in",
        r"Permission denied \(publickey|Host key verification failed|Could not "
        r"resolve hostname"
        r"|ssh: connect to host",
        says(
            "The host is not reached, or does not know your key: {0}.",
            0.9, test="ssh -v HOST: which keys are offered, and to whom.",
        ),
        "Is the key added there, and loaded here?",
        "git@github.com: Permission denied (publickey).",
    ),
    _tool(
        "fixture-missing", "A test asks for a fixture that there is not",
        r"fixture '(\w+)' not found",
        says(
            "No fixture {1} is in reach of the test: it is misspelt, in a conftest.py "
            "of another "
            "folder, or of a plugin that is not installed.",
            0.93, test="pytest --fixtures lists those in reach; the log lists them, "
            "too.",
        ),
        "Where is it defined?",
        "E       fixture 'labb' not found",
    ),
    _tool(
        "shell-syntax", "A shell does not understand a line",
        r"syntax error near unexpected token|unexpected end of file|bad interpreter"
        r"|\$'\\r'"
        r"|Syntax error: |unbound variable|bad substitution|ambiguous redirect",
        says(
            "The shell does not understand the script: {0}.",
            0.9, test="bash -n SCRIPT. \\r or ^M: it has line ends of Windows "
            "(dos2unix). `sh` is "
            "not bash: #!/usr/bin/env bash.",
        ),
        "With which shell is it run?",
        "run.sh: line 3: syntax error near unexpected token `do'",
    ),
    _tool(
        "shell-file", "A shell does not find or may not run a file",
        r"(?:ba|z|da)?sh: .*(?:No such file or directory|Permission denied|cannot "
        r"execute|Is a "
        r"directory)|\.sh: (?:line )?\d+: .*(?:No such file or directory|Permission "
        r"denied"
        r"|cannot execute)",
        says(
            "The shell does not find the file, or may not run it: {0}.",
            0.9, test="ls -l of it from the folder that the job runs in (pwd); chmod "
            "+x, or bash FILE.",
        ),
        "In which folder does the job start?",
        "bash: ./train.sh: Permission denied",
    ),
    _tool(
        "make-failed", "A step of a Makefile failed",
        r"make(?:\[\d+\])?: \*\*\* (.*)",
        says(
            "A step of the Makefile failed, or has no rule: {1}. What it printed "
            "above says why.",
            0.75, test="make -n shows the commands; run the one that failed by hand.",
        ),
        "Which command was it?",
        "make: *** No rule to make target 'train'.  Stop.",
    ),
)  # fmt: skip
