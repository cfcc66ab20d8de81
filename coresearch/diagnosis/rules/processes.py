"""Memory, time, processes, ports, files: what the system gives or takes."""

from __future__ import annotations

import math
import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.rule import Cause, rule, says
from coresearch.diagnosis.rules.sure_edits import guarded, with_edit
from coresearch.diagnosis.waiting import waits_for

_BYTES = {"float64": 8, "float32": 4, "float16": 2, "int64": 8, "int32": 4, "uint8": 1,
          "complex128": 16, "bool": 1, "int8": 1, "complex64": 8}  # fmt: skip


def _array(case: Case, match: re.Match[str]) -> Cause:
    sizes = [int(s) for s in match[2].replace(" ", "").split(",") if s]
    width = _BYTES.get(match[3], 8)
    count = math.prod(sizes)
    product = " × ".join(f"{size:,}" for size in sizes)
    square = " It grows with the square of the number of items." if (
        len(sizes) == 2 and sizes[0] == sizes[1]
    ) else ""  # fmt: skip
    return Cause(
        f"An array of {match[1]} is wanted at {case.place}, and there is not so much "
        f"memory.{square}",
        0.96,
        details=f"{product} × {width} bytes of {match[3]} = {count * width:,} bytes",
        test="Work in blocks, keep it sparse, or take float32; and see whether this "
        "shape is meant: a missing axis in a difference makes n × n of n.",
    )


def _hang(case: Case, match: re.Match[str]) -> Cause:
    what = waits_for(case.raised.frames)
    how = f"waited for {what}" if what else "stood"
    return Cause(
        f"It did not go on; at {case.place} it {how} when the stack was written.",
        0.8,
        test="Two stacks, some seconds apart: the same line says that it waits, "
        "another that it is slow. coresearch diagnose RUN takes them of a run that "
        "goes on.",
    )


RULES = (
    rule(
        "array-memory", "An array is larger than the memory", "_ArrayMemoryError "
        "MemoryError ArrayMemoryError",
        r"Unable to allocate ([\d.]+ \wiB) for an array with shape \(([\d, ]+)\) and "
        r"data type (\w+)", _array,
        question="Is the shape the one that was meant?",
        example="numpy._core._exceptions._ArrayMemoryError: Unable to allocate 116. "
        "TiB "
        "for an array with shape (4000000, 4000000) and data type float64",
    ),
    rule(
        "memory-error", "The memory does not suffice", "MemoryError",
        r"^(?!Unable to allocate [\d.]+ .* shape)|std::bad_alloc",
        says(
            "There was not enough memory at {place}.",
            0.85,
            test="/usr/bin/time -v shows the peak; read in parts (chunksize=), and "
            "delete what is not needed.",
        ),
        question="How large are the data, and how much memory is there?",
        example="MemoryError",
        sorts=(Sort.PYTHON, Sort.NATIVE),
    ),
    rule(
        "memory-killed", "The system killed it, mostly for want of memory", "",
        r"",
        says(
            "The process was killed from outside (SIGKILL, 137), as the system does "
            "when memory runs out: {line}",
            0.85,
            test="dmesg -T | tail, or sacct -j JOB -o MaxRSS,ReqMem, tells whether it "
            "was memory. Fewer workers in loaders, smaller parts at once, or more "
            "memory asked for.",
        ),
        question="How much memory was there, and how much was taken before?",
        example="Killed",
        sorts=(Sort.KILLED,),
    ),
    rule(
        "time-limit", "The time was up", "",
        r"(?i)time limit|exit (?:code|status):? 124|timed out",
        says(
            "It was stopped at its time limit: {0}.",
            0.92,
            test="Extrapolate from the steps done to what is left; save checkpoints so "
            "that the next job goes on from there.",
        ),
        question="Which share was done when the time was up?",
        example="slurmstepd: error: *** JOB 1 ON n CANCELLED AT 2024-01-01T00:00:00 "
        "DUE "
        "TO TIME LIMIT ***",
        sorts=(Sort.TIMED_OUT,),
    ),
    rule(
        "hang", "It hung", "", r"Timeout \(", _hang,
        question="What does it wait for?",
        example="Timeout (0:00:05)!",
        sorts=(Sort.TIMED_OUT,),
    ),
    rule(
        "interrupted", "Somebody stopped it", "KeyboardInterrupt", r"",
        says(
            "It was stopped with Ctrl-C or a signal while it was at {place}; that "
            "is no fault of the code.",
            0.85,
            test="If it seemed to hang: py-spy dump --pid PID twice says whether it "
            "waits or works.",
        ),
        question="Did it go on, or did it hang?",
        example="KeyboardInterrupt",
    ),
    rule(
        "segfault", "It crashed outside of Python", "",
        r"(?i)segmentation fault|SIGSEGV|-11|139|Fatal Python error",
        says(
            "Code outside of Python crashed; the last Python line was {place}.",
            0.85,
            test="python -X faulthandler gives the Python line. Binary packages "
            "that do "
            "not fit each other are the usual reason: a fresh environment with nothing "
            "else tells.",
        ),
        question="Which compiled package is called there, and in which version?",
        example="Fatal Python error: Segmentation fault",
        sorts=(Sort.NATIVE,),
    ),
    rule(
        "kernel-died", "The kernel died without a word", "", r"",
        says(
            "The kernel's process ended without a word: killed for want of memory, or "
            "crashed outside of Python.",
            0.75,
            test="Run the same cells as a script with python -X faulthandler: a stack "
            "means a crash, “Killed” means memory.",
        ),
        question="Which cell ran, and how much memory was taken?",
        example="nbclient.exceptions.DeadKernelError: Kernel died",
        sorts=(Sort.KERNEL,),
    ),
    rule(
        "spawn-guard", "A module that starts processes has no main guard",
        "RuntimeError",
        r"before the\s+current process\s+has finished its bootstrapping phase",
        with_edit(
            says(
                "Each new process imports the script, and the script starts processes "
                "again: the main guard is missing, or it is a notebook, which has "
                "none.",
                0.97,
                test="Put what starts processes (and loaders with workers) under "
                "if __name__ == '__main__':; in a notebook num_workers=0, or put the "
                "function into a module.",
            ),
            guarded,
        ),
        question="Does it have to be spawn, or would fork do?",
        example="RuntimeError: An attempt has been made to start a new process before "
        "the\n        current process has finished its bootstrapping phase.",
    ),
    rule(
        "shared-memory", "Loaders have too little shared memory", "RuntimeError "
        "OSError",
        r"out of shared memory|insufficient shared memory|unable to open shared memory"
        r"|killed by signal: Bus error|Too many open files.*torch",
        says(
            "Workers of a loader had too little shared memory (/dev/shm).",
            0.94,
            test="docker run --shm-size=8g (or --ipc=host); fewer workers; "
            "torch.multiprocessing.set_sharing_strategy('file_system').",
        ),
        question="How large is /dev/shm (df -h /dev/shm)?",
        example="RuntimeError: DataLoader worker (pid 4) is killed by signal: Bus "
        "error. "
        "It is possible that dataloader's workers are out of shared memory.",
    ),
    rule(
        "worker-died", "A worker process died", "RuntimeError BrokenProcessPool "
        "ProcessExitedException TerminatedWorkerError",
        r"exited unexpectedly|terminated abruptly|is killed by signal: (?!Bus)"
        r"|worker process managed by the executor was unexpectedly terminated",
        says(
            "A worker process died, mostly killed for want of memory: {0}.",
            0.8,
            test="num_workers=0 (or one process): the error then comes with its own "
            "traceback, or goes with the memory.",
        ),
        question="Does it happen with no workers too?",
        example="concurrent.futures.process.BrokenProcessPool: A process in the "
        "process "
        "pool was terminated abruptly while the future was running or pending.",
    ),
    rule(
        "cuda-fork", "CUDA is used in a forked process", "RuntimeError",
        r"Cannot re-initialize CUDA in forked subprocess",
        says(
            "CUDA was in use before the process forked, and cannot be used after it.",
            0.97,
            test="torch.multiprocessing.set_start_method('spawn'), or touch the GPU "
            "only in the children.",
        ),
        question="What touches the GPU before the workers start?",
        example="RuntimeError: Cannot re-initialize CUDA in forked subprocess. To use "
        "CUDA with multiprocessing, you must use the 'spawn' start method",
    ),
    rule(
        "port-in-use", "A port is taken", "",
        r"Address already in use|EADDRINUSE",
        says(
            "The port asked for at {place} is taken: another run, or one that did not "
            "end.",
            0.97,
            test="ss -ltnp shows by whom; take another port (for torchrun "
            "--master_port, or --rdzv_endpoint=localhost:0).",
        ),
        question="Is it an earlier run of yours?",
        example="OSError: [Errno 98] Address already in use",
    ),
    rule(
        "too-many-files", "Too many files are open", "OSError",
        r"Too many open files",
        says(
            "More files are open at {place} than the system allows: they are opened in "
            "a loop and not closed, or workers share tensors by files.",
            0.95,
            test="with open(…) closes them; ulimit -n shows the limit and ulimit -n "
            "4096 "
            "raises it.",
        ),
        question="How many are open (ls /proc/PID/fd | wc -l)?",
        example="OSError: [Errno 24] Too many open files: 'a.txt'",
    ),
    rule(
        "command-time", "A command took longer than it was given", "TimeoutExpired",
        r"Command (.+) timed out after ([\d.]+) seconds",
        says(
            "The command started at {place} was not done after {2} seconds: {1}.",
            0.95,
            test="Run it by hand with time: if it ends, give it more (timeout=); if "
            "not, see what it waits for (stdin=subprocess.DEVNULL).",
        ),
        question="How long does it take by hand?",
        example="subprocess.TimeoutExpired: Command '['sleep', '5']' timed out after "
        "0.3 seconds",
    ),
    rule(
        "broken-pipe", "The other side of a pipe is gone", "BrokenPipeError EOFError",
        r"Broken pipe|^$",
        says(
            "Another process ended while this one spoke to it: the reason is there.",
            0.55,
            test="Find that process's own error, earlier in the log.",
        ),
        question="Which process is at the other end?",
        example="BrokenPipeError: [Errno 32] Broken pipe",
    ),
    rule(
        "cpp-exception", "Code in C++ raised an exception", "",
        r"terminate called",
        says(
            "Code in C++ raised what nobody caught: {0}.",
            0.7,
            test="What stands behind what(): is the reason; python -X faulthandler "
            "gives the Python line.",
        ),
        question="Which library is it from?",
        example="terminate called after throwing an instance of 'c10::Error'",
        sorts=(Sort.NATIVE,),
    ),
    rule(
        "command-missing", "A command is not found", "",
        r"(?:line \d+: |sh: (?:\d+: )?)?([\w./-]+): (?:command )?not found",
        says(
            "There is no command {1}: it is misspelt, not installed, or its "
            "environment "
            "is not active.",
            0.93,
            test="command -v {1}; activate the environment in the script itself.",
        ),
        question="Is the environment active where it runs?",
        example="./run.sh: line 4: pyhton: command not found",
        sorts=(Sort.SHELL,),
    ),
    rule(
        "r-package", "An R package is missing", "",
        r"there is no package called .(\w+)",
        says(
            "The R package {1} is not installed in the library that is used.",
            0.94,
            test='install.packages("{1}"), and .libPaths() to see where.',
        ),
        question="Which R, and which library?",
        example="Error in library(lme4) : there is no package called ‘lme4’",
        sorts=(Sort.R,),
    ),
)  # fmt: skip
