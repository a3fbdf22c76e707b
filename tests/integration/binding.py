"""libjumio-idv from Python: what a binding needs and no more. Every call starts with garbage in its outputs and checks that the library leaves
none: an object on success, nothing on failure, and an error only then."""
import ctypes
import itertools
import threading

from functions import FUNCTIONS

C = {"i32": ctypes.c_int32, "u32": ctypes.c_uint32, "i64": ctypes.c_int64, "u64": ctypes.c_uint64, "size": ctypes.c_size_t,
     "text": ctypes.c_char_p, "void": None}
NTS = ctypes.c_size_t(-1).value
ABSENT = -(1 << 63)
DEADLINE_DEFAULT = -1
OPS_SERIAL = 1
GARBAGE = 0x5A5A
# With these codes of jumio_verification_create() the record is handed out all the same.
# Functions that hand out something with a failure, too.
RECORD_WITH_FAILURE = {"jumio_verification_create", "jumio_client_check", "jumio_workflow_execution_wait", "jumio_transaction_delete", "jumio_account_delete"}


def c_type(word):
    return C.get(word, ctypes.c_void_p)


class Failure(Exception):
    """A result below 0, with what the error object tells; `outs` holds what was handed out beside it."""

    def __init__(self, library, function, code, error, outs=()):
        self.code, self.outs = code, outs
        self.name = library.jumio_result_name(code).decode()
        self.detailed = bool(error)
        self.action = library.jumio_error_get_action(error)
        self.message = library.text("jumio_error_get_message", error)
        for which, number in enumerate(("http_status", "retry_after_ms", "attempts", "delivery", "source"), 1):
            setattr(self, number, library.jumio_error_get_int64(error, which))
        for which, words in enumerate(("server_title", "json_pointer", "allow"), 1):
            setattr(self, words, library.text("jumio_error_get_text", error, which))
        own_code = library.jumio_error_get_code(error)
        library.jumio_error_free(error)
        super().__init__(f"{function}: {self.name}: {self.message}")
        assert not self.detailed or own_code == code or self.name == "JUMIO_ERR_OUT_OF_MEMORY", (own_code, code)


class Handle:
    """An owned object; freed when Python lets go of it, in whatever order that happens."""

    def __init__(self, library, noun, pointer):
        self.library, self.noun, self._as_parameter_ = library, noun, pointer
        self.free_function = library.free_function(noun)

    def close(self):
        if self._as_parameter_ is not None:
            self.free_function(self._as_parameter_)
            self._as_parameter_ = None

    def __del__(self):
        self.close()


class Library:
    def __init__(self, path, extra=None):
        self.shared = [ctypes.CDLL(path)] + ([ctypes.CDLL(extra)] if extra else [])
        self.path = path
        for name, signature in FUNCTIONS.items():
            function = next((getattr(s, name) for s in self.shared if hasattr(s, name)), None)
            if function is None:
                continue
            result, *words = signature.split()
            function.restype = c_type(result)
            function.argtypes = [ctypes.POINTER(c_type(w[1:] if w != "+text" else "buffer")) if w[0] == "+" else c_type(w) for w in words]
            setattr(self, name, function)

    def free_function(self, noun):
        return getattr(self, "jumio_client_unref" if noun == "client" else f"jumio_{noun}_free")

    def call(self, name, *inputs):
        """Outputs are returned; a text or bytes that a size follows is given as one value, str as NUL-terminated."""
        result, *words = FUNCTIONS[name].split()
        values, outs, inputs = [], [], iter(inputs)
        skip = False
        for word, following in zip(words, words[1:] + [None]):
            if skip:
                skip = False
            elif word[0] == "+":
                out = c_type(word[1:] if word != "+text" else "buffer")(GARBAGE)
                outs.append((word, out))
                values.append(ctypes.byref(out))
            elif word in ("text", "bytes") and following == "size":
                value, skip = next(inputs), True
                values += [value.encode(), NTS] if isinstance(value, str) else [value, len(value or b"")]
            else:
                value = next(inputs)
                values.append(ctypes.byref(value) if isinstance(value, ctypes.Structure) else value)
        assert next(inputs, self) is self, "too many arguments for " + name
        code = getattr(self, name)(*values)
        assert result == "i32"
        return self.finish(name, code, outs)

    def finish(self, name, code, outs):
        error = None
        if outs and outs[-1][0] == "+error":
            error = outs.pop()[1].value
            assert error != GARBAGE, name + " left err as it was"
        results = [self.take(word, out) for word, out in outs]
        if code != 0:
            if name not in RECORD_WITH_FAILURE:
                assert all(not r for r in results), f"{name} failed and gave {results}"
            raise Failure(self, name, code, error, results)
        assert not error, name + " succeeded with an error"
        return results[0] if len(results) == 1 else tuple(results) if results else None

    def take(self, word, out):
        assert out.value != GARBAGE, word + " was left as it was"
        noun = word[1:]
        if noun in C and noun != "text":
            return out.value
        if not out.value:
            return None
        if noun == "text":
            text = ctypes.string_at(out.value).decode()
            self.jumio_text_free(out.value)
            return text
        return Handle(self, noun, out.value)

    def text(self, name, *inputs):
        """A getter of text: str, or None when it is absent."""
        value = getattr(self, name)(*inputs)
        return None if value is None else value.decode()


# Plug-ins: the tables hold trampolines that find their Python object by a number; it is forgotten when the library calls destroy.
PERFORM = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
CANCEL = ctypes.CFUNCTYPE(None, ctypes.c_uint64, ctypes.c_void_p)
VISIT = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
GET = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p)
PUT = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int64,
                       ctypes.POINTER(ctypes.c_int64), ctypes.c_void_p)
DEL = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, ctypes.c_void_p)
SCAN = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,
                        ctypes.c_size_t, ctypes.c_size_t, VISIT, ctypes.c_void_p, ctypes.c_void_p)
MS = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p)
SLEEP = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p)
RANDOM = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
LOG = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
DESTROY = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
WRITE = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
SOURCE_READ = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
SOURCE_PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_uint64, ctypes.c_uint64, ctypes.c_void_p)
ALLOCATE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
RESIZE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p)
RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)


def table(*operations):
    return type("Table", (ctypes.Structure,), {"_fields_": [("struct_size", ctypes.c_uint32), ("reserved", ctypes.c_uint32), *operations]})


HttpTable = table(("perform", PERFORM), ("cancel", CANCEL))
StorageTable = table(("get", GET), ("put", PUT), ("del_", DEL), ("scan", SCAN))
ClockTable = table(("wall_unix_ms", MS), ("mono_ms", MS), ("sleep_ms", SLEEP), ("random_bytes", RANDOM))
AllocTable = table(("allocate", ALLOCATE), ("resize", RESIZE), ("release", RELEASE))

HOST_CALLBACK = -900
plugins = {}
destroyed = []
numbers = itertools.count(1)
lock = threading.Lock()


def register(plugin):
    with lock:
        number = next(numbers)
        plugins[number] = plugin
    return number


@DESTROY
def destroy(number):
    with lock:
        destroyed.append(number)
        del plugins[number]


def guarded(default=HOST_CALLBACK):
    """An exception must not cross C: it becomes a result, and is kept for the test."""

    def wrap(function):
        def run(*args):
            plugin = plugins[args[-1]]
            try:
                return function(plugin, *args[:-1])
            except BaseException as problem:  # pylint: disable=broad-except
                plugin.problem = problem
                return default

        return run

    return wrap


def octets(pointer, size):
    return ctypes.string_at(pointer, size) if size else b""


@PERFORM
@guarded()
def perform(plugin, request, response):
    return plugin.perform(request, response)


@CANCEL
@guarded(None)
def cancel(plugin, request_id):
    plugin.cancel(request_id)


@GET
@guarded()
def store_get(plugin, key, key_len, reply):
    return plugin.get(octets(key, key_len).decode("ascii"), reply)


@PUT
@guarded()
def store_put(plugin, key, key_len, data, size, terms, expected, out_revision):
    return plugin.put(octets(key, key_len).decode("ascii"), octets(data, size), terms, expected, out_revision)


@DEL
@guarded()
def store_del(plugin, key, key_len, expected):
    return plugin.delete(octets(key, key_len).decode("ascii"), expected)


@SCAN
@guarded()
def store_scan(plugin, index, low, low_len, high, high_len, after, after_len, limit, visit, visit_data):
    return plugin.scan(index.decode("ascii"), octets(low, low_len), octets(high, high_len), octets(after, after_len), limit,
                       lambda key, value: visit(key, len(key), value, len(value), visit_data))


@MS
@guarded(0)
def wall_ms(plugin):
    return plugin.wall_ms


@MS
@guarded(0)
def mono_ms(plugin):
    return plugin.mono_ms


@SLEEP
@guarded(None)
def sleep_ms(plugin, span):
    plugin.sleep(span)


@RANDOM
@guarded(-102)
def random_bytes(plugin, buffer, size):
    ctypes.memmove(buffer, plugin.random(size), size)
    return 0


@LOG
@guarded(None)
def log_record(plugin, record):
    plugin.log(record)


@SOURCE_READ
@guarded(-1)
def source_read(plugin, offset, buffer, size):
    data = plugin.read(offset, size)
    ctypes.memmove(buffer, data, len(data))
    return len(data)


@SOURCE_PROGRESS
@guarded(0)
def source_progress(plugin, sent, total):
    return plugin.progress(sent, total)


@LOG
@guarded(None)
def trace_span(plugin, span):
    plugin.span(span)


@WRITE
@guarded(0)
def part_write(plugin, data, size):
    return plugin.write(octets(data, size))


def http_table():
    return HttpTable(ctypes.sizeof(HttpTable), 0, perform, cancel)


def storage_table():
    return StorageTable(ctypes.sizeof(StorageTable), 0, store_get, store_put, store_del, store_scan)


def clock_table():
    return ClockTable(ctypes.sizeof(ClockTable), 0, wall_ms, mono_ms, sleep_ms, random_bytes)
