#!/usr/bin/env python3
"""The read side over the bundled transport against the simulator: steps, rules and report, parts into a folder, and which part is missing why."""
import os
import tempfile

import binding
import case
import plugins
from case import K

NAME_SIZE = 96  # JUMIO_PART_NAME_SIZE


class ReadTest(case.Case):
    def finished(self, client, scenario=None, key="10011", web=False):
        reference = '{"customerInternalReference":"case-1","scenario":"%s"}' % scenario if scenario else "case-1"
        account = self.create(client, self.request(reference, key=key))
        if web:
            self.simulator.complete(self.ids(account)[1])
        else:
            self.upload_all(client, account)
            self.finalize(client, account)
        self.simulator.advance(5000)
        return account

    def fetch(self, client, account, which):
        return self.library.call("jumio_transaction_fetch_answer", client, which, *self.ids(account), -1, None)

    def parts(self, client, account):
        """{classifier: (state, credential id)} of all that is listed."""
        library, found = self.library, {}
        transaction = self.transaction(client, account)
        for i in range(library.jumio_transaction_credential_count(transaction)):
            credential = library.jumio_transaction_get_credential_at(transaction, i)
            identity = library.text("jumio_transaction_credential_get_text", credential, K.JUMIO_CREDENTIAL_TEXT_ID)
            for k in range(max(1, library.jumio_transaction_credential_part_count(credential))):
                name = library.text("jumio_transaction_credential_get_part_text_at", credential, k, K.JUMIO_PART_TEXT_CLASSIFIER)
                found[name or identity] = library.jumio_transaction_credential_get_part_state_at(credential, k), identity
        return found

    def save(self, client, account, identity, classifier, folder):
        name = binding.ctypes.create_string_buffer(NAME_SIZE)
        kind = self.library.call("jumio_part_save", client, self.ids(account)[0], identity, classifier, folder, -1, None,
                                 binding.ctypes.addressof(name), NAME_SIZE)
        return name.value.decode(), kind

    def test_read__steps_and_rules(self):
        client = self.client()
        account = self.finished(client, "denied-no-match")
        steps = self.fetch(client, account, K.JUMIO_RESOURCE_STEPS)
        self.assertEqual(self.library.text("jumio_answer_get_text", steps, b"/steps/0/name"), "ID_IV")
        self.assertEqual(self.library.text("jumio_answer_get_text", steps, b"/steps/0/decision/type"), "REJECTED")
        rules = self.fetch(client, account, K.JUMIO_RESOURCE_RULES)
        self.assertGreater(self.library.jumio_answer_count(rules, b"/rules"), 0)
        self.failing("JUMIO_ERR_ARGUMENT", self.fetch, client, account, 9)

    def test_read__reasons_of_an_authentication(self):
        client = self.client()
        account = self.finished(client)
        request = self.request('{"customerInternalReference":"case-2","scenario":"denied-liveness"}', key="9")
        second = self.library.call("jumio_account_update", client, self.ids(account)[0], request, -1, None)
        self.simulator.complete(self.ids(second)[1])
        self.simulator.advance(5000)
        steps = self.fetch(client, second, K.JUMIO_RESOURCE_STEPS)
        self.assertEqual(self.library.text("jumio_answer_get_text", steps, b"/steps/0/name"), "AUTHENTICATION")
        self.assertEqual(self.library.text("jumio_answer_get_text", steps, b"/steps/0/decision/reasons/0/label"), "FACE_INVALID_DIGITAL_COPY")

    def test_read__report_without_any_trace_of_its_address(self):
        """TH03: the simulator refuses the file to a request that carries a token."""
        log, sink = plugins.Log(self.library), plugins.Sink()
        number = binding.register(sink)
        try:
            client = self.client(log=log, options=[(K.JUMIO_OPTION_REPORT_HOSTS, "127.0.0.1")])
            account = self.finished(client)
            report = self.fetch(client, account, K.JUMIO_RESOURCE_REPORT)
            size = self.library.call("jumio_report_fetch", client, report, binding.part_write, number, -1, None)
            self.assertEqual((size, sink.data[:5]), (len(sink.data), b"%PDF-"))
            address = self.library.text("jumio_answer_get_text", report, b"/presignedUrl")
            self.assertNotIn(address.rpartition("=")[2], log.text())
            self.simulator.reset({"operation": "report-file", "status": 403})
            failure = self.failing("JUMIO_ERR_PERMISSION", self.library.call, "jumio_report_fetch", client, report, binding.part_write, number, -1, None)
            self.assertNotIn(address.rpartition("=")[2], failure.message + log.text())
            closed = self.client()
            self.failing("JUMIO_ERR_ORIGIN_REFUSED", self.library.call, "jumio_report_fetch", closed, report, binding.part_write, number, -1, None)
        finally:
            del binding.plugins[number]

    def test_read__parts_into_a_folder(self):
        client = self.client()
        account = self.finished(client)
        with tempfile.TemporaryDirectory() as path:
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            self.addCleanup(os.close, folder)
            pictures = {"FRONT": "id-front.jpg", "BACK": "id-back.png", "FACE": "selfie.jpg"}
            for classifier, (state, identity) in self.parts(client, account).items():
                if classifier not in pictures:
                    continue
                self.assertEqual(state, K.JUMIO_PART_STATE_DOWNLOADABLE)
                name, _ = self.save(client, account, identity, classifier, folder)
                self.assertEqual(name, f"{identity}-{classifier}{os.path.splitext(pictures[classifier])[1]}")
                with open(os.path.join(path, name), "rb") as file:
                    self.assertEqual(file.read(), self.pictures[pictures[classifier]])
                self.failing("JUMIO_ERR_FILE_EXISTS", self.save, client, account, identity, classifier, folder)
            self.assertEqual(len(os.listdir(path)), 3)
            self.failing("JUMIO_ERR_NOT_FOUND", self.save, client, account, identity, "FRONT_WITH_FLASH", folder)
            self.assertEqual(len(os.listdir(path)), 3)

    def test_read__missing_wiped_and_face_map_are_told_apart(self):
        client = self.client()
        account = self.finished(client, web=True)
        parts = self.parts(client, account)
        self.assertEqual(parts["FRONT"][0], K.JUMIO_PART_STATE_DOWNLOADABLE)
        self.assertEqual(parts["FACEMAP"][0], K.JUMIO_PART_STATE_NO_ADDRESS)
        sink = binding.register(plugins.Sink())
        fetch = lambda identity, classifier: self.library.call("jumio_part_fetch", client, self.ids(account)[0], identity, classifier, binding.part_write, sink, -1, None)
        try:
            self.failing("JUMIO_ERR_NOT_FOUND", fetch, parts["FACEMAP"][1], "FACEMAP")
            self.library.call("jumio_transaction_delete", client, *self.ids(account), -1, None)
            self.assertEqual({state for state, _ in self.parts(client, account).values()}, {K.JUMIO_PART_STATE_WIPED})
            self.failing("JUMIO_ERR_NOT_FOUND", fetch, parts["FRONT"][1], "FRONT")
            self.simulator.reset({"operation": "part", "status": 410})
            self.failing("JUMIO_ERR_GONE", fetch, parts["FRONT"][1], "FRONT")
        finally:
            del binding.plugins[sink]


if __name__ == "__main__":
    case.main()
