"""What Python itself says: of objects, calls, numbers and texts."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase

OBJECTS = (
    phrase(
        "class-attribute",
        "A class does not have the attribute",
        "AttributeError",
        "type object '«Config»' has no attribute '«lr»'",
        "The class {1} itself has no {2}: it is misspelt, an enumeration has no such "
        "member, it is set only on objects (in __init__), or the class stands where an "
        "object of it is meant.",
        "Make an object first ({1}()), or see what dir({1}) has.",
    ),
    phrase(
        "read-only-attribute",
        "An attribute may only be read",
        "AttributeError",
        (
            "property '«x»' of '«Foo»' object has no setter",
            "can't set attribute '«x»'",
            "'«Foo»' object attribute '«x»' is read-only",
            "attribute '«x»' of '«Foo»' objects is not writable",
            "^can't set attribute$",
        ),
        "What is set at {place} may only be read: a property without a setter, a "
        "namedtuple, a class with __slots__, or a value that is computed from others "
        "({line}).",
        "Set what it is computed from; _replace(…) for a namedtuple, or write a setter.",
    ),
    phrase(
        "no-context",
        "Something that cannot be opened stands after with",
        "AttributeError TypeError",
        (
            "^__enter__$",
            "^__exit__$",
            "^__aenter__$",
            "'«Foo»' object does not support the context manager protocol",
            "'«Foo»' object does not support the asynchronous context manager protocol",
        ),
        "What stands after with at {place} cannot be used so: the parentheses of the "
        "call are missing, a function without @contextmanager, a value instead of what "
        "opens it, or with where async with is meant.",
        "print(type(…)) of it; call it, or use it without with.",
    ),
    phrase(
        "not-awaitable",
        "Something that is no coroutine is awaited",
        "TypeError",
        (
            "object «list» can't be used in 'await' expression",
            "'«list»' object can't be awaited",
            "'async for' requires an object with __aiter__ method, got «list»",
            "a coroutine was expected, got «x»",
            "An asyncio.Future, a coroutine or an awaitable is required",
        ),
        "What is awaited at {place} is no coroutine but {1}: the function is a plain "
        "one (not async def), it was awaited already, or several coroutines need "
        "asyncio.gather(*…).",
        "Leave await (or async) out there, or make the function async def.",
    ),
    phrase(
        "init-returns",
        "An __init__ returns something",
        "TypeError",
        "__init__() should return None, not '«int»'",
        "__init__ of the class made at {place} ends with return and a value ({1}); it "
        "must return nothing.",
        "Take the return away; use a class method or function that makes and returns.",
    ),
    phrase(
        "takes-none",
        "A class takes no arguments",
        "TypeError",
        "«Model»() takes no arguments",
        "{1} is called with arguments at {place}, and its class has no __init__ that "
        "takes any: it is misspelt (_init_, __int__) or indented outside of the class, "
        "a @dataclass is missing, or another class of that name was meant.",
        "See how __init__ of {1} is written: two underscores on either side.",
        question="Does the class define __init__?",
    ),
    phrase(
        "given-twice",
        "An argument is given twice",
        "TypeError",
        (
            "«train»() got multiple values for argument '«lr»'",
            "«train»() got multiple values for keyword argument '«lr»'",
        ),
        "{1} gets {2} twice at {place}: by its position and by its name, or by its "
        "name and in **settings; in a method without self the object itself takes the "
        "first place.",
        "Give {2} once; take it out of the dictionary (pop) before **.",
    ),
    phrase(
        "positional-only",
        "An argument has no name to be given by",
        "TypeError",
        (
            "«train»() got some positional-only arguments passed as keyword arguments: "
            "'«x»'",
            "«zip»() takes no keyword arguments",
        ),
        "{1} takes this argument by its place alone, and gets it by name at {place}.",
        "Write the value without the name.",
    ),
    phrase(
        "star-value",
        "What stands after a star cannot be taken apart",
        "TypeError",
        (
            "argument after ** must be a mapping, not «list»",
            "argument after * must be an iterable, not «int»",
            "^keywords must be strings$",
        ),
        "What follows the star at {place} is {1}: ** wants a dictionary whose keys are "
        "texts, * a list or tuple. A setting that is empty (None), a config object "
        "instead of a dictionary, or ** for *, are the usual reasons.",
        "print(type(…)) of it; vars(…) or dict(…), or … or {{}} where it may be empty.",
    ),
    phrase(
        "called-on-class",
        "A method is called on the class",
        "TypeError",
        (
            "unbound method «dict.keys»() needs an argument",
            "descriptor '«append»' for '«list»' objects doesn't apply to a '«str»' object",
            "descriptor '«append»' requires a '«list»' object but received a '«str»'",
        ),
        "{1} is called on the class and not on an object of it at {place}: the "
        "parentheses of the class are missing, or the object is of another type.",
        "Make the object first, and call the method on it.",
    ),
    phrase(
        "bases-conflict",
        "Base classes do not go together",
        "TypeError",
        (
            "Cannot create a consistent method resolution order (MRO) for bases «A, B»",
            "metaclass conflict: the metaclass of a derived class must be",
            "multiple bases have instance lay-out conflict",
            "type '«bool»' is not an acceptable base type",
            "duplicate base class «A»",
        ),
        "The base classes at {place} cannot stand together in this order: one is "
        "itself a base of another and stands before it, or they have different "
        "metaclasses (an ABC, an Enum, a Qt or ORM class).",
        "Put the more special class first; make one metaclass that inherits both.",
    ),
    phrase(
        "no-exception",
        "Something that is no exception is raised or caught",
        "TypeError",
        (
            "exceptions must derive from BaseException",
            "catching classes that do not inherit from BaseException is not allowed",
            "exceptions must be old-style classes or derived from BaseException",
        ),
        "At {place} raise or except gets something that is no exception: a text, "
        "NotImplemented instead of NotImplementedError, or a list instead of a tuple.",
        "raise ValueError('…'); except (A, B):",
    ),
    phrase(
        "iterator-protocol",
        "An iterator is not one",
        "TypeError",
        (
            "iter() returned non-iterator of type '«Foo»'",
            "'«Foo»' object is not reversible",
            "'«Foo»' object is not an async iterator",
        ),
        "{1} at {place} cannot be gone through: its __iter__ returns no iterator "
        "(return iter(…), or yield), or __next__ is missing.",
        "Write __iter__ with yield, or return iter(self.items).",
    ),
    phrase(
        "super-misused",
        "super is called without its class",
        "RuntimeError TypeError",
        (
            "super(): no arguments",
            "super(): __class__ cell not found",
            "super(type, obj): obj must be an instance or subtype of type",
            "descriptor '__init__' requires a 'super' object but received a '«str»'",
        ),
        "super at {place} does not know its class: it stands outside of a method, in "
        "a comprehension or inner function, super.__init__ is written without (), or "
        "the class was defined again since (a cell run twice, a module reloaded).",
        "super().__init__(…) inside the method; restart after a reload.",
    ),
    phrase(
        "free-variable",
        "A name of an outer function has no value yet",
        "NameError",
        (
            "cannot access free variable '«x»' where it is not associated with a value in "
            "enclosing scope",
            "free variable '«x»' referenced before assignment in enclosing scope",
        ),
        "{1} is used in an inner function before the outer one gave it a value, or "
        "after it was deleted (an except … as {1} deletes it at its end).",
        "Give {1} a value before the inner function is called, or hand it over.",
    ),
    phrase(
        "default-order",
        "A field without a default follows one with",
        "TypeError SyntaxError",
        (
            "non-default argument '«y»' follows default argument",
            "non-default argument follows default argument",
            "parameter without a default follows parameter with a default",
        ),
        "{1} has no default and stands after one that has: of a dataclass the fields "
        "of the base class count too.",
        "Move it before them, give it a default, or @dataclass(kw_only=True).",
    ),
    phrase(
        "protocol-made",
        "A protocol or abstract type is made",
        "TypeError",
        (
            "Protocols cannot be instantiated",
            "Cannot instantiate «typing.Union»",
            "Type «List» cannot be instantiated",
        ),
        "What is called at {place} describes a type and cannot be made.",
        "Make an object of a class that has these methods; list(), not List().",
    ),
    phrase(
        "generator-stopped",
        "next found nothing inside a generator",
        "RuntimeError",
        ("generator raised StopIteration", "coroutine raised StopIteration"),
        "next(…) inside a generator found nothing more: the data ended earlier than "
        "the generator expects. Since Python 3.7 that is an error and no end.",
        "next(…, None) and return, or a for loop.",
    ),
    phrase(
        "nothing-next",
        "An iterator is at its end",
        "StopIteration StopAsyncIteration",
        "^$",
        "next at {place} finds nothing more: what it goes through is empty (a filter "
        "that nothing passes, an empty file or loader), or was used up before: a "
        "generator, a reader and an iterator go through once.",
        "next(…, None) where nothing is a case; else make the iterator anew for each "
        "pass, and see how many items there are.",
        sure=0.74,
    ),
    phrase(
        "generator-running",
        "A generator is asked while it runs",
        "ValueError",
        "generator already executing",
        "One generator is asked by two threads, or by itself.",
        "A lock around next(…), or a queue.Queue between the threads.",
    ),
    phrase(
        "weak-value",
        "A value cannot be referred to weakly or exported",
        "TypeError BufferError",
        (
            "cannot create weak reference to '«list»' object",
            "Existing exports of data: object cannot be re-sized",
        ),
        "{line}: a view of the data (memoryview, np.frombuffer) still holds it.",
        "Copy it first (bytes(…), .copy()), or delete the view.",
    ),
)

NUMBERS = (
    phrase(
        "math-domain",
        "A function is asked outside of where it is defined",
        "ValueError",
        (
            "math domain error",
            "expected a nonnegative input, got «-1.0»",
            "expected a positive input, got «0.0»",
            "expected a number between -1 and 1",
            "expected a positive input",
        ),
        "A logarithm, root or arc at {place} gets a number for which it is not "
        "defined: log of zero or less, sqrt of less than zero.",
        "Print the smallest value; log(x + tiny) or log1p only where zero is a case "
        "that is meant.",
        question="Which value is it, and can it be zero or negative by design?",
        hints=(
            (
                r"\blog",
                "log wants more than zero: a probability, count or loss of "
                "0 reaches it.",
            ),
            (
                r"sqrt",
                "sqrt wants no negative number: rounding "
                "may give -1e-17 for a variance.",
            ),
        ),
    ),
    phrase(
        "too-large-number",
        "A result is too large for a number",
        "OverflowError FloatingPointError",
        (
            "math range error",
            "(34, 'Numerical result out of range')",
            "int too large to convert to float",
            "integer division result too large for a float",
            "overflow encountered in «exp»",
            "cannot convert float infinity to integer",
            "Result too large",
        ),
        "A result at {place} is larger than a float can hold (about 1.8e308): exp or a "
        "power of a large number (above 709 for exp), or values that grow without "
        "bound, as with too large a step.",
        "Print the value that goes in; subtract the maximum first (logsumexp), "
        "scipy.special.expit for a sigmoid, scale the input, or take a smaller step.",
        question="How large is the input?",
    ),
    phrase(
        "integer-range",
        "A whole number does not fit its type",
        "OverflowError",
        (
            "Python integer «300» out of bounds for «uint8»",
            "Python int too large to convert to C «long»",
            "cannot fit 'int' into an index-sized integer",
            "can't convert negative int to unsigned",
            "can't convert negative value to unsigned",
            "int too big to convert",
            "signed integer is greater than maximum",
            "bytes must be in range(0, 256)",
        ),
        "A whole number at {place} does not fit into the type that takes it ({line}): "
        "a small one as uint8 or int8 overflows with values above 255 or below 0, and "
        "on Windows long has 32 bits.",
        ".astype(np.int64) before the arithmetic (float for differences of images); a "
        "seed must be below 2**32.",
    ),
    phrase(
        "invalid-arithmetic",
        "Arithmetic gave no number",
        "FloatingPointError RuntimeWarning",
        (
            "invalid value encountered in «divide»",
            "underflow encountered in «exp»",
            "divide by zero encountered in «log»",
        ),
        "{1} at {place} gave nan or inf, and that is set to be an error: 0/0, log of "
        "zero or less, inf - inf, or nan in the data.",
        "Find the first of them: np.isfinite(x).all() of what goes in; np.divide(…, "
        "where=b != 0).",
    ),
    phrase(
        "power-of-zero",
        "Zero has no negative power",
        "ZeroDivisionError",
        (
            "0.0 cannot be raised to a negative power",
            "zero to a negative power",
            "complex division by zero",
            "base is not invertible for the given modulus",
        ),
        "A value that is zero is raised to a negative power at {place}: a distance, "
        "norm or count is 0.",
        "Print where it is zero, and leave these out or say what they stand for.",
    ),
    phrase(
        "number-of-other",
        "A number cannot be made of this",
        "TypeError",
        (
            "int() argument must be a string, a bytes-like object or a real number, not "
            "'«list»'",
            "float() argument must be a string or a real number, not '«dict»'",
            "must be real number, not «str»",
            "int() can't convert non-string with explicit base",
            "can't convert complex to «float»",
            "float() argument must be a string or a number, not '«dict»'",
            "int() argument must be a string, a bytes-like object or a number, not "
            "'«list»'",
        ),
        "A number is wanted at {place}, and what comes is a {1}: a missing value "
        "(None), a list where one element is meant, or text that was not converted.",
        "print(repr(…)) of it and where it is read; [0] for one element, float(…) for "
        "text, a decision for what is missing.",
        hints=(
            (r"\.get\(", ".get gives None where the key is not there."),
            (r"environ|getenv", "The variable of the environment is not set."),
        ),
    ),
    phrase(
        "digits-limit",
        "A number has too many digits to be written",
        "ValueError",
        "Exceeds the limit («4300» digits) for integer string conversion",
        "A whole number of more than {1} digits is written out at {place}: mostly a "
        "power or factorial that was meant to be small.",
        "Print its size with .bit_length(); sys.set_int_max_str_digits raises the "
        "limit.",
    ),
    phrase(
        "step-zero",
        "A step is zero",
        "ValueError",
        ("range() arg 3 must not be zero", "slice step cannot be zero"),
        "The step at {place} is 0: it was computed with // and the number of items is "
        "smaller than what it is divided by.",
        "max(1, …) where every item is meant; print the two numbers.",
    ),
    phrase(
        "slice-sizes",
        "A slice gets another number of items",
        "ValueError",
        (
            "attempt to assign sequence of size «2» to extended slice of size «3»",
            "attempt to assign bytes of size",
        ),
        "The slice at {place} has {2} places and gets {1} items.",
        "Print both lengths; a step in the slice fixes its size.",
    ),
    phrase(
        "draw-from-nothing",
        "More is drawn than there is",
        "ValueError IndexError",
        (
            "Sample larger than population or is negative",
            "Cannot choose from an empty sequence",
            "Cannot choose from an empty population",
            "empty range for randrange()",
            "empty range in randrange(«0, 0»)",
            "Cannot take a larger sample than population when 'replace=False'",
            "Cannot take a larger sample than population when replace is False",
            "'a' cannot be empty unless no samples are taken",
            "a must be greater than 0 unless no samples are taken",
            "Fewer non-zero entries in p than size",
            "Cannot take a larger sample",
        ),
        "More is drawn at {place} than there is to draw from: it is empty or smaller "
        "than the number that is asked for (a filter, a class with few members, a "
        "small test set).",
        "Print the number of items beside the number that is drawn; min(k, len(…)), or "
        "draw with replacement where that is meant.",
        question="How many items are there?",
    ),
    phrase(
        "weights-of-draw",
        "The weights of a draw are not right",
        "ValueError",
        (
            "probabilities do not sum to 1",
            "probabilities are not non-negative",
            "probabilities contain NaN",
            "'a' and 'p' must have same size",
            "The number of weights does not match the population",
            "Total of weights must be greater than zero",
            "Weights sum to zero, can't be normalized",
            "pvals < 0, pvals > 1 or pvals contains NaNs",
            "sum(pvals[:-1]) > 1.0",
            "Weights and axis to be sampled must be of same length",
        ),
        "The weights of the draw at {place} are no probabilities ({line}): they were "
        "not divided by their sum, were rounded (float32), hold nan, or belong to "
        "another list.",
        "p = p / p.sum() in float64 just before; print p.sum(), p.min(), len(p).",
    ),
    phrase(
        "bounds-of-draw",
        "The bounds of a draw are not right",
        "ValueError OverflowError",
        (
            "^low >= high$",
            "^scale < 0$",
            "^high - low < 0$",
            "^lam < 0",
            "Seed must be between 0 and 2**32 - 1",
            "^sigma < 0",
            "^p < 0, p > 1",
            "SeedSequence expects int or sequence of ints",
        ),
        "What the draw at {place} is asked for makes no sense ({line}): the bounds are "
        "equal or turned round (the upper one is not included), a spread or seed is "
        "negative or no number.",
        "Print the arguments just before.",
    ),
)

TEXTS = (
    phrase(
        "not-in-list",
        "What is looked for is not in a list",
        "ValueError",
        (
            "list.remove(x): x not in list",
            "tuple.index(x): x not in tuple",
            "^«'x'» is not in list$",
            "deque.remove(x): x not in deque",
            "list.index(x): x not in list",
        ),
        "What is removed or looked up at {place} is not in the list: it was removed "
        "already (in a loop that goes over the same list), is spelt or typed otherwise "
        "('3' and 3, a blank at its end), or never was there.",
        "print(repr(x), the list) just before; `if x in …`.",
    ),
    phrase(
        "substring",
        "A text does not have the part",
        "ValueError",
        ("substring not found", "subsection not found"),
        "index at {place} does not find the part in the text: the line or name has "
        "another form than the code takes it to have.",
        "print(repr(text)); find gives -1 instead, partition an empty rest.",
    ),
    phrase(
        "no-such-group",
        "A pattern has no such group",
        "IndexError error PatternError",
        "no such group",
        "The expression at {place} has fewer groups (…) than are asked for.",
        "Count the parentheses; (?:…) is none.",
    ),
    phrase(
        "regular-expression",
        "A regular expression is not well formed",
        "PatternError error",
        (
            "nothing to repeat at position «0»",
            "unterminated subpattern at position «3»",
            "unterminated character set at position «0»",
            "missing ), unterminated subpattern at position «3»",
            "unbalanced parenthesis at position «3»",
            "bad escape «x» at position «3»",
            "multiple repeat at position «3»",
            "bad character range «z-a» at position «3»",
            "look-behind requires fixed-width pattern",
        ),
        "The regular expression at {place} is not well formed: {line}. A text that is "
        "meant as it stands (with *, +, ?, (, [ or \\) was taken for an expression, or "
        "r'…' is missing.",
        "re.escape(…) for a plain text; regex=False in pandas.",
    ),
    phrase(
        "format-code",
        "A format does not fit its value",
        "ValueError TypeError",
        (
            "Unknown format code '«d»' for object of type '«float»'",
            "Invalid format specifier '«.2ff»' for object of type '«float»'",
            "Invalid format specifier",
            "unknown format code",
            "unsupported format string passed to «list».__format__",
            "unsupported format character '«y»'",
            "%d format: a real number is required, not «str»",
            "%«d» format: an integer is required, not «float»",
            "Precision not allowed in integer format specifier",
            "Cannot specify ',' with 's'.",
        ),
        "The format at {place} is not for this value ({line}): a number's format for "
        "text, a list, an array or None, d for a float, or the format itself is "
        "misspelt.",
        "print(type(…)) of it; .item() or float(…) of an array or tensor with one "
        "value, int(…) for d.",
        unless="NoneType",
    ),
    phrase(
        "format-count",
        "A format has other places than values",
        "TypeError ValueError IndexError KeyError",
        (
            "not all arguments converted during string formatting",
            "not enough arguments for format string",
            "Replacement index «1» out of range for positional args tuple",
            "cannot switch from manual field specification to automatic field numbering",
            "Single '}' encountered in format string",
            "Single '{' encountered in format string",
            "expected '}' before end of string",
            "incomplete format",
        ),
        "The text at {place} has other places to fill than there are values ({line}): "
        "a brace that is meant as such (JSON, LaTeX) stands single, a % is missing or "
        "too many, or % stands between a text and a number that was meant as one.",
        "Double a brace that is meant ({{{{ and }}}}); count the places and the values.",
        hints=(
            (
                r"%\s*\w+\s*(?:==|!=|[<>])|\w\s*%\s*\d",
                "Here % stands where a "
                "remainder is meant, and its left side is text: int(…) of it.",
            ),
        ),
    ),
    phrase(
        "text-and-bytes",
        "Text and bytes meet",
        "TypeError",
        (
            "can't concat «str» to bytes",
            "string argument without an encoding",
            "encoding without a string argument",
            "cannot use a string pattern on a bytes-like object",
            "cannot use a bytes pattern on a string-like object",
            'can only concatenate str (not "«bytes»") to str',
            "write() argument must be str, not bytes",
            "a bytes-like object is required, not '«str»'",
            "Strings must be encoded before hashing",
            "Unicode-objects must be encoded before hashing",
            "decoding str is not supported",
            "argument should be a bytes-like object or ASCII string, not '«x»'",
        ),
        "Text and bytes meet at {place}: a file was opened with or without 'b', what "
        "comes from a network, a subprocess or a hash is bytes.",
        ".decode() of bytes, .encode() of text; open(…, 'w') for text, 'wb' for bytes.",
    ),
    phrase(
        "joined-lists",
        "A list meets another kind of sequence",
        "TypeError",
        (
            'can only concatenate list (not "«tuple»") to list',
            'can only concatenate tuple (not "«list»") to tuple',
            "can only join an iterable",
            'can only concatenate str (not "«list»") to str',
        ),
        "At {place} a {1} is put to a value of another kind with + or join: one item "
        "wants append or [x], a tuple and a list want list(…) or tuple(…).",
        "print(type(…)) of both sides.",
    ),
    phrase(
        "starts-with-list",
        "Several beginnings are given as a list",
        "TypeError",
        (
            "startswith first arg must be str or a tuple of str, not «list»",
            "endswith first arg must be str or a tuple of str, not «list»",
            "startswith first arg must be str or a tuple of str",
        ),
        "startswith and endswith take one text or a tuple of them; here they get {1}.",
        "Write tuple(…) around it.",
    ),
    phrase(
        "sum-of-texts",
        "Texts are summed",
        "TypeError",
        "sum() can't sum strings [use ''.join(seq) instead]",
        "sum at {place} goes over texts: numbers that were read as text (float(x) for "
        "x in …), or texts that are to be joined (''.join).",
        "print(repr(next(iter(…)))) of what it goes over.",
    ),
    phrase(
        "empty-separator",
        "A text is split by nothing",
        "ValueError",
        ("empty separator", "empty pattern string"),
        "split at {place} gets an empty text as separator: a setting is empty, or "
        "single letters are meant.",
        "list(text) for letters; split() for blanks.",
    ),
    phrase(
        "null-byte",
        "A name or source holds a null byte",
        "ValueError SyntaxError",
        (
            "embedded null byte",
            "source code string cannot contain null bytes",
            "embedded null character",
            "line contains NUL",
        ),
        "What is read at {place} holds null bytes: a file in UTF-16, a binary file "
        "taken for text, a file that was cut off when the disk was full, or in a path "
        "'\\0' of a backslash that is no raw string.",
        "open(…, 'rb').read(20); encoding='utf-16', or r'…' for the path.",
    ),
    phrase(
        "json-given-other",
        "What is read as JSON is no text",
        "TypeError",
        "the JSON object must be str, bytes or bytearray, not «dict»",
        "json.loads at {place} gets a {1}: a file wants json.load, a dictionary was "
        "parsed already, a reply wants .text (or its .json()).",
        "json.load(f) for a file, nothing at all for a dictionary.",
        mend=lambda case, groups: (
            case.line_edit("json.loads(", "json.load(")
            if groups
            and groups[0] in ("TextIOWrapper", "_io.TextIOWrapper", "BufferedReader")
            else ()
        ),
    ),
    phrase(
        "path-is-none",
        "A path is no path",
        "TypeError",
        (
            "stat: path should be string, bytes, os.PathLike or integer, not «NoneType»",
            "expected str, bytes or os.PathLike object, not «list»",
            "join() argument must be str, bytes, or os.PathLike object, not '«NoneType»'",
            "argument should be a str or an os.PathLike object where __fspath__ returns a "
            "str, not '«NoneType»'",
            "expected str, bytes or os.PathLike object, not «TextIOWrapper»",
            "listdir: path should be string, bytes, os.PathLike",
            "scandir: path should be string",
        ),
        "A path is wanted at {place}, and what comes is {1}: a setting, option or "
        "variable of the environment that is not set (None), a list of paths, or an "
        "open file.",
        "Print it; give the option a default, or say at the start that it is missing.",
    ),
    phrase(
        "list-by-tuple",
        "A list is asked as if it were an array",
        "TypeError",
        (
            "list indices must be integers or slices, not tuple",
            "tuple indices must be integers or slices, not tuple",
        ),
        "A list at {place} is asked for several axes at once ([i, j] or [:, 0]), "
        "which only arrays know; or a comma is missing between two lists in a list.",
        "np.array(…) first, or [i][j].",
        hints=(
            (r"\]\s*\[", "Two brackets follow each other: is there a comma missing?"),
        ),
    ),
    phrase(
        "position-of-other-kind",
        "A position is no whole number",
        "TypeError",
        (
            "list indices must be integers or slices, not «numpy.float64»",
            "byte indices must be integers or slices, not str",
            "only integer scalar arrays can be converted to a scalar index",
            "only integer tensors of a single element can be converted to an index",
            "range expected at most 3 arguments, got «4»",
            "'«numpy.float64»' object cannot be interpreted as an integer",
        ),
        "What is used as a position or count at {place} is no single whole number "
        "({line}): a float of a division, an array or tensor of several, or a list "
        "that is asked with an array.",
        "int(…), // or .item(); np.asarray(x)[idx] to take several items of a list.",
    ),
    phrase(
        "not-in-set",
        "A set or mapping is empty",
        "KeyError IndexError",
        (
            "pop from an empty set",
            "popitem(): dictionary is empty",
            "pop from an empty deque",
            "dictionary is empty",
        ),
        "pop at {place} finds nothing left: the loop takes out more than was put in.",
        "`while items:`, or see what fills it.",
    ),
    phrase(
        "list-too-short",
        "A list has no such place to write",
        "IndexError",
        (
            "list assignment index out of range",
            "array assignment index out of range",
            "bytearray index out of range",
            "array index out of range",
        ),
        "At {place} a place of a list is set that the list has not: a list does not "
        "grow by itself, it is empty or shorter than the loop.",
        "append(…), or make it long enough first: [None] * n.",
    ),
)

RULES = (*OBJECTS, *NUMBERS, *TEXTS)
