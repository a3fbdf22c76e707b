#!/usr/bin/env python3
"""Waiting, deletion, health, the credential check and raw calls over the bundled transport against the simulator."""
import case
import plugins
from case import K


class SharedClock(plugins.Clock):
    """The simulator's time goes on while the library sleeps."""

    def __init__(self, simulator):
        super().__init__()
        self.simulator, self.kept = simulator, 0

    def sleep(self, span):
        super().sleep(span)
        self.kept += span
        if self.kept >= 1000:
            self.simulator.advance(self.kept)
            self.kept = 0


class ServicesTest(case.Case):
    @classmethod
    def simulator_options(cls):
        return ("--processing-ms", "50000")

    def setUp(self):
        super().setUp()
        self.simulator.reset()
        self.shared = SharedClock(self.simulator)
        self.kept = self.client(clock=self.shared)
        self.account = self.create(self.kept)
        self.upload_all(self.kept, self.account)
        self.finalize(self.kept, self.account)

    def tearDown(self):
        self.account = self.kept = self.shared = None
        super().tearDown()

    def wait(self, *more):
        return self.library.call("jumio_workflow_execution_wait", self.kept, *self.ids(self.account), *(more or (-1, None)))

    def word(self, execution):
        return self.library.text("jumio_workflow_execution_get_text", execution, K.JUMIO_EXECUTION_TEXT_STATUS)

    def test_wait__until_it_is_processed(self):
        self.assertEqual(self.word(self.wait()), "PROCESSED")
        self.assertEqual([row["status"] for row in self.simulator.ledger("status")], [200, 200])
        self.assertTrue(54000 <= self.shared.slept_ms <= 66000, self.shared.slept_ms)

    def test_wait__outlasts_a_server_that_fails(self):
        self.simulator.admin("PUT", "/_sim/scenario", {"faults": [{"operation": "status", "on": "1-3", "status": 503}]})
        self.assertEqual(self.word(self.wait()), "PROCESSED")

    def test_wait__hands_out_what_it_read_last(self):
        failure = self.failing("JUMIO_ERR_DEADLINE", self.wait, 50000, None)
        self.assertEqual(self.word(failure.outs[0]), "ACQUIRED")

    def test_wait__is_cut_short_by_a_callback(self):
        self.simulator.advance(50000)
        self.library.call("jumio_client_notify", self.kept, self.ids(self.account)[1])
        self.assertEqual(self.word(self.wait()), "PROCESSED")
        self.assertEqual(self.shared.slept_ms, 0)

    def test_delete__a_transaction(self):
        self.simulator.advance(50000)
        account, execution = self.ids(self.account)
        self.assertEqual(self.library.call("jumio_transaction_delete", self.kept, account, execution, -1, None), 0)
        wiped = self.transaction(self.kept, self.account)
        self.assertEqual(self.library.jumio_transaction_get_int64(wiped, K.JUMIO_TRANSACTION_IS_WIPED), 1)
        self.assertEqual(self.library.jumio_transaction_capability_count(wiped), 0)
        part = self.library.text("jumio_credential_get_text", self.credentials(self.account)[K.JUMIO_CATEGORY_SELFIE], K.JUMIO_CREDENTIAL_TEXT_ID)
        self.failing("JUMIO_ERR_NOT_FOUND", self.raw, "GET", f"/api/v1/accounts/{account}/credentials/{part}/parts/FACE")
        row, = self.simulator.ledger("delete")
        self.assertEqual((row["method"], row["contentLength"], row["authorizationKind"]), ("DELETE", None, "tenant"))

    def test_delete__an_account_whose_answer_was_lost(self):
        """N07, H06: the request was applied, its answer was not seen; the second one is told that there is nothing."""
        self.simulator.admin("PUT", "/_sim/scenario", {"faults": [{"operation": "delete", "on": 1, "reset": "after-read", "apply": True}]})
        account = self.ids(self.account)[0]
        self.assertEqual(self.library.call("jumio_account_delete", self.kept, account, -1, None), 1)
        failure = self.failing("JUMIO_ERR_NOT_FOUND", self.library.call, "jumio_account_delete", self.kept, account, -1, None)
        self.assertEqual(failure.outs, [1])
        self.assertEqual(len(set(self.connections("delete"))), 3)  # TH45: each on a connection of its own

    def test_health__without_credentials(self):
        self.simulator.admin("PUT", "/_sim/scenario", {"health": "DEGRADED"})
        answer = self.library.call("jumio_client_fetch_health", self.kept, -1, None)
        self.assertEqual(self.library.text("jumio_answer_get_text", answer, b"/status"), "DEGRADED")
        self.assertEqual(self.library.text("jumio_answer_get_text", answer, b"/details/callback"), "DEGRADED")
        self.assertEqual([row["authorizationKind"] for row in self.simulator.ledger("health")], ["none"])

    def raw(self, method, path, host=None, body=None, flags=0):
        return self.library.call("jumio_raw_call", self.kept, host or K.JUMIO_HOST_RETRIEVAL, method, path, body, None, flags, -1, None)

    def test_raw__a_call_that_the_library_has_not(self):
        account, execution = self.ids(self.account)
        answer = self.raw("GET", f"/api/v1/accounts/{account}/workflow-executions/{execution}/steps")
        self.assertEqual(self.library.jumio_answer_get_http_status(answer), 200)
        self.failing("JUMIO_ERR_PROTOCOL", self.raw, "PATCH", "/api/v1/accounts", K.JUMIO_HOST_ACCOUNT, b"{}")
        self.failing("JUMIO_ERR_NOT_FOUND", self.raw, "GET", "/api/v1/nothing?a=b")
        self.failing("JUMIO_ERR_REQUEST_REFUSED", self.raw, "POST", "/api/v1/accounts", K.JUMIO_HOST_ACCOUNT, b"{}")
        self.assertEqual({row["path"] for row in self.simulator.ledger("unknown")}, {"/api/v1/accounts", "/api/v1/nothing?a=b"})

    def test_check__sees_whether_it_may_retrieve(self):
        # The simulator's HTTP server dates its answers by the real clock, and the library was given another.
        finding = self.library.call("jumio_client_check", self.kept, K.JUMIO_CHECK_RETRIEVAL, -1, None)
        self.assertIn(finding, (K.JUMIO_FINDING_OK, K.JUMIO_FINDING_CLOCK))
        self.simulator.admin("PUT", "/_sim/scenario", {"faults": [{"operation": "status", "status": 403}]})
        failure = self.failing("JUMIO_ERR_PERMISSION", self.library.call, "jumio_client_check", self.kept, K.JUMIO_CHECK_RETRIEVAL, -1, None)
        self.assertEqual(failure.outs, [K.JUMIO_FINDING_PERMISSION])


if __name__ == "__main__":
    case.main()
