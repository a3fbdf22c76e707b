#!/usr/bin/env python3
"""The bundled transport against a server that speaks HTTP/2: what may be repeated uses it, what must not does without, and its own faults end as
those of HTTP/1.1 do."""
import json
import os
import ssl
import subprocess
import threading
import unittest

import case
import plugins
from case import K
from servers import Server, hang_up, openssl

ACCOUNT, EXECUTION = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
TOKEN = {"access_token": "canary.tenant.token", "expires_in": 3600, "token_type": "Bearer"}
STATUS = {"account": {"id": ACCOUNT}, "workflowExecution": {"id": EXECUTION, "definitionKey": "10011", "status": "PROCESSED"}}
DATA, HEADERS, RESET, SETTINGS, PING, GOAWAY = 0, 1, 3, 4, 6, 7
END_STREAM, END_HEADERS, ACK = 1, 4, 1
OK = b"\x88"  # ":status: 200" of the static table of RFC 7541


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


def length(size):
    """content-length, index 28 of the static table, as a literal."""
    return b"\x0f\x0d" + bytes((len(str(size)),)) + str(size).encode()


def answer(body):
    data = json.dumps(body).encode()
    return lambda stream: frame(HEADERS, END_HEADERS, stream, OK + length(len(data))) + frame(DATA, END_STREAM, stream, data)


def reset(code, before=b"", announced=None):
    """Some of an answer, if any, then RST_STREAM."""
    def frames(stream):
        head = frame(HEADERS, END_HEADERS, stream, OK + (length(announced) if announced else b"")) + frame(DATA, 0, stream, before) if before else b""
        return head + frame(RESET, 0, stream, code.to_bytes(4, "big"))
    return frames


REFUSED_STREAM = reset(7)


def go_away(_stream):
    """Not even this stream was looked at."""
    return frame(GOAWAY, 0, 0, bytes(8))


def short(stream):
    """An end before the announced length."""
    return frame(HEADERS, END_HEADERS, stream, OK + length(1000)) + frame(DATA, END_STREAM, stream, b"{}")


class Http2Server(Server):
    """Takes the answers in turn, one for each request of any connection; None is silence. Speaks HTTP/1.1 with whoever asks for no more."""

    def __init__(self, pair, answers, flood=b""):
        super().__init__()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*pair)
        self.context.set_alpn_protocols(["h2", "http/1.1"])
        self.answers, self.flood, self.spoken, self.lock = list(answers), flood, [], threading.Lock()

    def serve(self, connection):
        """Each in a thread of its own: a kept connection would hold up the next."""
        threading.Thread(target=self.guarded, args=(connection.dup(),), daemon=True).start()

    def guarded(self, connection):
        try:
            with self.context.wrap_socket(connection, server_side=True) as secure:
                (self.speak if secure.selected_alpn_protocol() == "h2" else self.speak_old)(secure)
        except OSError:
            hang_up(connection)

    def next_answer(self, version):
        with self.lock:
            self.spoken.append(version)
            return self.answers.pop(0) if self.answers else None

    def speak_old(self, secure):
        head = b""
        while b"\r\n\r\n" not in head:
            more = secure.recv(65536)
            if not more:
                return
            head += more
        self.next_answer("1.1")
        secure.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def speak(self, secure):
        file = secure.makefile("rb")
        file.read(24)  # the preface
        secure.sendall(frame(SETTINGS, 0, 0))
        while len(head := file.read(9)) == 9:
            payload = file.read(int.from_bytes(head[:3], "big"))
            kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
            if kind in (SETTINGS, PING) and not flags & ACK:
                secure.sendall(frame(kind, ACK, 0, payload if kind == PING else b""))
            if kind in (HEADERS, DATA) and flags & END_STREAM:
                given = self.next_answer("2")
                secure.sendall(given(stream) if given else b"")
                while given is None and self.flood:
                    secure.sendall(self.flood * 100)
                if given is go_away:
                    return


class Http2Test(case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "http2" not in cls.features().lower():
            raise unittest.SkipTest("libcurl speaks no HTTP/2 here")
        cls.pair = tuple(os.path.join(cls.folder.name, "h2." + kind) for kind in ("pem", "key"))
        try:
            openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=x",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-out", cls.pair[0], "-keyout", cls.pair[1])
        except (OSError, subprocess.CalledProcessError) as problem:
            raise unittest.SkipTest("openssl makes no certificates here") from problem

    @staticmethod
    def features():
        try:
            return subprocess.run(["curl-config", "--features"], capture_output=True, text=True, check=True).stdout
        except OSError:
            return subprocess.run(["curl", "--version"], capture_output=True, text=True, check=False).stdout

    def begin(self, answers, attempts=1, **more):
        """A client that has its token, unless the answers begin with another."""
        server = Http2Server(self.pair, answers, **more)
        server.__enter__()
        self.addCleanup(server.__exit__)
        client = self.client(endpoint=f"https://127.0.0.1:{server.port}", ca_file=self.pair[0], limits=[(K.JUMIO_LIMIT_ATTEMPTS, attempts)])
        return client, server

    def fetch(self, client, deadline_ms=-1):
        return self.library.call("jumio_workflow_execution_fetch", client, ACCOUNT, EXECUTION, deadline_ms, None)

    def fails(self, expected, *answers, delivery=plugins.MAYBE_SENT, deadline_ms=-1, **more):
        client, server = self.begin([answer(TOKEN), *answers], **more)
        failure = self.failing(expected, self.fetch, client, deadline_ms)
        self.assertEqual(failure.delivery, delivery)
        return server

    def test_http2__reads_share_a_connection(self):
        client, server = self.begin([answer(TOKEN), answer(STATUS), answer(STATUS)])
        for _ in range(2):
            execution = self.fetch(client)
            self.assertEqual(self.library.text("jumio_workflow_execution_get_text", execution, K.JUMIO_EXECUTION_TEXT_STATUS), "PROCESSED")
        self.assertEqual((server.spoken, server.connections), (["2"] * 3, 1))

    def test_http2__a_create_does_without(self):
        """N34, N35: what must not be repeated is asked for in HTTP/1.1, on a connection of its own, so that nothing repeats it unseen."""
        client, server = self.begin([answer(TOKEN)])
        self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.create, client)
        self.assertEqual(server.spoken, ["2", "1.1"])

    def test_http2__refused_streams(self):
        """N34: libcurl asks anew on a fresh connection, which is harmless for a read, and not for ever."""
        for refusal in (REFUSED_STREAM, go_away):
            client, server = self.begin([answer(TOKEN), refusal, answer(STATUS)], attempts=3)
            self.assertTrue(self.fetch(client))
            self.assertEqual(server.spoken, ["2"] * 3)
        server = self.fails("JUMIO_ERR_NETWORK", *[REFUSED_STREAM] * 50)
        self.assertLess(len(server.spoken), 10)

    def test_http2__an_answer_that_is_cut(self):
        """N35; not with NO_ERROR, which libcurl 7.88 may take for the end: a server sends that after a whole answer only."""
        for cut in (reset(2, b'{"account":', 1000), reset(2, b'{"account":'), reset(8, b'{"account":{"id":'), reset(2), short):
            self.fails("JUMIO_ERR_NETWORK", cut)

    def test_http2__an_answer_that_is_cut_is_asked_for_again(self):
        """N35"""
        client, server = self.begin([answer(TOKEN), reset(2, b'{"account":'), answer(STATUS)], attempts=3)
        self.assertTrue(self.fetch(client))
        self.assertEqual(len(server.spoken), 3)

    def test_http2__floods_end_with_the_deadline_at_the_latest(self):
        """N36"""
        for flood in (frame(SETTINGS, 0, 0), frame(PING, 0, 0, bytes(8)), frame(SETTINGS, 0, 0, b"\0\4\0\0\0\0") + frame(PING, 0, 0, bytes(8))):
            client, _ = self.begin([answer(TOKEN), None], flood=flood)
            failure = self.failing_with(("JUMIO_ERR_DEADLINE", "JUMIO_ERR_NETWORK"), self.fetch, client, 500)
            self.assertEqual(failure.delivery, plugins.MAYBE_SENT)

    def test_http2__a_window_that_stays_shut(self):
        """N36: the server leaves no room for more than the first 64 KiB of a body."""
        client, server = self.begin([answer(TOKEN), answer({})])
        failure = self.failing_with(("JUMIO_ERR_DEADLINE",), self.library.call, "jumio_raw_call", client, K.JUMIO_HOST_RETRIEVAL, "PUT", "/api/v1/things",
                                    b'"' + b"x" * 200000 + b'"', None, K.JUMIO_RAW_REPEATABLE, 500, None)
        self.assertEqual((failure.delivery, server.spoken), (plugins.MAYBE_SENT, ["2"]))

    def failing_with(self, codes, function, *args):
        with self.assertRaises(case.Failure) as caught:
            function(*args)
        self.assertIn(caught.exception.name, codes, str(caught.exception))
        return caught.exception


if __name__ == "__main__":
    case.main()
