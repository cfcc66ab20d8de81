"""JAX: values that are traced, and what it says of shapes and types."""

from __future__ import annotations

from coresearch.diagnosis.rule import rule, says

RULES = (
    rule(
        "traced-value", "Python asks for the value of something that is traced", "",
        r"Attempted boolean conversion of traced|Abstract tracer value encountered"
        r"|was called on traced array|The __\w+__\(\) method was called on traced"
        r"|Tracer(?:Bool|Array|Integer)Conversion|ConcretizationTypeError"
        r"|Shapes must be 1D sequences of concrete values"
        r"|was called on (?:the )?(?:JAX )?Tracer object",
        says(
            "Inside jit, vmap, grad or scan a value at {place} is only traced, and "
            "Python needs it: an if or a for over it, int(…), a NumPy function, or a "
            "shape that depends on it.",
            0.94,
            test="jnp.where or lax.cond for an if, lax.fori_loop for a loop, jnp for "
            "np; static_argnums for an argument that decides shapes or branches.",
        ),
        question="Which argument of the jitted function does it come from?",
        example="jax.errors.TracerBoolConversionError: Attempted boolean conversion of "
        "traced array with shape bool[].",
    ),
    rule(
        "tracer-leaked", "A traced value is kept outside of its function", "",
        r"UnexpectedTracerError|Encountered an unexpected tracer|leaked",
        says(
            "A value that was traced is used after its function has ended: something "
            "in it writes to self, a global or a list.",
            0.92,
            test="Return it instead; jax.checking_leaks() names the line.",
        ),
        question="Which line inside the function stores something outside?",
        example="jax.errors.UnexpectedTracerError: Encountered an unexpected tracer.",
    ),
    rule(
        "jax-shapes", "Shapes do not go together in JAX", "TypeError ValueError",
        r"got incompatible shapes for broadcasting: .*|dot_general requires "
        r"contracting "
        r"dimensions.*|Incompatible shapes for broadcasting.*|requires ndarray or "
        r"scalar "
        r"arguments.*vmap got inconsistent sizes.*|vmap got inconsistent sizes.*"
        r"|(?:scan|while_loop|cond|body_fun).*(?:carry|output|branch).*(?:same|equal|"
        r"differ|type).*",
        says(
            "Shapes or types at {place} do not go together: {line}",
            0.92,
            test="jax.debug.print or .shape just before it; what goes round a scan or "
            "loop must keep shape and dtype.",
        ),
        question="Which axis is mapped, and which is the batch?",
        example="TypeError: add got incompatible shapes for broadcasting: (3,), (4,).",
    ),
    rule(
        "jax-type", "JAX gets something that is no array", "TypeError",
        r"is not a valid JAX type|Cannot interpret value of type|as an abstract array"
        r"|requires ndarray or scalar arguments",
        says(
            "A value at {place} is no array of numbers for JAX: {line}",
            0.92,
            test="Keep text, objects and settings out of what is jitted "
            "(static_argnums, a closure), or make them arrays.",
        ),
        question="Which leaf of the tree of arguments is it?",
        example="TypeError: Argument 'x' of type <class 'str'> is not a valid JAX "
        "type.",
    ),
    rule(
        "backend-missing", "The accelerator's backend is not there", "RuntimeError",
        r"(?:Unknown|Unable to initialize) backend:? '?(\w+)'?|no supported devices "
        r"found for platform|jaxlib .*CUDA.*not found|Unable to find .*platform",
        says(
            "JAX finds no such device here: a jaxlib without it is installed, or the "
            "driver is not seen.",
            0.9,
            test="python -c 'import jax; print(jax.devices())'; pip install "
            "'jax[cuda12]' of the same version.",
        ),
        question="Does nvidia-smi work there?",
        example="RuntimeError: Unknown backend: 'gpu' requested, but no platforms that "
        "are instances of gpu are present.",
    ),
)  # fmt: skip
