#!/usr/bin/env python3
"""The options of the bundled transport against real servers: a client certificate that is asked for, a proxy before the simulator, bounds."""
import os
import socket
import ssl
import subprocess
import threading
import unittest
import warnings

import case
import plugins
from case import K
from servers import ConnectProxy, Relay, Server, hang_up, openssl

PASSWORD = "canary-key-password"


class TlsServer(Server):
    """Takes the certificates in turn, one for each connection, and refuses every request with 401."""

    def __init__(self, pairs, **settings):
        super().__init__()
        self.pairs, self.settings, self.requests, self.subjects, self.served = pairs, settings, 0, [], 0

    def context(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.pairs[min(self.served, len(self.pairs) - 1)])
        for name, value in self.settings.items():
            if callable(getattr(context, name)):
                getattr(context, name)(value)
            else:
                setattr(context, name, value)
        return context

    def serve(self, connection):
        """The client is left to hang up: a reset could overtake what it is told."""
        with connection.dup() as raw:
            self.answer(connection)
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65536):
                pass

    def answer(self, connection):
        context = self.context()
        self.served += 1
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                if secure.recv(65536):
                    self.requests += 1
                    self.subjects.append((secure.getpeercert() or {}).get("subject"))
                    secure.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except ssl.SSLError:
            pass


class ClientCertificateTest(case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = {name: os.path.join(cls.folder.name, name) for name in
                     ("server.pem", "server.key", "client.pem", "client.key", "locked.key", "both.pem", "stranger.pem", "stranger.key")}
        try:
            cls.make("server", "-addext", "subjectAltName=IP:127.0.0.1")
            cls.make("client")
            cls.make("stranger")
            openssl("ec", "-in", cls.names["client.key"], "-aes256", "-passout", "pass:" + PASSWORD, "-out", cls.names["locked.key"])
        except (OSError, subprocess.CalledProcessError) as problem:
            raise unittest.SkipTest("openssl makes no certificates here") from problem
        with open(cls.names["both.pem"], "w", encoding="ascii") as both:
            for part in ("client.pem", "client.key"):
                with open(cls.names[part], encoding="ascii") as file:
                    both.write(file.read())

    @classmethod
    def make(cls, name, *more):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                "-keyout", cls.names[name + ".key"], "-out", cls.names[name + ".pem"], *more)

    def check(self, expected, **options):
        with TlsServer([(self.names["server.pem"], self.names["server.key"])], load_verify_locations=self.names["client.pem"],
                       verify_mode=ssl.CERT_REQUIRED) as server:
            settings = [(K.JUMIO_OPTION_CA_FILE, self.names["server.pem"])]
            settings += [(getattr(K, "JUMIO_OPTION_" + name.upper()), self.names.get(value, value)) for name, value in options.items()]
            client = self.client(endpoint=f"https://127.0.0.1:{server.port}", options=settings)
            failure = self.failing(expected, self.library.call, "jumio_client_check", client, 0, -1, None)
            self.assertNotIn("canary", failure.message)
            return failure, server

    def refused(self, **options):
        """Nobody is asked for a password, nothing is repeated, and the request was not looked at."""
        failure, server = self.check("JUMIO_ERR_TLS", **options)
        self.assertEqual((failure.delivery, failure.attempts), (plugins.NOT_SENT, 1))
        self.assertEqual(server.requests, 0)

    def accepted(self, **options):
        """The handshake passed: the server's own answer, that the credentials are wrong, is what comes back."""
        failure, server = self.check("JUMIO_ERR_AUTH", **options)
        self.assertEqual((failure.delivery, server.requests), (plugins.ANSWERED, 1))
        self.assertEqual(server.subjects, [((("commonName", "client"),),)])

    def test_client_certificate__right(self):
        self.accepted(client_certificate="client.pem", client_key="client.key")

    def test_client_certificate__in_one_file_with_its_key(self):
        self.accepted(client_certificate="both.pem")

    def test_client_certificate__key_with_a_password(self):
        self.accepted(client_certificate="client.pem", client_key="locked.key", client_key_password=PASSWORD)

    def test_client_certificate__missing(self):
        self.refused()

    def test_client_certificate__of_a_stranger(self):
        self.refused(client_certificate="stranger.pem", client_key="stranger.key")

    def test_client_certificate__wrong_password(self):
        self.refused(client_certificate="client.pem", client_key="locked.key", client_key_password="canary-wrong")

    def test_client_certificate__password_not_given(self):
        """Without a terminal's question: a test run that hangs here would be one that asks."""
        self.refused(client_certificate="client.pem", client_key="locked.key")

    def test_client_certificate__key_of_another(self):
        self.refused(client_certificate="client.pem", client_key="stranger.key")

    def test_client_certificate__no_such_file(self):
        self.refused(client_certificate=os.path.join(self.folder.name, "none.pem"), client_key="client.key")


class CorruptRelay(Relay):
    """Turns one bit of the record that carries the answer."""

    def __init__(self, host, port):
        super().__init__(host, port)
        self.turned = False

    def serve(self, connection):
        with socket.create_connection(("127.0.0.1", self.target)) as other:
            back = threading.Thread(target=self.spoil, args=(other, connection))
            back.start()
            self.copy(connection, other)
            back.join()

    def spoil(self, source, target):
        """The server's flights come in this order: the handshake with its tickets, then the answer."""
        data = bytearray()
        try:
            while more := source.recv(65536):
                data += more
                while len(data) >= 5 and len(data) >= 5 + int.from_bytes(data[3:5], "big"):
                    size = 5 + int.from_bytes(data[3:5], "big")
                    record = data[:size]
                    del data[:size]
                    if record[0] == 23:  # application data: also the encrypted handshake of TLS 1.3
                        record[size // 2] ^= 1
                        self.turned = True
                    target.sendall(record)
        except OSError:
            pass
        finally:
            hang_up(source, target)


class HandshakeTest(case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pairs = {}
        try:
            for name in ("one", "other"):
                cls.pairs[name] = (os.path.join(cls.folder.name, name + ".pem"), os.path.join(cls.folder.name, name + ".key"))
                openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=x",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-out", cls.pairs[name][0], "-keyout", cls.pairs[name][1])
        except (OSError, subprocess.CalledProcessError) as problem:
            raise unittest.SkipTest("openssl makes no certificates here") from problem

    def check(self, server, expected, port=None):
        client = self.client(endpoint=f"https://127.0.0.1:{port or server.port}", ca_file=self.pairs["one"][0])
        return client, self.failing(expected, self.library.call, "jumio_client_check", client, 0, -1, None)

    def test_handshake__old_versions_only(self):
        """N17: a server that cannot do better is not talked to."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            with TlsServer([self.pairs["one"]], set_ciphers="DEFAULT@SECLEVEL=0", maximum_version=ssl.TLSVersion.TLSv1_1,
                           minimum_version=ssl.TLSVersion.TLSv1) as server:
                _, failure = self.check(server, "JUMIO_ERR_TLS")
        self.assertEqual((failure.delivery, failure.attempts, server.requests), (plugins.NOT_SENT, 1, 0))

    def test_handshake__certificate_changes_between_calls(self):
        """N19: the next connection sees it."""
        with TlsServer([self.pairs["one"], self.pairs["other"]]) as server:
            client, failure = self.check(server, "JUMIO_ERR_AUTH")
            self.assertEqual(failure.http_status, 401)
            self.clock.advance(60000)
            failure = self.failing("JUMIO_ERR_TLS", self.library.call, "jumio_client_check", client, 0, -1, None)
            self.assertEqual((failure.delivery, server.requests), (plugins.NOT_SENT, 1))

    def test_handshake__records_are_changed_on_the_way(self):
        """N18: nothing of such an answer is used."""
        with TlsServer([self.pairs["one"]], maximum_version=ssl.TLSVersion.TLSv1_2) as server:
            with CorruptRelay("127.0.0.1", server.port) as relay:
                client = self.client(endpoint=f"https://127.0.0.1:{relay.port}", ca_file=self.pairs["one"][0], limits=[(K.JUMIO_LIMIT_ATTEMPTS, 1)])
                failure = self.failing("JUMIO_ERR_NETWORK", self.library.call, "jumio_client_check", client, 0, -1, None)
                self.assertTrue(relay.turned)
                self.assertEqual((failure.http_status, failure.delivery), (0, plugins.MAYBE_SENT))


class ProxyTest(case.Case):
    def proxied(self, proxy, *more):
        return self.client(options=[(K.JUMIO_OPTION_PROXY, f"http://127.0.0.1:{proxy.port}"), *more])

    def test_proxy__carries_a_flow_and_sees_no_secret(self):
        """N39"""
        with ConnectProxy(self.simulator.port) as proxy:
            client = self.proxied(proxy)
            account = self.create(client)
            self.assertTrue(account)
            del client
        self.assertGreaterEqual(len(proxy.heads), 2)  # the create has a connection of its own
        for head in proxy.heads:
            self.assertTrue(head.startswith(f"CONNECT 127.0.0.1:{self.simulator.port} HTTP/1.1\r\n"))
            self.assertNotIn("uthorization", head)

    def test_proxy__with_credentials(self):
        with ConnectProxy(self.simulator.port, "dXNlcjpjYW5hcnk6JTQx") as proxy:
            client = self.proxied(proxy, (K.JUMIO_OPTION_PROXY_CREDENTIALS, "user:canary:%41"))
            self.library.call("jumio_client_check", client, 0, -1, None)
            self.assertEqual(len(proxy.heads), 1)
            del client

    def test_proxy__refuses_wrong_credentials(self):
        """N39: named, not repeated, and proved unsent, also for a create."""
        with ConnectProxy(self.simulator.port, "bm9ib2R5") as proxy:
            client = self.proxied(proxy, (K.JUMIO_OPTION_PROXY_CREDENTIALS, "user:canary"))
            failure = self.failing("JUMIO_ERR_PROXY", self.create, client)
            self.assertEqual((failure.delivery, failure.attempts), (plugins.NOT_SENT, 1))
            self.assertNotIn("canary", failure.message)
            self.assertEqual(len(proxy.heads), 1)
            del client
        self.assertEqual(self.simulator.ledger(), [])

    def test_proxy__of_the_environment_is_not_used(self):
        """E01"""
        with ConnectProxy(self.simulator.port) as proxy:
            os.environ["http_proxy"] = os.environ["all_proxy"] = f"http://127.0.0.1:{proxy.port}"
            try:
                self.assertTrue(self.create(self.client()))
            finally:
                del os.environ["http_proxy"], os.environ["all_proxy"]
        self.assertEqual(proxy.heads, [])


class BoundTest(case.Case):
    def test_bound__one_connection_serves_many_threads_in_turn(self):
        client = self.client(limits=[(K.JUMIO_LIMIT_CONNECTIONS, 1)])
        self.simulator.reset({"operation": "status", "delayMs": 5})
        account = self.create(client)
        results = []

        def read():
            results.append(self.status(client, account))

        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(results), 8)
        self.assertEqual(len(set(self.connections("status"))), 1)

    def test_bound__private_addresses_can_be_refused(self):
        """TH06, N25"""
        config = self.config()
        self.library.call("jumio_config_set_switch", config, K.JUMIO_SWITCH_REFUSE_PRIVATE_ADDRESSES, 1)
        client = self.library.call("jumio_client_new", config)
        failure = self.failing("JUMIO_ERR_CONNECT", self.create, client)
        self.assertEqual(failure.delivery, plugins.NOT_SENT)
        self.assertEqual(self.simulator.ledger(), [])


if __name__ == "__main__":
    case.main()
