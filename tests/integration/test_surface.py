#!/usr/bin/env python3
"""Every public function from Python: called rightly, and then with nothing and with odd values. Whatever comes out, no output stays as it was, a
failure is one that the doc block names, and what was handed over is destroyed once."""
import ctypes
import os
import random

import binding
import case
import headers
import plugins
from binding import C, GARBAGE, Handle
from case import K
from functions import FUNCTIONS
from samples import ACCOUNT, ACCOUNT_ANSWER, EXECUTION, TOKEN_ANSWER, TRANSACTION, Heap

CREDENTIAL = "33333333-3333-4333-8333-333333333333"
ORIGIN = "http://127.0.0.1:9"
JPEG = b"\xff\xd8\xff\xc0\x00\x0b\x08\x02\x58\x02\x58\x01\x01\x11\x00" + bytes(100)
JSON = [("Content-Type", "application/json")]
REPORT = '{"steps":[],"presignedUrl":"https://reports.example/a.pdf"}'
STATUS = '{"account":{"id":"%s"},"workflowExecution":{"id":"%s","status":"PROCESSED"}}' % (ACCOUNT, EXECUTION)
CALLBACK = '{"callbackSentAt":"2026-01-31T10:20:31.120Z",' + STATUS[1:]
PARAMETERS = headers.parameters(case.INCLUDE)
RESULTS = headers.results(case.INCLUDE)
LOOKUP = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
COPY = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)

# What a parameter of a name takes, and what it takes of one function.
VALUES = {
    "account_id": ACCOUNT, "execution_id": EXECUTION, "credential_id": CREDENTIAL, "classifier": "FRONT", "region": "EU", "tenant": "acme",
    "url": "https://acme.example/jumio", "success_url": "https://acme.example/yes", "error_url": "https://acme.example/no", "locale": "de",
    "country": "USA", "type": "PASSPORT", "state": "IL", "obtained": "yes", "obtained_unix_ms": 1780000000000, "user_ip": "192.0.2.1", "key": "k",
    "value": "v", "pointer": "/later", "json": "{}", "text": "7", "index": 0, "i": 0, "which": 1, "on": 1, "seconds": 300, "category": K.JUMIO_CATEGORY_ID,
    "part": K.JUMIO_PART_FRONT, "page": 1, "deadline_ms": 60000, "flags": 0, "host": K.JUMIO_HOST_RETRIEVAL, "method": "GET",
    "path": "/api/v1/accounts", "content_type": None, "host_reference": "case-1", "intent": "a" * 26, "peer": "192.0.2.1", "url_token": None,
    "now_unix_ms": 1790000000000, "status": 1, "definition_key": "10011", "user_reference": "person-1", "sent_unix_ms": 1790000000000,
    "name": "first", "reference": "case-1", "scenario_json": '{"scenarios":[{"name":"first","scenario":"passed"}]}', "id": "v-1", "entity": "person-1",
    "after": None, "limit": 10, "secret": "s", "user_agent": case.AGENT, "origin": ORIGIN, "level": K.JUMIO_LOG_DEBUG, "profile": 1, "switches": 0,
    "finding": 1, "feature": 1, "result": 0, "flag": 1, "code": -1, "message": "m", "size": 10, "offset": 0, "revision": 1, "body": None, "fd": None,
    "folder_fd": None, "data": b"k" * 32, "source": 1, "delivery": 1,
    "input": K.JUMIO_INPUT_TRANSACTION, "status_before": K.JUMIO_IDV_PASSED, "status_after": K.JUMIO_IDV_PASSED,
}
OF_ONE = {
    "jumio_account_request_set_mock_outcome": {"json": '{"decisionLabel":"PASSED"}'},
    "jumio_account_request_set_token_lifetime_text": {"text": "30m"},
    "jumio_account_request_set_credential": {"which": K.JUMIO_CREDENTIAL_SETTING_LABEL, "text": "label"},
    "jumio_account_request_set_capability": {"which": K.JUMIO_CAPABILITY_OPTION_SEARCH_PROFILE, "text": "p"},
    "jumio_account_parse": {"json": ACCOUNT_ANSWER.replace("HOST", ORIGIN)},
    "jumio_workflow_execution_parse": {"json": STATUS},
    "jumio_transaction_parse": {"json": TRANSACTION},
    "jumio_replay_add": {"body": TRANSACTION, "steps": '{"steps":[]}'},
    "jumio_decision_map_json": {"json": TRANSACTION, "steps": '{"steps":[]}'},
    "jumio_decision_map_netverify": {"body": "verificationStatus=NO_ID_UPLOADED&idScanStatus=ERROR"},
    "jumio_policy_new_named": {"name": "strict"},
    "jumio_policy_parse": {"json": '{"name":"tenant","version":"1"}'},
    "jumio_policy_add_required": {"capability": "usability"},
    "jumio_policy_set_row": {"rule_id": "imageChecks.rejected.SAMPLE", "weight": K.JUMIO_EVIDENCE_FRAUD},
    "jumio_callback_parse": {"body": CALLBACK},
    "jumio_verification_apply_callback": {"body": CALLBACK},
    "jumio_callback_guard_check": {"body": CALLBACK},
    "jumio_callback_build": {"status": "PROCESSED"},
    "jumio_callback_guard_set_sources": {"json": '{"date":"2026-01-31","regions":{"emea-1":["192.0.2.1"]}}'},
    "jumio_config_set_region": {"region": "EU"},
    "jumio_config_set_limit": {"limit": K.JUMIO_LIMIT_UPLOAD_BYTES, "value": 65536},
    "jumio_config_set_option": {"option": K.JUMIO_OPTION_REPORT_HOSTS, "text": "reports.example"},
    "jumio_storage_terms_add": {"index": "entity"},
    "jumio_verification_create": {"id": "v-2"},
    "jumio_prepared_data_check": {"which": K.JUMIO_DATA_CHECK_FORMATS},
    "jumio_prepared_data_set": {"text": "Ada"},
    "jumio_http_response_set_status": {"status": 200},
    "jumio_span_set_traceparent": {"text": "00-%032x-%016x-01" % (1, 2)},
    "jumio_source_new_reader": {"size": len(JPEG)},
    "jumio_region_find": {"text": "EU"},
    "jumio_verification_list_by_status": {"status": K.JUMIO_IDV_PASSED},
}
ODD_TEXTS = (None, b"", b"a", b"x" * 5000, b"\xff\xfe", b"a\0b", b"../x", b"{}", b"[", b"/x/~2", b"\n", b"EU", b"10011", TRANSACTION.encode(), CALLBACK.encode())
ODD = {"i32": (-2**31, -900, -1, 0, 1, 2, 9, 40, 1000, 2**31 - 1), "u32": (0, 1, 3, 255, 2**32 - 1), "i64": (-2**63, -2, -1, 0, 1, 5000, 2**62, 2**63 - 1),
       "u64": (0, 1, 500, 2**63, 2**64 - 1), "size": (0, 1, 2, 2**31, 2**63, 2**64 - 1)}
# Inside a plug-in only, or not for an object that lives: they are called where they belong.
ELSEWHERE = {"http_request", "http_response", "log_record", "span", "sqlite_store"}


def answer(request):
    """Jumio in a few lines: every call succeeds."""
    path = request.url.split("?")[0].split("/", 3)[3]
    if path == "oauth2/token":
        return TOKEN_ANSWER
    if path.endswith(".pdf"):
        return 200, [("Content-Type", "application/pdf")], b"%PDF-1.7 and so on"
    if "/parts/" in path and request.method == "GET":
        return 200, [("Content-Type", "image/jpeg")], JPEG
    if request.method == "DELETE":
        return 200, JSON, b""
    if path.endswith("/status") or request.method == "PUT" and "/workflow-executions/" in path:
        return 200, JSON, STATUS.encode()
    if path.endswith(f"workflow-executions/{EXECUTION}"):
        return 200, JSON, TRANSACTION.encode()
    if request.method in ("POST", "PUT") and path.startswith("api/v1/accounts") and "/parts/" not in path:
        return 200, JSON, ACCOUNT_ANSWER.replace("HOST", ORIGIN).encode()
    return 200, JSON, b'{"status":"UP"}' if "accounts" not in path else REPORT.encode()


class Surface(case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lookup = LOOKUP(lambda *_: K.JUMIO_LOOKUP_KNOWN)

    def setUp(self):
        super().setUp()
        call = self.library.call
        self.script = plugins.Script(self.library, answer)
        options = (K.JUMIO_OPTION_REPORT_HOSTS, "reports.example"), (K.JUMIO_OPTION_PORTAL_LINK, "https://acme.example/{execution}")
        self.kept = self.client(endpoint=ORIGIN, transport=self.script, store="memory", options=options, trace=plugins.Trace(self.library),
                                log=plugins.Log(self.library))
        call("jumio_verification_create", self.kept, "v-1", "person-1", self.request(), 60000, None)
        call("jumio_verification_refresh", self.kept, "v-1", None, 60000, None)
        self.folder_fd = os.open(self.folder.name, os.O_RDONLY | os.O_DIRECTORY)
        self.file = open(os.path.join(self.folder.name, "id-front.jpg"), "rb")
        self.parents = []

    def tearDown(self):
        for name in os.listdir(self.folder_fd):
            if name.startswith(CREDENTIAL):
                os.unlink(name, dir_fd=self.folder_fd)
        os.close(self.folder_fd)
        self.file.close()
        self.kept = self.script = None
        self.parents = []
        super().tearDown()

    def make(self, noun):
        """A living object; a child keeps its parent."""
        call, library = self.library.call, self.library
        child = {"credential": ("account", "jumio_account_get_credential_at"), "reason": ("decision", "jumio_decision_get_reason_at"),
                 "capability": ("transaction", "jumio_transaction_get_capability_at"),
                 "transaction_credential": ("transaction", "jumio_transaction_get_credential_at")}.get(noun)
        if child:
            if not self.parents or self.parents[-1].noun != child[0]:
                self.parents.append(self.make(child[0]))
            return getattr(library, child[1])(self.parents[-1], 0)
        if noun in ("account", "transaction", "workflow_execution", "callback"):
            self.parents.append(call(f"jumio_{noun}_parse", None, *OF_ONE[f"jumio_{noun}_parse"].values()))
            return self.parents[-1]
        if noun in ("op", "error"):
            return self.make_op() if noun == "op" else self.make_error()
        if noun == "config":
            return self.config(endpoint=ORIGIN)
        if noun == "account_request":
            return self.request(credentials=[(K.JUMIO_CATEGORY_DOCUMENT, "USA", "UB")])
        return {
            "alloc": lambda: call("jumio_alloc_new", (heap := Heap()).table, binding.register(heap), binding.destroy),
            "answer": lambda: call("jumio_answer_parse", None, REPORT),
            "callback_guard": self.make_guard,
            "cancel": lambda: call("jumio_cancel_new", None),
            "client": lambda: self.kept,
            "decision": lambda: call("jumio_decision_map_json", None, TRANSACTION, None, None),
            "policy": lambda: call("jumio_policy_new", None),
            "prepared_data": self.make_data,
            "replay": lambda: call("jumio_replay_new", None, None, None),
            "source": lambda: self.source(JPEG),
            "storage_reply": lambda: call("jumio_storage_reply_new", None),
            "storage_terms": self.make_terms,
            "verification": lambda: call("jumio_verification_load", self.kept, "v-1"),
            "verification_list": lambda: call("jumio_verification_list_by_entity", self.kept, "person-1", None, 10),
        }[noun]()

    def make_terms(self):
        terms = self.library.call("jumio_storage_terms_new", None)
        self.library.jumio_storage_terms_add(terms, b"status", b"v", 1)
        return terms

    def make_data(self):
        data = self.library.call("jumio_prepared_data_new", None)
        self.library.call("jumio_prepared_data_set", data, K.JUMIO_DATA_FIRST_NAME, "Ada")
        return data

    def make_guard(self):
        guard = self.library.call("jumio_callback_guard_new", None, "EU", "acme")
        if self.library.jumio_has_feature(K.JUMIO_FEATURE_CRYPTO):
            self.library.call("jumio_callback_guard_set_secret", guard, K.JUMIO_GUARD_SECRET_TAG_KEY, b"k" * 32)
        return guard

    def make_error(self):
        out = ctypes.c_void_p()
        self.library.jumio_error_new(None, K.JUMIO_ERR_STORE, b"m", 1, ctypes.byref(out))
        return Handle(self.library, "error", out.value)

    def make_op(self):
        """One that is done; its answer is a transaction."""
        op = self.library.call("jumio_op_transaction_fetch", self.kept, ACCOUNT, EXECUTION, 60000)
        while self.library.jumio_op_step(op) == K.JUMIO_OP_SEND:
            self.library.jumio_op_feed(op, self.script.perform(self.library.jumio_op_get_request(op), self.library.jumio_op_get_response(op)))
        return op

    def hook(self, name):
        """The callback that a function takes."""
        for word, hook in (("lookup", self.lookup), ("set_log", binding.log_record), ("set_trace", binding.trace_span), ("progress", binding.source_progress),
                           ("reader", binding.source_read)):
            if word in name:
                return hook
        return binding.part_write

    def table(self, name):
        if name == "jumio_alloc_new":
            return (heap := Heap()).table, heap
        make, plugin = {"set_http": (binding.http_table, self.script), "set_store": (binding.storage_table, plugins.Store(self.library)),
                        "set_clock": (binding.clock_table, plugins.Clock())}[name[len("jumio_config_"):]]
        return make(), plugin

    def arguments(self, name, odd=None):
        """What a function is called with: (values, outputs, the numbers of the plug-ins that it is given with their destroy). `odd` chooses."""
        values, outs, given = [], [], []
        words, names = FUNCTIONS[name].split()[1:], PARAMETERS[name]
        chosen = {**VALUES, "fd": self.file.fileno(), "folder_fd": self.folder_fd, **OF_ONE.get(name, {})}
        plugin = None
        for word, parameter in zip(words, names):
            strange = odd is not None and odd.random() < 0.4
            if word[0] == "+":
                out = None if strange else binding.c_type(word[1:] if word != "+text" else "buffer")(GARBAGE)
                outs.append((word, out))
                values.append(out and ctypes.byref(out))
            elif word == "text" or word == "bytes" and parameter not in ("user_data", "buffer"):
                text = odd.choice(ODD_TEXTS) if strange else chosen[parameter]
                values.append(text.encode() if isinstance(text, str) else text)
            elif parameter.endswith("len"):
                values.append(odd.choice((0, 5, binding.NTS)) if values[-1] is None and odd else len(values[-1] or b""))
            elif parameter in ("buffer", "name"):  # room; its size is the next
                values.append(ctypes.create_string_buffer(200))
            elif parameter in ("size", "name_size") and names[len(values) - 1] in ("buffer", "name"):
                values.append(odd.choice((0, 1, 95, 200)) if strange else 200)
            elif word == "table":
                made, plugin = self.table(name)
                values.append(None if strange else ctypes.byref(made))
            elif word == "fn" and parameter != "destroy":
                plugin = plugins.Sink() if self.hook(name) is binding.part_write else plugins.Picture(JPEG)
                plugin = plugins.Trace(self.library) if "trace" in name else plugins.Log(self.library) if "log" in name else plugin
                values.append(None if strange else self.hook(name))
            elif parameter == "user_data":
                given.append(binding.register(plugin))
                values.append(given[-1])
            elif parameter == "destroy":
                values.append(binding.destroy)
            elif word in ODD:
                values.append(odd.choice(ODD[word]) if strange else chosen[parameter])
            else:
                values.append(None if strange or word in ELSEWHERE else self.make(word))
        return values, outs, given

    def done(self, name, code, outs, given):
        """Checks what came out and frees it."""
        said = "destroy" in PARAMETERS[name]
        for word, out in outs:
            if out is None:
                continue
            self.assertNotEqual(out.value, GARBAGE, f"{name} left {word} as it was with {code}")
            if word == "+error":
                self.assertEqual(bool(out.value), code != 0, name)
                self.assertTrue(code == 0 or self.library.jumio_error_get_code(out.value) == code, name)
                self.library.jumio_error_free(out.value)
            elif out.value and word[1:] == "text":
                self.library.jumio_text_free(out.value)
            elif out.value and word[1:] not in C:
                Handle(self.library, word[1:], out.value).close()
        for number in given:
            if said and code != 0:
                self.assertEqual(binding.destroyed.count(number), 1, f"{name} failed and destroyed {binding.destroyed.count(number)} times")
            elif not said:
                del binding.plugins[number]

    def fallible(self):
        """The functions that give a result code."""
        return [name for name, signature in FUNCTIONS.items()
                if (signature.endswith("+error") or "JUMIO_OK" in RESULTS[name][0]) and name != "jumio_error_new" and "sqlite" not in name]

    def run_one(self, name, odd=None):
        values, outs, given = self.arguments(name, odd)
        code = getattr(self.library, name)(*values)
        self.done(name, code, outs, given)
        told, more = RESULTS[name]
        word = self.library.jumio_result_name(code).decode()
        self.assertTrue(more or word in told, f"{name} gave {word}, which its doc block does not name")
        return word


class SurfaceTest(Surface):
    def test_surface__every_fallible_function_succeeds_from_python(self):
        for name in self.fallible():
            if not ELSEWHERE & set(FUNCTIONS[name].replace("+", "").split()[1:2]) and name != "jumio_op_feed":
                with self.subTest(name):
                    self.assertEqual(self.run_one(name), "JUMIO_OK")

    def test_surface__every_other_function_takes_a_living_object(self):
        others = [name for name in FUNCTIONS if name not in self.fallible() and "sqlite" not in name and name != "jumio_text_free"]
        for name in others:
            with self.subTest(name):
                values, outs, given = self.arguments(name)
                owned = [value for value in values if isinstance(value, Handle)]
                if name == "jumio_client_unref":
                    self.library.jumio_client_ref(self.kept)
                result = getattr(self.library, name)(*values)
                if name.endswith("_free"):
                    owned[0]._as_parameter_ = None
                if name == "jumio_client_ref":
                    self.library.jumio_client_unref(result)
                if "_take_" in name and result:
                    Handle(self.library, FUNCTIONS[name].split()[0], result).close()
                self.done(name, VALUES["code"] if name == "jumio_error_new" else 0, outs, given)

    def test_surface__nothing_and_odd_values_are_ordinary_failures(self):
        odd = random.Random(3)
        failed = set()
        for name in self.fallible():
            for _ in range(30):
                with self.subTest(name):
                    if self.run_one(name, odd) != "JUMIO_OK":
                        failed.add(name)
        self.assertEqual(set(self.fallible()) - failed, set())


if __name__ == "__main__":
    case.main()
