#!/usr/bin/env python3
"""A whole verification as a host runs it: create, upload, finalize, callback, refresh, documents; with a store and a transport in Python, with the
memory store, and with the SQLite store over the bundled transport."""
import ctypes
import http.server
import os
import threading

import binding
import case
import plugins
from binding import ABSENT, Failure
from case import K

ID, ENTITY = "task-1", "person-7"
TEXTS = {name[len("JUMIO_VERIFICATION_TEXT_"):].lower(): value for name, value in vars(K).items() if name.startswith("JUMIO_VERIFICATION_TEXT_")}


class Receiver:
    """The host's callback address."""

    def __init__(self):
        bodies = self.bodies = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/callback"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Verifying(case.Case):
    def begin(self, client, request=None, identifier=ID, entity=ENTITY, cancel=None):
        return self.library.call("jumio_verification_create", client, identifier, entity, request or self.request(), -1, cancel)

    def load(self, client, identifier=ID):
        return self.library.call("jumio_verification_load", client, identifier)

    def refresh(self, client, identifier=ID):
        return self.library.call("jumio_verification_refresh", client, identifier, None, -1, None)

    def callback(self, client, body):
        return self.library.call("jumio_verification_apply_callback", client, body)

    def document(self, client, index, sink, identifier=ID):
        number = binding.register(sink)
        try:
            return self.library.call("jumio_verification_fetch_document", client, identifier, index, binding.part_write, number, -1, None)
        finally:
            del binding.plugins[number]

    def listed(self, client, function, key, after=None, limit=100):
        listing = self.library.call("jumio_verification_list_by_" + function, client, key, after, limit)
        count = self.library.jumio_verification_list_count(listing)
        self.assertIsNone(self.library.jumio_verification_list_get_at(listing, count))
        return [self.text(self.library.jumio_verification_list_get_at(listing, i), "id") for i in range(count)]

    def text(self, verification, which):
        return self.library.text("jumio_verification_get_text", verification, TEXTS[which])

    def processing(self, verification):
        value = self.library.jumio_verification_get_int64(verification, K.JUMIO_VERIFICATION_PROCESSING_STATUS)
        return {v: n for n, v in vars(K).items() if n.startswith("JUMIO_PROCESSING_")}[value].removeprefix("JUMIO_PROCESSING_")

    def told(self, verification):
        library = self.library
        return self.processing(verification), library.text("jumio_idv_status_name", library.jumio_verification_get_status(verification))

    def upload_and_finish(self, client, account):
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        self.simulator.flush()


class WholeTest(Verifying):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)

    def whole(self, **parts):
        library = self.library
        client = self.client(**parts)
        created = self.clock.wall_ms
        verification, account = self.begin(client, self.request(callback=self.receiver.url))
        self.assertEqual(self.told(verification), ("WAITING", "Pending"))
        self.assertEqual((self.text(verification, "account_id"), self.text(verification, "scan_reference")), self.ids(account))
        self.assertEqual(library.jumio_verification_get_unix_ms(verification, K.JUMIO_VERIFICATION_TIME_CREATED), created)
        self.assertEqual(library.jumio_verification_get_unix_ms(verification, K.JUMIO_VERIFICATION_TIME_RECEIVED), ABSENT)
        self.assertIsNone(self.text(verification, "id_task"))
        self.assertEqual(self.told(self.refresh(client)), ("WAITING", "Pending"))
        self.upload_and_finish(client, account)

        self.assertEqual(len(self.receiver.bodies), 1)
        verification = self.callback(client, self.receiver.bodies[0])
        self.assertEqual(self.told(verification), ("RESULT_DUE", "Pending"))  # the callback's word is not believed
        self.clock.advance(1000)
        verification = self.refresh(client)
        self.assertEqual(self.told(verification), ("DONE", "Passed"))
        self.assertEqual(library.jumio_verification_get_int64(verification, K.JUMIO_VERIFICATION_IS_FINAL), 1)
        self.assertEqual(library.jumio_verification_get_unix_ms(verification, K.JUMIO_VERIFICATION_TIME_RECEIVED), self.clock.wall_ms)
        self.assertEqual(library.jumio_verification_get_int64(verification, K.JUMIO_VERIFICATION_RISK_SCORE_X100), 0)
        self.assertEqual(self.text(verification, "decision_type"), "PASSED")
        self.fetch_documents(client, verification)
        self.done_stays_done(client)

    def fetch_documents(self, client, verification):
        library = self.library
        count = library.jumio_verification_document_count(verification)
        self.assertEqual(library.jumio_verification_get_int64(verification, K.JUMIO_VERIFICATION_DOCUMENT_STATUS), K.JUMIO_DOCUMENTS_AVAILABLE)
        found = {}
        for i in range(count):
            sink = plugins.Sink()
            kind = self.document(client, i, sink)
            found[library.text("jumio_verification_get_document_text_at", verification, i, K.JUMIO_DOCUMENT_TEXT_CLASSIFIER)] = kind, sink.data
        expected = {"FRONT": (K.JUMIO_MEDIA_JPEG, "id-front.jpg"), "BACK": (K.JUMIO_MEDIA_PNG, "id-back.png"), "FACE": (K.JUMIO_MEDIA_JPEG, "selfie.jpg")}
        self.assertEqual(found, {part: (kind, self.pictures[name]) for part, (kind, name) in expected.items()})
        self.assertEqual(library.jumio_verification_get_int64(self.load(client), K.JUMIO_VERIFICATION_DOCUMENT_STATUS), K.JUMIO_DOCUMENTS_FETCHED)
        self.failing("JUMIO_ERR_ARGUMENT", self.document, client, count, plugins.Sink())

    def done_stays_done(self, client):
        before = len(self.simulator.ledger())
        self.assertEqual(self.told(self.refresh(client)), ("DONE", "Passed"))
        self.assertEqual(self.told(self.callback(client, self.receiver.bodies[0])), ("DONE", "Passed"))
        verification, account = self.begin(client, self.request(callback=self.receiver.url))
        self.assertEqual((self.told(verification), account), (("DONE", "Passed"), None))
        self.assertEqual(self.listed(client, "entity", ENTITY), [ID])
        self.assertEqual(self.listed(client, "status", K.JUMIO_IDV_PASSED), [ID])
        self.assertEqual(self.listed(client, "status", K.JUMIO_IDV_PENDING), [])
        self.assertEqual(len(self.simulator.ledger()), before)
        self.assertEqual(len(self.simulator.ledger("create")), 1)

    def test_whole__with_store_and_transport_in_python(self):
        transport, store = plugins.Forward(self.library), plugins.Store(self.library)
        self.whole(transport=transport, store=store)
        self.assertEqual(len(store.records), 1)
        (key, (revision, data, terms)), = store.records.items()
        self.assertRegex(key, r"^[a-z0-9/_-]{1,200}$")
        self.assertGreater(revision, 4)
        for secret in (case.SECRET.encode(), b"authorizationToken", b"Bearer", b"firstName"):
            self.assertNotIn(secret, data + b" ".join(terms.values()))

    def test_whole__with_the_memory_store(self):
        self.whole(store="memory")

    def test_whole__with_the_sqlite_store(self):
        path = os.path.join(self.folder.name, "whole.db")
        self.whole(store=path)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.assertEqual(self.told(self.load(self.client(store=path))), ("DONE", "Passed"))  # another client of the same file

    def test_whole__with_serial_plugins(self):
        transport, store = plugins.Forward(self.library), plugins.Store(self.library)
        self.whole(transport=transport, store=store, flags=binding.OPS_SERIAL)
        self.assertEqual(transport.most_inside, 1)

    def test_whole__link_is_kept_only_when_wished(self):
        for keep in (0, 1):
            store = plugins.Store(self.library)
            client = self.client(store=store, keep_links=keep)
            verification, account = self.begin(client, identifier=f"keep-{keep}")
            href = self.library.text("jumio_account_get_text", account, K.JUMIO_ACCOUNT_TEXT_WEB_HREF)
            self.assertIn("authorizationToken", href)
            self.assertEqual(self.text(verification, "id_task"), href if keep else None)
            self.assertEqual(self.text(self.load(client, f"keep-{keep}"), "id_task"), href if keep else None)
            stored = b"".join(data for _, data, _ in store.records.values())
            self.assertEqual(b"authorizationToken" in stored, bool(keep))


class RecordTest(Verifying):
    def test_record__snapshots_outlive_client_and_store(self):
        client = self.client(store=plugins.Store(self.library))
        verification, account = self.begin(client)
        listing = self.library.call("jumio_verification_list_by_entity", client, ENTITY, None, 10)
        client.close()
        self.assertEqual(binding.plugins, {})
        self.assertEqual(self.text(verification, "scan_reference"), self.ids(account)[1])
        self.assertEqual(self.text(self.library.jumio_verification_list_get_at(listing, 0), "entity"), ENTITY)

    def test_record__same_id_is_one_transaction(self):
        client = self.client(store="memory")
        first, account = self.begin(client)
        again, none = self.begin(client)
        self.assertIsNone(none)
        self.assertEqual(self.text(first, "scan_reference"), self.text(again, "scan_reference"))
        self.failing("JUMIO_ERR_CONFLICT", self.begin, client, None, ID, "somebody-else")
        self.failing("JUMIO_ERR_CONFLICT", self.begin, client, self.request("case-2"))
        self.assertEqual(len(self.simulator.ledger("create")), 1)

    def test_record__same_id_from_many_threads_is_one_transaction(self):
        for store in ("memory", os.path.join(self.folder.name, "threads.db"), plugins.Store(self.library)):
            self.simulator.reset()
            client = self.client(store=store)
            found = []

            def run():
                try:
                    found.append(self.text(self.begin(client)[0], "scan_reference"))
                except Failure as failure:
                    found.append(failure.name)

            threads = [threading.Thread(target=run) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(len(self.simulator.ledger("create")), 1)
            self.assertEqual(len(found), 8)
            ids = set(found) - {"JUMIO_ERR_STATE"}  # "is running elsewhere"
            self.assertEqual(len(ids), 1, found)
            self.assertEqual(self.told(self.load(client)), ("WAITING", "Pending"))

    def test_record__random_ids_differ(self):
        client = self.client(store="memory")
        ids = {self.text(self.begin(client, self.request(f"case-{i}"), None)[0], "id") for i in range(3)}
        self.assertEqual(len(ids), 3)
        for identifier in ids:
            self.assertRegex(identifier, r"^[a-z0-9_-]{1,64}$")

    def test_record__refused_by_jumio(self):
        self.simulator.reset({"operation": "create", "status": 400, "body": '{"title":"Bad Request","detail":"no"}'})
        client = self.client(store="memory")
        failure = self.failing("JUMIO_ERR_REQUEST_REFUSED", self.begin, client)
        self.assertEqual(self.processing(failure.outs[0]), "REFUSED")
        self.assertEqual((failure.http_status, failure.server_title), (400, "Bad Request"))
        self.failing("JUMIO_ERR_REQUEST_REFUSED", self.begin, client)
        self.assertEqual(len(self.simulator.ledger("create")), 1)

    def test_record__not_sent_can_be_created_again(self):
        faults = {"token refused": {"operation": "token", "on": 1, "status": 401}, "token gone": {"operation": "token", "on": "1-3", "status": 500},
                  "no such page": {"operation": "token", "on": 1, "status": 404}}
        for name, fault in faults.items():
            with self.subTest(name):
                self.simulator.reset(fault)
                client = self.client(store="memory")
                with self.assertRaises(Failure):
                    self.begin(client)
                self.assertEqual(self.told(self.load(client)), ("PREPARED", "Pending"))
                self.clock.advance(120000)
                verification, account = self.begin(client)
                self.assertEqual(self.processing(verification), "WAITING")
                self.assertIsNotNone(account)
                self.assertEqual(len(self.simulator.ledger("create")), 1)

    def test_record__in_doubt_is_never_created_again(self):
        for fault in ({"reset": "after-read"}, {"reset": "before-read"}, {"status": 503}, {"wrongJson": "html"}, {"truncateBodyAt": 20}):
            with self.subTest(str(fault)):
                self.simulator.reset({"operation": "create", "on": 1, **fault})
                client = self.client(store="memory")
                failure = self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.begin, client)
                self.assertEqual(self.processing(failure.outs[0]), "OUTCOME_UNKNOWN")
                self.assertEqual(failure.action, K.JUMIO_ACTION_WAIT_FOR_RESULT)
                self.clock.advance(10**9)
                failure = self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.begin, client)
                self.assertEqual(self.processing(failure.outs[0]), "OUTCOME_UNKNOWN")
                self.failing("JUMIO_ERR_STATE", self.refresh, client)
                self.assertEqual(len(self.simulator.ledger("create")), 1)

    def test_record__refresh_that_fails_changes_nothing(self):
        client = self.client(store="memory")
        _, account = self.begin(client)
        self.upload_and_finish(client, account)
        for fault in ({"operation": "status", "status": 500}, {"operation": "details", "wrongJson": "wrong-ids"},
                      {"operation": "details", "wrongJson": "truncated"}, {"operation": "details", "wrongJson": "duplicate-key"},
                      {"operation": "details", "wrongJson": "deep"}, {"operation": "details", "wrongJson": "array"}):
            self.simulator.admin("PUT", "/_sim/scenario", {"faults": [fault]})
            with self.assertRaises(Failure):
                self.refresh(client)
            self.assertEqual(self.told(self.load(client)), ("WAITING", "Pending"), fault)
            self.clock.advance(120000)  # the breaker closes
        self.simulator.admin("PUT", "/_sim/scenario", {"faults": []})
        self.assertEqual(self.told(self.refresh(client)), ("DONE", "Passed"))

    def test_record__forged_callbacks(self):
        client = self.client(store="memory")
        verification, account = self.begin(client)
        account_id, execution = self.ids(account)
        other = "99999999-9999-4999-8999-999999999999"
        body = '{"callbackSentAt":"2026-01-31T10:20:31.120Z","workflowExecution":{"id":"%s","status":"PROCESSED"},"account":{"id":"%s"}}'
        self.failing("JUMIO_ERR_STORE_NOT_FOUND", self.callback, client, body % (other, account_id))
        self.failing("JUMIO_ERR_ID_MISMATCH", self.callback, client, body % (execution, other))
        self.failing("JUMIO_ERR_NOT_A_CALLBACK", self.callback, client, '{"message":"Test callback"}')
        self.failing("JUMIO_ERR_JSON", self.callback, client, body % (execution, account_id) + "x")
        self.failing("JUMIO_ERR_TOO_LARGE", self.callback, client, b" " * 65537)
        self.assertEqual(self.told(self.load(client)), ("WAITING", "Pending"))
        # One with the right ids causes a read, and the read is what counts: nothing was uploaded yet.
        self.assertEqual(self.told(self.callback(client, body % (execution, account_id))), ("RESULT_DUE", "Pending"))
        self.assertEqual(self.told(self.callback(client, body % (execution.upper(), account_id.upper()))), ("RESULT_DUE", "Pending"))
        self.assertEqual(self.told(self.refresh(client)), ("WAITING", "Pending"))

    def test_record__missing_document(self):
        steer = '{"scenario":"part-missing","customerInternalReference":"case-1"}'
        client = self.client(store="memory")
        _, account = self.begin(client, self.request(steer))
        self.upload_and_finish(client, account)
        verification = self.refresh(client)
        states = []
        for i in range(self.library.jumio_verification_document_count(verification)):
            try:
                self.document(client, i, plugins.Sink())
                states.append(K.JUMIO_DOCUMENT_FETCHED)
            except Failure as failure:
                self.assertEqual(failure.name, "JUMIO_ERR_NOT_FOUND")
                states.append(K.JUMIO_DOCUMENT_UNAVAILABLE)
        verification = self.load(client)
        self.assertEqual(self.library.jumio_verification_get_int64(verification, K.JUMIO_VERIFICATION_DOCUMENT_STATUS), K.JUMIO_DOCUMENTS_MISSING)
        self.assertEqual([self.library.jumio_verification_get_document_state_at(verification, i) for i in range(len(states))], states)
        self.assertEqual(states.count(K.JUMIO_DOCUMENT_UNAVAILABLE), 1)

    def test_record__lists_in_pages(self):
        client = self.client(store=plugins.Store(self.library))
        for i in range(7):
            self.begin(client, self.request(f"case-{i}"), f"id-{i}", ENTITY if i % 2 else "other")
        self.assertEqual(self.listed(client, "entity", "other"), ["id-0", "id-2", "id-4", "id-6"])
        self.assertEqual(self.listed(client, "entity", "other", None, 3), ["id-0", "id-2", "id-4"])
        self.assertEqual(self.listed(client, "entity", "other", "id-4", 3), ["id-6"])
        self.assertEqual(self.listed(client, "entity", "nobody"), [])
        self.assertEqual(len(self.listed(client, "status", K.JUMIO_IDV_PENDING)), 7)

    def test_record__no_store(self):
        client = self.client()
        self.failing("JUMIO_ERR_STATE", self.begin, client)
        self.failing("JUMIO_ERR_STATE", self.load, client)
        self.failing("JUMIO_ERR_STATE", self.callback, client, "{}")
        self.assertEqual(self.simulator.ledger(), [])

    def test_record__other_tenants_do_not_see_it(self):
        store = plugins.Store(self.library)
        self.begin(self.client(store=store))
        config = self.config(store=store)
        self.library.call("jumio_config_set_credentials", config, "another-client", case.SECRET)
        other = self.library.call("jumio_client_new", config)
        self.failing("JUMIO_ERR_STORE_NOT_FOUND", self.load, other)
        self.assertEqual(self.listed(other, "entity", ENTITY), [])


class BadStoreTest(Verifying):
    """What a store in another language does wrong."""

    def test_badstore__exceptions_are_errors_and_nothing_is_sent(self):
        for method in ("get", "put"):
            store = plugins.Store(self.library)
            setattr(store, method, lambda *args: 1 // 0)
            client = self.client(store=store)
            with self.assertRaises(Failure) as caught:
                self.begin(client)
            self.assertLess(caught.exception.code, 0)
            self.assertIsInstance(store.problem, ZeroDivisionError)
            store.problem = None
        self.assertEqual(self.simulator.ledger("create"), [])

    def test_badstore__success_without_doing_anything(self):
        """As when ctypes swallows an exception: 0, and nothing set."""
        for method in ("get", "put"):
            self.simulator.reset()
            store = plugins.Store(self.library)
            setattr(store, method, lambda *args: 0)
            failure = self.failing("JUMIO_ERR_HOST_CALLBACK", self.begin, self.client(store=store))
            self.assertFalse(failure.outs[0])
            self.assertEqual(self.simulator.ledger("create"), [])

    def test_badstore__write_that_is_lost_in_silence(self):
        """The intent that the store claims to hold is looked for before anything is sent."""
        for good in range(2):
            self.simulator.reset()
            store = plugins.Store(self.library)
            puts = []

            def put(key, data, terms, expected, out_revision, real=store.put):
                puts.append(key)
                if len(puts) <= good:
                    return real(key, data, terms, expected, out_revision)
                out_revision[0] = expected + 1
                return 0

            store.put = put
            with self.assertRaises(Failure) as caught:
                self.begin(self.client(store=store))
            self.assertLess(caught.exception.code, -499)
            self.assertEqual(self.simulator.ledger("create"), [])

    def test_badstore__full_at_every_write(self):
        for good in range(3):
            self.simulator.reset()
            store = plugins.Store(self.library)
            puts = []

            def put(*args, real=store.put):
                puts.append(args)
                return real(*args) if len(puts) <= good else K.JUMIO_ERR_STORE_FULL

            store.put = put
            client = self.client(store=store)
            failure = self.failing("JUMIO_ERR_STORE_FULL", self.begin, client)
            sent = len(self.simulator.ledger("create"))
            self.assertEqual(sent, 1 if good == 2 else 0)  # stored as intent and as sending before anything goes out
            if sent:  # Jumio answered: the caller gets what could not be stored
                self.assertEqual(self.told(failure.outs[0]), ("WAITING", "Pending"))
                self.assertEqual(self.text(failure.outs[0], "scan_reference"), self.ids(failure.outs[1])[1])
            del store.put
            self.assertIn(self.processing(self.load(client)) if good else None, (None, "PREPARED", "SENDING"))

    def test_badstore__foreign_bytes(self):
        client = self.client(store=(store := plugins.Store(self.library)))
        self.begin(client)
        (key, (revision, data, terms)), = store.records.items()
        for bad in (b"", b"{", b"[]", b"{}", b"\0" * 50, data[:-1], data + b"x", data.replace(b"{", b"[", 1), b"\xFF" * 100):
            store.records[key] = (revision, bad, terms)
            with self.assertRaises(Failure) as caught:
                self.load(client)
            self.assertIn(caught.exception.name, ("JUMIO_ERR_STORE_CORRUPT", "JUMIO_ERR_STORE_VERSION"), bad)
            with self.assertRaises(Failure):
                self.begin(client)
            self.assertEqual(store.records[key][1], bad)  # left untouched
        self.assertEqual(len(self.simulator.ledger("create")), 1)

    def test_badstore__row_of_another_id(self):
        store = plugins.Store(self.library)
        client = self.client(store=store)
        self.begin(client)
        self.begin(client, self.request("case-2"), "task-2")
        one, two = sorted(store.records)
        store.records[one], store.records[two] = store.records[two], store.records[one]
        self.failing("JUMIO_ERR_STORE_CORRUPT", self.load, client)

    def test_badstore__reply_is_filled_once(self):
        for data, revision in ((b"x", 0), (b"x", -1), (b"x" * (2**20 + 1), 1)):
            reply = self.library.call("jumio_storage_reply_new", None)
            self.assertEqual(self.library.jumio_storage_reply_set(reply, data, len(data), revision), K.JUMIO_ERR_HOST_CALLBACK)
            self.assertEqual(self.library.jumio_storage_reply_get_revision(reply), 0)
        reply = self.library.call("jumio_storage_reply_new", None)
        self.assertEqual(self.library.jumio_storage_reply_set(reply, b"data", 4, 3), 0)
        size = ctypes.c_size_t()
        self.assertEqual(ctypes.string_at(self.library.jumio_storage_reply_get_data(reply, ctypes.byref(size)), size.value), b"data")
        self.assertEqual(self.library.jumio_storage_reply_get_revision(reply), 3)
        self.assertEqual(self.library.jumio_storage_reply_set(reply, b"data", 4, 3), K.JUMIO_ERR_HOST_CALLBACK)


if __name__ == "__main__":
    case.main()
