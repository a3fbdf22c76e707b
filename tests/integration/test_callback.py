#!/usr/bin/env python3
"""A callback of the simulator on its way through a host: judged by the guard with a lookup in Python, then read again."""
import ctypes
import json

import case
from case import K

LOOKUP = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
NO_RECEIVER = "http://127.0.0.1:9/jumio"
KEY = b"k" * 32
NOW = 1790000005000


class CallbackTest(case.Case):
    def setUp(self):
        super().setUp()
        self.known, self.asked = {}, []
        self.guard = self.library.call("jumio_callback_guard_new", None, "EU", case.CLIENT_ID)
        self.lookup = LOOKUP(self.look_up)
        self.library.call("jumio_callback_guard_set_lookup", self.guard, self.lookup, None, None)

    def tearDown(self):
        self.guard = None
        super().tearDown()

    def look_up(self, execution, account, _):
        self.asked.append(execution)
        found = self.known.get(execution)
        return K.JUMIO_LOOKUP_UNKNOWN if found is None else K.JUMIO_LOOKUP_KNOWN if found == account else K.JUMIO_LOOKUP_OTHER_ACCOUNT

    def tag(self):
        try:
            self.library.call("jumio_callback_guard_set_secret", self.guard, K.JUMIO_GUARD_SECRET_TAG_KEY, KEY)
        except case.Failure as failure:
            self.assertEqual(failure.name, "JUMIO_ERR_UNSUPPORTED")
            self.skipTest("a build without libcrypto")
        return self.library.call("jumio_callback_guard_build_tag", self.guard, "case-1", None)

    def finished(self, client, user_reference):
        """A processed transaction; the body of its callback."""
        request = self.request(callback=NO_RECEIVER)
        self.library.call("jumio_account_request_set_user_reference", request, user_reference)
        account = self.create(client, request)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        self.simulator.flush()
        sent = self.simulator.callbacks()[-1]["body"]
        return account, sent.encode() if isinstance(sent, str) else json.dumps(sent).encode()

    def check(self, body, peer=None, token=None):
        return self.library.call("jumio_callback_guard_check", self.guard, body, peer, token, NOW)

    def test_callback__of_a_known_execution_is_read_again(self):
        client = self.client()
        account, body = self.finished(client, "person-1")
        own_account, execution = self.ids(account)
        self.known[execution.encode()] = own_account.encode()
        callback, verdict, findings = self.check(body)
        self.assertEqual(verdict, K.JUMIO_GUARD_REREAD)
        self.assertEqual(findings, K.JUMIO_GUARD_HREF_FOREIGN)  # the simulator's links lead to the simulator
        self.assertEqual(self.library.text("jumio_callback_get_text", callback, K.JUMIO_CALLBACK_TEXT_EXECUTION_ID), execution)
        self.assertEqual(self.library.jumio_workflow_execution_get_status(self.status(client, account)), K.JUMIO_EXECUTION_PROCESSED)
        self.assertEqual(self.check(body)[1], K.JUMIO_GUARD_IGNORE)
        self.assertEqual(self.asked, [execution.encode()] * 2)

    def test_callback__before_the_answer_of_the_create(self):
        """C22, C23: the execution is unknown, the intent in the tag is not."""
        tag = self.tag()
        account, body = self.finished(self.client(), tag)
        callback, verdict, findings = self.check(body)
        self.assertEqual(verdict, K.JUMIO_GUARD_REREAD)
        self.assertEqual(findings & ~K.JUMIO_GUARD_HREF_FOREIGN, K.JUMIO_GUARD_TAG_VALID | K.JUMIO_GUARD_EXECUTION_UNKNOWN)
        self.assertEqual(self.library.text("jumio_callback_get_text", callback, K.JUMIO_CALLBACK_TEXT_TAG_REFERENCE), "case-1")
        self.assertEqual(self.library.text("jumio_callback_get_text", callback, K.JUMIO_CALLBACK_TEXT_TAG_INTENT), tag.split(".")[1])
        self.assertEqual(self.library.text("jumio_callback_get_text", callback, K.JUMIO_CALLBACK_TEXT_EXECUTION_ID), self.ids(account)[1])

    def test_callback__forged_tag(self):
        """C03: no lookup is asked, nothing is read."""
        tag = self.tag()
        _, body = self.finished(self.client(), tag[:-1] + ("a" if tag[-1] != "a" else "b"))
        self.assertEqual(self.check(body)[1], K.JUMIO_GUARD_SUSPICIOUS)
        self.assertEqual(self.asked, [])


if __name__ == "__main__":
    case.main()
