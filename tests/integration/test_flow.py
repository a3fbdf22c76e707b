#!/usr/bin/env python3
"""The flow over the bundled transport against the simulator: plain and TLS, every named outcome, connections, threads, cancel and deadline."""
import json
import os
import socket
import ssl
import subprocess
import threading
import time
import unittest

import binding
import case
import plugins
from case import K
from servers import Relay, Server, openssl
from simulator import Simulator

TLS_HANDSHAKE = 22  # the first byte of a record that carries a handshake
PASSED, FAILED, DENIED, FRAUD, INCOMPLETE, PENDING = "Passed", "Failed", "Denied", "Fraud", "Incomplete", "Pending"
# Every named scenario of the simulator: status, final, flags. By the worked examples of the decision rules.
OUTCOMES = {
    "passed": (PASSED, 1, set()),
    "passed-custom-label": (PASSED, 1, set()),
    "fraud-manipulated-photo": (FRAUD, 1, set()),
    "fraud-repeated-face": (FRAUD, 1, {"repeated_face"}),
    "fraud-fake": (FRAUD, 1, set()),
    "fraud-and-no-match": (FRAUD, 1, set()),
    "denied-no-match": (DENIED, 1, set()),
    "denied-liveness": (DENIED, 1, set()),
    "denied-id-as-selfie": (DENIED, 1, set()),
    "incomplete-unsupported-document": (INCOMPLETE, 1, set()),
    "incomplete-unsupported-country": (INCOMPLETE, 1, set()),
    "incomplete-blurred": (INCOMPLETE, 1, set()),
    "incomplete-missing-signature": (INCOMPLETE, 1, set()),
    "incomplete-not-uploaded": (INCOMPLETE, 1, set()),
    "warning-similarity-not-possible": (INCOMPLETE, 1, set()),
    "warning-bad-quality-selfie": (INCOMPLETE, 1, set()),
    "warning-repeated-face": (INCOMPLETE, 1, {"repeated_face", "rule_driven"}),
    "watchlist-alert": (INCOMPLETE, 1, {"contradiction", "aml_alert"}),
    "technical-error": (INCOMPLETE, 1, {"technical"}),
    "session-expired": (FAILED, 1, set()),
    "session-expired-rejected": (FAILED, 1, set()),
    "token-expired": (FAILED, 1, set()),
    "stays-initiated": (PENDING, 0, set()),
    "stays-acquired": (PENDING, 0, set()),
    "rejected-by-rule": (INCOMPLETE, 1, {"rule_driven"}),
    "passed-but-liveness-rejected": (DENIED, 1, {"contradiction"}),
    "no-decision": (INCOMPLETE, 1, {"no_decision"}),
    "wiped": (INCOMPLETE, 1, {"data_deleted"}),
    "part-missing": (PASSED, 1, set()),
}
NEVER_FINALIZED = {"stays-initiated", "session-expired", "session-expired-rejected", "token-expired"}


class Outcome:
    def told(self, transaction):
        library = self.library
        decision = self.decision(transaction)
        flags = library.jumio_decision_get_flags(decision)
        names = {library.text("jumio_decision_flag_name", 1 << bit) for bit in range(32) if flags >> bit & 1}
        return library.text("jumio_idv_status_name", library.jumio_decision_get_status(decision)), library.jumio_decision_is_final(decision), names

    def run_flow(self, client):
        account = self.create(client)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        execution = self.status(client, account)
        self.assertEqual(self.library.jumio_workflow_execution_get_status(execution), K.JUMIO_EXECUTION_PROCESSED)
        self.assertEqual(self.told(self.transaction(client, account)), OUTCOMES["passed"])
        self.assertEqual(self.download(client, account), self.pictures["selfie.jpg"])

    def download(self, client, account, category=K.JUMIO_CATEGORY_SELFIE, classifier="FACE"):
        sink = plugins.Sink()
        number = binding.register(sink)
        credential = self.library.text("jumio_credential_get_text", self.credentials(account)[category], K.JUMIO_CREDENTIAL_TEXT_ID)
        try:
            self.library.call("jumio_part_fetch", client, self.ids(account)[0], credential, classifier, binding.part_write, number, -1, None)
        finally:
            del binding.plugins[number]
        return sink.data


class FlowTest(Outcome, case.Case):
    def test_flow__over_plain_http(self):
        self.run_flow(self.client())
        self.assertEqual([row["status"] for row in self.simulator.ledger()], [200] * len(self.simulator.ledger()))

    def test_flow__check_fetches_a_token_and_no_more(self):
        client = self.client()
        for _ in range(3):
            self.library.call("jumio_client_check", client, 0, -1, None)
        self.assertEqual([row["operation"] for row in self.simulator.ledger()], ["token"] * 3)

    def test_flow__repeatable_calls_share_one_connection(self):
        self.run_flow(self.client())
        shared = self.connections("token", "upload", "status", "details", "part")
        alone = self.connections("create", "finalize")
        self.assertEqual(len(shared), 7)
        self.assertEqual(len(set(shared)), 1, shared)
        self.assertEqual(len(set(alone)), 2)
        self.assertFalse(set(alone) & set(shared))

    def test_flow__hundreds_of_reads_keep_their_connection(self):
        client = self.client()
        account = self.create(client)
        for _ in range(300):
            self.status(client, account)
        self.assertEqual(len(self.connections("status")), 300)
        self.assertEqual(len(set(self.connections("status"))), 1)
        self.assertEqual(len(self.simulator.ledger("token")), 1)

    def test_flow__each_create_has_a_connection_of_its_own(self):
        client = self.client()
        for i in range(5):
            self.create(client, self.request(f"case-{i}"))
        self.assertEqual(len(set(self.connections("create"))), 5)
        self.assertEqual(len(self.simulator.ledger("token")), 1)

    def test_flow__authorization_is_of_the_right_kind(self):
        self.run_flow(self.client())
        kinds = {row["operation"]: row["authorizationKind"] for row in self.simulator.ledger()}
        self.assertEqual(kinds, {"token": "basic", "create": "tenant", "upload": "transaction", "finalize": "transaction", "status": "tenant",
                                 "details": "tenant", "part": "tenant"})
        for row in self.simulator.ledger():
            self.assertTrue(row["userAgent"].startswith("Acme Onboarding/2.1 libjumio-idv/"), row)

    def test_flow__token_is_renewed_before_it_expires(self):
        client = self.client()
        account = self.create(client)
        for _ in range(4):  # two minutes before the end of each hour's token
            self.clock.advance(3600000 - 120000)
            self.simulator.advance(3600000 - 120000)
            self.status(client, account)
        self.assertEqual(len(self.simulator.ledger("token")), 5)
        self.assertNotIn(401, [row["status"] for row in self.simulator.ledger()])

    def test_flow__revoked_token_is_renewed_once(self):
        client = self.client()
        account = self.create(client)
        self.simulator.admin("POST", "/_sim/revoke-token")
        self.status(client, account)
        self.assertEqual([row["status"] for row in self.simulator.ledger("status")], [401, 200])
        self.assertEqual(len(self.simulator.ledger("token")), 2)

    def test_flow__threads_share_a_client_and_its_token(self):
        client = self.client()
        accounts = [self.create(client, self.request(f"case-{i}")) for i in range(4)]
        self.simulator.admin("POST", "/_sim/revoke-token")
        problems = []

        def read(account):
            try:
                for _ in range(20):
                    execution = self.status(client, account)
                    assert self.library.text("jumio_workflow_execution_get_text", execution, K.JUMIO_EXECUTION_TEXT_ID) == self.ids(account)[1]
            except BaseException as problem:  # pylint: disable=broad-except
                problems.append(problem)

        threads = [threading.Thread(target=read, args=(account,)) for account in accounts for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])
        self.assertEqual(len([row for row in self.simulator.ledger("status") if row["status"] == 200]), 160)
        self.assertEqual(len(self.simulator.ledger("token")), 2)  # one for all, however many met the 401

    def test_flow__wrong_secret(self):
        client = self.client(secret="not-the-secret")
        failure = self.failing("JUMIO_ERR_AUTH", self.library.call, "jumio_client_check", client, 0, -1, None)
        self.assertEqual((failure.action, failure.http_status), (K.JUMIO_ACTION_REAUTHENTICATE, 401))
        self.failing("JUMIO_ERR_AUTH", self.create, client)
        self.assertEqual(len(self.simulator.ledger("token")), 1)  # no storm: the refusal is remembered for a while
        self.clock.advance(60000)
        self.failing("JUMIO_ERR_AUTH", self.create, client)
        self.assertEqual(len(self.simulator.ledger("token")), 2)
        self.assertEqual(self.simulator.ledger("create"), [])

    def test_flow__nothing_listens(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            client = self.client(endpoint=f"http://127.0.0.1:{free.getsockname()[1]}")
        failure = self.failing("JUMIO_ERR_CONNECT", self.library.call, "jumio_client_check", client, 0, -1, None)
        self.assertEqual((failure.delivery, failure.attempts, failure.source), (plugins.NOT_SENT, 3, 7))

    def test_flow__pacing_keeps_the_published_rates(self):
        client = self.client(pacing=1)
        for i in range(8):
            self.create(client, self.request(f"case-{i}"))
        self.assertGreaterEqual(self.clock.slept_ms, 2900)  # 5 at once, then one a second
        self.assertLessEqual(self.clock.slept_ms, 3200)


class ScenarioTest(Outcome, case.Case):
    def test_scenario__each_has_its_outcome(self):
        names = [row["name"] for row in self.simulator.admin("GET", "/_sim/scenarios")]
        self.assertEqual(sorted(names), sorted(OUTCOMES))
        for name in names:
            with self.subTest(name):
                client = self.client()
                steer = json.dumps({"scenario": name, "customerInternalReference": "case-1"})
                account = self.create(client, self.request(steer, key="10013" if name == "watchlist-alert" else "10011"))
                if name not in NEVER_FINALIZED:
                    self.upload_all(client, account)
                    self.finalize(client, account)
                self.simulator.advance(5000)
                self.assertEqual(self.told(self.transaction(client, account)), OUTCOMES[name])

    def test_scenario__order_of_the_tenants_file(self):
        self.simulator.reset(scenarios=[{"match": {"customerInternalReference": "fraud-*"}, "scenario": "fraud-fake"},
                                        {"match": {"order": "2"}, "scenario": "denied-no-match"}])
        found = []
        for reference in ("fraud-1", "case-2", "case-3"):
            client = self.client()
            account = self.create(client, self.request(reference))
            self.upload_all(client, account)
            self.finalize(client, account)
            self.simulator.advance(5000)
            found.append(self.told(self.transaction(client, account))[0])
        self.assertEqual(found, [FRAUD, DENIED, PASSED])

    def test_scenario__missing_part_is_not_found(self):
        client = self.client()
        account = self.create(client, self.request('{"scenario":"part-missing","customerInternalReference":"x"}'))
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        self.failing("JUMIO_ERR_NOT_FOUND", self.download, client, account, K.JUMIO_CATEGORY_ID, "FRONT")
        self.assertEqual(self.download(client, account), self.pictures["selfie.jpg"])

    def test_scenario__nothing_uploaded(self):
        client = self.client()
        account = self.create(client)
        self.finalize(client, account)
        self.simulator.advance(5000)
        self.assertEqual(self.told(self.transaction(client, account))[0], INCOMPLETE)

    def test_scenario__abandoned(self):
        client = self.client()
        never, begun = self.create(client, self.request("case-1")), self.create(client, self.request("case-2"))
        self.upload(client, begun, K.JUMIO_PART_FRONT, self.pictures["id-front.jpg"])
        self.assertEqual(self.told(self.transaction(client, begun)), OUTCOMES["stays-initiated"])
        self.simulator.advance(31 * 60 * 1000)
        for account, status in ((never, K.JUMIO_EXECUTION_TOKEN_EXPIRED), (begun, K.JUMIO_EXECUTION_SESSION_EXPIRED)):
            self.assertEqual(self.library.jumio_workflow_execution_get_status(self.status(client, account)), status)
            self.assertEqual(self.told(self.transaction(client, account))[0], FAILED)

    def test_scenario__of_another_tenant_or_unknown(self):
        client = self.client()
        account = self.create(client)
        self.simulator.reset()
        other = self.client()
        self.failing("JUMIO_ERR_NOT_FOUND", self.status, other, account)
        self.failing("JUMIO_ERR_NOT_FOUND", self.transaction, other, account)


class UpdateTest(Outcome, case.Case):
    def finished(self, client):
        account = self.create(client)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        return account

    def update(self, client, account, key, deadline_ms=-1):
        identity = account if isinstance(account, str) else self.ids(account)[0]
        return self.library.call("jumio_account_update", client, identity, self.request("case-2", key=key), deadline_ms, None)

    def test_update__authentication_needs_the_key_only(self):
        client = self.client()
        first = self.finished(client)
        for key in ("9", "10014"):
            second = self.update(client, first, key)
            self.assertEqual(self.ids(second)[0], self.ids(first)[0])
            self.assertNotEqual(self.ids(second)[1], self.ids(first)[1])
        self.assertEqual([row["status"] for row in self.simulator.ledger("update")], [200, 200])

    def test_update__a_reused_credential_has_no_channel_and_no_address(self):
        client = self.client()
        first = self.finished(client)
        second = self.update(client, first, "5")
        reused, selfie = self.credentials(second)[K.JUMIO_CATEGORY_ID], self.credentials(second)[K.JUMIO_CATEGORY_SELFIE]
        read = lambda credential: self.library.text("jumio_credential_get_text", credential, K.JUMIO_CREDENTIAL_TEXT_ID)
        self.assertEqual(read(reused), read(self.credentials(first)[K.JUMIO_CATEGORY_ID]))
        self.assertEqual(self.library.jumio_credential_channel_count(reused), 0)
        self.assertEqual(self.library.jumio_credential_part_page_count(reused, K.JUMIO_PART_FRONT), 0)
        self.assertEqual(self.library.jumio_credential_part_page_count(selfie, K.JUMIO_PART_FACE), 1)
        self.upload(client, second, K.JUMIO_PART_FACE, self.pictures["selfie.jpg"])
        self.finalize(client, second)
        self.simulator.advance(5000)
        self.assertEqual(self.told(self.transaction(client, second))[1], 1)

    def test_update__all_reused_finalizes_itself(self):
        client = self.client()
        first = self.finished(client)
        read = lambda account, category: self.library.text("jumio_credential_get_text", self.credentials(account)[category], K.JUMIO_CREDENTIAL_TEXT_ID)
        request = self.request("case-2", key="my-own")
        for category in (K.JUMIO_CATEGORY_ID, K.JUMIO_CATEGORY_SELFIE):
            index = self.library.call("jumio_account_request_add_credential", request, category, None, None)
            self.library.call("jumio_account_request_set_credential", request, index, K.JUMIO_CREDENTIAL_SETTING_ID, read(first, category))
        second = self.library.call("jumio_account_update", client, self.ids(first)[0], request, -1, None)
        for category in (K.JUMIO_CATEGORY_ID, K.JUMIO_CATEGORY_SELFIE):
            self.assertEqual(read(second, category), read(first, category))
        self.failing("JUMIO_ERR_UNSUPPORTED", self.finalize, client, second)  # there is no address for it, and no need
        self.simulator.advance(5000)
        self.assertEqual(self.told(self.transaction(client, second))[:2], (PASSED, 1))
        other = self.request("case-3", key="my-own")
        self.library.call("jumio_account_request_add_credential", other, K.JUMIO_CATEGORY_ID, None, None)
        self.library.call("jumio_account_request_set_credential", other, 0, K.JUMIO_CREDENTIAL_SETTING_ID, "11111111-2222-4333-8444-555555555555")
        self.failing("JUMIO_ERR_REQUEST_REFUSED", self.library.call, "jumio_account_update", client, self.ids(first)[0], other, -1, None)

    def test_update__only_for_accounts_that_exist_and_have_a_face(self):
        client = self.client()
        self.failing("JUMIO_ERR_NOT_FOUND", self.update, client, "11111111-2222-4333-8444-555555555555", "10011")
        self.failing("JUMIO_ERR_REQUEST_REFUSED", self.create, client, self.request(key="10014"))
        self.failing("JUMIO_ERR_REQUEST_REFUSED", self.update, client, self.create(client), "10014")

    def test_update__is_never_sent_twice(self):
        """N06, N07, N11: cut off while or after it was read, or never answered."""
        client = self.client()
        first = self.finished(client)
        for sent, fault in enumerate(({"reset": "before-read"}, {"reset": "after-read"}, {"reset": "in-header"}, {"reset": "mid-body"}, {"status": 503}), 1):
            with self.subTest(fault):
                self.simulator.admin("PUT", "/_sim/scenario", {"faults": [{"operation": "update", **fault}]})
                self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.update, client, first, "10014")
                self.assertEqual(len(self.simulator.ledger("update")), sent)
        self.assertEqual(len(set(self.connections("update"))), 5)

    def test_update__answered_for_another_account(self):
        """H24: whatever was started is not handed out, and the host is told in the log, too."""
        log = plugins.Log(self.library)
        client = self.client(log=log)
        first = self.finished(client)
        self.simulator.admin("PUT", "/_sim/scenario", {"faults": [{"operation": "update", "wrongJson": "wrong-ids"}]})
        self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.update, client, first, "10014")
        self.assertIn("account.id_mismatch", [event for _, event, _ in log.records])
        self.assertEqual(len(self.simulator.ledger("update")), 1)


class StallTest(Outcome, case.Case):
    """A server that takes the request and never answers."""

    def system_client(self):
        """On the system's clock: real time has to pass, and nothing waits for it but the transport."""
        config = self.library.call("jumio_config_new", None)
        self.library.call("jumio_config_set_test_endpoint", config, self.simulator.url)
        self.library.call("jumio_config_set_credentials", config, case.CLIENT_ID, case.SECRET)
        self.library.call("jumio_config_set_user_agent", config, case.AGENT)
        return self.library.call("jumio_client_new", config)

    def cancelled_after(self, function, operation, code):
        """Milliseconds from the trigger to the return of a call that is held by the server."""
        cancel = self.library.call("jumio_cancel_new", None)
        found = []

        def run():
            try:
                function(cancel)
            except binding.Failure as failure:
                found.append((time.monotonic(), failure))

        thread = threading.Thread(target=run)
        count = len(self.simulator.ledger(operation)) + 1
        thread.start()
        self.simulator.wait_for(operation, count)
        begun = time.monotonic()
        self.library.jumio_cancel_trigger(cancel)
        self.library.jumio_cancel_trigger(cancel)
        thread.join()
        self.assertEqual(len(found), 1, "the call succeeded")
        self.assertEqual(found[0][1].name, code)
        self.simulator.release()
        return (found[0][0] - begun) * 1000

    def check_cancel(self, operation, code, function):
        self.simulator.reset({"operation": operation, "hold": True})
        spans = [self.cancelled_after(function, operation, code) for _ in range(3)]
        self.assertLess(min(spans), 200, spans)
        return spans

    def test_stall__cancelled_from_another_thread(self):
        client = self.system_client()
        account = self.create(client)
        self.check_cancel("status", "JUMIO_ERR_CANCELLED", lambda cancel: self.status(client, account, -1, cancel))
        self.check_cancel("details", "JUMIO_ERR_CANCELLED", lambda cancel: self.transaction(client, account, -1, cancel))
        self.check_cancel("upload", "JUMIO_ERR_CANCELLED",
                          lambda cancel: self.upload(client, account, K.JUMIO_PART_FRONT, self.pictures["id-front.jpg"], -1, cancel))
        self.check_cancel("create", "JUMIO_ERR_OUTCOME_UNKNOWN", lambda cancel: self.create(client, None, -1, cancel))
        self.check_cancel("finalize", "JUMIO_ERR_OUTCOME_UNKNOWN", lambda cancel: self.finalize(client, account, -1, cancel))

    def test_stall__cancelled_before_it_begins(self):
        client = self.client()
        cancel = self.library.call("jumio_cancel_new", None)
        self.library.jumio_cancel_trigger(cancel)
        failure = self.failing("JUMIO_ERR_CANCELLED", self.create, client, None, -1, cancel)
        self.assertEqual(failure.delivery, plugins.NOT_SENT)
        self.assertEqual(self.simulator.ledger(), [])

    def test_stall__cancel_while_waiting_to_repeat(self):
        """The back-off is slept in slices; the clock of the test triggers within the first."""
        cancel = self.library.call("jumio_cancel_new", None)
        library = self.library

        class Impatient(plugins.Clock):
            def sleep(self, span):
                assert span <= 50, span
                library.jumio_cancel_trigger(cancel)
                super().sleep(span)

        clock = Impatient()
        client = self.client(clock=clock)
        account = self.create(client)
        self.simulator.admin("PUT", "/_sim/scenario", {"faults": [{"operation": "status", "status": 503, "headers": {"Retry-After": "30"}}]})
        self.failing("JUMIO_ERR_CANCELLED", self.status, client, account, 60000, cancel)
        self.assertLessEqual(clock.slept_ms, 50)
        self.assertEqual(len(self.simulator.ledger("status")), 1)

    def test_stall__deadline(self):
        client = self.system_client()
        account = self.create(client)
        for operation, code, function in (("status", "JUMIO_ERR_DEADLINE", lambda: self.status(client, account, 600)),
                                          ("details", "JUMIO_ERR_DEADLINE", lambda: self.transaction(client, account, 600)),
                                          ("create", "JUMIO_ERR_OUTCOME_UNKNOWN", lambda: self.create(client, None, 600)),
                                          ("finalize", "JUMIO_ERR_OUTCOME_UNKNOWN", lambda: self.finalize(client, account, 600))):
            with self.subTest(operation):
                self.simulator.admin("PUT", "/_sim/scenario", {"faults": [{"operation": operation, "hold": True}]})
                begun = time.monotonic()
                failure = self.failing(code, function)
                self.assertLess(time.monotonic() - begun, 10)
                self.assertEqual(failure.delivery, plugins.MAYBE_SENT)
                self.simulator.release()

    def test_stall__deadline_that_has_passed(self):
        client = self.client()
        failure = self.failing("JUMIO_ERR_DEADLINE", self.create, client, None, 0)
        self.assertEqual(failure.delivery, plugins.NOT_SENT)
        self.assertEqual(self.simulator.ledger(), [])

    def test_stall__slow_answer_in_time(self):
        self.simulator.reset({"operation": "create", "delayMs": 30})
        self.create(self.client())


class TlsTest(Outcome, case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ca_file = os.path.join(cls.folder.name, "ca.pem")
        cls.simulator = Simulator(case.options.simulator, "--tls", "--cert-out", cls.ca_file)
        cls.simulator.context = ssl.create_default_context(cafile=cls.ca_file)
        cls.addClassCleanup(cls.simulator.close)
        cls.other_ca = os.path.join(cls.folder.name, "other.pem")
        other = Simulator(case.options.simulator, "--tls", "--cert-out", cls.other_ca)
        other.close()

    def refused(self, **parts):
        client = self.client(**parts)
        failure = self.failing("JUMIO_ERR_TLS", self.create, client)
        self.assertEqual(failure.delivery, plugins.NOT_SENT)
        self.assertEqual(failure.attempts, 1)
        self.assertEqual(self.clock.slept_ms, 0)
        self.failing("JUMIO_ERR_TLS", self.library.call, "jumio_client_check", client, 0, -1, None)
        self.assertEqual(self.simulator.ledger(), [])

    def test_tls__flow_over_tls(self):
        self.run_flow(self.client(ca_file=self.ca_file))
        self.assertEqual(len(set(self.connections("token", "upload", "status", "details", "part"))), 1)
        self.assertEqual(len(set(self.connections("create", "finalize"))), 2)

    def test_tls__other_name_of_the_same_host(self):
        """The certificate is also for localhost, but the links of the answer are on 127.0.0.1: nothing is sent there."""
        client = self.client(ca_file=self.ca_file, endpoint=f"https://localhost:{self.simulator.port}")
        account = self.create(client)
        count = len(self.simulator.ledger())
        self.failing("JUMIO_ERR_ORIGIN_REFUSED", self.upload, client, account, K.JUMIO_PART_FACE, self.pictures["selfie.jpg"])
        self.failing("JUMIO_ERR_ORIGIN_REFUSED", self.finalize, client, account)
        self.assertEqual(len(self.simulator.ledger()), count)
        self.status(client, account)  # its address is built from the ids

    def test_tls__unknown_authority(self):
        """N16"""
        self.refused(ca_file=self.other_ca)

    def test_tls__system_authorities_do_not_know_it(self):
        """N16"""
        self.refused()

    def test_tls__no_such_file(self):
        self.refused(ca_file=os.path.join(self.folder.name, "none.pem"))

    def test_tls__wrong_name(self):
        """N15: The certificate is right, the name is not: a proxy on 127.0.0.2 hands the bytes on."""
        with Relay("127.0.0.2", self.simulator.port) as relay:
            self.refused(ca_file=self.ca_file, endpoint=f"https://127.0.0.2:{relay.port}")
            self.assertGreaterEqual(relay.connections, 2)

    def test_tls__plain_server_behind_https(self):
        """N20"""
        with PlainServer() as server:
            self.refused(ca_file=self.ca_file, endpoint=f"https://127.0.0.1:{server.port}")
            self.assertTrue(server.first)
            self.assertEqual({data[0] for data in server.first}, {TLS_HANDSHAKE})

    def test_tls__plain_client_before_a_tls_server(self):
        client = self.client(endpoint=f"http://127.0.0.1:{self.simulator.port}")
        with self.assertRaises(binding.Failure) as caught:
            self.create(client)
        self.assertIn(caught.exception.name, ("JUMIO_ERR_NETWORK", "JUMIO_ERR_PROTOCOL"))
        self.assertEqual(self.simulator.ledger(), [])

    def test_tls__expired(self):
        """N14: Years later by the verifier's clock, which for the bundled transport is the system's: a certificate made in the past."""
        with ExpiredServer(self.folder.name) as server:
            client = self.client(ca_file=server.certificate, endpoint=f"https://127.0.0.1:{server.port}")
            failure = self.failing("JUMIO_ERR_TLS", self.create, client)
            self.assertEqual((failure.delivery, failure.attempts), (plugins.NOT_SENT, 1))
            self.assertEqual(server.requests, 0)


class PlainServer(Server):
    """Answers a handshake in clear, then waits for the client to hang up: a server that hung up itself could look like a broken network."""

    def __init__(self):
        super().__init__()
        self.first = []

    def serve(self, connection):
        self.first.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        while connection.recv(65536):
            pass


class ExpiredServer(Server):
    """Its certificate ended a day before it began."""

    def __init__(self, folder):
        self.certificate, key, request, names = (os.path.join(folder, name) for name in ("expired.pem", "expired.key", "expired.csr", "names"))
        with open(names, "w", encoding="ascii") as file:
            file.write("subjectAltName=IP:127.0.0.1\n")
        try:
            openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
            openssl("req", "-new", "-key", key, "-out", request, "-subj", "/CN=127.0.0.1")
            openssl("x509", "-req", "-in", request, "-signkey", key, "-days", "-1", "-extfile", names, "-out", self.certificate)
        except (OSError, subprocess.CalledProcessError) as problem:
            raise unittest.SkipTest("openssl makes no expired certificate here") from problem
        super().__init__()
        self.requests = 0
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)

    def serve(self, connection):
        with self.context.wrap_socket(connection, server_side=True) as secure:
            self.requests += bool(secure.recv(1))


if __name__ == "__main__":
    case.main()
