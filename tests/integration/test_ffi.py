#!/usr/bin/env python3
"""The library driven from another language: exceptions in callbacks become errors, plug-ins are entered as promised, objects may be freed in any
order, and a host may drive the operations itself."""
import gc
import itertools
import os
import random
import sys
import threading

import binding
import case
import plugins
from binding import Failure
from case import K
from samples import ACCOUNT, ACCOUNT_ANSWER, EXECUTION, TOKEN_ANSWER, TRANSACTION, Heap, answer_of_status


class AllocatorTest(case.Case):
    def walk(self, heap):
        """A client on its own allocator through one read of a status; all it made is freed again."""
        call = self.library.call
        alloc = call("jumio_alloc_new", heap.table, binding.register(heap), binding.destroy)
        script = plugins.Script(self.library, answer_of_status)
        config = client = None
        try:
            config = call("jumio_config_new", alloc)
            call("jumio_config_set_region", config, "EU")
            call("jumio_config_set_credentials", config, case.CLIENT_ID, case.SECRET)
            call("jumio_config_set_user_agent", config, case.AGENT)
            call("jumio_config_set_http", config, binding.http_table(), binding.register(script), binding.destroy, 0)
            client = call("jumio_client_new", config)
            return call("jumio_workflow_execution_fetch", client, ACCOUNT, EXECUTION, 1000, None)
        finally:
            for handle in (config, client, alloc):
                if handle:
                    handle.close()

    def test_allocator__of_the_host_sees_every_block_come_and_go(self):
        heap = Heap()
        execution = self.walk(heap)
        self.assertGreater(len(heap.live), 0)  # the answer outlives client and allocator handle
        self.assertEqual(self.library.text("jumio_workflow_execution_get_text", execution, K.JUMIO_EXECUTION_TEXT_ID), EXECUTION)
        execution.close()
        self.assertEqual((heap.live, heap.wrong), ({}, 0))

    def test_allocator__that_runs_out_gives_an_error(self):
        for most in itertools.count(1):
            heap = Heap()
            heap.most = most
            try:
                self.walk(heap).close()
            except Failure as failure:
                self.assertEqual(failure.name, "JUMIO_ERR_OUT_OF_MEMORY")
            self.assertEqual((heap.live, heap.wrong), ({}, 0))
            if heap.most:
                break
        self.assertGreater(most, 20)


class CallbackTest(case.Case):
    def fetch(self, client):
        return self.library.call("jumio_workflow_execution_fetch", client, ACCOUNT, EXECUTION, 5000, None)

    def test_callback__transport_is_given_what_to_send(self):
        transport = plugins.Script(self.library, answer_of_status)
        self.fetch(self.client(transport=transport))
        token, status = transport.requests
        self.assertEqual((token.method, token.url), ("POST", self.simulator.url + "/oauth2/token"))
        self.assertEqual(token.body, b"grant_type=client_credentials")
        self.assertEqual((status.method, status.body), ("GET", None))
        self.assertEqual(status.url, f"{self.simulator.url}/api/v1/accounts/{ACCOUNT}/workflow-executions/{EXECUTION}/status")
        headers_of = dict(status.headers)
        self.assertEqual(headers_of["Authorization"], "Bearer a.b.c")
        self.assertRegex(headers_of["User-Agent"], r"^Acme Onboarding/2\.1 libjumio-idv/")
        self.assertNotEqual(token.id, status.id)
        self.assertTrue(0 < status.timeout_ms <= 5000)
        self.assertGreater(status.connect_timeout_ms, 0)
        self.assertEqual(status.fresh, 0)

    def test_callback__exception_in_the_transport_is_an_error(self):
        def fail(request):
            raise ValueError("on purpose")

        transport = plugins.Script(self.library, fail)
        failure = self.failing("JUMIO_ERR_HOST_CALLBACK", self.fetch, self.client(transport=transport))
        self.assertEqual(len(transport.requests), 1)
        self.assertIsInstance(transport.problem, ValueError)
        self.assertNotIn("on purpose", failure.message)
        transport.problem = None

    def test_callback__exception_that_python_swallows_is_an_error(self):
        """Without a guard ctypes prints the exception and returns 0: success, without any answer."""
        table = binding.http_table()
        calls = []

        @binding.PERFORM
        def unguarded(request, response, user_data):
            calls.append(user_data)
            raise ValueError("on purpose")

        table.perform = unguarded
        config = self.config()
        self.library.call("jumio_config_set_http", config, table, None, None, 0)
        client = self.library.call("jumio_client_new", config)
        with swallowed():
            self.failing("JUMIO_ERR_HOST_CALLBACK", self.fetch, client)
            self.failing("JUMIO_ERR_HOST_CALLBACK", self.create, client)  # the token did not come: nothing was created
        self.assertEqual(len(calls), 2)

    def test_callback__exception_while_a_create_is_sent_leaves_it_in_doubt(self):
        def fail(request):
            if request.url.endswith("/oauth2/token"):
                return TOKEN_ANSWER
            raise ValueError("on purpose")

        transport = plugins.Script(self.library, fail)
        self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.create, self.client(transport=transport))
        self.assertEqual([r.method for r in transport.requests], ["POST", "POST"])
        transport.problem = None

    def test_callback__results_that_are_none_are_errors(self):
        for result in (1, 200, -12345, -2**31, 2**31 - 1):
            transport = plugins.Script(self.library, lambda request: (result, plugins.NOT_SENT))
            with self.assertRaises(Failure) as caught:
                self.fetch(self.client(transport=transport))
            self.assertLess(caught.exception.code, 0)

    def test_callback__statuses_that_are_none_are_errors(self):
        for status in (-1, 0, 99, 600, 1000):
            transport = plugins.Script(self.library, lambda request: (status, [], b"{}"))
            with self.assertRaises(Failure) as caught:
                self.fetch(self.client(transport=transport))
            self.assertEqual(caught.exception.name, "JUMIO_ERR_HOST_CALLBACK")

    def test_callback__any_success_of_a_create_is_one(self):
        """H26"""
        class Other(plugins.Forward):
            def answer(self, request):
                status, headers, body = super().answer(request)
                return (self.status if "/accounts" in request.url else status), headers, body

        for status in (200, 201, 202):
            transport = Other(self.library)
            transport.status = status
            self.assertTrue(self.ids(self.create(self.client(transport=transport)))[0])

    def test_callback__exception_in_the_clock_or_random_source(self):
        self.clock.source = None
        self.failing("JUMIO_ERR_RANDOM", self.upload_with, plugins.Script(self.library, answer_of_status))
        self.clock.problem = None
        self.clock.source = random.Random(1)

    def upload_with(self, transport):
        call = self.library.call
        account = call("jumio_account_parse", None, ACCOUNT_ANSWER.replace("HOST", self.simulator.url))
        credential = self.library.jumio_account_get_credential_at(account, 0)
        client = self.client(transport=transport)
        return call("jumio_credential_upload", client, account, credential, K.JUMIO_PART_FRONT, 1, self.source(self.pictures["id-front.jpg"]), 5000,
                    None)

    def test_source__reader_and_progress_in_python(self):
        client = self.client()
        account = self.create(client)
        credential = self.credentials(account)[K.JUMIO_CATEGORY_ID]
        picture = plugins.Picture(self.pictures["id-front.jpg"])
        source = self.library.call("jumio_source_new_reader", None, len(picture.data), binding.source_read, binding.register(picture), binding.destroy)
        self.library.call("jumio_source_set_progress", source, binding.source_progress, binding.register(picture), binding.destroy)
        self.library.call("jumio_credential_upload", client, account, credential, K.JUMIO_PART_FRONT, 1, source, 5000, None)
        self.assertEqual(picture.sent, [*sorted(picture.sent[:-1]), len(picture.data)])
        picture.most = 1000
        self.failing("JUMIO_ERR_CANCELLED", self.library.call, "jumio_credential_upload", client, account, credential, K.JUMIO_PART_BACK, 1, source,
                     5000, None)
        picture.data = None  # the callback raises
        self.failing("JUMIO_ERR_FILE", self.library.call, "jumio_credential_upload", client, account, credential, K.JUMIO_PART_BACK, 1, source,
                     5000, None)
        picture.problem = None
        source.close()
        self.assertEqual([p for p in binding.plugins.values() if p is picture], [])
        self.assertEqual(len(self.simulator.ledger("upload")), 1)

    def test_source__file_by_descriptor(self):
        client = self.client()
        account = self.create(client)
        path = os.path.join(self.folder.name, "by-descriptor.jpg")
        with open(path, "wb") as file:
            file.write(self.pictures["id-front.jpg"])
        with open(path, "rb") as file:
            source = self.library.call("jumio_source_new_fd", None, file.fileno())
        self.library.call("jumio_credential_upload", client, account, self.credentials(account)[K.JUMIO_CATEGORY_ID], K.JUMIO_PART_FRONT, 1, source,
                          5000, None)
        read, write = os.pipe()
        try:
            self.failing("JUMIO_ERR_ARGUMENT", self.library.call, "jumio_source_new_fd", None, read)
        finally:
            os.close(read)
            os.close(write)

    def test_callback__exception_in_the_sink_ends_the_download(self):
        client = self.client()
        account = self.create(client)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        credential = self.library.text("jumio_credential_get_text", self.credentials(account)[K.JUMIO_CATEGORY_ID], K.JUMIO_CREDENTIAL_TEXT_ID)

        class Bad:
            def write(self, data):
                raise ValueError("on purpose")

        for sink, code in ((Bad(), "JUMIO_ERR_CANCELLED"), (plugins.Sink(most=10), "JUMIO_ERR_CANCELLED"), (plugins.Sink(), None)):
            number = binding.register(sink)
            arguments = ("jumio_part_fetch", client, self.ids(account)[0], credential, "FRONT", binding.part_write, number, 5000, None)
            if code:
                self.failing(code, self.library.call, *arguments)
            else:
                kind, size = self.library.call(*arguments)
                self.assertEqual((kind, size, sink.data), (K.JUMIO_MEDIA_JPEG, len(sink.data), self.pictures["id-front.jpg"]))
            sink.problem = None
            del binding.plugins[number]

    def test_callback__trace_is_shown_each_request_twice(self):
        trace = plugins.Trace(self.library)
        client = self.client(trace=trace)
        account = self.create(client)
        self.status(client, account)
        begins = [(texts, numbers) for texts, numbers in trace.spans if numbers[0] == K.JUMIO_SPAN_BEGIN]
        ends = [(texts, numbers) for texts, numbers in trace.spans if numbers[0] == K.JUMIO_SPAN_END]
        self.assertEqual([texts[0] for texts, _ in begins], ["token", "account create", "status"])
        self.assertEqual([texts for texts, _ in begins], [texts for texts, _ in ends])
        self.assertEqual([numbers[1] for _, numbers in begins], [numbers[1] for _, numbers in ends])
        self.assertEqual([numbers[4] for _, numbers in ends], [200, 200, 200])
        self.assertEqual(ends[2][0][2], "/api/v1/accounts/{account}/workflow-executions/{execution}/status")
        self.assertEqual(trace.refused, [(K.JUMIO_SPAN_END, K.JUMIO_ERR_STATE)] * 3)
        for secret in (case.SECRET, *self.ids(account)):
            self.assertNotIn(secret, str(trace.spans))

    def test_callback__exception_in_the_trace_harms_nothing(self):
        class Broken(plugins.Trace):
            def span(self, span):
                raise ValueError("canary")

        broken = Broken(self.library)
        self.assertTrue(self.create(self.client(trace=broken)))
        self.assertIsInstance(broken.problem, ValueError)
        broken.problem = None

    def test_callback__serial_plugins_are_entered_one_at_a_time(self):
        transport = plugins.Script(self.library, answer_of_status)
        client = self.client(transport=transport, flags=binding.OPS_SERIAL)
        run_in_threads([lambda: [self.fetch(client) for _ in range(50)]] * 2)
        self.assertEqual(transport.most_inside, 1)
        self.assertEqual(len([r for r in transport.requests if r.url.endswith("/status")]), 100)
        self.assertEqual(len([r for r in transport.requests if r.url.endswith("/token")]), 1)

    def test_callback__others_are_entered_by_two_threads_at_once(self):
        both = threading.Barrier(2, timeout=60)

        def answer(request):
            if request.url.endswith("/status"):
                both.wait()  # never returns if the library lets one in at a time
            return answer_of_status(request)

        transport = plugins.Script(self.library, answer)
        client = self.client(transport=transport)
        run_in_threads([lambda: [self.fetch(client) for _ in range(20)]] * 2)
        self.assertEqual(transport.most_inside, 2)

    def test_callback__clients_share_a_plugin_until_the_last_is_gone(self):
        transport = plugins.Script(self.library, answer_of_status)
        config = self.config(transport=transport)
        clients = [self.library.call("jumio_client_new", config) for _ in range(3)]
        config.close()
        for client in clients:
            self.assertIn(transport, binding.plugins.values())
            self.fetch(client)
            client.close()
        self.assertNotIn(transport, binding.plugins.values())

    def test_callback__replaced_plugins_are_given_up_at_once(self):
        first, second = (plugins.Script(self.library, answer_of_status) for _ in range(2))
        config = self.config(transport=first)
        self.library.call("jumio_config_set_http", config, binding.http_table(), binding.register(second), binding.destroy, 0)
        self.assertNotIn(first, binding.plugins.values())
        self.fetch(self.library.call("jumio_client_new", config))
        self.assertEqual((len(first.requests), len(second.requests)), (0, 2))


class swallowed:
    """Keeps Python from printing the exceptions that ctypes cannot hand on."""

    def __enter__(self):
        self.hook, sys.unraisablehook = sys.unraisablehook, lambda args: None

    def __exit__(self, *_):
        sys.unraisablehook = self.hook


def run_in_threads(functions):
    problems = []

    def guard(function):
        try:
            function()
        except BaseException as problem:  # pylint: disable=broad-except
            problems.append(problem)

    threads = [threading.Thread(target=guard, args=(f,)) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


class LifetimeTest(case.Case):
    def snapshots(self, client):
        account = self.create(client)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        transaction = self.transaction(client, account)
        return [account, self.status(client, account), transaction, self.decision(transaction)]

    def look_at(self, snapshots):
        account, execution, transaction, decision = snapshots
        self.assertEqual(self.ids(account)[1], self.library.text("jumio_workflow_execution_get_text", execution, K.JUMIO_EXECUTION_TEXT_ID))
        self.assertEqual(self.ids(account)[0], self.library.text("jumio_transaction_get_text", transaction, K.JUMIO_TEXT_ACCOUNT_ID))
        self.assertEqual(self.library.jumio_decision_get_status(decision), K.JUMIO_IDV_PASSED)
        self.assertIn('"capabilities"', self.library.call("jumio_transaction_dup_json", transaction)[0])

    def test_lifetime__snapshots_outlive_the_client(self):
        client = self.client()
        snapshots = self.snapshots(client)
        client.close()
        self.look_at(snapshots)

    def test_lifetime__any_order_of_freeing(self):
        for order in itertools.permutations(range(5), 5):
            client = self.client(transport=plugins.Script(self.library, answer_of_status))
            everything = [client, self.library.call("jumio_account_parse", None, ACCOUNT_ANSWER),
                          self.library.call("jumio_workflow_execution_fetch", client, ACCOUNT, EXECUTION, 1000, None),
                          self.library.call("jumio_transaction_parse", None, TRANSACTION)]
            everything.append(self.decision(everything[3]))
            for index in order:
                everything[index].close()

    def test_lifetime__garbage_collector_frees_cycles(self):
        class Node:
            pass

        for seed in range(10):
            client = self.client(transport=plugins.Script(self.library, answer_of_status))
            nodes = [Node() for _ in range(6)]
            for i, node in enumerate(nodes):  # each holds the next, so that only the collector finds them, in its own order
                node.next = nodes[(i + seed) % 6]
                node.handle = [client, self.library.call("jumio_transaction_parse", None, TRANSACTION),
                               self.library.call("jumio_account_parse", None, ACCOUNT_ANSWER), client,
                               self.library.call("jumio_policy_new", None), self.request()][i]
                node.self = node
            del client, nodes, node
            gc.collect()
            self.assertEqual(binding.plugins, {})

    def test_lifetime__references_of_a_client_are_counted(self):
        client = self.client(transport=plugins.Script(self.library, answer_of_status))
        pointer = client._as_parameter_
        self.assertEqual(self.library.jumio_client_ref(client), pointer)
        client.close()
        self.library.call("jumio_workflow_execution_fetch", pointer, ACCOUNT, EXECUTION, 1000, None)
        self.library.jumio_client_unref(pointer)

    def test_lifetime__borrowed_children_are_read_by_many_threads(self):
        transaction = self.library.call("jumio_transaction_parse", None, TRANSACTION)

        def read():
            for _ in range(300):
                capability = self.library.jumio_transaction_get_capability_at(transaction, 0)
                assert self.library.text("jumio_capability_get_word", capability, K.JUMIO_WORD_LABEL) == "BLURRED"
                assert self.library.jumio_decision_get_status(self.decision(transaction)) == K.JUMIO_IDV_INCOMPLETE

        run_in_threads([read] * 4)


class OperationTest(case.Case):
    """A driver in Python: what an event loop does with the operations."""

    def drive(self, op, transport):
        library = self.library
        while True:
            state = library.jumio_op_step(op)
            if state == K.JUMIO_OP_DONE:
                return library.call("jumio_op_get_result", op)
            if state == K.JUMIO_OP_SEND:
                result = transport.perform(library.jumio_op_get_request(op), library.jumio_op_get_response(op))
                assert library.jumio_op_feed(op, result) == 0
            else:
                self.clock.advance(max(1, library.jumio_op_get_wake_mono_ms(op) - self.clock.mono_ms))

    def take(self, op, noun):
        return binding.Handle(self.library, noun, getattr(self.library, "jumio_op_take_" + noun)(op))

    def test_operation__whole_flow_driven_by_hand(self):
        call, library = self.library.call, self.library
        transport = plugins.Forward(library)
        client = self.client(transport=plugins.Script(library, None))  # must not be used
        op = call("jumio_op_account_create", client, self.request(), 60000)
        self.drive(op, transport)
        account = self.take(op, "account")
        self.assertIsNone(library.jumio_op_take_account(op))
        ids = self.ids(account)
        for part, name in ((K.JUMIO_PART_FRONT, "id-front.jpg"), (K.JUMIO_PART_BACK, "id-back.png"), (K.JUMIO_PART_FACE, "selfie.jpg")):
            category = K.JUMIO_CATEGORY_SELFIE if part == K.JUMIO_PART_FACE else K.JUMIO_CATEGORY_ID
            source = self.source(self.pictures[name])  # kept by reference: it must live as long as the operation
            self.drive(call("jumio_op_credential_upload", client, account, self.credentials(account)[category], part, 1, source, 60000), transport)
        self.drive(call("jumio_op_workflow_execution_finalize", client, account, 60000), transport)
        self.simulator.advance(5000)
        op = call("jumio_op_workflow_execution_fetch", client, *ids, 60000)
        self.drive(op, transport)
        self.assertEqual(library.jumio_workflow_execution_get_status(self.take(op, "workflow_execution")), K.JUMIO_EXECUTION_PROCESSED)
        op = call("jumio_op_transaction_fetch", client, *ids, 60000)
        self.drive(op, transport)
        self.assertEqual(library.jumio_decision_get_status(self.decision(self.take(op, "transaction"))), K.JUMIO_IDV_PASSED)
        sink = plugins.Sink()
        number = binding.register(sink)
        credential = library.text("jumio_credential_get_text", self.credentials(account)[K.JUMIO_CATEGORY_SELFIE], K.JUMIO_CREDENTIAL_TEXT_ID)
        self.drive(call("jumio_op_part_fetch", client, ids[0], credential, "FACE", binding.part_write, number, 60000), transport)
        del binding.plugins[number]
        self.assertEqual(sink.data, self.pictures["selfie.jpg"])
        op = call("jumio_op_account_update", client, ids[0], self.request("case-2", key="10014"), 60000)
        self.drive(op, transport)
        again = self.ids(self.take(op, "account"))
        self.assertEqual(again[0], ids[0])
        self.assertNotEqual(again[1], ids[1])
        self.assertEqual([r.fresh for r in transport.requests], [0, 1, 0, 0, 0, 1, 0, 0, 0, 1])

    def test_operation__misuse_and_cancel(self):
        library = self.library
        client = self.client(transport=plugins.Script(library, None))
        op = library.call("jumio_op_workflow_execution_fetch", client, ACCOUNT, EXECUTION, 60000)
        self.assertEqual(library.jumio_op_feed(op, 0), K.JUMIO_ERR_STATE)
        self.assertIsNone(library.jumio_op_get_request(op))
        self.failing("JUMIO_ERR_STATE", library.call, "jumio_op_get_result", op)
        self.assertEqual(library.jumio_op_step(op), K.JUMIO_OP_SEND)
        library.jumio_op_cancel(op)
        self.assertEqual(library.jumio_op_step(op), K.JUMIO_OP_DONE)
        self.failing("JUMIO_ERR_CANCELLED", library.call, "jumio_op_get_result", op)
        self.assertIsNone(library.jumio_op_take_workflow_execution(op))
        self.assertIsNone(library.jumio_op_take_account(op))
        op.close()
        op = library.call("jumio_op_workflow_execution_fetch", client, ACCOUNT, EXECUTION, 60000)
        library.jumio_op_step(op)
        op.close()  # given up while it runs


if __name__ == "__main__":
    case.main()
