#!/usr/bin/env python3
"""Every answer to an upload or a finalize that others wrote is taken as success, and every prepared data file is produced by the builder."""
import json
import unittest

import corpus
import binding
import case
import plugins
from case import K
from test_account import AccountCase, OneAnswer, exact

ACCOUNT, EXECUTION, CREDENTIAL = (f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "123")
HOST = "https://api.amer-1.jumio.ai"
PATH = f"{HOST}/api/v1/accounts/{ACCOUNT}/workflow-executions/{EXECUTION}"
# What the setter refuses, by file: Jumio's own samples are masked, or do not keep to the form that its pages give.
PHONE, MASKED, EMPTY = "is not E.164", "a masked date", "empty"
MEMBERS = {
    "01-guide-full.json": {"/phoneNumber": PHONE},
    "03-docs-proof-of-residency.json": {"/phoneNumber": PHONE},
    "04-docs-dmv-masked.json": {"/dateOfBirth": MASKED, "/id/issuingDate": MASKED, "/id/expiryDate": MASKED},
    "06-ironfish-screening.json": {"/firstName": EMPTY},
}
# Which check each file has what it requires for.
CHECKS = {
    "02-docs-supporting-data.json": ["SUPPORTING_DATA", "WATCHLIST"],
    "03-docs-proof-of-residency.json": ["PROOF_OF_RESIDENCY"],
    "04-docs-dmv-masked.json": ["DMV"],
    "05-docs-email.json": ["EMAIL"],
    "07-marcel-hackathon.json": ["WATCHLIST"],
}
FIELDS = {
    "/firstName": "FIRST_NAME", "/middleName": "MIDDLE_NAME", "/lastName": "LAST_NAME", "/suffix": "SUFFIX", "/sex": "SEX", "/dateOfBirth": "DATE_OF_BIRTH",
    "/email": "EMAIL", "/phoneNumber": "PHONE_NUMBER", "/socialSecurityNumber": "SOCIAL_SECURITY_NUMBER", "/personalNumber": "PERSONAL_NUMBER",
    "/address/line1": "ADDRESS_LINE_1", "/address/line2": "ADDRESS_LINE_2", "/address/line3": "ADDRESS_LINE_3", "/address/line4": "ADDRESS_LINE_4",
    "/address/line5": "ADDRESS_LINE_5", "/address/postalCode": "POSTAL_CODE", "/address/city": "CITY", "/address/subdivision": "SUBDIVISION",
    "/address/state": "STATE", "/address/country": "COUNTRY", "/id/idNumber": "ID_NUMBER", "/id/type": "ID_TYPE", "/id/issuingDate": "ISSUING_DATE",
    "/id/expiryDate": "EXPIRY_DATE",
}


def leaves(value, pointer=""):
    if not isinstance(value, dict):
        yield pointer, value
        return
    for member, inner in value.items():
        yield from leaves(inner, f"{pointer}/{member}")


class UploadCase(AccountCase):
    def account(self, category, part):
        answer = {"account": {"id": ACCOUNT}, "workflowExecution": {"id": EXECUTION, "credentials": [
            {"id": CREDENTIAL, "category": category, "allowedChannels": ["API"],
             "api": {"token": "t", "parts": {part: f"{PATH}/credentials/{CREDENTIAL}/parts/{part.upper()}"}, "workflowExecution": PATH}}]}}
        return self.library.call("jumio_account_parse", None, json.dumps(answer))

    def upload(self, transport, category, part, source):
        account = self.account(category, part)
        credential = self.library.jumio_account_get_credential_at(account, 0)
        client = self.client_of(transport)
        self.library.call("jumio_credential_upload", client, account, credential, getattr(K, "JUMIO_PART_" + part.upper()), 1, source, -1, None)
        self.library.call("jumio_workflow_execution_finalize", client, account, -1, None)


class AnswerTest(UploadCase):
    def test_answer__every_file_is_success(self):
        picture = bytes.fromhex("ffd8ffc0000b080190028001011100") + b"picture" + bytes.fromhex("ffd9")
        count = 0
        for name, body in corpus.files("upload"):
            with self.subTest(name):
                transport = OneAnswer(self.library, body)
                self.upload(transport, "ID", "front", self.source(picture))
                self.assertEqual([request.method for request in transport.requests], ["POST", "PUT"])
                count += 1
        self.assertGreaterEqual(count, 15)


class PreparedDataTest(UploadCase):
    def build(self, document):
        """The data, and the pointers that only a member could take."""
        data, members = self.library.call("jumio_prepared_data_new", None), set()
        for pointer, value in leaves(document):
            try:
                self.library.call("jumio_prepared_data_set", data, getattr(K, "JUMIO_DATA_" + FIELDS[pointer]), value)
            except binding.Failure as refused:
                self.assertEqual(refused.name, "JUMIO_ERR_ARGUMENT")
                self.assertIn(pointer, refused.message)
                self.library.call("jumio_prepared_data_set_member", data, pointer, json.dumps(value))
                members.add(pointer)
        return data, members

    def test_prepared_data__every_file_is_produced(self):
        count = 0
        for name, body in corpus.files("prepared_data"):
            with self.subTest(name):
                document = json.loads(body)
                data, members = self.build(document)
                self.assertEqual(members, set(MEMBERS.get(name, ())))
                transport = OneAnswer(self.library, b"")
                self.upload(transport, "DATA", "prepared_data", self.library.call("jumio_source_new_prepared_data", data))
                self.assertIn(("Content-Type", "application/json"), transport.requests[0].headers)
                self.assertEqual(exact(json.loads(transport.requests[0].body)), exact(document))
                for check in CHECKS.get(name, ()):
                    self.library.call("jumio_prepared_data_check", data, getattr(K, "JUMIO_DATA_CHECK_" + check))
                if members:
                    self.failing("JUMIO_ERR_ARGUMENT", self.library.call, "jumio_prepared_data_check", data, K.JUMIO_DATA_CHECK_FORMATS)
                count += 1
        self.assertGreaterEqual(count, 7)


if __name__ == "__main__":
    corpus.main()
