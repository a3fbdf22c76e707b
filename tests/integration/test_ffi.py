#!/usr/bin/env python3
"""The library from another language: every function is there, nothing crashes on nothing, tables of any age are handled, exceptions in callbacks
become errors, and objects may be freed in any order."""
import ctypes
import gc
import itertools
import random
import threading

import binding
import case
import headers
import plugins
from binding import ABSENT, NTS, Failure
from case import K
from functions import FUNCTIONS

HUGE = NTS - 1
# Functions that succeed without any object: what they make needs none.
MAKERS = {"jumio_config_new", "jumio_cancel_new", "jumio_account_request_new", "jumio_policy_new", "jumio_storage_terms_new",
          "jumio_storage_reply_new"}
# Answers to a missing object that are neither 0 nor absent.
ANSWERS = {"jumio_error_get_retry_after_ms": -1, "jumio_op_step": 3, "jumio_error_get_message": b"",
           "jumio_http_request_get_timeout_ms": 1, "jumio_http_request_get_connect_timeout_ms": 1}
NEVER_NULL = {"jumio_version", "jumio_decision_get_ruleset_version", "jumio_result_name", "jumio_result_meaning", "jumio_idv_status_name"}
REFUSALS = {"jumio_op_get_result": "JUMIO_ERR_STATE"}  # of no object; all others say ARGUMENT


def nothing(word):
    """An argument that holds nothing."""
    return 0 if word in ("i32", "u32", "i64", "u64", "size") else None


class TableTest(case.Case):
    def test_table__is_what_the_headers_declare(self):
        self.assertEqual({name: words for name, (_, words) in headers.declared(case.INCLUDE).items()}, FUNCTIONS)

    def test_table__every_function_can_be_loaded(self):
        for name in FUNCTIONS:
            if "sqlite" not in name or case.options.sqlite:
                self.assertTrue(hasattr(self.library, name), name)

    def test_table__reader_sees_what_it_is_for(self):
        known = headers.scalars(case.INCLUDE)
        self.assertEqual(headers.word("const char *", known), "text")
        self.assertEqual(headers.word("jumio_error **", known), "+error")
        self.assertEqual(headers.word("size_t *", known), "+size")
        self.assertEqual(headers.word("jumio_part_write_fn", known), "fn")
        self.assertEqual(headers.word("jumio_part", known), "i32")
        self.assertEqual(headers.signature("void", "int a, void (*f)(int, int), char **b", {**known, "int": "i32"}), "void i32 fn +text")
        self.assertEqual(K.JUMIO_FLAG_PROFILE_BY_DEFAULT, 65536)
        self.assertGreater(len(vars(K)), 150)

    def test_table__version_and_names(self):
        self.assertRegex(self.library.text("jumio_version"), r"^\d+\.\d+\.\d+$")
        for name, value in vars(K).items():
            if name.startswith("JUMIO_ERR_"):
                self.assertEqual(self.library.text("jumio_result_name", value), name)
                self.assertTrue(self.library.text("jumio_result_meaning", value))


class NothingTest(case.Case):
    """NULL for every object, text and callback, 0 for every number."""

    def fill(self, name, outputs):
        result, *words = FUNCTIONS[name].split()
        values, outs = [], []
        for word in words:
            if word[0] == "+" and outputs(word):
                out = binding.c_type(word[1:] if word != "+text" else "buffer")(binding.GARBAGE)
                outs.append((word, out))
                values.append(ctypes.byref(out))
            else:
                values.append(None if word[0] == "+" else nothing(word))
        return result, getattr(self.library, name)(*values), outs

    def functions(self):
        return [name for name in FUNCTIONS if hasattr(self.library, name)]

    def test_nothing__fails_or_answers_nothing(self):
        for name in self.functions():
            with self.subTest(name):
                result, value, outs = self.fill(name, lambda word: True)
                if outs and outs[-1][0] == "+error" and name != "jumio_error_new":
                    if name in MAKERS:
                        self.library.finish(name, value, outs)
                        continue
                    with self.assertRaises(Failure) as caught:
                        self.library.finish(name, value, outs)
                    self.assertEqual(caught.exception.name, REFUSALS.get(name, "JUMIO_ERR_ARGUMENT"), name)
                    self.assertTrue(caught.exception.message)
                    continue
                for word, out in outs:
                    if word == "+error":
                        self.library.jumio_error_free(out)
                    elif name in MAKERS:
                        self.library.take(word, out)
                    else:
                        self.assertIn(out.value, (None, 0), name)
                self.check_answer(name, result, value)

    def check_answer(self, name, result, value):
        if name in ANSWERS:
            self.assertEqual(value, ANSWERS[name], name)
        elif name in NEVER_NULL:
            self.assertIsInstance(value, bytes, name)
        elif name == "jumio_sqlite_store_get_ops":
            self.assertTrue(value)
        elif result in ("i64",):
            self.assertIn(value, (0, ABSENT), name)
        elif result == "i32" and value != 0:
            self.assertIn(self.library.text("jumio_result_name", value), ("JUMIO_ERR_ARGUMENT", "JUMIO_ERR_STATE", "JUMIO_ERR_HOST_CALLBACK"), name)
        else:
            self.assertIn(value, (None, 0, b""), name)

    def test_nothing__without_room_for_the_results(self):
        for name in self.functions():
            with self.subTest(name):
                result, value, _ = self.fill(name, lambda word: False)
                if result == "i32" and name != "jumio_error_new" and FUNCTIONS[name].split()[-1] == "+error":
                    self.assertEqual(self.library.text("jumio_result_name", value), REFUSALS.get(name, "JUMIO_ERR_ARGUMENT"), name)

    def test_nothing__with_room_for_the_error_only(self):
        for name in self.functions():
            words = FUNCTIONS[name].split()
            if words[-1] != "+error" or name == "jumio_error_new":
                continue
            with self.subTest(name):
                _, value, outs = self.fill(name, lambda word: word == "+error")
                with self.assertRaises(Failure) as caught:
                    self.library.finish(name, value, outs)
                self.assertEqual(caught.exception.name, REFUSALS.get(name, "JUMIO_ERR_ARGUMENT"), name)

    def test_nothing__frees_take_nothing(self):
        for name in self.functions():
            if name.endswith(("_free", "_unref")):
                getattr(self.library, name)(None)

    def test_nothing__indexes_past_the_end(self):
        account = self.create(self.client())
        transaction = self.library.call("jumio_transaction_parse", None, TRANSACTION)
        decision = self.decision(transaction)
        credential = self.library.jumio_account_get_credential_at(account, 0)
        read = self.library.jumio_transaction_get_credential_at(transaction, 0)
        capability = self.library.jumio_transaction_get_capability_at(transaction, 0)
        for index in (1000, HUGE, NTS):
            for function, parent in (("jumio_account_get_credential_at", account), ("jumio_credential_get_channel_at", credential),
                                     ("jumio_transaction_get_credential_at", transaction), ("jumio_transaction_get_capability_at", transaction),
                                     ("jumio_transaction_get_child_id_at", transaction), ("jumio_decision_get_reason_at", decision),
                                     ("jumio_transaction_credential_get_part_classifier_at", read),
                                     ("jumio_capability_get_credential_id_at", capability)):
                self.assertIsNone(getattr(self.library, function)(parent, index), function)
        for which in (-1, 0, 1000, 2**31 - 1, -(2**31)):
            self.assertIsNone(self.library.jumio_transaction_get_text(transaction, which))
            self.assertIsNone(self.library.jumio_transaction_credential_get_text(read, which))
            self.assertEqual(self.library.jumio_transaction_get_unix_ms(transaction, which), ABSENT)
            self.assertEqual(self.library.jumio_credential_has_part(credential, which), 0)


TRANSACTION = """{"workflow":{"id":"22222222-2222-4222-8222-222222222222","status":"PROCESSED","definitionKey":"10011"},
"account":{"id":"11111111-1111-4111-8111-111111111111"},"createdAt":"2026-01-31T10:20:31.120Z",
"credentials":[{"id":"33333333-3333-4333-8333-333333333333","category":"ID","parts":[{"classifier":"FRONT","href":"https://x"}]}],
"decision":{"type":"REJECTED","details":{"label":"REJECTED"},"risk":{"score":100}},
"capabilities":{"usability":[{"id":"a","credentials":[{"id":"33333333-3333-4333-8333-333333333333","category":"ID"}],
"decision":{"type":"REJECTED","details":{"label":"BLURRED"}}}]}}"""


class TableSizeTest(case.Case):
    """A binding may be older or newer than the library."""

    TABLES = {"http": (binding.http_table, 1), "store": (binding.storage_table, 1), "clock": (binding.clock_table, 0)}

    def setter(self, kind, table, plugin):
        config = self.library.call("jumio_config_new", None)
        flags = (0,) if self.TABLES[kind][1] else ()
        self.library.call("jumio_config_set_" + kind, config, table, binding.register(plugin), binding.destroy, *flags)
        return config

    def refused(self, code, kind, table):
        before = len(binding.destroyed)
        self.failing(code, self.setter, kind, table, object())
        self.assertEqual(len(binding.destroyed), before + 1)  # also when the registration fails

    @staticmethod
    def grown(table, tail):
        """The same table as a newer version has it, with one more operation."""

        class Newer(ctypes.Structure):
            _fields_ = [("known", type(table)), ("newer", ctypes.c_void_p)]

        newer = Newer(table, tail)
        newer.known.struct_size = ctypes.sizeof(Newer)
        return newer

    def test_sizes__newer_table_with_an_unused_tail(self):
        for kind, (make, _) in self.TABLES.items():
            config = self.setter(kind, self.grown(make(), None), plugins.Clock())
            config.close()

    def test_sizes__newer_table_with_a_used_tail(self):
        for kind, (make, _) in self.TABLES.items():
            self.refused("JUMIO_ERR_ABI_NEWER", kind, self.grown(make(), 1))
            self.refused("JUMIO_ERR_ABI_NEWER", kind, self.grown(make(), 1 << 63))

    def test_sizes__smaller_than_the_first_version(self):
        for kind, (make, _) in self.TABLES.items():
            for size in (0, 4, 8, 15):
                table = make()
                table.struct_size = size
                self.refused("JUMIO_ERR_ABI_SIZE", kind, table)

    def test_sizes__required_operation_missing(self):
        for kind, (make, _) in self.TABLES.items():
            for field, operation in make()._fields_[2:]:
                if (kind, field) == ("http", "cancel"):
                    continue
                table = make()
                setattr(table, field, operation())
                self.refused("JUMIO_ERR_ARGUMENT", kind, table)

    def test_sizes__optional_operation_missing(self):
        table = binding.http_table()
        table.cancel = binding.CANCEL()
        self.setter("http", table, object()).close()
        table.struct_size -= ctypes.sizeof(ctypes.c_void_p)  # of a time before there was a cancel
        self.setter("http", table, object()).close()

    def test_sizes__unknown_flags(self):
        for kind in ("http", "store"):
            config = self.library.call("jumio_config_new", None)
            make = self.TABLES[kind][0]
            self.failing("JUMIO_ERR_ARGUMENT", self.library.call, "jumio_config_set_" + kind, config, make(), binding.register(object()),
                         binding.destroy, 2)
        self.assertEqual(binding.plugins, {})

    def test_sizes__allocator_of_any_age(self):
        heap = Heap()
        self.assertEqual(heap.table.struct_size, 32)
        for table, code in ((self.grown(heap.table, None), None), (self.grown(heap.table, 1), "JUMIO_ERR_ABI_NEWER")):
            before = len(binding.destroyed)
            if code:
                self.failing(code, self.library.call, "jumio_alloc_new", table, binding.register(heap), binding.destroy)
            else:
                self.library.call("jumio_alloc_new", table, binding.register(heap), binding.destroy).close()
            self.assertEqual(len(binding.destroyed), before + 1)
        self.assertEqual(heap.live, {})

    def test_sizes__later_edits_of_a_table_change_nothing(self):
        table = binding.http_table()
        transport = plugins.Script(self.library, lambda request: (404, [], b""))
        config = self.config(transport=None)
        self.library.call("jumio_config_set_http", config, table, binding.register(transport), binding.destroy, 0)
        table.perform = binding.PERFORM()
        client = self.library.call("jumio_client_new", config)
        config.close()
        self.failing("JUMIO_ERR_NOT_FOUND", self.library.call, "jumio_client_check", client, 1000, None)


class Heap:
    """An allocator in Python over the C library's; knows every block."""

    def __init__(self):
        libc = ctypes.CDLL(None)
        libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
        libc.realloc.restype, libc.realloc.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_size_t]
        libc.free.argtypes = [ctypes.c_void_p]
        self.libc, self.live, self.wrong, self.most = libc, {}, 0, None
        self.hooks = binding.ALLOCATE(self.allocate), binding.RESIZE(self.resize), binding.RELEASE(self.release)
        self.table = binding.AllocTable(ctypes.sizeof(binding.AllocTable), 0, *self.hooks)

    def allocate(self, size, _):
        if self.most == 0:
            return None
        if self.most:
            self.most -= 1
        block = self.libc.malloc(size)
        self.live[block] = size
        return block

    def resize(self, block, old, new, _):
        self.wrong += self.live.pop(block) != old
        block = self.libc.realloc(block, new)
        self.live[block] = new
        return block

    def release(self, block, size, _):
        self.wrong += self.live.pop(block) != size
        self.libc.free(block)


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
        self.assertEqual(self.library.text("jumio_workflow_execution_get_id", execution), EXECUTION)
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


ACCOUNT, EXECUTION = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
TOKEN_ANSWER = 200, [("Content-Type", "application/json")], b'{"access_token":"a.b.c","expires_in":3600,"token_type":"Bearer"}'


def answer_of_status(request):
    if request.url.endswith("/oauth2/token"):
        return TOKEN_ANSWER
    body = '{"account":{"id":"%s"},"workflowExecution":{"id":"%s","status":"PROCESSED"}}' % (ACCOUNT, EXECUTION)
    return 200, [("Content-Type", "application/json")], body.encode()


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
        return call("jumio_credential_upload", client, account, credential, K.JUMIO_PART_FRONT, self.pictures["id-front.jpg"], 5000, None)

    def test_callback__exception_in_the_sink_ends_the_download(self):
        client = self.client()
        account = self.create(client)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        credential = self.library.text("jumio_credential_get_id", self.credentials(account)[K.JUMIO_CATEGORY_ID])

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


ACCOUNT_ANSWER = """{"timestamp":"2026-01-31T10:20:31.120Z","account":{"id":"11111111-1111-4111-8111-111111111111"},"workflowExecution":
{"id":"22222222-2222-4222-8222-222222222222","credentials":[{"id":"33333333-3333-4333-8333-333333333333","category":"ID","allowedChannels":["API"],
"api":{"token":"x.y.z","parts":{"front":"HOST/api/v1/accounts/11111111-1111-4111-8111-111111111111/workflow-executions/
22222222-2222-4222-8222-222222222222/credentials/33333333-3333-4333-8333-333333333333/parts/FRONT"},"workflowExecution":"HOST/api/v1/accounts/
11111111-1111-4111-8111-111111111111/workflow-executions/22222222-2222-4222-8222-222222222222"}}]}}""".replace("\n", "")


class swallowed:
    """Keeps Python from printing the exceptions that ctypes cannot hand on."""

    def __enter__(self):
        import sys
        self.hook, sys.unraisablehook = sys.unraisablehook, lambda args: None

    def __exit__(self, *_):
        import sys
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
        self.assertEqual(self.ids(account)[1], self.library.text("jumio_workflow_execution_get_id", execution))
        self.assertEqual(self.ids(account)[0], self.library.text("jumio_transaction_get_account_id", transaction))
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
                assert self.library.text("jumio_capability_get_label", capability) == "BLURRED"
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
            picture = self.pictures[name]  # kept by reference: it must live as long as the operation
            self.drive(call("jumio_op_credential_upload", client, account, self.credentials(account)[category], part, picture, 60000), transport)
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
        credential = library.text("jumio_credential_get_id", self.credentials(account)[K.JUMIO_CATEGORY_SELFIE])
        self.drive(call("jumio_op_part_fetch", client, ids[0], credential, "FACE", binding.part_write, number, 60000), transport)
        del binding.plugins[number]
        self.assertEqual(sink.data, self.pictures["selfie.jpg"])
        self.assertEqual([r.fresh for r in transport.requests], [0, 1, 0, 0, 0, 1, 0, 0, 0])

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
