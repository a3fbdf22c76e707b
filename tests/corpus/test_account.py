#!/usr/bin/env python3
"""Every account request that others wrote is produced by the builder, member for member, and every account answer is read without loss."""
import datetime
import json
import re
import unittest

import corpus
import binding
import case
import plugins
from case import K

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
KEY, REFERENCE, CREDENTIALS = "/workflowDefinition/key", "/customerInternalReference", "/workflowDefinition/credentials"
TEXT_KEY = "the key of digits is a text; the setter sends a number"
CUT_ID = "the id is no UUID: the guide cut it"
EMPTY = "an empty list; the builder writes none"
MISPLACED = "stands outside of capabilities, where its braces were closed too early"
# What no setter does, by file: the raw member and why.
RAW = {
    "02-guide-wf6.json": {CREDENTIALS: EMPTY},
    "06-guide-wf9-existing-credential.json": {CREDENTIALS + "/0/id": CUT_ID},
    "08-guide-wf5-existing-credential.json": {CREDENTIALS + "/0/id": CUT_ID},
    "15-guide-wf9-existing-credential.json": {CREDENTIALS + "/0/id": CUT_ID},
    "30-guide-wf5-consent-existing-credential.json": {CREDENTIALS + "/0/id": CUT_ID},
    "35-guide-wf6-consent.json": {CREDENTIALS: EMPTY},
    "42-marcel-showcase-10166.json": {KEY: TEXT_KEY, "/workflowDefinition/workflowDecision": MISPLACED, "/workflowDefinition/ekycCheck": MISPLACED},
    "45-ironfish-numeric-customer-reference.json": {REFERENCE: "the reference is a number", KEY: TEXT_KEY},
    "46-osvaldohb-string-key.json": {KEY: TEXT_KEY},
    "48-freightid-document-credential.json": {KEY: TEXT_KEY},
    "49-freightid-runbook-user-consent.json": {KEY: TEXT_KEY},
}
# Answers that a create cannot take.
NO_IDS = "26-docs-prepared-data-truncated.json"  # printed in part: jumio_account_parse() refuses it, too
OTHER_IDS = "27-gsuxd-mock-captured.json"  # a third-party mock: its ids are no UUIDs
ORDER = ["customerInternalReference", "userReference", "reportingCriteria", "callbackUrl", "tokenLifetime", "overrideSettings", "workflowDefinition",
         "web", "userConsent"]
WORKFLOW_ORDER = ["key", "credentials", "capabilities"]
CREDENTIAL_ORDER = ["id", "category", "label", "country", "type"]
CATEGORIES = {name: getattr(K, "JUMIO_CATEGORY_" + name) for name in ("ID", "SELFIE", "FACEMAP", "DOCUMENT", "DATA")}
PARTS = {name: getattr(K, "JUMIO_PART_" + name.upper()) for name in ("front", "back", "face", "facemap", "document", "prepared_data")}
OPTIONS = {("watchlistScreening", "searchProfile"): K.JUMIO_CAPABILITY_OPTION_SEARCH_PROFILE,
           ("watchlistScreening", "additionalProperties"): K.JUMIO_CAPABILITY_OPTION_ADDITIONAL_PROPERTIES,
           ("watchlistScreening", "searchType"): K.JUMIO_CAPABILITY_OPTION_SEARCH_TYPE,
           ("ekycCheck", "searchType"): K.JUMIO_CAPABILITY_OPTION_EKYC_SEARCH_TYPE,
           ("workflowDecision", "decisionLabelRulesetId"): K.JUMIO_CAPABILITY_OPTION_DECISION_LABEL_RULESET_ID,
           ("workflowDecision", "riskScoreRulesetId"): K.JUMIO_CAPABILITY_OPTION_RISK_SCORE_RULESET_ID,
           ("documentVerification", "enableExtraction"): K.JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION}


def exact(value):
    """A form in which 1, 1.0, "1" and true differ, and the order of members does not."""
    return json.dumps(value, sort_keys=True)


def unix_ms(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


class Builder:
    """Setters where there are some, raw members for the rest; `raw` tells which."""

    def __init__(self, library, document):
        self.library, self.raw = library, set()
        self.request = library.call("jumio_account_request_new", None)
        self.root(dict(document))

    def set(self, name, *args):
        return self.library.call("jumio_account_request_" + name, self.request, *args)

    def put(self, pointer, value):
        self.set("set_json", pointer, json.dumps(value))
        self.raw.add(pointer)

    def root(self, rest):
        reference = rest.pop("customerInternalReference")
        if isinstance(reference, str):
            self.set("set_customer_internal_reference", reference)
        else:
            self.put(REFERENCE, reference)
        for member, setter in (("userReference", "set_user_reference"), ("reportingCriteria", "set_reporting_criteria"),
                               ("callbackUrl", "set_callback_url"), ("tokenLifetime", "set_token_lifetime_text")):
            if member in rest:
                self.set(setter, rest.pop(member))
        for key, value in rest.pop("overrideSettings", {}).items():
            self.set("set_override", key, value)
        self.workflow(dict(rest.pop("workflowDefinition")))
        web = rest.pop("web", None)
        if web:
            self.set("set_web", *(web.get(member) for member in ("successUrl", "errorUrl", "locale")))
        if "userConsent" in rest:
            self.consent(rest.pop("userConsent"))
        for member, value in rest.items():
            self.put("/" + member, value)

    def workflow(self, rest):
        key = rest.pop("key")
        if isinstance(key, str) and key.isdigit():
            self.put(KEY, key)
        else:
            self.set("set_workflow_key", str(key))
        credentials = rest.pop("credentials", None)
        if credentials == []:
            self.put(CREDENTIALS, [])
        for credential in credentials or ():
            self.credential(credential)
        for capability, options in rest.pop("capabilities", {}).items():
            for option, value in options.items():
                text = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
                self.set("set_capability", OPTIONS[capability, option], text)
        for member, value in rest.items():
            self.put("/workflowDefinition/" + member, value)

    def credential(self, credential):
        country, kind = credential.get("country"), credential.get("type")
        first = lambda preset: preset["values"][0] if preset else None
        index = self.set("add_credential", CATEGORIES[credential["category"]], first(country), first(kind))
        for preset, add, word in ((country, K.JUMIO_CREDENTIAL_SETTING_ADD_COUNTRY, K.JUMIO_CREDENTIAL_SETTING_COUNTRY_PRESET),
                                  (kind, K.JUMIO_CREDENTIAL_SETTING_ADD_TYPE, K.JUMIO_CREDENTIAL_SETTING_TYPE_PRESET)):
            for value in preset["values"][1:] if preset else ():
                self.set("set_credential", index, add, value)
            if preset:
                self.set("set_credential", index, word, preset.get("predefinedType", ""))
        if "label" in credential:
            self.set("set_credential", index, K.JUMIO_CREDENTIAL_SETTING_LABEL, credential["label"])
        if UUID.match(credential.get("id", "")):
            self.set("set_credential", index, K.JUMIO_CREDENTIAL_SETTING_ID, credential["id"])
        elif "id" in credential:
            self.put(f"{CREDENTIALS}/{index}/id", credential["id"])

    def consent(self, consent):
        given, place = consent.get("consent", {}), consent["userLocation"]
        at = unix_ms(given["obtainedAt"]) if "obtainedAt" in given else 0
        self.set("set_user_consent", consent["userIp"], place["country"], place.get("state"), given.get("obtained"), at)

    def body(self):
        text, size = self.set("dup_json")
        assert size == len(text.encode())
        return text


class OneAnswer(plugins.Transport):
    """Hands out a token, and one body to everything else."""

    def __init__(self, library, body=None):
        super().__init__(library)
        self.body = body

    def answer(self, request):
        token = b'{"access_token":"t","expires_in":3600,"token_type":"Bearer"}'
        return (200, [], token if request.url.endswith("/oauth2/token") else self.body)


class AccountCase(case.Case):
    @classmethod
    def setUpClass(cls):
        """Nothing here needs a simulator."""
        cls.library = case.load()

    def setUp(self):
        self.clock = plugins.Clock()

    def client_of(self, transport):
        call = self.library.call
        config = call("jumio_config_new", None)
        call("jumio_config_set_region", config, "amer-1")
        call("jumio_config_set_credentials", config, case.CLIENT_ID, case.SECRET)
        call("jumio_config_set_user_agent", config, case.AGENT)
        call("jumio_config_set_clock", config, binding.clock_table(), binding.register(self.clock), binding.destroy)
        call("jumio_config_set_http", config, binding.http_table(), binding.register(transport), binding.destroy, 0)
        return call("jumio_client_new", config)


class RequestTest(AccountCase):
    def follows(self, members, order):
        known = [member for member in members if member in order]
        self.assertEqual(known, sorted(known, key=order.index))

    def test_request__every_file_is_produced(self):
        raw, count = {}, 0
        for name, data in corpus.files("account_request"):
            with self.subTest(name):
                document = json.loads(data)
                builder = Builder(self.library, document)
                produced = json.loads(builder.body())
                self.assertEqual(exact(produced), exact(document))
                self.assertEqual(builder.body(), builder.body())
                self.assertIsNone(self.library.text("jumio_account_request_get_warning_at", builder.request, 0))
                self.follows(produced, ORDER)
                self.follows(produced["workflowDefinition"], WORKFLOW_ORDER)
                for index, credential in enumerate(produced["workflowDefinition"].get("credentials", ())):
                    late = {"id"} if f"{CREDENTIALS}/{index}/id" in builder.raw else set()
                    self.follows([member for member in credential if member not in late], CREDENTIAL_ORDER)
                raw[name] = builder.raw
                count += 1
        self.assertGreaterEqual(count, 49)
        self.assertEqual({name: pointers for name, pointers in raw.items() if pointers}, {name: set(why) for name, why in RAW.items()})

    def refusal_of(self, document):
        """The guides hold placeholders, and consents that are too old today."""
        consent = document.get("userConsent", {}).get("consent", {})
        if "://" not in document.get("callbackUrl", "://"):
            return "callbackUrl"
        if self.clock.wall_ms - unix_ms(consent.get("obtainedAt", "2026-09-01T00:00:00Z")) > 3 * 366 * 86400000:
            return "userConsent.consent.obtainedAt"
        return None

    def test_request__what_is_sent_is_what_was_shown(self):
        transport = OneAnswer(self.library)
        client = self.client_of(transport)
        sent = 0
        for name, data in corpus.files("account_request"):
            with self.subTest(name):
                document = json.loads(data)
                builder = Builder(self.library, document)
                refusal = self.refusal_of(document)
                before = len(transport.requests)
                transport.body = b"{}"
                code = "JUMIO_ERR_ARGUMENT" if refusal else "JUMIO_ERR_OUTCOME_UNKNOWN"
                failure = self.failing(code, self.library.call, "jumio_account_create", client, builder.request, -1, None)
                if refusal:
                    self.assertIn(refusal, failure.message)
                    self.assertEqual(len(transport.requests), before)
                else:
                    self.assertEqual(transport.requests[-1].body.decode(), builder.body())
                    sent += 1
        self.assertGreater(sent, 20)


class AnswerTest(AccountCase):
    def text(self, account, which):
        return self.library.text("jumio_account_get_text", account, which)

    def check_credential(self, credential, document):
        get = lambda which: self.library.text("jumio_credential_get_text", credential, which)
        self.assertEqual(get(K.JUMIO_CREDENTIAL_TEXT_ID), document["id"])
        self.assertEqual(get(K.JUMIO_CREDENTIAL_TEXT_CATEGORY), document["category"])
        self.assertEqual(get(K.JUMIO_CREDENTIAL_TEXT_LABEL), document.get("label"))
        self.assertEqual(self.library.jumio_credential_get_category(credential), CATEGORIES[document["category"]])
        channels = [self.library.jumio_credential_get_channel_at(credential, i).decode()
                    for i in range(self.library.jumio_credential_channel_count(credential))]
        self.assertEqual(channels, document["allowedChannels"])
        parts = document.get("api", {}).get("parts", {})
        self.assertLessEqual(set(parts), set(PARTS))
        for part, number in PARTS.items():
            self.assertEqual(self.library.jumio_credential_part_page_count(credential, number), 1 if part in parts else 0, part)

    def check(self, account, document):
        web = document.get("web", {})
        self.assertEqual(self.text(account, K.JUMIO_ACCOUNT_TEXT_ID), document["account"]["id"])
        self.assertEqual(self.text(account, K.JUMIO_ACCOUNT_TEXT_EXECUTION_ID), document["workflowExecution"]["id"])
        self.assertEqual(self.text(account, K.JUMIO_ACCOUNT_TEXT_WEB_HREF), web.get("href"))
        self.assertEqual(self.text(account, K.JUMIO_ACCOUNT_TEXT_WEB_SUCCESS_URL), web.get("successUrl"))
        self.assertEqual(self.text(account, K.JUMIO_ACCOUNT_TEXT_WEB_ERROR_URL), web.get("errorUrl"))
        self.assertEqual(self.text(account, K.JUMIO_ACCOUNT_TEXT_SDK_TOKEN), document.get("sdk", {}).get("token"))
        answered = self.library.jumio_account_get_unix_ms(account, K.JUMIO_ACCOUNT_TIME_ANSWERED)
        self.assertEqual(answered, unix_ms(document["timestamp"]))
        credentials = document["workflowExecution"].get("credentials", [])
        self.assertEqual(self.library.jumio_account_credential_count(account), len(credentials))
        for index, credential in enumerate(credentials):
            self.check_credential(self.library.jumio_account_get_credential_at(account, index), credential)

    def test_answer__every_file_is_read_without_loss(self):
        count = 0
        for name, data in corpus.files("account_response"):
            with self.subTest(name):
                count += 1
                if name == NO_IDS:
                    failure = self.failing("JUMIO_ERR_PROTOCOL", self.library.call, "jumio_account_parse", None, data.decode())
                    self.assertEqual(failure.json_pointer, "/account/id")
                    continue
                account = self.library.call("jumio_account_parse", None, data.decode())
                self.assertEqual(self.library.jumio_account_get_json(account, None), data)
                self.check(account, json.loads(data))
        self.assertGreaterEqual(count, 28)

    def test_answer__every_file_as_the_answer_of_a_create(self):
        transport = OneAnswer(self.library)
        client = self.client_of(transport)
        request = self.request()
        for name, data in corpus.files("account_response"):
            with self.subTest(name):
                transport.body = data
                if name in (NO_IDS, OTHER_IDS):
                    self.failing("JUMIO_ERR_OUTCOME_UNKNOWN", self.create, client, request)
                    continue
                account = self.create(client, request)
                self.assertEqual(self.library.jumio_account_get_json(account, None), data)
                href = json.loads(data).get("web", {}).get("href", "")
                known = re.match(r"https://[\w-]+\.web\.amer-1\.jumio\.ai/", href)
                self.assertEqual(self.text(account, K.JUMIO_ACCOUNT_TEXT_WEB_HREF), href if known else None)  # TH02


if __name__ == "__main__":
    corpus.main()
