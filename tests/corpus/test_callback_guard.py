#!/usr/bin/env python3
"""Every callback that others wrote gets its verdict, and no other payload of theirs is taken for one by mistake (faults C01, C05, C17)."""
import ctypes
import json

import corpus
import case
from case import K

REREAD, IGNORE = K.JUMIO_GUARD_REREAD, K.JUMIO_GUARD_IGNORE
# The rest are read again without a remark.
OTHERS = {
    "01-guide-processed.json": "the guide cut the ids: they are no UUIDs",
    "02-marcel-test-ping.json": "the portal's test message",
    "12-gsuxd-mock-callback.json": "a third-party mock: its ids are no UUIDs",
}
LOOKUP = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)


class CallbackTest(case.Case):
    def guard(self, body):
        """Of the region that the links name, with the present time that of the sending."""
        region = next((r for r in ("amer-1", "apac-1") if f"retrieval.{r}.jumio.ai".encode() in body), "emea-1")
        return self.library.call("jumio_callback_guard_new", None, region, "tenant-1")

    def check(self, guard, body, now=None):
        sent = now if now is not None else self.sent(body)
        return self.library.call("jumio_callback_guard_check", guard, body, None, None, sent)

    def sent(self, body):
        callback = self.library.call("jumio_callback_parse", None, body)
        return self.library.jumio_callback_get_int64(callback, K.JUMIO_CALLBACK_SENT_UNIX_MS)

    def test_callbacks__each_has_its_verdict(self):
        seen = 0
        for name, body in corpus.files("callback"):
            with self.subTest(name):
                seen += 1
                callback, verdict, findings = self.check(self.guard(body), body, 0 if name in OTHERS else None)
                if name in OTHERS:
                    self.assertEqual((verdict, findings, callback), (IGNORE, K.JUMIO_GUARD_NOT_A_CALLBACK, None), OTHERS[name])
                    continue
                self.assertEqual((verdict, findings), (REREAD, 0))
                document = json.loads(body)
                for which, pointer in ((K.JUMIO_CALLBACK_TEXT_EXECUTION_ID, document["workflowExecution"]["id"]),
                                       (K.JUMIO_CALLBACK_TEXT_ACCOUNT_ID, document["account"]["id"]),
                                       (K.JUMIO_CALLBACK_TEXT_STATUS, document["workflowExecution"]["status"]),
                                       (K.JUMIO_CALLBACK_TEXT_DEFINITION_KEY, document["workflowExecution"].get("definitionKey")),
                                       (K.JUMIO_CALLBACK_TEXT_USER_REFERENCE, document.get("userReference"))):
                    self.assertEqual(self.library.text("jumio_callback_get_text", callback, which), pointer)
        self.assertGreaterEqual(seen, 10)

    def test_callbacks__a_lookup_of_the_host_decides(self):
        known = {}

        @LOOKUP
        def lookup(execution, account, _):
            if execution not in known:
                return K.JUMIO_LOOKUP_UNKNOWN
            return K.JUMIO_LOOKUP_KNOWN if known[execution] == account else K.JUMIO_LOOKUP_OTHER_ACCOUNT

        for name, body in corpus.files("callback"):
            if name in OTHERS:
                continue
            with self.subTest(name):
                document, guard = json.loads(body), self.guard(body)
                self.library.call("jumio_callback_guard_set_lookup", guard, lookup, None, None)
                known.clear()
                self.assertEqual(self.check(guard, body)[1:], (IGNORE, K.JUMIO_GUARD_EXECUTION_UNKNOWN))
                known[document["workflowExecution"]["id"].encode()] = b"another"
                self.assertEqual(self.check(guard, body)[1:], (K.JUMIO_GUARD_SUSPICIOUS, K.JUMIO_GUARD_ACCOUNT_MISMATCH))
                known[document["workflowExecution"]["id"].encode()] = document["account"]["id"].encode()
                self.assertEqual(self.check(guard, body)[1:], (REREAD, 0))
                self.assertEqual(self.check(guard, body)[1:], (IGNORE, K.JUMIO_GUARD_REPLAY))

    def test_callbacks__what_jumio_sends_is_what_the_builder_writes(self):
        for name in ("03-marcel-emea-real-2.json", "04-marcel-emea-real-3.json"):
            body = dict(corpus.files("callback"))[name]
            document = json.loads(body)
            execution = document["workflowExecution"]
            built, _ = self.library.call("jumio_callback_build", None, execution["id"], document["account"]["id"], execution["status"],
                                         execution["definitionKey"], document["userReference"], self.sent(body), "emea-1")
            self.assertEqual(json.loads(built), document)
            self.assertEqual(list(json.loads(built)), list(document))

    def test_callbacks__netverify_forms_are_ignored(self):
        forms = [(name, body) for name, body in corpus.files("netverify") if name.endswith(".form")]
        self.assertGreater(len(forms), 5)
        for name, body in forms:
            with self.subTest(name):
                guard = self.library.call("jumio_callback_guard_new", None, "US", "tenant-1")
                self.assertEqual(self.check(guard, body, 0), (None, IGNORE, K.JUMIO_GUARD_NOT_A_CALLBACK))


if __name__ == "__main__":
    corpus.main()
