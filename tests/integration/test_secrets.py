#!/usr/bin/env python3
"""The canary check: over a whole flow and its failures, with the most talkative log, no secret and no personal datum stands in any log line, error,
stored record or address, in any of the usual encodings; and nothing is printed."""
import base64
import json
import os
import tempfile
import urllib.parse
import urllib.request

import binding
import case
import plugins
from binding import Failure
from case import K
from test_verification import Verifying

SECRET = "canary-Secret+5/~%x"
FIRST, LAST, ADDRESS, NUMBER = "CANARYFIRST", "Canary-L\u00e4st", "203.0.113.77", "X7CANARY42"
PERSON = {"match": {"customerInternalReference": "case-*"}, "extractionOverrides": {"firstName": FIRST, "lastName": LAST, "documentNumber": NUMBER}}


def encodings(value):
    """The value as a careless program would write it. base64 at each of its three alignments, less the characters that depend on the neighbours."""
    data = value if isinstance(value, bytes) else value.encode()
    plain = data.decode("latin-1")
    found = {data, data.hex().encode(), data.hex().upper().encode(), urllib.parse.quote(data, safe="").encode(),
             urllib.parse.quote_plus(data).encode(), plain.encode("utf-16-le"), json.dumps(plain)[1:-1].encode()}
    for shift in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            found.add(encode(b"\0" * shift + data)[4 if shift else 0:].rstrip(b"=")[:-1])
    return {f for f in found if len(f) >= 8}


class Canaries:
    def __init__(self):
        self.names = {}

    def add(self, name, value):
        for encoded in encodings(value):
            self.names[encoded] = name

    def found_in(self, text):
        text = text if isinstance(text, bytes) else text.encode()
        return sorted({name for encoded, name in self.names.items() if encoded in text})


class EncodingTest(case.unittest.TestCase):
    def test_encoding__canaries_are_found_however_they_are_written(self):
        canaries = Canaries()
        canaries.add("x", "Canary/Secret+1")
        for text in ("a Canary/Secret+1 b", base64.b64encode(b"id:Canary/Secret+1").decode(), base64.b64encode(b"i:Canary/Secret+1!").decode(),
                     base64.urlsafe_b64encode(b":Canary/Secret+1").decode(), b"Canary/Secret+1".hex(), "Canary%2FSecret%2B1",
                     "Canary/Secret+1".encode("utf-16-le")):
            self.assertEqual(canaries.found_in(text), ["x"], text)
        self.assertEqual(canaries.found_in("Canary/Secret"), [])


class SecretsTest(Verifying):
    @classmethod
    def simulator_options(cls):
        path = os.path.join(cls.folder.name, "secret")
        with open(path, "w", encoding="ascii") as file:
            file.write(SECRET + "\n")
        return "--client-secret-file", path

    def setUp(self):
        super().setUp()
        self.set_faults()
        self.canaries, self.told, self.log = Canaries(), [], plugins.Log(self.library)
        self.canaries.add("client secret", SECRET)
        for name, value in (("first name", FIRST), ("last name", LAST), ("address", ADDRESS), ("number", NUMBER)):
            self.canaries.add(name, value)
        for name, data in self.pictures.items():
            for at in range(200, len(data) - 32, len(data) // 7):
                self.canaries.add("picture " + name, data[at:at + 18])

    def add_account(self, account):
        """The bearer secrets of an answer; the access token too, which the server gives to everybody who asks with the same credentials."""
        document = json.loads(self.library.jumio_account_get_json(account, None))
        self.canaries.add("web link's token", urllib.parse.parse_qs(urllib.parse.urlsplit(document["web"]["href"]).query)["authorizationToken"][0])
        self.canaries.add("SDK token", document["sdk"]["token"])
        for credential in document["workflowExecution"]["credentials"]:
            if "api" in credential:
                self.canaries.add("transaction token", credential["api"]["token"])
        basic = base64.b64encode(f"{case.CLIENT_ID}:{SECRET}".encode()).decode()
        request = urllib.request.Request(self.simulator.url + "/oauth2/token", b"grant_type=client_credentials",
                                         {"Authorization": "Basic " + basic, "User-Agent": case.AGENT})
        with urllib.request.urlopen(request) as answer:
            self.canaries.add("access token", json.loads(answer.read())["access_token"])

    def set_faults(self, *faults):
        self.simulator.admin("PUT", "/_sim/scenario", {"scenarios": [PERSON], "faults": list(faults)})

    def with_consent(self):
        request = self.request()
        self.library.jumio_account_request_set_lenient(request, 1)  # for a state that is written out
        self.library.call("jumio_account_request_set_user_consent", request, ADDRESS, "USA", "California", "yes", self.clock.wall_ms - 1000)
        return request

    def attempt(self, function, *args):
        """Runs what may fail, and keeps what was told."""
        try:
            return function(*args)
        except Failure as failure:
            self.told.append(f"{failure} {failure.server_title} {failure.json_pointer}")
            return None

    def check(self, store=None):
        self.assertEqual(self.canaries.found_in(self.log.text()), [])
        self.assertEqual(self.canaries.found_in("\n".join(self.told)), [])
        for key, (_, data, terms) in (store.records if store else {}).items():
            self.assertEqual(self.canaries.found_in(key.encode() + data + b" ".join(terms.values())), [])

    def flow(self, client):
        _, account = self.begin(client, self.with_consent())
        self.add_account(account)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        verification = self.refresh(client)
        transaction = self.transaction(client, account)
        self.assertIn(FIRST, self.library.call("jumio_transaction_dup_json", transaction)[0])  # the canaries are really on their way
        for i in range(self.library.jumio_verification_document_count(verification)):
            self.document(client, i, plugins.Sink())
        return account

    def test_secrets__whole_flow(self):
        store, transport = plugins.Store(self.library), plugins.Forward(self.library)
        self.flow(self.client(store=store, transport=transport, log=self.log, secret=SECRET))
        self.check(store)
        self.assertGreaterEqual(len(self.log.records), 2 * len(transport.requests))
        self.assertEqual({event for _, event, _ in self.log.records} & {"http.request", "http.answer"}, {"http.request", "http.answer"})
        for request in transport.requests:
            shown = request.url + " " + " ".join(f"{name}={value}" for name, value in request.headers if name != "Authorization")
            self.assertEqual(self.canaries.found_in(shown), [])

    def test_secrets__bundled_transport_and_kept_links(self):
        store = plugins.Store(self.library)
        self.flow(self.client(store=store, log=self.log, secret=SECRET, keep_links=1))
        self.check()
        stored = b"".join(data for _, data, _ in store.records.values())
        self.assertEqual(self.canaries.found_in(stored), ["web link's token"])  # asked for, and nothing else

    def test_secrets__failures_of_every_call(self):
        echo = json.dumps({"title": "Bad Request", "status": 400, "detail": f"{FIRST} {SECRET} {NUMBER}", "instance": LAST})
        client = self.client(store=plugins.Store(self.library), log=self.log, secret=SECRET)
        account = self.flow(client)
        faults = [{"status": status, "body": echo, "headers": {"Location": f"http://127.0.0.1/{FIRST}?token={urllib.parse.quote(SECRET)}"}}
                  for status in (302, 307, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503)]
        faults += [{"wrongJson": kind} for kind in ("html", "empty", "truncated", "duplicate-key", "deep", "not-utf8", "wrong-ids", "array")]
        faults += [{"reset": where} for where in ("before-read", "after-read", "in-header", "mid-body")] + [{"truncateBodyAt": 300}]
        for fault in faults:
            self.set_faults({"operation": "any", **fault})
            client = self.client(store="memory", log=self.log, secret=SECRET)
            self.attempt(self.library.call, "jumio_client_check", client, 0, 60000, None)
            self.attempt(self.create, client, self.with_consent())
            self.set_faults()
            client = self.client(store="memory", log=self.log, secret=SECRET)
            self.library.call("jumio_client_check", client, 0, 60000, None)
            self.set_faults({"operation": "any", **fault})
            for call in (self.status, self.transaction, self.finalize, self.upload_all):
                self.attempt(call, client, account)
            self.attempt(self.begin, client, self.with_consent())
        self.check()
        self.assertGreater(len(self.told), 100)

    def test_secrets__refused_arguments(self):
        call, attempt = self.library.call, self.attempt
        config = self.config()
        request = call("jumio_account_request_new", None)
        for bad in (SECRET + "\n", SECRET + "\u00e4", SECRET * 100, SECRET + "<"):
            attempt(call, "jumio_config_set_credentials", config, "client", bad)
            attempt(call, "jumio_config_set_credentials", config, bad + ":", "x")
            attempt(call, "jumio_config_set_user_agent", config, bad)
            attempt(call, "jumio_config_set_region", config, bad)
            attempt(call, "jumio_config_set_test_endpoint", config, "http://user:" + bad)
            for setter in ("customer_internal_reference", "user_reference", "reporting_criteria", "workflow_key", "callback_url", "mock_outcome"):
                attempt(call, "jumio_account_request_set_" + setter, request, bad)
            attempt(call, "jumio_account_request_set_user_consent", request, ADDRESS + bad, FIRST, LAST, NUMBER, 0)
            attempt(call, "jumio_account_request_set_token_lifetime_text", request, bad)
            attempt(call, "jumio_account_request_set_override", request, bad, bad)
            attempt(call, "jumio_account_request_set_capability", request, K.JUMIO_CAPABILITY_OPTION_ENABLE_EXTRACTION, bad)
            attempt(call, "jumio_account_request_set_json", request, bad, bad)
            attempt(call, "jumio_account_request_set_json", request, "/customerInternalReference", json.dumps(bad))
            attempt(call, "jumio_account_request_set_web", request, bad, bad, bad)
            attempt(call, "jumio_account_request_add_credential", request, 1, bad, bad)
            attempt(call, "jumio_account_parse", None, '{"account":{"id":"%s' % FIRST)
            attempt(call, "jumio_account_parse", None, '{"account":{"id":["%s"]},"%s":1}' % (FIRST, NUMBER))
            attempt(call, "jumio_transaction_parse", None, '{"%s":1,"%s":2}' % (FIRST, FIRST))
            attempt(call, "jumio_transaction_parse", None, '{"workflow":{"status":5,"x":"%s"}}' % FIRST)
            attempt(call, "jumio_callback_parse", None, '{"message":"%s"}' % FIRST)
            attempt(call, "jumio_workflow_execution_parse", None, "[%s" % FIRST)
        client = self.client(store="memory", secret=SECRET, log=self.log)
        account = self.create(client, self.with_consent())
        self.add_account(account)
        attempt(self.upload, client, account, K.JUMIO_PART_FRONT, self.pictures["document.pdf"])
        attempt(self.upload, client, account, K.JUMIO_PART_FRONT, FIRST.encode() * 50)
        for bad in (FIRST, SECRET, "../" + FIRST):
            attempt(call, "jumio_workflow_execution_fetch", client, bad, bad, 1000, None)
            attempt(call, "jumio_part_fetch", client, bad, bad, bad, None, None, 1000, None)
            attempt(call, "jumio_verification_load", client, bad)
            attempt(self.begin, client, None, "id", bad * 100)
        moved = self.library.jumio_account_get_json(account, None).decode().replace(self.simulator.url, "http://evil.example/" + FIRST)
        other = call("jumio_account_parse", None, moved)
        attempt(self.upload, client, other, K.JUMIO_PART_FRONT, self.pictures["id-front.jpg"])
        attempt(self.finalize, client, other)
        self.check()
        self.assertGreater(len(self.told), 60)

    def test_secrets__wrong_secret_is_not_told(self):
        self.canaries.add("another secret", "canary-other-secret")
        client = self.client(log=self.log, secret="canary-other-secret")
        self.attempt(self.library.call, "jumio_client_check", client, 0, 60000, None)
        self.attempt(self.create, client)
        self.assertEqual(len(self.told), 2)
        self.check()

    def test_secrets__nothing_is_printed(self):
        with tempfile.TemporaryFile() as caught:
            kept = os.dup(1), os.dup(2)
            try:
                os.dup2(caught.fileno(), 1)
                os.dup2(caught.fileno(), 2)
                client = self.client(store="memory", secret=SECRET)
                account = self.flow(client)
                self.set_faults({"operation": "any", "reset": "after-read"})
                for call in (self.status, self.transaction, self.finalize, self.upload_all, self.create):
                    self.attempt(call, client, account if call != self.create else None)
            finally:
                for fd, saved in zip((1, 2), kept):
                    os.dup2(saved, fd)
                    os.close(saved)
            caught.seek(0)
            self.assertEqual(caught.read(), b"")
        self.assertEqual(len(self.told), 5)

    def test_secrets__silent_without_a_hook_and_below_its_level(self):
        for level in (K.JUMIO_LOG_ERROR, K.JUMIO_LOG_WARNING, K.JUMIO_LOG_INFO):
            log = plugins.Log(self.library)
            config = self.config(secret=SECRET)
            self.library.call("jumio_config_set_log", config, level, binding.log_record, binding.register(log), binding.destroy)
            self.library.call("jumio_client_check", self.library.call("jumio_client_new", config), 0, 60000, None)
            self.assertTrue(all(found <= level for found, _, _ in log.records), log.text())


if __name__ == "__main__":
    case.main()
