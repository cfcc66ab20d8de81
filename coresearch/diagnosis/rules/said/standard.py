"""What modules of the standard library say: files, times, processes, databases."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase

FILES = (
    phrase(
        "open-mode",
        "A file is opened in no such way",
        "ValueError",
        (
            "invalid mode: '«rw»'",
            "must have exactly one of create/read/write/append mode",
            "binary mode doesn't take an encoding argument",
            "binary mode doesn't take a newline argument",
            "can't have text and binary mode at once",
        ),
        "open at {place} gets a mode that there is not, or one that does not go with "
        "its other arguments ({line}): r, w, a or x, each with + or b.",
        "'r+' reads and writes; encoding= only without b.",
    ),
    phrase(
        "no-more-input",
        "The program asks a person, and there is none",
        "EOFError",
        ("EOF when reading a line", "EOF when reading"),
        "input() at {place} waits for a person, and nothing comes: it runs as a job, "
        "in a pipe or in a container without a terminal, or the input given to it has "
        "fewer lines.",
        "Take the value as an option; echo … | python …, or docker run -it.",
        question="Should it ask at all when it runs as a job?",
    ),
    phrase(
        "stream-cut",
        "A compressed file is not whole",
        "EOFError",
        (
            "Compressed file ended before the end-of-stream marker was reached",
            "Ran out of input while reading",
        ),
        "The compressed file that is read at {place} is cut off: a download or copy "
        "that was broken off, or it is still being written.",
        "gzip -t FILE; fetch it again and compare its size or checksum.",
    ),
    phrase(
        "not-this-archive",
        "A file is of another kind than its name says",
        "zlib.error LZMAError ReadError OSError BadGzipFile ParseError ValueError",
        (
            "Error -3 while decompressing data: incorrect header check",
            "Input format not supported by decoder",
            "file could not be opened successfully",
            "not well-formed (invalid token): line «1», column «0»",
            "Invalid data stream",
            "no element found: line «1», column «0»",
            "Not a gzipped file («b'PK'»)",
            "unknown archive format",
        ),
        "The file read at {place} is of another kind than its name says: not "
        "compressed or compressed otherwise, a page of errors (HTML) or a Git LFS "
        "pointer instead of the data, or cut off.",
        "head -c 80 FILE, or file FILE: what does it begin with?",
    ),
    phrase(
        "base64",
        "A text is no base64",
        "binascii.Error",
        (
            "Incorrect padding",
            "Invalid base64-encoded string",
            "Non-hexadecimal digit found",
            "Odd-length string",
        ),
        "What is decoded at {place} is not whole or not in that code: it was cut off, "
        "has a prefix (data:…;base64,), blanks, or is the URL's kind (- and _).",
        "base64.urlsafe_b64decode; text + '=' * (-len(text) % 4) only where the "
        "padding was taken off on purpose.",
    ),
    phrase(
        "bytes-for-struct",
        "Bytes do not fit the form that is read",
        "struct.error",
        (
            "unpack requires a buffer of «4» bytes",
            "required argument is not an integer",
            "argument out of range",
            "bad char in struct format",
            "unpack_from requires a buffer of at least «4» bytes",
            "pack expected «2» items for packing (got «1»)",
        ),
        "What is packed or unpacked at {place} does not fit its form ({line}): the "
        "file ended, its header is of another version or byte order, or a number is "
        "too large for its letter.",
        "print(len(data), struct.calcsize(form)); < or > for the byte order.",
    ),
    phrase(
        "csv-written",
        "A row has keys that the table has not",
        "ValueError",
        "dict contains fields not in fieldnames: «'x'»",
        "A row written at {place} has {1}, which the DictWriter's fieldnames do not "
        "name: the first row had fewer keys, or a metric came later.",
        "fieldnames from all rows; extrasaction='ignore' where they are not wanted.",
    ),
    phrase(
        "csv-read",
        "A CSV file is opened or written in another way",
        "csv.Error",
        (
            "iterator should return strings, not bytes",
            "line contains NUL",
            "field larger than field limit («131072»)",
            "new-line character seen in unquoted field",
            "unexpected end of data",
            "need to escape, but no escapechar set",
            "delimiter must be a 1-character string",
        ),
        "The csv module does not take the file at {place} as it is ({line}): it was "
        "opened with 'rb', without newline='', holds null bytes (UTF-16), or a quote "
        "that is not closed makes one field of many lines.",
        "open(…, newline='', encoding=…); csv.field_size_limit only for long texts.",
    ),
    phrase(
        "ini-part",
        "A settings file has no such part",
        "NoSectionError NoOptionError KeyError",
        ("No section: '«train»'", "No option '«lr»' in section: '«train»'"),
        "The settings do not have that ({line}): ConfigParser.read leaves out files "
        "that are not there without a word, so the path may be wrong; or the name is "
        "spelt otherwise.",
        "print(config.read(path), config.sections()): an empty list means that no "
        "file was read.",
        question="Which file was read, from which folder?",
    ),
    phrase(
        "ini-form",
        "A settings file is not well formed",
        "MissingSectionHeaderError DuplicateOptionError DuplicateSectionError "
        "InterpolationSyntaxError InterpolationMissingOptionError ParsingError",
        (
            "File contains no section headers",
            "already exists",
            "'%' must be followed by '%' or '('",
            "Source contains parsing errors",
            "Bad value substitution",
        ),
        "The settings file is not as ConfigParser wants it ({line}): [section] "
        "missing at its top, a name twice, or a % that is meant as such.",
        "[DEFAULT] at the top; %% for %, or interpolation=None.",
    ),
    phrase(
        "toml-form",
        "A TOML file is not well formed",
        "TOMLDecodeError",
        (
            "Invalid value (at line «3», column «7»)",
            "(at line «3», column «7»)",
            "(at end of document)",
            "Cannot overwrite a value",
            "Cannot declare",
        ),
        "The TOML file read at {place} is not well formed at line {1}, column {2}: "
        "texts need quotes, true and false are small, a table or key stands twice.",
        "Look at that line; tomllib.load wants the file opened with 'rb'.",
    ),
    phrase(
        "json-slip",
        "A JSON file has a slip of writing",
        "JSONDecodeError",
        (
            "Illegal trailing comma before end of «object»: line «3» column «1»",
            "Invalid control character at: line «1» column «5»",
            "Invalid \\escape: line «1» column «5»",
        ),
        "The JSON text read at {place} has a slip ({line}): a comma after the last "
        "entry, a line break or tab inside of a text, or a single backslash (a path "
        "of Windows).",
        "Mend that line; \\\\ for a backslash; strict=False takes control characters.",
    ),
    phrase(
        "yaml-tag",
        "A YAML file has a tag that is not known",
        "ConstructorError RepresenterError",
        (
            "could not determine a constructor for the tag «'!join'»",
            "cannot represent an object",
        ),
        "The YAML at {place} names an object of a program ({1}): safe_load knows only "
        "plain values, and NumPy's numbers or paths were dumped with yaml.dump.",
        "Write plain values (float(x), str(path)) when it is dumped.",
    ),
    phrase(
        "same-file",
        "A file is copied onto itself or over another",
        "SameFileError shutil.Error FileExistsError",
        (
            "are the same file",
            "Destination path '«b»' already exists",
            "Cannot move a directory '«a»' into itself",
        ),
        "Source and target at {place} are one, or the target is there already.",
        "print both paths (resolve()); dirs_exist_ok=True for copytree.",
    ),
    phrase(
        "file-busy",
        "A file is in use",
        "OSError",
        (
            "[Errno 16] Device or resource busy: «'.nfs000'»",
            "[Errno 26] Text file busy",
            "[WinError 32]",
            "The process cannot access the file because it is "
            "being used by another process",
        ),
        "The file is still open in this or another process: a loader, a log, a "
        "program that runs, or a shared disk that keeps it (.nfs…).",
        "lsof FILE; close it (with …) before it is moved or removed.",
    ),
    phrase(
        "exec-format",
        "A program is no program here",
        "OSError",
        ("[Errno 8] Exec format error: «'./run.sh'»",),
        "What is started at {place} cannot run here: a script without #! in its first "
        "line (or with Windows' line ends), or a binary for another processor.",
        "head -1 FILE; file FILE; start it as ['bash', FILE].",
    ),
    phrase(
        "process-memory",
        "There is no memory or room for another process",
        "OSError BlockingIOError RuntimeError",
        (
            "[Errno 12] Cannot allocate memory",
            "[Errno 11] Resource temporarily unavailable",
            "can't start new thread",
            "can't allocate lock",
        ),
        "Another process, thread or piece of memory was refused: too many workers or "
        "threads were started (a pool in each worker, BLAS threads), or memory is "
        "spent.",
        "ulimit -u; free -g; fewer workers, OMP_NUM_THREADS=1 in each.",
    ),
    phrase(
        "no-such-process",
        "A process is gone",
        "ProcessLookupError ChildProcessError NoSuchProcess",
        (
            "[Errno 3] No such process",
            "[Errno 10] No child processes",
            "process no longer exists",
            "process PID not found",
        ),
        "The process that is asked or stopped at {place} has ended before.",
        "Take it as ended; see its exit code and its log for why.",
    ),
    phrase(
        "command-failed",
        "A command that was started failed",
        "CalledProcessError",
        (
            "Command '«git status»' returned non-zero exit status «1».",
            "Command '«x»' died with «<Signals.SIGKILL: 9>»",
        ),
        "The command {1} that is started at {place} failed ({2}): what it said itself "
        "is not shown, where its output was captured.",
        "print(error.stderr), or run the command by hand in that folder.",
        question="What did the command itself print?",
    ),
    phrase(
        "unknown-encoding",
        "No such encoding is known",
        "LookupError",
        ("unknown encoding: «utf8mb4»", "unknown error handler name '«x»'"),
        "Python knows no encoding {1}: it is misspelt, or a database's or an editor's "
        "name for it (utf8mb4, ansi, utf-8 with a blank).",
        "'utf-8', 'utf-8-sig', 'cp1252', 'latin-1'.",
    ),
    phrase(
        "utf-16",
        "A text is not in UTF-16",
        "UnicodeError",
        (
            "UTF-16 stream does not start with BOM",
            "UTF-32 stream does not start with BOM",
        ),
        "The file read at {place} is not in UTF-16: its mark is missing.",
        "open(…, 'rb').read(4); encoding='utf-8', or 'utf-16-le' without a mark.",
    ),
)

TIMES = (
    phrase(
        "date-parts",
        "A date is none",
        "ValueError",
        (
            "unconverted data remains: «10:00»",
            "Invalid isoformat string: «'2024-1-2'»",
            "day is out of range for month",
            "month must be in 1..12",
            "year «0» is out of range",
            "hour must be in 0..23",
            "day «31» must be in range 1..30 for month 2 in year 2023",
            "second must be in 0..59",
        ),
        "A date or time at {place} is not in the form that is expected ({line}): more "
        "stands in the text than the format says, day and month are turned round, "
        "zeros are missing, or a Z stands at its end.",
        "print(repr(text)) of the first that fails; dateutil.parser.parse, or the "
        "format with %H:%M.",
    ),
    phrase(
        "dates-compared",
        "A date meets a time",
        "TypeError",
        (
            "can't compare datetime.datetime to datetime.date",
            "unsupported operand type(s) for -: 'datetime.datetime' and 'datetime.date'",
        ),
        "A datetime and a date meet at {place}.",
        ".date() of the one, or datetime.combine(d, time()) of the other.",
    ),
    phrase(
        "zone-missing",
        "A time zone is not known",
        "ZoneInfoNotFoundError UnknownTimeZoneError",
        ("No time zone found with key «Europe/Foo»", ""),
        "No such time zone is known here: its name is misspelt, or this system (a "
        "slim container, Windows) has no table of zones.",
        "pip install tzdata; zoneinfo.available_timezones().",
    ),
    phrase(
        "locale-missing",
        "A locale is not installed",
        "locale.Error",
        "unsupported locale setting",
        "The locale asked for at {place} is not installed here.",
        "locale -a; 'C.UTF-8' is there nearly everywhere.",
    ),
)

PROCESSES = (
    phrase(
        "pool-closed",
        "Work is given to a pool that is closed",
        "RuntimeError ValueError",
        (
            "cannot schedule new futures after shutdown",
            "cannot schedule new futures after interpreter shutdown",
            "Pool not running",
            "Queue is closed",
        ),
        "Work is handed to a pool at {place} that was closed before: it is outside of "
        "the with block, the results are asked for lazily after it, or the program "
        "has ended meanwhile (a thread that goes on).",
        "Hand out and gather the work inside of the with block.",
    ),
    phrase(
        "thread-order",
        "A thread or lock is used out of order",
        "RuntimeError",
        (
            "threads can only be started once",
            "cannot join thread before it is started",
            "release unlocked lock",
            "cannot release un-acquired lock",
            "cannot join current thread",
            "cannot set daemon status of active thread",
        ),
        "Threads or locks at {place} are used out of order: {line}.",
        "A new Thread for each start; `with lock:` instead of acquire and release.",
    ),
    phrase(
        "signal-thread",
        "A signal is set outside of the main thread",
        "ValueError",
        "signal only works in main thread",
        "signal.signal is called in a thread: a server, a notebook or a sweep runs "
        "the code there.",
        "Set the handler before the threads are started; leave it out elsewhere.",
    ),
    phrase(
        "start-method",
        "The way to start processes is set already",
        "RuntimeError ValueError",
        ("context has already been set", "cannot find context for '«fork»'"),
        "multiprocessing.set_start_method is called a second time (by an import, a "
        "cell run twice) or with a way that this system has not.",
        "Once under if __name__ == '__main__'; get_context('spawn') for one pool.",
    ),
    phrase(
        "worker-count",
        "A number of workers or processes is not positive",
        "ValueError",
        (
            "Number of processes must be at least 1",
            "max_workers must be greater than 0",
            "max_workers must be <= 61",
        ),
        "The number of processes at {place} is 0: cpu_count() // n or a setting gave "
        "that.",
        "max(1, …).",
    ),
    phrase(
        "result-unpicklable",
        "The result of a worker cannot be sent back",
        "MaybeEncodingError",
        "Error sending result: '«x»'. Reason: '«TypeError(…)»'",
        "What a worker of the pool returns cannot be pickled ({2}): a generator, a "
        "lock, an open file, a lambda, or an exception with other arguments.",
        "Return plain values: list(…) instead of a generator, numbers, paths.",
    ),
    phrase(
        "queue-empty",
        "Nothing came from a queue",
        "Empty",
        ("^$",),
        "get at {place} waited and nothing came: who fills the queue has ended or "
        "failed, or get_nowait was asked before anything was there.",
        "See whether the producers still live (is_alive, exitcode); a sentinel (None) "
        "at their end.",
    ),
    phrase(
        "queue-full",
        "A queue is full",
        "Full",
        ("^$",),
        "put at {place} found no room: who takes from the queue has ended or is slower.",
        "See whether the consumers still live.",
    ),
    phrase(
        "event-loop",
        "An event loop is not there or another one",
        "RuntimeError",
        (
            "no running event loop",
            "There is no current event loop in thread '«MainThread»'",
            "Event loop is closed",
            "attached to a different loop",
            "is bound to a different event loop",
            "cannot reuse already awaited coroutine",
            "Cannot run the event loop while another loop is running",
            "Timeout context manager should be used inside a task",
        ),
        "Something of asyncio at {place} is used outside of its event loop ({line}): "
        "made before asyncio.run (a lock, queue or client at the top of a module), in "
        "a thread, after the loop was closed by a first asyncio.run, or a coroutine "
        "is awaited twice.",
        "Make clients and locks inside of the coroutine that asyncio.run starts, and "
        "call asyncio.run once.",
    ),
    phrase(
        "tk-thread",
        "A window is used outside of the main thread",
        "RuntimeError",
        "main thread is not in main loop",
        "A plot or window is used in a thread that is not the main one.",
        "matplotlib.use('Agg') before pyplot is imported.",
    ),
    phrase(
        "graph-cycle",
        "Steps wait for each other",
        "CycleError",
        "nodes are in a cycle",
        "The steps depend on each other in a circle: {line}.",
        "Take one of these dependencies out.",
    ),
    phrase(
        "no-url",
        "A path stands where an address is wanted",
        "ValueError MissingSchema InvalidSchema InvalidURL UnsupportedProtocol",
        (
            "unknown url type: «'data.csv'»",
            "Invalid URL '«api/v1»': No scheme supplied",
            "No connection adapters were found for «'x'»",
            "Request URL is missing an 'http://' or 'https://' protocol",
            "Invalid URL",
        ),
        "What is opened at {place} is no whole address ({1}): http:// is missing, a "
        "base address is not set, or a file is meant.",
        "print(repr(url)); open(…) for a file.",
    ),
    phrase(
        "reply-cut",
        "A reply broke off",
        "IncompleteRead RemoteDisconnected "
        "ChunkedEncodingError ProtocolError RemoteProtocolError ContentTooShortError "
        "ReadError",
        (
            "retrieval incomplete",
            "Remote end closed connection without response",
            "peer closed connection",
            "Server disconnected",
        ),
        "The server broke off before its reply was whole: a time limit of a proxy, a "
        "server that restarted, or a connection that was kept too long.",
        "Try again with a pause that grows; ask for smaller parts (Range, pages).",
    ),
    phrase(
        "option-conflict",
        "Two options have one name",
        "ArgumentError",
        (
            "argument «--lr»: conflicting option string: «--lr»",
            "conflicting option strings: «--lr»",
            "conflicting subparser: «x»",
        ),
        "The option {2} is added twice to a parser: by two parts of the program, or "
        "-h, which is taken for help.",
        "Take one away; parents=[…] with add_help=False, or another letter.",
    ),
    phrase(
        "option-no-getopt",
        "An option is not known to getopt",
        "GetoptError",
        (
            "option «--x» not recognized",
            "option «--x» requires argument",
            "option «--x» must not have an argument",
        ),
        "The command line has an option that the program does not take so: {line}.",
        "A colon or = after the option's name means that it takes a value.",
    ),
    phrase(
        "one-mode",
        "There is no one most frequent value",
        "StatisticsError",
        (
            "no unique mode; found «2» equally common values",
            "no mode for empty data",
            "no median for empty data",
        ),
        "The values at {place} have no one most frequent or middle value: {line}.",
        "multimode, or see whether the list is empty.",
    ),
    phrase(
        "decimal-text",
        "A text is no decimal number",
        "InvalidOperation",
        ("[<class 'decimal.ConversionSyntax'>]", "[<class 'decimal."),
        "What Decimal gets at {place} is no number as text: a comma, a currency's "
        "sign, an empty field.",
        "print(repr(…)) of it.",
    ),
)

DATABASES = (
    phrase(
        "database-unopened",
        "A database cannot be opened",
        "OperationalError",
        (
            "unable to open database file",
            "attempt to write a readonly database",
            "disk I/O error",
        ),
        "SQLite cannot open or write the file ({line}): its folder is not there (it "
        "makes files, no folders), may not be written, is on a network disk, or the "
        "program runs in another folder.",
        "print(Path(…).resolve(), Path(…).parent.exists()); mkdir(parents=True) first.",
    ),
    phrase(
        "database-syntax",
        "SQL is not well formed",
        "OperationalError ProgrammingError",
        (
            'near "«FROM»": syntax error',
            'unrecognized token: "«x»"',
            "incomplete input",
            "You can only execute one statement at a time",
            "no such function: «x»",
            "ambiguous column name: «id»",
            "misuse of aggregate",
        ),
        "SQLite does not understand the statement at {place} near {1}: a comma or "
        "quote too many or missing, a reserved word (order, group, index) as a name, "
        "or a value that was put into the text instead of ?.",
        'print(sql); "order" in quotes; execute(sql, values).',
    ),
    phrase(
        "database-column",
        "A table of a database has no such column",
        "OperationalError",
        (
            "table «runs» has no column named «lr»",
            "no such column: «lr»",
            "table «runs» has «3» columns but «2» values were supplied",
            "duplicate column name: «x»",
            "«2» values for «3» columns",
        ),
        "The table does not have these columns ({line}): it was made by an older "
        "version of the code (CREATE TABLE IF NOT EXISTS changes nothing), the name "
        "is misspelt, or a text stands in double quotes.",
        "PRAGMA table_info(…); name the columns in INSERT; texts as ?.",
        question="Was the table made before the column was added?",
    ),
    phrase(
        "table-exists",
        "A table is there already",
        "OperationalError ValueError",
        (
            "table «runs» already exists",
            "Table '«runs»' already exists",
            "Table '«runs»' is already defined for this MetaData instance",
        ),
        "The table {1} was made before: by an earlier run, or a cell run twice.",
        "CREATE TABLE IF NOT EXISTS; if_exists='append' or 'replace' in to_sql.",
    ),
    phrase(
        "database-constraint",
        "A row breaks a rule of its table",
        "IntegrityError",
        (
            "UNIQUE constraint failed: «runs.id»",
            "NOT NULL constraint failed: «runs.id»",
            "FOREIGN KEY constraint failed",
            "datatype mismatch",
            "CHECK constraint failed: «x»",
            "duplicate key value violates unique constraint",
            "violates not-null constraint",
            "violates foreign key constraint",
        ),
        "A row that is written at {place} breaks a rule of its table ({line}): it is "
        "there already (the script ran twice, two rows with one key), a value is "
        "missing, or what it points to is not there.",
        "INSERT OR REPLACE / ON CONFLICT where a second run is meant; else find the "
        "doubles: GROUP BY … HAVING count(*) > 1.",
    ),
    phrase(
        "database-bindings",
        "A statement gets other values than it has places",
        "ProgrammingError InterfaceError",
        (
            "Incorrect number of bindings supplied. The current statement uses «1», and "
            "there are «3» supplied",
            "You did not supply a value for binding",
            "parameters are of unsupported type",
        ),
        "The statement at {place} has {1} places (?) and gets {2} values: a text "
        "given alone counts as its letters, ('x') is no tuple.",
        "execute(sql, (x,)) with the comma; executemany for many rows.",
    ),
    phrase(
        "database-type",
        "A value is of a type that the database does not take",
        "ProgrammingError InterfaceError",
        (
            "Error binding parameter «1»: type '«numpy.int64»' is not supported",
            "Error binding parameter «0» - probably unsupported type",
            "can't adapt type '«numpy.int64»'",
            "Error binding parameter",
        ),
        "A value written at {place} is of a type that the database does not take "
        "({2}): NumPy's numbers, a list, a dictionary, a path or a missing value.",
        "int(x), float(x), str(x), json.dumps(x) before it is written.",
    ),
    phrase(
        "database-thread",
        "A connection is used in another thread",
        "ProgrammingError",
        (
            "SQLite objects created in a thread can only be used in that same thread",
            "Recursive use of cursors not allowed",
        ),
        "A connection made in one thread is used in another.",
        "One connection for each thread, or check_same_thread=False with a lock.",
    ),
    phrase(
        "database-closed",
        "A connection is closed already",
        "ProgrammingError InterfaceError ResourceClosedError InvalidRequestError",
        (
            "Cannot operate on a closed database",
            "Cannot operate on a closed cursor",
            "connection already closed",
            "This Connection is closed",
            "This result object does not return rows",
            "Can't operate on closed transaction",
        ),
        "The connection or its result is used at {place} after it was closed: outside "
        "of its with block, or rows are asked of a statement that gives none.",
        "Fetch (fetchall) before it is closed.",
    ),
    phrase(
        "database-file",
        "A file is no database",
        "DatabaseError",
        (
            "file is not a database",
            "file is encrypted or is not a database",
            "database disk image is malformed",
            "malformed database schema",
        ),
        "The file is no whole SQLite database: another file, a Git LFS pointer, or "
        "one that was copied while it was written (its -wal file too).",
        "head -c 16 FILE; PRAGMA integrity_check; VACUUM INTO for a copy.",
    ),
    phrase(
        "database-variables",
        "A statement has too many values",
        "OperationalError",
        (
            "too many SQL variables",
            "too many terms in compound SELECT",
            "Expression tree is too large",
        ),
        "More values stand in one statement than SQLite takes.",
        "executemany, chunksize= in to_sql, or parts of 500.",
    ),
    phrase(
        "sqlalchemy-2",
        "SQLAlchemy 2 wants it written otherwise",
        "ObjectNotExecutableError ArgumentError AttributeError TypeError",
        (
            "Not an executable object: «'SELECT 1'»",
            "Textual SQL expression «'x'» should be explicitly declared as text",
            "'Engine' object has no attribute 'execute'",
            "'Engine' object has no attribute 'cursor'",
            "'OptionEngine' object has no attribute 'execute'",
            "'Connection' object has no attribute 'cursor'",
        ),
        "SQLAlchemy 2 takes no plain text, and an engine executes nothing itself; or "
        "pandas is too old for it.",
        "with engine.begin() as c: c.execute(text('…')); pandas 2 for read_sql.",
    ),
    phrase(
        "database-url",
        "A database's address is not understood",
        "ArgumentError NoSuchModuleError OperationalError",
        (
            "Could not parse SQLAlchemy URL from string '«x»'",
            "Could not parse rfc1738 URL from string '«x»'",
            "Can't load plugin: sqlalchemy.dialects:«postgres»",
            "could not connect to server",
            "password authentication failed for user",
        ),
        "The address of the database is not understood or refused ({line}): it is "
        "empty or without quotes taken apart by the shell, postgres:// is now "
        "postgresql://, sqlite:/// has three strokes.",
        "print(repr(url)) without its password.",
    ),
    phrase(
        "session-broken",
        "A session went on after an error",
        "PendingRollbackError DetachedInstanceError InFailedSqlTransaction",
        (
            "This Session's transaction has been rolled back",
            "is not bound to a Session; lazy load operation",
            "current transaction is aborted",
            "Can't reconnect until invalid transaction is rolled back",
        ),
        "The session at {place} is used after an error, or its object after it was "
        "closed.",
        "session.rollback() in except; read what is needed before it is closed.",
    ),
)

RULES = (*FILES, *TIMES, *PROCESSES, *DATABASES)
