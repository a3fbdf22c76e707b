"""Plug-ins written in Python: a clock that stands still, a store in a dictionary, transports, a log, a sink."""
import ctypes
import http.client
import random
import threading
import urllib.parse

import binding

OK, UNSUPPORTED = 0, -4
ERR_CONNECT, ERR_TLS, ERR_NETWORK = -201, -202, -203
STORE, CONFLICT, NOT_FOUND = -500, -501, -502
NOT_SENT, MAYBE_SENT, ANSWERED = 1, 2, 3
ID, TIMEOUT_MS, CONNECT_TIMEOUT_MS, HAS_BODY, BODY_BYTES, FRESH_CONNECTION, IS_CANCELLED = range(1, 8)
REV_ANY = -1


class Clock:
    """Moves only when the library sleeps or a test says so; random bytes repeat from run to run."""

    def __init__(self, wall_ms=1790000000000):
        self.wall_ms, self.mono_ms, self.slept_ms = wall_ms, 1000000, 0
        self.source = random.Random(1)
        self.lock = threading.Lock()

    def sleep(self, span):
        with self.lock:
            self.slept_ms += span
            self.advance(span)

    def advance(self, span):
        self.wall_ms += span
        self.mono_ms += span

    def random(self, size):
        with self.lock:
            return self.source.randbytes(size)


class Log:
    def __init__(self, library):
        self.library, self.records = library, []

    def log(self, record):
        get = self.library
        fields = [(get.jumio_log_record_field_name_at(record, i).decode(), get.jumio_log_record_field_value_at(record, i).decode())
                  for i in range(get.jumio_log_record_field_count(record))]
        self.records.append((get.jumio_log_record_get_level(record), get.jumio_log_record_get_event(record).decode(), fields))

    def text(self):
        return "\n".join(f"{level} {event} " + " ".join(f"{k}={v}" for k, v in fields) for level, event, fields in self.records)


class Trace:
    """Keeps what each span says and gives every request a traceparent with its number."""

    def __init__(self, library):
        self.library, self.spans, self.refused = library, [], []

    def span(self, span):
        get = self.library
        texts = [get.jumio_span_get_text(span, which).decode() for which in range(1, 5)]
        numbers = [get.jumio_span_get_int64(span, which) for which in range(1, 9)]
        self.spans.append((texts, numbers))
        text = b"00-%032x-%016x-01" % (7, len(self.spans))
        result = get.jumio_span_set_traceparent(span, text, len(text))
        if result != OK:
            self.refused.append((numbers[0], result))


class Sink:
    """Takes downloaded bytes, at most `most` of them."""

    def __init__(self, most=None):
        self.data, self.most = b"", most

    def write(self, data):
        self.data += data
        return 1 if self.most is None or len(self.data) < self.most else 0


class Picture:
    """Bytes that a source reads; hears how far an upload is and may end it at `most`."""

    def __init__(self, data, most=None):
        self.data, self.most, self.sent = data, most, []

    def read(self, offset, size):
        return self.data[offset:offset + size]

    def progress(self, sent, total):
        assert total == len(self.data)
        self.sent.append(sent)
        return 1 if self.most is None or sent < self.most else 0


class Request:
    """What the library asks to send, read by the getters."""

    def __init__(self, library, pointer):
        self.library, self.pointer = library, pointer
        self.id = library.jumio_http_request_get_int64(pointer, ID)
        self.method = library.jumio_http_request_get_method(pointer).decode()
        self.url = library.jumio_http_request_get_url(pointer).decode()
        self.headers = [(library.jumio_http_request_header_name_at(pointer, i).decode(), library.jumio_http_request_header_value_at(pointer, i).decode())
                        for i in range(library.jumio_http_request_header_count(pointer))]
        self.timeout_ms = library.jumio_http_request_get_int64(pointer, TIMEOUT_MS)
        self.connect_timeout_ms = library.jumio_http_request_get_int64(pointer, CONNECT_TIMEOUT_MS)
        self.fresh = library.jumio_http_request_get_int64(pointer, FRESH_CONNECTION)
        self.body = self.read() if library.jumio_http_request_get_int64(pointer, HAS_BODY) else None

    def read(self, step=1021):
        """In odd steps, so that the borders of its pieces are crossed."""
        buffer, data = ctypes.create_string_buffer(step), b""
        while True:
            got = self.library.jumio_http_request_read_body(self.pointer, len(data), buffer, step)
            if got == 0:
                break
            data += buffer.raw[:got]
        assert len(data) == self.library.jumio_http_request_get_int64(self.pointer, BODY_BYTES)
        return data

    def is_cancelled(self):
        return self.library.jumio_http_request_get_int64(self.pointer, IS_CANCELLED)


class Transport:
    """Keeps the requests and fills the responses; what is answered comes from `answer`."""

    def __init__(self, library):
        self.library, self.requests, self.cancelled, self.inside, self.most_inside = library, [], [], 0, 0
        self.lock = threading.Lock()

    def perform(self, pointer, response):
        with self.lock:
            self.inside += 1
            self.most_inside = max(self.most_inside, self.inside)
        try:
            request = Request(self.library, pointer)
            self.requests.append(request)
            return self.fill(response, self.answer(request))
        finally:
            with self.lock:
                self.inside -= 1

    def cancel(self, request_id):
        self.cancelled.append(request_id)

    def fill(self, response, answer):
        """(status, headers, body), or (result, delivery) when there is none."""
        library = self.library
        if len(answer) == 2:
            library.jumio_http_response_set_delivery(response, answer[1])
            return answer[0]
        status, headers, body = answer
        result = library.jumio_http_response_set_status(response, status)
        for name, value in headers:
            if result == OK:
                name, value = name.encode(), value.encode()
                result = library.jumio_http_response_add_header(response, name, binding.NTS, value, len(value))
        for at in range(0, len(body), 1000):
            if result == OK:
                piece = body[at:at + 1000]
                result = library.jumio_http_response_append_body(response, piece, len(piece))
        return result


class Script(Transport):
    """Answers by a function of the request."""

    def __init__(self, library, answer):
        super().__init__(library)
        self.answer = answer


class Forward(Transport):
    """Sends each request to where it belongs, once, over a connection of its own; follows nothing."""

    def answer(self, request):
        parts = urllib.parse.urlsplit(request.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=request.timeout_ms / 1000)
        try:
            connection.request(request.method, parts.path + ("?" + parts.query if parts.query else ""), request.body, dict(request.headers))
        except ConnectionRefusedError:
            return ERR_CONNECT, NOT_SENT
        try:
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException):
            return ERR_NETWORK, MAYBE_SENT
        finally:
            connection.close()


class Store:
    """The storage contract on a dictionary."""

    def __init__(self, library):
        self.library, self.records = library, {}
        self.lock = threading.Lock()

    def get(self, key, reply):
        with self.lock:
            if key not in self.records:
                return NOT_FOUND
            revision, data, _ = self.records[key]
        return self.library.jumio_storage_reply_set(reply, data, len(data), revision)

    def put(self, key, data, terms, expected, out_revision):
        library, found = self.library, {}
        for i in range(library.jumio_storage_terms_count(terms)):
            size = ctypes.c_size_t()
            value = library.jumio_storage_terms_value_at(terms, i, ctypes.byref(size))
            assert len(value) == size.value
            found[library.jumio_storage_terms_index_at(terms, i).decode("ascii")] = value
        with self.lock:
            revision = self.records[key][0] if key in self.records else 0
            if expected not in (revision, REV_ANY):
                return CONFLICT
            self.records[key] = (revision + 1, data, found)
        out_revision[0] = revision + 1
        return OK

    def delete(self, key, expected):
        with self.lock:
            if key not in self.records:
                return NOT_FOUND
            if expected not in (self.records[key][0], REV_ANY):
                return CONFLICT
            del self.records[key]
        return OK

    def scan(self, index, low, high, after, limit, visit):
        with self.lock:
            rows = sorted((terms[index], key.encode()) for key, (_, _, terms) in self.records.items() if index in terms)
        rows = [(value, key) for value, key in rows if low <= value <= high and not (value == low and key <= after)]
        for value, key in rows[:limit]:
            if not visit(key, value):
                break
        return OK
