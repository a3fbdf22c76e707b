#!/usr/bin/env python3
"""Every status, transaction, callback and error that others wrote is read without loss, or refused with the error that its row names."""
import json
import os
import re

import corpus
import binding
import case
import plugins
from case import K
from binding import Failure

NOT_A_TRANSACTION, NOT_A_CALLBACK, PROTOCOL = "JUMIO_ERR_NOT_A_TRANSACTION", "JUMIO_ERR_NOT_A_CALLBACK", "JUMIO_ERR_PROTOCOL"
READ, STEPS, ANY = "read", "steps", "any JSON"
# What each file is read as; of details, steps and any JSON are refused as a transaction.
EXPECTED = {
    "status": {
        "01-guide-processed.json": READ,
        "02-docs-processed.json": READ,
        "03-laravel-jumio-processed.json": READ,
        "04-gsuxd-mock-initiated.json": READ,
        "05-gsuxd-mock-processing.json": READ,
    },
    "callback": {
        "01-guide-processed.json": NOT_A_CALLBACK,  # printed with ids that are no UUIDs
        "02-marcel-test-ping.json": NOT_A_CALLBACK,
        "03-marcel-emea-real-2.json": READ,
        "04-marcel-emea-real-3.json": READ,
        "08-ironfish-token-expired.json": READ,
        "09-ironfish-processed-empty-hrefs.json": READ,
        "10-ironfish-session-expired-empty-hrefs.json": READ,
        "11-asyncapi-processed.json": READ,
        "12-gsuxd-mock-callback.json": NOT_A_CALLBACK,  # a mock's ids
        "13-freightid-runbook-processed-no-hrefs.json": READ,
    },
    "details": {
        "01-guide-2021-no-decision.json": READ,
        "02-guide-2021-08-20-watchlist.json": READ,
        "03-guide-2021-08-23-watchlist.json": READ,
        "04-guide-2021-08-24-watchlist.json": READ,
        "05-guide-10003-no-decision.json": READ,
        "06-guide-10013-passed.json": READ,
        "07-guide-10005-rejected-empty-capabilities.json": READ,
        "08-guide-10006-biometric-high-risk.json": READ,
        "09-guide-10008-unsupported-country.json": READ,
        "10-guide-10010-watchlist-passed.json": READ,
        "11-guide-10014-authentication-passed.json": READ,
        "12-guide-steps-passed.json": STEPS,
        "13-guide-steps-cpf-rejected.json": STEPS,
        "14-ironfish-session-expired-rejected-100.json": READ,
        "15-ironfish-similarity-not-possible-warning.json": READ,
        "16-ironfish-unsupported-document-type.json": READ,
        "18-ironfish-bad-quality-selfie-repeated-face-warning.json": READ,
        "21-ironfish-passed-score50-repeated-face.json": READ,
        "22-ironfish-passed-sanctioned-country.json": READ,
        "23-ironfish-passed-age-10.json": READ,
        "24-ironfish-passed-no-currentAge.json": READ,
        "25-ironfish-liveness-undetermined-type-passed-40.json": READ,
        "26-ironfish-liveness-undetermined-warning-51.json": READ,
        "27-ironfish-rejected-label-passed-repeated-face.json": READ,
        "28-ironfish-10010-watchlist-pass-label-ok.json": READ,
        "30-ironfish-names-not-latin.json": READ,
        "32-freightid-passed-minimal.json": READ,
        "33-freightid-acquired-only.json": READ,
        "34-freightid-empty.json": ANY,
        "35-freightid-similarity-mismatch-only.json": ANY,
        "36-laravel-jumio-invented-shape.json": ANY,
        "37-laravel-jumio-steps.json": STEPS,
        "38-laravel-jumio-rules.json": ANY,
        "39-gsuxd-mock-approved.json": ANY,
        "40-gsuxd-mock-rejected.json": ANY,
        "41-gsuxd-mock-review.json": ANY,
        "42-fragment-decision-warning.json": ANY,
        "43-fragment-decision-not-executed-token-expired.json": ANY,
        "44-fragment-residency-deny.json": ANY,
        "45-fragment-biometric-low-risk.json": ANY,
        "46-fragment-email-low-risk-truncated.json": ANY,
        "47-fragment-liveness-jumio-standard.json": ANY,
        "48-fragment-authentication-rejected-failed.json": ANY,
        "49-fragment-authentication-passed.json": ANY,
        "50-fragment-steps-authentication-digital-copy.json": STEPS,
        "51-fragment-usability-ok-truncated.json": ANY,
        "52-fragment-openapi-retrieval-sample-truncated.json": READ,
        "53-fragment-details-10011-consent-truncated.json": READ,
        "54-fragment-facemap-href-truncated.json": ANY,
        "55-freightid-document-utility-bill.json": READ,
        "56-freightid-rejected-not-readable.json": READ,
        "57-freightid-not-executed-score-minus-one.json": ANY,
        "58-freightid-two-extractions-id-and-document.json": ANY,
    },
    # The HTTP status that it comes with, where it comes, and what the call then says.
    "error": {
        "01-docs-401-problem.json": (401, "status", "JUMIO_ERR_AUTH"),
        "02-netverify-404-recorded.json": (404, "status", "JUMIO_ERR_NOT_FOUND"),
        "03-gsuxd-mock-invalid-client.json": (401, "token", "JUMIO_ERR_AUTH"),
        "04-gsuxd-mock-unsupported-grant.json": (400, "token", "JUMIO_ERR_AUTH"),
        "05-gsuxd-mock-invalid-request.json": (400, "status", "JUMIO_ERR_REQUEST_REFUSED"),
        "06-gsuxd-mock-not-found.json": (404, "status", "JUMIO_ERR_NOT_FOUND"),
        "07-gsuxd-mock-no-route.json": (404, "status", "JUMIO_ERR_NOT_FOUND"),
        "08-gsuxd-mock-bearer.json": (401, "status", "JUMIO_ERR_AUTH"),
        "09-guide-health-degraded.json": (200, "health", READ),
        "10-guide-health-down.json": (200, "health", READ),
        "11-guide-health-up.json": (200, "health", READ),
        "12-token-response.json": (200, "token", READ),
        "13-token-response-no-access-token.json": (200, "token", PROTOCOL),
    },
}
IDS = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
STATUS = {"account": {"id": IDS[0]}, "workflowExecution": {"id": IDS[1], "status": "PROCESSED"}}
TOKEN = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
with open(os.path.join(corpus.TOP, "src", "model", "fields.def"), encoding="utf-8") as table:
    FIELDS = [(kind, int(number), capability, pointer)
              for kind, number, capability, pointer in re.findall(r'^JUMIO__(\w+)\((\d+), \w+, (\w+), "([^"]+)"', table.read(), re.M)]


def exact(value):
    """A form in which 1, 1.0, "1" and true differ, and the order of members does not."""
    return json.dumps(value, sort_keys=True)


def at(value, path):
    """What stands there, or None; the path has dots."""
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def escaped(name):
    return name.replace("~", "~0").replace("/", "~1")


class Read(case.Case):
    def pointers(self, value, getters, pointer=""):
        """Every value of a tree is what the getters by pointer say; numbers with a fraction stand in the text as a whole."""
        text, number, count = getters
        if isinstance(value, (dict, list)):
            self.assertEqual(count(pointer), len(value), pointer)
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
                self.pointers(inner, getters, f"{pointer}/{escaped(str(key))}")
        else:
            self.assertEqual(text(pointer), value if isinstance(value, str) else None, pointer)
        if isinstance(value, int) and not isinstance(value, bool):
            self.assertEqual(number(pointer), value, pointer)

    def answer_getters(self, answer):
        library = self.library
        return (lambda p: library.text("jumio_answer_get_text", answer, p.encode()), lambda p: library.jumio_answer_get_int64(answer, p.encode()),
                lambda p: library.jumio_answer_count(answer, p.encode()))

    def assert_answer(self, data, document):
        answer = self.library.call("jumio_answer_parse", None, data.decode())
        self.pointers(document, self.answer_getters(answer))
        self.assertEqual(exact(json.loads(self.library.text("jumio_answer_get_body", answer, None))), exact(document))

    def each(self, kind, check):
        """check(bytes, document, expectation) of every file; the table has neither more nor fewer."""
        found = list(corpus.files(kind))
        self.assertEqual([name for name, _ in found], sorted(EXPECTED[kind]))
        for name, data in found:
            with self.subTest(f"{kind}/{name}"):
                check(data, json.loads(data), EXPECTED[kind][name])

    def refused(self, code, name, *inputs):
        with self.assertRaises(Failure) as caught:
            self.library.call(name, None, *inputs)
        self.assertEqual(caught.exception.name, code)

    def texts(self, getter, handle, document, paths):
        for which, path in paths.items():
            expected = at(document, path)
            self.assertEqual(self.library.text(getter, handle, which), str(expected) if isinstance(expected, int) else expected, path)

    def assert_status(self, data, document, _):
        self.assert_answer(data, document)
        execution = self.library.call("jumio_workflow_execution_parse", None, data.decode())
        self.texts("jumio_workflow_execution_get_text", execution, document,
                   {K.JUMIO_EXECUTION_TEXT_ID: "workflowExecution.id", K.JUMIO_EXECUTION_TEXT_ACCOUNT_ID: "account.id",
                    K.JUMIO_EXECUTION_TEXT_DEFINITION_KEY: "workflowExecution.definitionKey", K.JUMIO_EXECUTION_TEXT_STATUS: "workflowExecution.status"})

    def test_read__status(self):
        self.each("status", self.assert_status)

    def assert_callback(self, data, document, expected):
        self.assert_answer(data, document)
        if expected != READ:
            self.refused(expected, "jumio_callback_parse", data.decode())
            return
        callback = self.library.call("jumio_callback_parse", None, data.decode())
        self.texts("jumio_callback_get_text", callback, document,
                   {K.JUMIO_CALLBACK_TEXT_EXECUTION_ID: "workflowExecution.id", K.JUMIO_CALLBACK_TEXT_ACCOUNT_ID: "account.id",
                    K.JUMIO_CALLBACK_TEXT_USER_REFERENCE: "userReference", K.JUMIO_CALLBACK_TEXT_STATUS: "workflowExecution.status"})

    def test_read__callback(self):
        self.each("callback", self.assert_callback)

    def assert_capabilities(self, transaction, document):
        library = self.library
        expected = [(name, element) for name, elements in document.get("capabilities", {}).items() for element in elements]
        self.assertEqual(library.jumio_transaction_capability_count(transaction), len(expected))
        for i, (name, element) in enumerate(expected):
            capability = library.jumio_transaction_get_capability_at(transaction, i)
            self.assertEqual(library.text("jumio_capability_get_word", capability, K.JUMIO_WORD_NAME), name)
            self.assertEqual(library.text("jumio_capability_get_word", capability, K.JUMIO_WORD_TYPE), at(element, "decision.type"))
            self.assertEqual(library.text("jumio_capability_get_word", capability, K.JUMIO_WORD_LABEL), at(element, "decision.details.label"))
            self.pointers(element, (lambda p, c=capability: library.text("jumio_capability_get_text", c, p.encode()),
                                    lambda p, c=capability: library.jumio_capability_get_int64(c, p.encode()),
                                    lambda p, c=capability: library.jumio_capability_count(c, p.encode())))
            self.assertEqual(exact(json.loads(library.call("jumio_capability_dup_json", capability, b"")[0])), exact(element))
            self.assert_fields(capability, name, element)

    def assert_fields(self, capability, name, element):
        """What a constant gives is what stands at its pointer in an element of its capability, and nothing in any other."""
        for kind, which, own, pointer in FIELDS:
            value = at(element, pointer[1:].replace("/", ".")) if own == name else None
            number = isinstance(value, int) and not isinstance(value, bool)
            if kind == "TRUTH" and isinstance(value, bool) or kind == "BOTH" and number:
                value = json.dumps(value)
            got = self.library.text("jumio_capability_get_field", capability, which)
            self.assertEqual(got, value if isinstance(value, str) else None, pointer)
            if got is not None:
                self.read_fields.add(pointer)

    def assert_parts(self, transaction, document):
        library = self.library
        expected = document.get("credentials", [])
        self.assertEqual(library.jumio_transaction_credential_count(transaction), len(expected))
        for i, one in enumerate(expected):
            credential = library.jumio_transaction_get_credential_at(transaction, i)
            self.texts("jumio_transaction_credential_get_text", credential, one, {K.JUMIO_CREDENTIAL_TEXT_ID: "id", K.JUMIO_CREDENTIAL_TEXT_CATEGORY: "category"})
            parts = one.get("parts", [])
            self.assertEqual(library.jumio_transaction_credential_part_count(credential), len(parts))
            for k, part in enumerate(parts):
                state = library.jumio_transaction_credential_get_part_state_at(credential, k)
                wiped = document.get("wipedOutAt") is not None
                self.assertEqual(state, K.JUMIO_PART_STATE_WIPED if wiped else K.JUMIO_PART_STATE_DOWNLOADABLE if part.get("href") else K.JUMIO_PART_STATE_NO_ADDRESS)
                self.assertEqual(library.text("jumio_transaction_credential_get_part_text_at", credential, k, K.JUMIO_PART_TEXT_CLASSIFIER), part["classifier"])

    def assert_transaction(self, data, document):
        library = self.library
        transaction = library.call("jumio_transaction_parse", None, data.decode())
        self.assertEqual(exact(json.loads(library.call("jumio_transaction_dup_json", transaction)[0])), exact(document))
        self.pointers(document, self.answer_getters(library.jumio_transaction_get_answer(transaction)))
        self.texts("jumio_transaction_get_text", transaction, document,
                   {K.JUMIO_TEXT_EXECUTION_ID: "workflow.id", K.JUMIO_TEXT_ACCOUNT_ID: "account.id", K.JUMIO_TEXT_STATUS: "workflow.status",
                    K.JUMIO_TEXT_DEFINITION_KEY: "workflow.definitionKey", K.JUMIO_TEXT_USER_REFERENCE: "workflow.userReference",
                    K.JUMIO_TEXT_CUSTOMER_INTERNAL_REFERENCE: "workflow.customerInternalReference", K.JUMIO_TEXT_DECISION_TYPE: "decision.type",
                    K.JUMIO_TEXT_DECISION_LABEL: "decision.details.label", K.JUMIO_TEXT_FEEDBACK_STATUS: "feedback.status"})
        score = at(document, "decision.risk.score")
        self.assertEqual(library.jumio_transaction_get_int64(transaction, K.JUMIO_TRANSACTION_RISK_SCORE_X100), binding.ABSENT if score is None else round(score * 100))
        self.assert_parts(transaction, document)
        self.assert_capabilities(transaction, document)

    def assert_details(self, data, document, expected):
        self.assert_answer(data, document)
        if expected == READ:
            self.assert_transaction(data, document)
            return
        self.refused(NOT_A_TRANSACTION, "jumio_transaction_parse", data.decode())
        capabilities = document.get("capabilities") if isinstance(document, dict) else None
        if isinstance(capabilities, dict) and all(isinstance(value, list) for value in capabilities.values()):
            whole = dict(document, workflow={"status": "PROCESSED"})  # what a page prints of a transaction is read as one, too
            self.assert_transaction(json.dumps(whole).encode(), whole)

    def test_read__details(self):
        self.read_fields = set()
        self.each("details", self.assert_details)
        self.assertGreater(len(self.read_fields), 30, "the corpus no longer reaches the fields")

    def scripted(self, answers):
        """A client on a transport that answers by the last word of the path; what is not named there is as always."""

        def answer(request):
            word = "token" if request.url.endswith("/token") else "status" if request.url.endswith("/status") else "steps" if request.url.endswith("/steps") else "health"
            status, body = answers.get(word, (200, json.dumps({"token": TOKEN, "status": STATUS}.get(word, {})).encode()))
            return status, [("Content-Type", "application/json")], body

        self.transport = plugins.Script(self.library, answer)
        return self.client(transport=self.transport)

    def assert_steps(self, data, document, expected):
        client = self.scripted({"steps": (200, data)})
        fetch = lambda: self.library.call("jumio_transaction_fetch_answer", client, K.JUMIO_RESOURCE_STEPS, *IDS, 60000, None)
        if expected == STEPS:
            self.pointers(document, self.answer_getters(fetch()))
            return
        with self.assertRaises(Failure) as caught:
            fetch()
        self.assertEqual(caught.exception.name, PROTOCOL)

    def test_read__steps_as_answers(self):
        self.each("details", self.assert_steps)

    def outcome(self, client, word):
        """READ, or the name of the error; with what the server called it."""
        try:
            if word == "health":
                self.answer = self.library.call("jumio_client_fetch_health", client, 60000, None)
            else:
                self.library.call("jumio_workflow_execution_fetch", client, *IDS, 60000, None)
        except Failure as failure:
            return failure.name, failure
        return READ, None

    def assert_error(self, data, document, expected):
        status, word, result = expected
        self.assert_answer(data, document)
        name, failure = self.outcome(self.scripted({word: (status, data)}), word)
        self.assertEqual(name, result)
        if failure and status >= 400:
            self.assertEqual((failure.http_status, failure.server_title), (status, document.get("title")))
            for secret in ("detail", "message", "error_description"):
                self.assertNotIn(document.get(secret, "\0"), failure.message)
        if word == "health":
            self.pointers(document, self.answer_getters(self.answer))

    def test_read__errors(self):
        self.each("error", self.assert_error)


if __name__ == "__main__":
    corpus.main()
