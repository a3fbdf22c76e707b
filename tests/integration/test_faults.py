#!/usr/bin/env python3
"""Every call against every fault of the simulator over the bundled transport: what is repeated, what never is, and what is said about it."""
import json
import threading

import binding
import case
import plugins
from binding import Failure
from case import K
from test_flow import Server

PROBLEM = '{"title":"Fault on purpose","status":0,"detail":"canary detail"}'
REPEATABLE = ("token", "upload", "status", "details", "part")
ALL = REPEATABLE + ("create", "finalize")
READS = ("status", "details", "part")
LOST = ({"reset": "before-read"}, {"reset": "after-read"}, {"reset": "in-header"}, {"reset": "mid-body"}, {"truncateBodyAt": 5})
BROKEN = ("html", "empty", "truncated", "duplicate-key", "deep", "not-utf8", "array")


class Faults(case.Case):
    """One transaction, processed, whose calls are then met by faults; a new client each time, so that no breaker or quota is left over."""

    def prepare(self):
        self.simulator.reset()
        client = self.client()
        self.account = self.create(client)
        self.finished = self.create(client, self.request("case-2"))
        self.upload_all(client, self.finished)
        self.finalize(client, self.finished)
        self.simulator.advance(5000)
        self.part = self.library.text("jumio_credential_get_text", self.credentials(self.finished)[K.JUMIO_CATEGORY_SELFIE], K.JUMIO_CREDENTIAL_TEXT_ID)
        self.seen = len(self.simulator.ledger())

    def set_faults(self, *faults):
        self.simulator.admin("PUT", "/_sim/scenario", {"faults": list(faults)})

    def run_call(self, operation, deadline_ms=60000, client=None):
        """Runs one call on a client that has its token already (but for the token itself); gives its result."""
        client = client or self.warm(operation)
        picture = self.pictures["id-front.jpg"]
        if operation == "token":
            return self.library.call("jumio_client_check", client, 0, deadline_ms, None)
        if operation == "create":
            return self.create(client, self.request("case-3"), deadline_ms)
        if operation == "upload":
            return self.upload(client, self.account, K.JUMIO_PART_FRONT, picture, deadline_ms)
        if operation == "finalize":
            return self.finalize(client, self.account, deadline_ms)
        if operation == "part":
            return self.download(client, deadline_ms)
        return (self.status if operation == "status" else self.transaction)(client, self.finished, deadline_ms)

    def warm(self, operation):
        client = self.client()
        if operation != "token":
            self.library.call("jumio_client_check", client, 0, -1, None)
        return client

    def download(self, client, deadline_ms):
        self.sink = plugins.Sink()
        number = binding.register(self.sink)
        try:
            return self.library.call("jumio_part_fetch", client, self.ids(self.finished)[0], self.part, "FACE", binding.part_write, number,
                                     deadline_ms, None)
        finally:
            del binding.plugins[number]

    def requests(self, operation):
        return [row for row in self.simulator.ledger()[self.seen:] if row["operation"] == operation]

    def prepared(self, operation, *faults):
        """A client for a call that these faults await."""
        self.prepare()
        self.set_faults(*({"operation": operation, **fault} for fault in faults))
        client = self.warm(operation)
        self.seen = len(self.simulator.ledger())
        return client

    def meet(self, operation, *faults, code=None, count, deadline_ms=60000):
        """The call under these faults ends with the code (None: success) after so many requests. Gives the failure or the result."""
        client = self.prepared(operation, *faults)
        slept = self.clock.slept_ms
        with self.subTest(f"{operation} {faults}"):
            try:
                found = self.run_call(operation, deadline_ms, client)
                self.assertIsNone(code, "it succeeded")
            except Failure as failure:
                found = failure
                self.assertEqual(failure.name, code, str(failure))
                self.assertNotIn("canary", failure.message)
            self.assertEqual(len(self.requests(operation)), count)
            self.slept_ms = self.clock.slept_ms - slept
            return found
        return None


class StatusTest(Faults):
    def refusal(self, operation, status):
        """The code of a 4xx that is answered to every request, and how many requests it takes."""
        if operation == "token":
            return ("JUMIO_ERR_AUTH", 1) if status in (400, 401, 403) else (self.plain(status), 1)
        if status == 401:
            return ("JUMIO_ERR_TOKEN_DEAD", 1) if operation in ("upload", "finalize") else ("JUMIO_ERR_AUTH", 2)
        return self.plain(status), 1

    @staticmethod
    def plain(status):
        return {403: "JUMIO_ERR_PERMISSION", 404: "JUMIO_ERR_NOT_FOUND", 405: "JUMIO_ERR_PROTOCOL", 409: "JUMIO_ERR_CONFLICT",
                410: "JUMIO_ERR_GONE"}.get(status, "JUMIO_ERR_REQUEST_REFUSED")

    def test_status__refusals_are_not_repeated(self):
        for operation in ALL:
            for status in (400, 401, 403, 404, 405, 409, 410, 411, 413, 415, 422):
                if (operation, status) == ("finalize", 409):
                    continue  # may tell of an earlier finalize: the status decides, below
                code, count = self.refusal(operation, status)
                failure = self.meet(operation, {"status": status, "body": PROBLEM}, code=code, count=count)
                self.assertEqual((failure.http_status, failure.delivery), (status, plugins.ANSWERED))
                self.assertEqual(failure.server_title, "Fault on purpose")
                self.assertEqual(self.slept_ms, 0)

    def test_status__server_errors_of_repeatable_calls_pass(self):
        for operation in REPEATABLE:
            for status in (408, 425, 500, 502, 503, 504):
                self.meet(operation, {"status": status, "on": "1-2"}, count=3)
                self.assertLessEqual(self.slept_ms, 3000 if status in (408, 425, 503) else 300)  # full jitter over 1 + 2 s, or 0.1 + 0.2 s

    def test_status__server_errors_that_stay(self):
        for operation in REPEATABLE:
            failure = self.meet(operation, {"status": 503, "body": PROBLEM}, code="JUMIO_ERR_SERVER", count=3)
            self.assertEqual((failure.attempts, failure.http_status, failure.action), (3, 503, K.JUMIO_ACTION_RETRY_LATER))
            self.assertEqual(failure.server_title, "Fault on purpose")

    def test_status__server_errors_leave_a_create_in_doubt(self):
        for status in (408, 425, 500, 502, 503, 504, 599):
            failure = self.meet("create", {"status": status, "body": PROBLEM}, code="JUMIO_ERR_OUTCOME_UNKNOWN", count=1)
            self.assertEqual((failure.http_status, failure.action, failure.attempts), (status, K.JUMIO_ACTION_WAIT_FOR_RESULT, 1))

    def test_status__unasked_successes(self):
        for status in (204, 205, 206):
            for operation in READS:
                self.meet(operation, {"status": status}, code="JUMIO_ERR_PROTOCOL", count=1)
            self.meet("create", {"status": status}, code="JUMIO_ERR_OUTCOME_UNKNOWN", count=1)
        self.meet("upload", {"status": 204, "apply": True}, count=1)
        self.meet("finalize", {"status": 204, "apply": True}, count=1)
        for operation in READS:
            self.meet(operation, {"status": 304}, code="JUMIO_ERR_PROTOCOL", count=1)

    def test_status__expired_token_is_renewed_once(self):
        for operation in READS + ("create",):
            self.meet(operation, {"status": 401, "on": 1}, count=2)
            self.assertEqual(len(self.requests("token")), 1)
            self.meet(operation, {"status": 401}, code="JUMIO_ERR_AUTH", count=2)
            self.assertEqual(len(self.requests("token")), 1)


class LimitTest(Faults):
    def test_limit__retry_after_is_kept(self):
        for operation in ALL:
            self.meet(operation, {"status": 429, "on": 1, "headers": {"Retry-After": "2"}, "body": PROBLEM}, count=2)
            self.assertGreaterEqual(self.slept_ms, 2000)
            self.assertLessEqual(self.slept_ms, 2100)

    def test_limit__without_a_hint(self):
        for operation in ALL:
            self.meet(operation, {"status": 429, "on": "1-2", "body": PROBLEM}, count=3)
            self.assertLessEqual(self.slept_ms, 3000)

    def test_limit__hint_beyond_the_deadline_returns_at_once(self):
        for operation in ALL:
            for hint in ("120", "86400", "9" * 30):
                failure = self.meet(operation, {"status": 429, "headers": {"Retry-After": hint}, "body": PROBLEM}, code="JUMIO_ERR_RATE_LIMITED", count=1)
                self.assertEqual(self.slept_ms, 0)
                if len(hint) < 10:
                    self.assertEqual(failure.retry_after_ms, int(hint) * 1000)

    def test_limit__hint_as_a_date(self):
        """Long past, and far ahead."""
        self.meet("status", {"status": 503, "on": 1, "headers": {"Retry-After": "Mon, 21 Sep 2020 13:00:00 GMT"}}, count=2)
        self.assertLessEqual(self.slept_ms, 1000)
        failure = self.meet("status", {"status": 503, "headers": {"Retry-After": "Mon, 21 Sep 2099 13:00:00 GMT"}}, code="JUMIO_ERR_SERVER", count=1)
        self.assertEqual(self.slept_ms, 0)
        self.assertGreater(failure.retry_after_ms, 365 * 86400 * 1000)

    def test_limit__hints_that_are_none(self):
        for hint in ("soon", "-5", "1.5", "", "1e3", "0x10", "+5", "30 Feb", "Wed, 30 Feb 2028 08:49:37 GMT", "99999999999999999999 s"):
            self.meet("status", {"status": 503, "on": 1, "headers": {"Retry-After": hint}}, count=2)
            self.assertLessEqual(self.slept_ms, 1000, hint)

    def test_limit__answer_of_an_edge_does_not_repeat_a_create(self):
        self.meet("create", {"status": 429, "body": "<html>slow down</html>"}, code="JUMIO_ERR_RATE_LIMITED", count=1)

    def test_limit__retry_quota_ends_a_storm(self):
        """500 tokens, 10 a repetition: a long outage costs 50 extra requests, then none."""
        self.prepare()
        client = self.warm("status")
        self.set_faults({"operation": "status", "status": 503})
        self.seen = len(self.simulator.ledger())
        for _ in range(200):
            with self.assertRaises(Failure):
                self.run_call("status", 600000, client)
            self.clock.advance(60000)  # the breaker lets one through again
        extra = len(self.requests("status")) - 200
        self.assertLessEqual(extra, 50)
        self.assertGreaterEqual(extra, 40)

    def test_limit__breaker_leaves_the_server_alone(self):
        self.prepare()
        client = self.warm("status")
        self.set_faults({"operation": "status", "status": 500})
        refused = None
        for _ in range(30):
            with self.assertRaises(Failure) as caught:
                self.run_call("status", 600000, client)
            refused = caught.exception
        self.assertEqual(refused.name, "JUMIO_ERR_CIRCUIT_OPEN")
        self.assertEqual(refused.delivery, plugins.NOT_SENT)
        self.assertLessEqual(len(self.requests("status")), 30)
        self.set_faults()
        self.clock.advance(30001)
        self.run_call("status", 60000, client)  # one probe, and all is well again
        self.run_call("status", 60000, client)


class LostTest(Faults):
    def test_lost__repeatable_calls_are_repeated(self):
        for operation in REPEATABLE:
            for fault in LOST:
                if operation == "part" and ("truncateBodyAt" in fault or fault["reset"] == "mid-body"):
                    continue
                self.meet(operation, {"on": "1-2", **fault}, count=3)

    def test_lost__answers_that_never_come(self):
        """A read may be repeated once more by the transport's library, on a reused connection that dies; a body never."""
        for operation in REPEATABLE:
            client = self.prepared(operation, {"reset": "after-read"})
            failure = self.failing("JUMIO_ERR_NETWORK", self.run_call, operation, 60000, client)
            self.assertEqual((failure.attempts, failure.http_status, failure.delivery), (3, 0, plugins.MAYBE_SENT))
            self.assertIn(len(self.requests(operation)), (3, 4) if operation in READS else (3,))

    def test_lost__download_that_reached_the_sink_is_not_begun_again(self):
        for fault in ({"reset": "mid-body"}, {"truncateBodyAt": 500}):
            self.meet("part", {"on": 1, **fault}, code="JUMIO_ERR_NETWORK", count=1)
            self.assertTrue(self.pictures["selfie.jpg"].startswith(self.sink.data))

    def test_lost__download_that_did_not_reach_the_sink_is_begun_again(self):
        self.meet("part", {"on": 1, "truncateBodyAt": 5}, count=2)  # fewer bytes than are held back to tell what they are
        self.assertEqual(self.pictures["selfie.jpg"], self.sink.data)

    def test_lost__create_is_requested_exactly_once(self):
        for fault in LOST + ({"reset": "after-read", "apply": False}, {"truncateBodyAt": 0}, {"truncateBodyAt": 200}):
            failure = self.meet("create", fault, code="JUMIO_ERR_OUTCOME_UNKNOWN", count=1)
            self.assertEqual((failure.attempts, failure.action), (1, K.JUMIO_ACTION_WAIT_FOR_RESULT))

    def test_lost__create_whose_answer_cannot_be_used(self):
        for kind in BROKEN:
            failure = self.meet("create", {"wrongJson": kind}, code="JUMIO_ERR_OUTCOME_UNKNOWN", count=1)
            self.assertEqual(failure.delivery, plugins.ANSWERED)

    def test_lost__create_on_a_connection_that_dies_is_not_sent_twice(self):
        """A transport library repeats a POST by itself when a reused connection dies before the answer; ours must not."""
        self.prepare()
        client = self.warm("create")
        for _ in range(3):
            self.run_call("status", 60000, client)  # connections that could be reused
        self.set_faults({"operation": "create", "reset": "after-read"}, {"operation": "finalize", "reset": "after-read", "on": 1})
        self.seen = len(self.simulator.ledger())
        for _ in range(5):
            self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.run_call, "create", 60000, client)
        self.assertEqual(len(self.requests("create")), 5)
        self.run_call("finalize", 60000, client)
        self.assertEqual(len(self.requests("finalize")), 1)

    def test_lost__create_whose_token_was_lost_is_sent_once(self):
        self.prepare()
        self.set_faults({"operation": "token", "on": "1-2", "reset": "after-read"})
        self.run_call("create", 60000, self.client())
        self.assertEqual((len(self.requests("token")), len(self.requests("create"))), (3, 1))

    def test_lost__upload_is_repeated_with_the_same_bytes(self):
        for fault in LOST[:4]:
            remarks = self.meet("upload", {"on": 1, **fault}, count=2)
            rows = self.requests("upload")
            if fault["reset"] == "before-read":
                rows = rows[1:]  # that body was not read, and perhaps not even sent
            else:
                self.assertEqual(remarks, K.JUMIO_UPLOAD_REPEATED)
            self.assertEqual(len({row["bodySha256"] for row in rows}), 1)
            self.assertEqual(len({row["contentType"] for row in rows}), 1)
        self.assertEqual(self.meet("upload", count=1), 0)


class FinalizeTest(Faults):
    """A lost answer of a finalize is resolved by reading the status."""

    def test_finalize__applied_but_unanswered_is_done(self):
        for fault in LOST[1:] + ({"status": 500, "apply": True}, {"status": 503, "apply": True}, {"status": 408, "apply": True}):
            self.meet("finalize", {"on": 1, **fault}, count=1)
            self.assertEqual(len(self.requests("status")), 1)

    def test_finalize__not_applied_is_repeated(self):
        for fault in (LOST[0], {"reset": "after-read", "apply": False}, {"status": 500}, {"status": 504}, {"status": 409}):
            self.meet("finalize", {"on": 1, **fault}, count=2)
            self.assertEqual(len(self.requests("status")), 1)

    def test_finalize__never_applied_gives_up(self):
        for fault, code in (({"status": 500}, "JUMIO_ERR_SERVER"), ({"status": 409}, "JUMIO_ERR_CONFLICT"),
                            ({"reset": "after-read", "apply": False}, "JUMIO_ERR_NETWORK")):
            failure = self.meet("finalize", fault, code=code, count=3)
            self.assertEqual((failure.attempts, failure.http_status), (3, fault.get("status", 0)))
            self.assertEqual(len(self.requests("status")), 3)

    def test_finalize__second_one_is_done_too(self):
        self.prepare()
        client = self.warm("finalize")
        self.finalize(client, self.finished)  # 409 of the simulator; the status says PROCESSED
        self.assertEqual([row["status"] for row in self.requests("finalize")], [409])

    def test_finalize__status_that_cannot_be_read_leaves_it_in_doubt(self):
        for status_fault in ({"status": 500}, {"reset": "after-read"}, {"status": 404}, {"status": 403}, {"wrongJson": "html"}, {"wrongJson": "wrong-ids"}):
            self.prepare()
            client = self.warm("finalize")
            self.set_faults({"operation": "finalize", "reset": "after-read"}, {"operation": "status", **status_fault})
            with self.subTest(str(status_fault)):
                failure = self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.run_call, "finalize", 60000, client)
                self.assertEqual(failure.action, K.JUMIO_ACTION_WAIT_FOR_RESULT)
                self.assertEqual(len(self.requests("finalize")), 1)

    def test_finalize__expired_execution(self):
        self.prepare()
        client = self.warm("finalize")
        self.simulator.advance(31 * 60 * 1000)
        self.set_faults({"operation": "finalize", "reset": "after-read", "apply": False})
        self.failing("JUMIO_ERR_TOKEN_DEAD", self.run_call, "finalize", 60000, client)


class WrongAnswerTest(Faults):
    def test_wrong__reads_are_refused_and_not_repeated(self):
        for operation in ("token", "status", "details"):
            for kind in BROKEN:
                failure = self.meet(operation, {"wrongJson": kind}, code=self.code_of(operation, kind), count=1)
                self.assertEqual(failure.http_status, 200)

    @staticmethod
    def code_of(operation, kind):
        if kind != "array":
            return "JUMIO_ERR_JSON"
        return "JUMIO_ERR_NOT_A_TRANSACTION" if operation == "details" else "JUMIO_ERR_PROTOCOL"

    def test_wrong__other_ids_than_asked_for(self):
        for operation in ("status", "details"):
            self.meet(operation, {"wrongJson": "wrong-ids"}, code="JUMIO_ERR_ID_MISMATCH", count=1)

    def test_wrong__bodies_of_uploads_and_finalizes_do_not_matter(self):
        """But a page is nobody's word: the upload fails, and of the finalize the status tells that it was done."""
        for kind in BROKEN:
            self.meet("upload", {"wrongJson": kind}, code="JUMIO_ERR_PROTOCOL" if kind == "html" else None, count=1)
            self.meet("finalize", {"wrongJson": kind}, count=1)

    def test_wrong__part_that_is_no_picture(self):
        for kind in ("html", "empty"):
            self.meet("part", {"wrongJson": kind}, code="JUMIO_ERR_PROTOCOL", count=1)

    def test_wrong__answers_of_any_size_are_cut(self):
        self.prepare()
        client = self.client(limits=((K.JUMIO_LIMIT_TRANSACTION_BYTES, 500), (K.JUMIO_LIMIT_PART_BYTES, 100), (K.JUMIO_LIMIT_ACCOUNT_BODY_BYTES, 100)))
        self.failing("JUMIO_ERR_RESPONSE_TOO_LARGE", self.run_call, "details", 60000, client)
        self.failing("JUMIO_ERR_RESPONSE_TOO_LARGE", self.run_call, "part", 60000, client)
        self.assertLessEqual(len(self.sink.data), 100)
        self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.run_call, "create", 60000, client)
        small = self.client(limits=((K.JUMIO_LIMIT_SMALL_BODY_BYTES, 20),))
        self.failing("JUMIO_ERR_RESPONSE_TOO_LARGE", self.run_call, "token", 60000, small)

    def test_wrong__compressed_answer_that_nobody_asked_for(self):
        for operation in ("status", "details"):
            self.meet(operation, {"status": 200, "apply": True, "headers": {"Content-Encoding": "gzip"}}, code="JUMIO_ERR_PROTOCOL", count=1)


class Trap(Server):
    """Where a redirect leads: nobody may come."""


class RedirectTest(Faults):
    def test_redirect__is_never_followed(self):
        with Trap() as trap:
            for operation in ALL:
                for status in (301, 302, 303, 307, 308):
                    for target in (f"http://127.0.0.1:{trap.port}/x", f"//127.0.0.1:{trap.port}/x", "/oauth2/token", ""):
                        self.redirected(operation, {"status": status, "headers": {"Location": target}})
            self.assertEqual(trap.connections, 0)

    def redirected(self, operation, fault):
        doubtful = operation in ("create", "finalize") and fault["status"] not in (307, 308)
        if operation == "finalize" and doubtful:
            self.meet(operation, {"on": 1, **fault}, count=2)  # after the status was read: not applied
            return
        failure = self.meet(operation, fault, code="JUMIO_ERR_OUTCOME_UNKNOWN" if doubtful else "JUMIO_ERR_REDIRECT", count=1)
        self.assertEqual(failure.http_status, fault["status"])


class HrefTest(Faults):
    """Addresses in an answer that lead elsewhere get no request and no token."""

    def test_href__elsewhere_is_refused_before_anything_is_sent(self):
        self.prepare()
        client = self.warm("upload")
        document = json.loads(self.library.jumio_account_get_json(self.account, None))
        origin = self.simulator.url
        with Trap() as trap:
            elsewhere = [f"http://127.0.0.1:{trap.port}", f"http://localhost:{self.simulator.port}", f"http://127.0.0.1:{self.simulator.port}@evil.example",
                         f"http://user@127.0.0.1:{self.simulator.port}", f"https://127.0.0.1:{self.simulator.port}", "http://evil.example",
                         f"{origin}.evil.example", f"{origin}\\@evil.example", "//evil.example", "file:///etc/passwd", ""]
            self.seen = len(self.simulator.ledger())
            for other in elsewhere:
                account = self.library.call("jumio_account_parse", None, json.dumps(document).replace(origin, json.dumps(other)[1:-1]))
                for call in (lambda: self.upload(client, account, K.JUMIO_PART_FRONT, self.pictures["id-front.jpg"]), lambda: self.finalize(client, account)):
                    with self.subTest(other), self.assertRaises(Failure) as caught:
                        call()
                    self.assertIn(caught.exception.name, ("JUMIO_ERR_ORIGIN_REFUSED", "JUMIO_ERR_UNSUPPORTED"), other)
            self.assertEqual(trap.connections, 0)
        self.assertEqual(len(self.simulator.ledger()), self.seen)

    def test_href__with_other_ids_is_refused(self):
        self.prepare()
        client = self.warm("upload")
        text = self.library.jumio_account_get_json(self.account, None).decode()
        account_id, execution = self.ids(self.account)
        self.seen = len(self.simulator.ledger())
        changes = [("/api/v1/", other) for other in ("/api/v1/../v1/", "/api/v1/%2e%2e/v1/", "/", "/api/v1//")]
        changes += [("/api/v1/accounts", "/api/v1/accounts?x="), (f"/workflow-executions/{execution}", "/workflow-executions/x"),
                    (f"/accounts/{account_id}", "/accounts/99999999-9999-4999-8999-999999999999")]
        for old, new in changes:
            account = self.library.call("jumio_account_parse", None, text.replace(old, new))
            with self.subTest(new):
                self.failing("JUMIO_ERR_ORIGIN_REFUSED", self.upload, client, account, K.JUMIO_PART_FRONT, self.pictures["id-front.jpg"])
                self.failing("JUMIO_ERR_ORIGIN_REFUSED", self.finalize, client, account)
        self.assertEqual(len(self.simulator.ledger()), self.seen)


class ConcurrencyTest(Faults):
    def test_concurrency__many_threads_meet_faults_and_each_gets_its_own_answer(self):
        self.prepare()
        client = self.warm("status")
        self.set_faults({"operation": "status", "on": "3-9", "reset": "after-read"}, {"operation": "status", "on": "20-22", "status": 503})
        good, bad = [], []

        def run():
            for _ in range(10):
                try:
                    good.append(self.library.text("jumio_workflow_execution_get_text", self.run_call("status", 60000, client), K.JUMIO_EXECUTION_TEXT_ID))
                except Failure as failure:
                    bad.append(failure.name)

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(good) + len(bad), 40)
        self.assertEqual(set(good), {self.ids(self.finished)[1]})
        self.assertGreaterEqual(len(good), 30)


if __name__ == "__main__":
    case.main()
