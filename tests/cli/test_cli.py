#!/usr/bin/env python3
"""jumio-idv against the simulator: every verb, every exit code, file modes, and that no secret or personal datum is printed.

    test_cli.py JUMIO-IDV JUMIO-SIM [unittest options]"""
import datetime
import json
import os
import re
import signal
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "integration"))
import rig
import servers

# One time for all: the same id with another consent would be another request.
CONSENTED = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
PROGRAM, SIMULATOR = (os.path.abspath(path) for path in sys.argv[1:3])
NO_SUCH = "11111111-2222-3333-4444-555555555555"
simulator = None
pictures = {}


def setUpModule():
    global simulator, picture_folder
    simulator = rig.Simulator(SIMULATOR, "--clock", "virtual")
    picture_folder = rig.tempfile.mkdtemp(prefix="jumio-pictures-")
    subprocess.run([SIMULATOR, "--pictures", picture_folder], check=True, stdout=subprocess.DEVNULL)
    for part, name in rig.PICTURES.items():
        pictures[part] = os.path.join(picture_folder, name)


def tearDownModule():
    simulator.stop()
    rig.shutil.rmtree(picture_folder)


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Case(rig.Folder):
    def setUp(self):
        super().setUp()
        simulator.call("POST", "/_sim/reset")
        self.secret_file = self.write("secret", rig.SECRET + "\n")
        self.store = self.path("verifications.db")
        self.secrets = [rig.SECRET]

    def connection(self, secret=True, endpoint=None):
        options = ["--endpoint", endpoint or simulator.url, "--client-id", rig.CLIENT_ID, "--user-agent", "Acme Tests/1.0"]
        return options + (["--secret-file", self.secret_file] if secret else [])

    def plain(self, *arguments, stdin=b"", links=False, personal=False, **more):
        """Runs the program and looks for what it must not have printed."""
        result = rig.run([PROGRAM, *arguments], stdin, **more)
        for secret in self.secrets:
            self.assertNotIn(secret, result.out + result.err)
        if not links:
            self.assertNotIn("authorizationToken", result.out + result.err)
        if not personal:
            for datum in rig.PERSON:
                self.assertNotIn(datum, result.out + result.err)
        for line in result.err.splitlines():
            self.assertRegex(line, r"^jumio-idv: (usage|hint|JUMIO_ERR_[A-Z_]+): ")
        return result

    def verb(self, verb, *arguments, **more):
        return self.plain(verb, *self.connection(), *arguments, **more)

    def good(self, *arguments, **more):
        result = self.verb(*arguments, **more)
        self.assertEqual(result.code, 0, str(result))
        return result

    def bad(self, code, name, *arguments, **more):
        result = self.verb(*arguments, **more)
        self.assertEqual(result.code, code, str(result))
        self.assertIn(name, result.err)
        return result

    def create(self, identity, scenario="passed", *more, account=True):
        """A verification that is ready for uploads; its JSON."""
        order = json.dumps({"customerInternalReference": identity, "scenario": scenario})
        options = ["--store", self.store, "--id", identity, "--entity", "person-1", "--mock-outcome", order, "--workflow-key", "10011"]
        options += ["--credential", "ID:AUT:ID_CARD", "--credential", "SELFIE", "--consent-ip", "203.0.113.9", "--consent-country", "AUT"]
        options += ["--consent-obtained", "yes", "--consent-at", CONSENTED, "--json"]
        if account:
            options += ["--account-file", self.path(identity + ".account")]
        record = self.good("create", *options, *more, links="--show-links" in more).json()[0]
        if account:
            self.remember_tokens(self.path(identity + ".account"))
        return record

    def remember_tokens(self, path):
        answer = json.loads(read(path))
        self.secrets.append(answer["sdk"]["token"])
        self.secrets += [c["api"]["token"] for c in answer["workflowExecution"]["credentials"] if "api" in c]

    def finish(self, identity):
        """Uploads, finalizes, and lets the processing time pass."""
        account = self.path(identity + ".account")
        for part, picture in pictures.items():
            self.good("upload", "--account-file", account, "--part", part, picture)
        self.good("finalize", "--account-file", account)
        simulator.advance(5)

    def complete(self, record):
        simulator.call("POST", "/_sim/complete?workflowExecution=" + record["scan_reference"])
        simulator.advance(5)


class Callback(Case):
    """The guard from files; secrets come from private files or descriptors and are printed nowhere."""

    KEY, TOKEN, EXECUTION, ACCOUNT = "a-key-of-tags-0123456789-0123456789", "token-of-the-url-01", NO_SUCH, "99999999-2222-3333-4444-555555555555"
    SENT = "2025-02-28T20:24:43Z"

    def setUp(self):
        super().setUp()
        self.secrets += [self.KEY, self.TOKEN]
        self.key, self.token = self.write("key", self.KEY + "\n"), self.write("token", self.TOKEN + "\n")

    def body(self, *options, status="PROCESSED"):
        result = self.plain("callback", "build", self.EXECUTION, self.ACCOUNT, status, "--region", "EU", "--workflow-key", "10011",
                            "--at", self.SENT, *options)
        self.assertEqual(result.code, 0, str(result))
        return result.out

    def judged(self, body, *options, **more):
        result = self.plain("callback", "check", self.write("body", body), "--region", "emea-1", "--at", self.SENT, "--json", *options, **more)
        self.assertEqual(result.code, 0, str(result))
        told = result.json()[0]
        return told["verdict"], told["findings"]

    def test_callback_body_is_judged(self):
        self.assertEqual(self.judged(self.body(), "--peer", "34.253.41.236"), ("reread", []))
        self.assertEqual(self.judged(self.body(), "--peer", "192.0.2.1"), ("suspicious", ["peer_unknown"]))
        self.assertEqual(self.judged(self.body(status="LATER")), ("reread", ["status_unknown"]))
        self.assertEqual(self.judged('{"message":"Test callback"}'), ("ignore", ["not_a_callback"]))
        self.assertEqual(self.judged("{" + " " * 65536 + "}"), ("suspicious", ["too_large"]))
        sources = self.write("sources.json", '{"date":"2025-02-01","regions":{"emea-1":["192.0.2.0/24"]}}')
        self.assertEqual(self.judged(self.body(), "--peer", "192.0.2.1", "--sources", sources), ("reread", []))

    def test_callback_of_standard_input_in_lines(self):
        result = self.plain("callback", "check", "-", "--region", "EU", stdin=self.body("--user-reference", "person-1").encode())
        self.assertEqual(result.code, 0, str(result))
        self.assertIn("verdict:           reread", result.out)
        self.assertIn(self.EXECUTION, result.out)

    def test_callback_tags(self):
        tagging = ("--client-id", "tenant-1", "--tag-key", self.key)
        body = self.body(*tagging, "--user-reference", "case-1")
        self.assertRegex(json.loads(body)["userReference"], r"^case-1\.[a-z2-7]{26}\.[A-Za-z0-9_-]{22}$")
        self.assertEqual(self.judged(body, *tagging), ("reread", ["tag_valid"]))
        self.assertEqual(self.judged(body, "--client-id", "tenant-2", "--tag-key", self.key), ("suspicious", ["tag_wrong"]))
        self.assertEqual(self.judged(self.body(), *tagging), ("suspicious", ["tag_missing"]))

    def test_callback_url_token(self):
        self.assertEqual(self.judged(self.body(), "--url-token", self.token, "--given-token", self.token), ("reread", []))
        self.assertEqual(self.plain("callback", "check", self.body(), "--region", "EU", "--given-token", self.token).code, 2)  # compared with nothing
        self.assertEqual(self.judged(self.body(), "--url-token", self.token), ("suspicious", ["url_token_wrong"]))
        with open(self.token, "rb") as file:
            given = "fd:%d" % file.fileno()
            self.assertEqual(self.judged(self.body(), "--url-token", given, "--given-token", self.token, pass_fds=[file.fileno()]), ("reread", []))

    def test_callback_bad_input(self):
        body = self.write("body", self.body())
        for code, *arguments in ((2, "judge", body, "--region", "EU"), (2, "check", body), (2, "check", body, "--region", "EU", "--at", "now"),
                                 (2, "check", body, "--region", "EU", "--tag-key", self.key), (2, "build", "x", "y", "--region", "EU"),
                                 (3, "check", body, "--region", "mars"), (3, "check", self.path("none"), "--region", "EU"),
                                 (3, "build", "x", self.ACCOUNT, "PROCESSED", "--region", "EU", "--workflow-key", "1"),
                                 (3, "check", body, "--region", "EU", "--sources", body),
                                 (3, "check", body, "--region", "EU", "--url-token", self.write("short", "short\n")),
                                 (3, "check", body, "--region", "EU", "--url-token", self.write("open", self.TOKEN, 0o644))):
            with self.subTest(arguments):
                result = self.plain("callback", *arguments)
                self.assertEqual(result.code, code, str(result))


class Mock(Case):
    def test_mock_prints_an_order(self):
        path = self.write("scenarios.json", '{"scenarios":[{"scenario":"wiped"},{"name":"forged","scenario":"fraud-fake"}]}')
        order = self.plain("mock", path, "forged", "--reference", "case-1")
        self.assertEqual(order.json(), [{"customerInternalReference": "case-1", "decisionLabel": "FAKE", "credentialWithDecision": "ID"}])
        self.assertEqual(self.plain("mock", path, "--reference", "case-1").code, 3)
        self.assertEqual(self.plain("mock", path, "forged", "--reference", "case/1").code, 3)
        self.assertEqual(self.plain("mock", path, "forged").code, 2)


class Region(Case):
    def test_region_of_a_portal_address(self):
        told = self.plain("region", "https://customer-portal.lon.netverify.com/#/login", "--json").json()[0]
        self.assertEqual((told["region"], told["sdk_web"], told["portal_host"]), ("emea-1", "eu", "customer-portal.lon.netverify.com"))
        self.assertIsNone(self.plain("region", "SG", "--json").json()[0]["portal_host"])
        self.assertIn("retrieval.apac-1.jumio.ai", self.plain("region", "sgp").out)

    def test_region_is_not_guessed(self):
        result = self.plain("region", "customer-portal.core-sgp.jumio.com")
        self.assertEqual(result.code, 3, str(result))


class Check(Case):
    def test_accepts_good_credentials(self):
        self.assertIn("ok", self.good("check").out)
        self.assertEqual(self.good("check", "--json").json(), [{"ok": True, "finding": "OK"}])
        self.assertEqual(self.good("check", "--retrieval", "--json").json(), [{"ok": True, "finding": "OK"}])
        self.assertEqual([row["status"] for row in simulator.ledger("status")], [404])
        self.assertEqual(len(simulator.ledger("create")), 0)

    def test_refused_secret_is_exit_4(self):
        self.write("secret", "another-secret")
        self.secrets.append("another-secret")
        result = self.bad(4, "JUMIO_ERR_AUTH", "check")
        self.assertIn("HTTP 401", result.err)
        self.assertIn("refused: WRONG_CREDENTIALS", result.out)
        self.assertIn("hint: check the client id, the secret and the region", result.err)

    def test_other_regions_are_never_asked_with_an_endpoint(self):
        self.write("secret", "another-secret")
        result = self.bad(4, "JUMIO_ERR_AUTH", "check", "--other-regions", "--json")
        self.assertEqual(result.json(), [{"ok": False, "finding": "WRONG_CREDENTIALS"}])
        self.assertEqual(len(simulator.ledger("token")), 1)

    def test_missing_permission_is_exit_4(self):
        simulator.faults({"operation": "status", "status": 403})
        result = self.bad(4, "JUMIO_ERR_PERMISSION", "check", "--retrieval")
        self.assertIn("refused: PERMISSION", result.out)

    def test_nothing_listening_is_exit_5(self):
        result = self.plain("check", *self.connection(endpoint="http://127.0.0.1:1"))
        self.assertEqual(result.code, 5, str(result))
        self.assertIn("JUMIO_ERR_CONNECT", result.err)
        self.assertIn("refused: UNREACHABLE", result.out)

    def test_timeout_is_exit_5(self):
        simulator.faults({"operation": "token", "hold": True})
        result = self.bad(5, "JUMIO_ERR_DEADLINE", "check", "--timeout", "1")
        simulator.call("POST", "/_sim/release")
        self.assertIn("repeat later", result.err)

    def test_also_opens_the_store(self):
        self.good("check", "--store", self.store)
        self.assertEqual(self.mode(self.store), 0o600)
        os.chmod(self.store, 0o644)
        self.bad(3, "JUMIO_ERR_FILE", "check", "--store", self.store)

    def test_through_a_proxy(self):
        """N39: the simulator behind a proxy that wants credentials; a proxy that refuses them sends nothing on."""
        credentials = self.write("proxy-credentials", "user:canary-of-the-proxy\n")
        self.secrets += ["canary-of-the-proxy"]
        with servers.ConnectProxy(int(simulator.url.rsplit(":", 1)[1]), "dXNlcjpjYW5hcnktb2YtdGhlLXByb3h5") as proxy:
            self.good("check", "--proxy", f"http://127.0.0.1:{proxy.port}", "--proxy-credentials", credentials)
            before = len(simulator.ledger("token"))
            self.bad(5, "JUMIO_ERR_PROXY", "check", "--proxy", f"http://127.0.0.1:{proxy.port}")
            self.assertEqual(len(simulator.ledger("token")), before)
        self.assertEqual(len(proxy.heads), 2)
        self.bad(3, "JUMIO_ERR_ARGUMENT", "check", "--proxy-credentials", credentials)
        self.bad(3, "JUMIO_ERR_ARGUMENT", "check", "--proxy", "http://user:x@127.0.0.1:1")

    def test_a_client_key_needs_its_certificate(self):
        password = self.write("key-password", "canary-of-the-key\n")
        self.secrets += ["canary-of-the-key"]
        self.bad(3, "client key", "check", "--client-key", "k.pem")
        self.bad(3, "client key password", "check", "--client-key-password", password)
        self.bad(3, "JUMIO_ERR_FILE", "check", "--client-cert", "c.pem", "--client-key-password", self.path("none"))

    def test_an_unknown_region_is_exit_3(self):
        result = self.plain("check", "--region", "mars-1", "--client-id", "a", "--user-agent", "Acme/1", "--secret-file", self.secret_file)
        self.assertEqual(result.code, 3, str(result))
        self.assertIn("JUMIO_ERR_ARGUMENT", result.err)


class Secrets(Case):
    def test_from_a_descriptor(self):
        reader, writer = os.pipe()
        os.write(writer, b"sim-secret\n")
        os.close(writer)
        result = self.plain("check", *self.connection(secret=False), "--secret-fd", str(reader), pass_fds=[reader])
        os.close(reader)
        self.assertEqual(result.code, 0, str(result))

    def test_from_standard_input_without_a_line_break(self):
        self.assertEqual(self.plain("check", *self.connection(secret=False), "--secret-fd", "0", stdin=b"sim-secret").code, 0)

    def test_a_file_that_others_can_read_is_refused(self):
        os.chmod(self.secret_file, 0o640)
        self.assertIn("chmod 600", self.bad(3, "JUMIO_ERR_FILE", "check").err)

    def test_a_link_is_refused(self):
        os.symlink(self.secret_file, self.path("link"))
        self.secret_file = self.path("link")
        self.bad(3, "JUMIO_ERR_FILE", "check")

    def test_a_fifo_is_refused_at_once(self):
        os.mkfifo(self.path("fifo"), 0o600)
        self.secret_file = self.path("fifo")
        self.bad(3, "JUMIO_ERR_FILE", "check")

    def test_malformed_ones_are_refused(self):
        for text in ("", "\n", "two\nlines\n", "a\0b\n", "x" * 700):
            self.write("secret", text)
            self.bad(3, "JUMIO_ERR_FILE", "check")
        for text in ("caf\u00e9", "tab\there", "carriage\r\n"):
            self.write("secret", text)
            self.bad(3, "JUMIO_ERR_ARGUMENT", "check")

    def test_never_from_the_command_line_or_the_environment(self):
        for arguments in (["--client-secret=hunter2"], ["--secret=hunter2"], ["--client-secret", "hunter2"]):
            result = self.plain("check", *self.connection(secret=False), *arguments, env={"JUMIO_SECRET": "sim-secret", "SECRET": "sim-secret"})
            self.assertEqual(result.code, 2, str(result))
            self.assertNotIn("hunter2", result.out + result.err)

    def test_one_place_only(self):
        self.assertEqual(self.verb("check", "--secret-fd", "0").code, 2)


class Config(Case):
    def config(self, text, mode=0o600):
        return self.write("config", text, mode)

    def whole(self):
        return (f"# of the tests\n\nendpoint = {simulator.url}\nclient-id=sim-client\n  user-agent =  Acme Tests/1.0 \r\n"
                f"secret-file = {self.secret_file}\nstore = {self.store}\ntimeout = 30")

    def test_gives_the_settings(self):
        result = self.plain("check", "--config", self.config(self.whole()))
        self.assertEqual(result.code, 0, str(result))

    def test_the_command_line_wins(self):
        path = self.config(self.whole())
        self.assertEqual(self.plain("check", "--config", path, "--endpoint", "http://127.0.0.1:1").code, 5)
        self.assertEqual(self.plain("check", "--config", path, "--secret-fd", "0", stdin=b"wrong-secret").code, 4)
        # the region hides the file's endpoint: nothing may go to a place that was not asked for
        result = self.plain("check", "--config", path, "--region", "mars-1")
        self.assertEqual(result.code, 3, str(result))
        self.assertEqual(len(simulator.ledger("token")), 1)

    def test_holds_no_secret(self):
        for name in ("secret", "client-secret"):
            result = self.plain("check", "--config", self.config(self.whole() + f"\n{name} = sim-secret\n"))
            self.assertEqual(result.code, 3, str(result))
            self.assertIn("line 9", result.err)

    def test_one_that_others_can_write_is_refused(self):
        result = self.plain("check", "--config", self.config(self.whole(), 0o660))
        self.assertEqual(result.code, 3, str(result))

    def test_mistakes_are_named_by_line(self):
        for text in ("endpoint", "= x", "endpoint =", "endpoint = a\nendpoint = b", "json = yes", "id = x"):
            result = self.plain("check", "--config", self.config(text))
            self.assertEqual(result.code, 3, str(result))
            self.assertRegex(result.err, r"line [12]: ")


class Create(Case):
    def test_stores_the_record_and_writes_a_private_account_file(self):
        os.umask(0)
        try:
            record = self.create("case-1")
        finally:
            os.umask(0o022)
        self.assertEqual((record["status"], record["final"], record["processing"]), ("Pending", False, "waiting"))
        self.assertEqual((record["id"], record["entity"]), ("case-1", "person-1"))
        self.assertEqual(self.mode(self.path("case-1.account")), 0o600)
        self.assertEqual(self.mode(self.store), 0o600)
        sent = simulator.ledger("create")
        self.assertEqual(len(sent), 1)
        self.assertIn("Acme Tests/1.0", sent[0]["userAgent"])

    def test_the_same_id_never_makes_a_second_transaction(self):
        first = self.create("case-1")
        self.assertEqual(self.create("case-1", account=False)["scan_reference"], first["scan_reference"])
        self.assertEqual(len(simulator.ledger("create")), 1)
        self.bad(9, "JUMIO_ERR_CONFLICT", "create", "--store", self.store, "--id", "case-1", "--entity", "another", "--reference", "r",
                 "--workflow-key", "10011")

    def test_tokens_are_given_once(self):
        self.create("case-1", account=False)
        order = json.dumps({"customerInternalReference": "case-2", "scenario": "passed"})
        options = ["--store", self.store, "--id", "case-2", "--entity", "p", "--mock-outcome", order, "--workflow-key", "10011", "--account-file"]
        self.good("create", *options, self.path("first"))
        self.remember_tokens(self.path("first"))
        self.bad(9, "JUMIO_ERR_STATE", "create", *options, self.path("second"))
        self.assertFalse(os.path.exists(self.path("second")))

    def test_an_account_file_is_never_replaced_and_costs_no_transaction(self):
        path = self.write("account", "mine")
        self.bad(3, "JUMIO_ERR_FILE", "create", "--store", self.store, "--entity", "p", "--reference", "r", "--workflow-key", "10011",
                 "--account-file", path)
        self.assertEqual(read(path), b"mine")
        os.symlink(self.path("elsewhere"), self.path("link"))
        self.bad(3, "JUMIO_ERR_FILE", "create", "--store", self.store, "--entity", "p", "--reference", "r", "--workflow-key", "10011",
                 "--account-file", self.path("link"))
        self.assertFalse(os.path.exists(self.path("elsewhere")))
        self.assertEqual(len(simulator.ledger("create")), 0)

    def test_a_lost_answer_is_exit_7_and_is_not_repeated(self):
        simulator.faults({"operation": "create", "on": 1, "reset": "after-read"})
        options = ["--store", self.store, "--id", "case-1", "--entity", "p", "--reference", "case-1", "--workflow-key", "10011", "--account-file",
                   self.path("account"), "--json"]
        result = self.bad(7, "JUMIO_ERR_OUTCOME_UNKNOWN", "create", *options)
        self.assertIn("do not repeat", result.err)
        self.assertEqual(result.json()[0]["processing"], "outcome-unknown")
        self.assertFalse(os.path.exists(self.path("account")))
        self.verb("create", *options)
        self.assertEqual(len(simulator.ledger("create")), 1)

    def test_a_refusal_is_exit_3(self):
        simulator.faults({"operation": "create", "status": 400, "body": '{"title":"Bad","status":400,"detail":"no"}'})
        result = self.bad(3, "JUMIO_ERR_REQUEST_REFUSED", "create", "--store", self.store, "--entity", "p", "--reference", "r", "--workflow-key",
                          "10011", "--json")
        self.assertEqual(result.json()[0]["processing"], "refused")

    def test_a_missing_permission_is_exit_4(self):
        simulator.faults({"operation": "create", "status": 403})
        self.bad(4, "JUMIO_ERR_PERMISSION", "create", "--store", self.store, "--entity", "p", "--reference", "r", "--workflow-key", "10011")

    def test_bad_values_are_named_and_nothing_is_sent(self):
        base = ["create", "--store", self.store, "--entity", "p", "--workflow-key", "10011"]
        for more, code in ((["--reference", "a<b"], 3), (["--reference", "r", "--callback-url", "http://example.org/"], 3),
                           (["--reference", "r", "--token-lifetime", "10"], 3), (["--reference", "r", "--token-lifetime", "soon"], 3),
                           (["--reference", "r", "--credential", "PET"], 2), (["--reference", "r", "--credential", "ID:AUT:ID_CARD:x"], 2),
                           (["--reference", "r", "--credential", "ID:aut"], 3), (["--reference", "r", "--consent-at", "2026-02-30T00:00:00Z"], 2),
                           (["--reference", "r", "--consent-obtained", "yes"], 3), (["--mock-outcome", "[]"], 3), ([], 2),
                           (["--reference", "r", "--mock-outcome", "{}"], 2), (["--reference", "r", "--id", "UPPER"], 3),
                           (["--reference", "r", "--locale", "a b"], 3), (["--reference", "r", "--token-lifetime", "61d"], 3),
                           (["--reference", "r", "--override", "alone"], 2), (["--reference", "r", "--override", "=x"], 3),
                           (["--reference", "r", "--capability", "ekycCheck.other=1"], 2), (["--reference", "r", "--member", "/x=no json"], 3),
                           (["--reference", "r", "--capability", "documentVerification.enableExtraction=maybe"], 3),
                           (["--reference", "r", "--credential-setting", "label=x"], 2), (["--reference", "r", "--member", "/reportingCriteria=1",
                                                                                             "--reporting-criteria", "x"], 3),
                           (["--reference", "r", "--credential", "ID", "--credential-setting", "colour=x"], 2),
                           (["--reference", "r", *["--override", "a=b"] * 101], 2)):
            result = self.verb(*base, *more)
            self.assertEqual(result.code, code, f"{more}\n{result}")
        self.assertEqual(len(simulator.ledger("create")), 0)

    def test_rules_that_the_host_knows_better(self):
        base = ["create", "--store", self.store, "--entity", "p", "--workflow-key", "10011", "--reference", "r", "--credential", "ID:QZZ:PASSPORT"]
        self.bad(3, "ISO 3166-1", *base)
        self.assertIn("hint: workflowDefinition.credentials.country: is not in ISO 3166-1", self.good(*base, "--lenient").err)

    def test_links_are_kept_and_shown_on_demand_only(self):
        self.assertIs(self.create("case-1", "passed", account=False)["id_task"], True)
        shown = self.create("case-2", "passed", "--show-links", account=False)
        self.assertIn("authorizationToken", shown["link"])
        listed = ["list", "--store", self.store, "--entity", "person-1", "--json"]
        self.assertEqual([row["id_task"] for row in self.good(*listed).json()], [False, False])
        self.create("case-3", "passed", "--keep-links", account=False)
        self.assertEqual([row["id_task"] for row in self.good(*listed).json()], [False, False, True])
        rows = self.good(*listed, "--show-links", links=True).json()
        self.assertIn("authorizationToken", rows[2]["link"])
        for name in os.listdir(self.folder):
            if name.startswith("verifications.db"):
                self.assertNotIn(shown["link"].encode(), read(self.path(name)))

    def test_text_output(self):
        out = self.good("create", "--store", self.store, "--id", "x", "--entity", "p", "--reference", "r", "--workflow-key", "10011").out
        self.assertRegex(out, r"(?m)^Status:            Pending \(not final\)$")
        self.assertRegex(out, r"(?m)^Scan Reference:    [0-9a-f-]{36}$")
        self.assertRegex(out, r"(?m)^Created:           \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


class Update(Case):
    def finished(self):
        record = self.create("case-1")
        self.finish("case-1")
        return record["account_id"]

    def options(self, key="10014"):
        return ["--reference", "case-2", "--workflow-key", key]

    def test_starts_a_further_transaction_of_the_account(self):
        account = self.finished()
        told = self.good("update", *self.options(), account, "--token-lifetime", "600", "--account-file", self.path("second"), "--json").json()[0]
        self.remember_second_token()
        self.assertEqual((told["account_id"], told["id_task"]), (account, True))
        self.assertRegex(told["expires"], r"^\d{4}-\d\d-\d\dT")
        self.assertNotIn("link", told)
        self.assertEqual(self.mode(self.path("second")), 0o600)
        self.assertEqual([row["path"] for row in simulator.ledger("update")], ["/api/v1/accounts/" + account])
        out = self.good("update", *self.options(), account, "--show-links", links=True).out
        self.assertRegex(out, r"(?m)^ID Task:           http://127")
        self.assertRegex(out, r"(?m)^Expires:           -$")

    def remember_second_token(self):
        self.secrets.append(json.loads(read(self.path("second")))["sdk"]["token"])

    def test_every_field_of_the_request_has_an_option(self):
        """Golden: the body that leaves, as JSON."""
        account = self.finished()
        self.good("update", *self.options("my-own"), "--user-reference", "person-1", "--reporting-criteria", "branch-4", "--token-lifetime", "30m",
                  "--callback-url", "https://kyc.example.com/cb", "--success-url", "https://www.example.com/ok", "--error-url",
                  "https://www.example.com/no", "--locale", "de", "--credential", "ID:AUT:PASSPORT", "--credential-setting", "label=Primary=ID",
                  "--credential-setting", "country=DEU", "--credential-setting", "country-preset=RECOMMENDED", "--credential", "SELFIE",
                  "--credential", "ID:USA:ID_CARD", "--credential-setting", "type=VISA", "--credential-setting", "type-preset=RECOMMENDED",
                  "--capability", "watchlistScreening.searchProfile=default", "--capability", "watchlistScreening.additionalProperties=",
                  "--capability", "watchlistScreening.searchType=one", "--capability", "ekycCheck.searchType=one",
                  "--capability", "workflowDecision.decisionLabelRulesetId=" + NO_SUCH, "--capability", "workflowDecision.riskScoreRulesetId=" + NO_SUCH,
                  "--capability", "documentVerification.enableExtraction=true", "--override", "explicitUploadEnabled=true", "--override", "later=a=b",
                  "--member", '/workflowDefinition/capabilities/later={"on":true}', "--member", "/workflowDefinition/credentials/1/later=[1]",
                  "--consent-ip", "203.0.113.9", "--consent-country", "USA", "--consent-state", "IL", "--consent-obtained", "yes", "--consent-at", CONSENTED,
                  account)
        rows = simulator.call("GET", "/_sim/ledger?golden=1")
        rows = rows if isinstance(rows, list) else next(value for value in rows.values() if isinstance(value, list))
        body = json.loads(next(row["body"] for row in rows if row["operation"] == "update"))
        consent = body.pop("userConsent")
        self.assertEqual((consent["userIp"], consent["userLocation"]), ("203.0.113.9", {"country": "USA", "state": "IL"}))
        self.assertEqual(consent["consent"]["obtained"], "yes")
        defined, recommended = ({"predefinedType": word} for word in ("DEFINED", "RECOMMENDED"))
        self.assertEqual(body, {
            "customerInternalReference": "case-2", "userReference": "person-1", "reportingCriteria": "branch-4", "tokenLifetime": "30m",
            "callbackUrl": "https://kyc.example.com/cb",
            "web": {"successUrl": "https://www.example.com/ok", "errorUrl": "https://www.example.com/no", "locale": "de"},
            "overrideSettings": {"explicitUploadEnabled": "true", "later": "a=b"},
            "workflowDefinition": {
                "key": "my-own",
                "credentials": [
                    {"category": "ID", "label": "Primary=ID", "country": {**recommended, "values": ["AUT", "DEU"]}, "type": {**defined, "values": ["PASSPORT"]}},
                    {"category": "SELFIE", "later": [1]},
                    {"category": "ID", "country": {**defined, "values": ["USA"]}, "type": {**recommended, "values": ["ID_CARD", "VISA"]}}],
                "capabilities": {
                    "watchlistScreening": {"searchProfile": "default", "additionalProperties": "", "searchType": "one"},
                    "ekycCheck": {"searchType": "one"}, "documentVerification": {"enableExtraction": True}, "later": {"on": True},
                    "workflowDecision": {"decisionLabelRulesetId": NO_SUCH, "riskScoreRulesetId": NO_SUCH}}}})

    def test_reuses_a_credential_and_finalizes_itself(self):
        account = self.finished()
        first = json.loads(read(self.path("case-1.account")))
        identity = next(c["id"] for c in first["workflowExecution"]["credentials"] if c["category"] == "ID")
        told = self.good("update", *self.options("my-own"), "--credential", "ID@" + identity, "--user-reference", "jane@mail.example", account, "--json")
        self.assertIn("jumio-idv: hint: userReference: looks like", told.err)
        self.assertNotIn("jane", told.err)
        simulator.advance(5)
        self.assertIn("PROCESSED", self.good("status", account, told.json()[0]["scan_reference"]).out)
        self.bad(3, "credential.id", "update", *self.options("my-own"), "--credential", "ID@x", account)
        self.bad(2, "usage", "update", *self.options("my-own"), "--credential", "ID@%s:AUT" % identity, account)

    def test_an_unknown_account_is_exit_6(self):
        self.bad(6, "JUMIO_ERR_NOT_FOUND", "update", *self.options("10011"), NO_SUCH)
        self.bad(3, "account_id", "update", *self.options("10011"), "no-uuid")
        self.bad(2, "usage", "update", *self.options("10011"))

    def test_a_lost_answer_is_exit_7_and_is_not_repeated(self):
        account = self.finished()
        simulator.faults({"operation": "update", "on": 1, "reset": "after-read"})
        self.bad(7, "JUMIO_ERR_OUTCOME_UNKNOWN", "update", *self.options(), account, "--account-file", self.path("second"))
        self.assertFalse(os.path.exists(self.path("second")))
        self.assertEqual(len(simulator.ledger("update")), 1)


class Upload(Case):
    def test_uploads_and_finalizes(self):
        self.create("case-1")
        account = self.path("case-1.account")
        self.assertEqual(self.good("upload", "--account-file", account, "--part", "front", pictures["front"]).out, "uploaded front\n")
        with open(pictures["back"], "rb") as file:
            row = self.good("upload", "--account-file", account, "--part", "back", "--json", "-", stdin=file).json()[0]
        self.assertEqual((row["part"], row["remarks"]), ("back", []))
        self.bad(3, "JUMIO_ERR_ARGUMENT", "upload", "--account-file", account, "--part", "back", "-", stdin=read(pictures["back"]))  # a pipe
        self.bad(3, "JUMIO_ERR_ARGUMENT", "upload", "--account-file", account, "--part", "back", "--page", "2", pictures["back"])
        self.assertEqual(self.verb("upload", "--account-file", account, "--part", "back", "--page", "0", pictures["back"]).code, 2)
        self.good("upload", "--account-file", account, "--part", "face", pictures["face"])
        self.assertRegex(self.good("finalize", "--account-file", account).out, r"^finalized [0-9a-f-]{36}\n$")
        self.assertEqual(len(simulator.ledger("upload")), 3)
        self.assertEqual({row["authorizationKind"] for row in simulator.ledger("upload")}, {"transaction"})

    def test_refuses_what_is_no_picture(self):
        self.create("case-1")
        options = ["upload", "--account-file", self.path("case-1.account"), "--part"]
        self.bad(3, "JUMIO_ERR_MEDIA_TYPE", *options, "front", self.write("text", "hello, this is no picture at all"))
        self.bad(3, "JUMIO_ERR_ARGUMENT", *options, "front", self.write("empty", ""))
        self.bad(3, "JUMIO_ERR_FILE", *options, "front", self.path("absent"))
        self.bad(3, "JUMIO_ERR_UNSUPPORTED", *options, "document", pictures["front"])
        self.assertEqual(self.verb(*options, "side", pictures["front"]).code, 2)
        self.assertEqual(self.verb(*options, "front").code, 2)
        self.assertEqual(len(simulator.ledger("upload")), 0)

    def data_account(self):
        """The account file of a workflow that takes prepared data."""
        path = self.path("data.account")
        self.good("create", "--store", self.store, "--id", "data-1", "--entity", "p", "--reference", "r", "--workflow-key", "10005", "--account-file", path)
        self.secrets += [c["api"]["token"] for c in json.loads(read(path))["workflowExecution"]["credentials"]]
        return path

    def test_uploads_prepared_data(self):
        options = ["upload", "--account-file", self.data_account(), "--part", "prepared_data"]
        person = {"firstName": "\u0e2a\u0e21\u0e0a\u0e32\u0e22", "address": {"country": "BRA", "own/key~": [1, None]}, "id": {"idNumber": "12345678909"}}
        path = self.write("data.json", json.dumps(person))
        self.assertEqual(self.good(*options, "--check", "cpf,cpf", path).out, "uploaded prepared_data\n")
        row = simulator.ledger("upload")[-1]
        self.assertEqual(row["contentType"], "application/json")
        self.assertIn("/lastName", self.bad(3, "JUMIO_ERR_ARGUMENT", *options, "--check", "watchlist", path).err)
        self.assertEqual(self.verb(*options, "--check", "horoscope", path).code, 2)
        self.assertEqual(self.verb(*options[:-1], "front", "--check", "cpf", path).code, 2)
        for text, code in (("[]", "JUMIO_ERR_JSON"), ("{", "JUMIO_ERR_JSON"), ("{}", "JUMIO_ERR_ARGUMENT"), ('{"dateOfBirth":"1972-**-1*"}', "JUMIO_ERR_ARGUMENT"),
                           ('{"firstName":""}', "JUMIO_ERR_ARGUMENT"), ('{"a":{"":1}}', "JUMIO_ERR_ARGUMENT")):
            self.assertNotIn("1972", self.bad(3, code, *options, self.write("bad.json", text)).err)
        self.bad(3, "JUMIO_ERR_UNSUPPORTED", *options[:-1], "front", pictures["front"])
        self.assertEqual(len(simulator.ledger("upload")), 1)
        self.good("finalize", "--account-file", self.path("data.account"))

    def test_needs_a_private_account_file(self):
        self.create("case-1")
        os.chmod(self.path("case-1.account"), 0o644)
        self.bad(3, "JUMIO_ERR_FILE", "upload", "--account-file", self.path("case-1.account"), "--part", "front", pictures["front"])
        self.bad(3, "JUMIO_ERR_JSON", "finalize", "--account-file", self.write("account", "no json"))
        self.bad(3, "JUMIO_ERR_PROTOCOL", "finalize", "--account-file", self.write("account", "{}"))

    def test_an_account_file_of_another_origin_sends_nothing(self):
        self.create("case-1")
        text = read(self.path("case-1.account")).decode().replace(simulator.url, "https://api.example.org")
        self.bad(5, "JUMIO_ERR_ORIGIN_REFUSED", "upload", "--account-file", self.write("account", text), "--part", "front", pictures["front"])
        self.bad(5, "JUMIO_ERR_ORIGIN_REFUSED", "finalize", "--account-file", self.path("account"))


class Status(Case):
    def test_of_an_execution_and_of_a_verification(self):
        record = self.create("case-1")
        ids = [record["account_id"], record["scan_reference"]]
        self.assertEqual(self.good("status", *ids).out, "Execution status:  INITIATED (not final)\n")
        self.finish("case-1")
        self.assertEqual(self.good("status", *ids).out, "Execution status:  PROCESSED (final)\n")
        row = self.good("status", "--json", *ids).json()[0]
        self.assertEqual((row["execution_status"], row["final"], row["scan_reference"]), ("PROCESSED", True, ids[1]))
        self.assertEqual(self.good("status", "--store", self.store, "--id", "case-1").out,
                         "Status:            Passed (final)\nExecution status:  PROCESSED\n")
        row = self.good("status", "--store", self.store, "--id", "case-1", "--json").json()[0]
        self.assertEqual(row, {"id": "case-1", "status": "Passed", "final": True, "execution_status": "PROCESSED"})

    def test_what_does_not_exist_is_exit_6(self):
        self.bad(6, "JUMIO_ERR_NOT_FOUND", "status", NO_SUCH, NO_SUCH)
        self.bad(6, "JUMIO_ERR_STORE_NOT_FOUND", "status", "--store", self.store, "--id", "nobody")
        self.bad(3, "JUMIO_ERR_ARGUMENT", "status", "../../etc", NO_SUCH)

    def test_a_failing_server_is_exit_9_and_an_html_page_too(self):
        record = self.create("case-1")
        ids = [record["account_id"], record["scan_reference"]]
        simulator.faults({"operation": "status", "wrongJson": "html"})
        self.bad(9, "JUMIO_ERR_JSON", "status", *ids)
        simulator.faults({"operation": "status", "wrongJson": "wrong-ids"})
        self.bad(9, "JUMIO_ERR_ID_MISMATCH", "status", *ids)
        simulator.faults({"operation": "status", "status": 500})
        self.bad(9, "JUMIO_ERR_SERVER", "status", "--timeout", "2", *ids)

    def test_a_damaged_store_is_exit_8(self):
        self.write("verifications.db", b"SQLite format 3\0" + b"\xff" * 4096)
        result = self.verb("status", "--store", self.store, "--id", "x")
        self.assertEqual(result.code, 8, str(result))
        self.assertIn("JUMIO_ERR_STORE_CORRUPT", result.err)

    def test_wrong_operands(self):
        self.assertEqual(self.verb("status").code, 2)
        self.assertEqual(self.verb("status", NO_SUCH).code, 2)
        self.assertEqual(self.verb("status", "--id", "x", NO_SUCH, NO_SUCH).code, 2)
        self.assertEqual(self.verb("status", "--id", "x").code, 2)


class Show(Case):
    def test_tells_the_reasons(self):
        record = self.create("case-1", "denied-no-match")
        self.finish("case-1")
        ids = [record["account_id"], record["scan_reference"]]
        out = self.good("show", *ids).out
        self.assertIn("Status:            Denied (final)", out)
        self.assertRegex(out, r"(?m)^In words:          Denied: ")
        self.assertRegex(out, r"(?m)^  similarity\.\S+  similarity REJECTED/NO_MATCH  /capabilities/similarity/0/")
        row = self.good("show", "--json", *ids).json()[0]
        self.assertEqual((row["status"], row["decision_type"], row["risk_score_x100"]), ("Denied", "REJECTED", 10000))
        self.assertEqual((row["evidence"][0]["label"], row["evidence"][0]["class"]), ("NO_MATCH", "denied"))
        self.assertIn({"name": "similarity", "type": "REJECTED", "label": "NO_MATCH"}, row["capabilities"])
        self.assertEqual({(part["classifier"], part["state"]) for part in row["parts"]},
                         {("FRONT", "downloadable"), ("BACK", "downloadable"), ("FACE", "downloadable")})
        self.assertEqual((row["workflow_key"], row["wiped_at"]), ("10011", None))
        stored = self.good("show", "--store", self.store, "--id", "case-1").out
        self.assertIn("Status:            Denied (final)", stored)
        self.assertRegex(stored, r"(?m)^Reason:            similarity\.\S+ similarity REJECTED/NO_MATCH ")
        self.assertRegex(stored, r"(?m)^Document:          ID FRONT [0-9a-f-]{36} listed$")
        self.assertRegex(stored, r"(?m)^Risk score:        100\.00$")

    def test_personal_data_only_when_asked_for(self):
        record = self.create("case-1")
        self.finish("case-1")
        ids = [record["account_id"], record["scan_reference"]]
        for arguments in (ids, ["--store", self.store, "--id", "case-1"]):
            self.good("show", *arguments)
            self.good("show", "--json", *arguments)
            out = self.good("show", "--personal-data", *arguments, personal=True).out
            self.assertRegex(out, r"(?m)^  firstName +ANNA$")
            self.assertRegex(out, r"(?m)^  address/city +Wien$")
            self.assertRegex(out, r"(?m)^  predictedAge +36$")
            rows = self.good("show", "--personal-data", "--json", *arguments, personal=True).json()
            self.assertEqual(rows[0]["status"], "Passed")
            self.assertEqual(rows[1]["capabilities"]["extraction"][0]["data"]["lastName"], "MUSTER")
        for name in os.listdir(self.folder):
            if name.startswith("verifications.db"):
                self.assertNotIn(b"MUSTER", read(self.path(name)))

    def test_server_text_cannot_steer_the_terminal(self):
        """X04"""
        order = {"customerInternalReference": "case-1", "decisionLabel": "EVIL\u001b[2J\u202e", "decisionCapability": "imageChecks",
                 "decisionType": "WARNING"}
        record = self.good("create", "--store", self.store, "--id", "case-1", "--entity", "p", "--mock-outcome", json.dumps(order), "--workflow-key",
                           "10011", "--json").json()[0]
        self.complete(record)
        for arguments in ([record["account_id"], record["scan_reference"]], ["--store", self.store, "--id", "case-1"]):
            out = self.good("show", *arguments).out
            self.assertIn("EVIL\\x1b[2J\\xe2\\x80\\xae", out)
            self.assertNotIn("\x1b", out)


class Steps(Case):
    def test_tells_the_steps_and_the_reasons(self):
        record = self.create("case-1", "denied-no-match")
        self.finish("case-1")
        result = self.good("steps", record["account_id"], record["scan_reference"])
        self.assertEqual(result.out.splitlines()[0], "ID_IV\tREJECTED\tREJECTED")
        body = self.good("steps", "--store", self.store, "--id", "case-1", "--json").json()
        self.assertEqual([step["name"] for step in body[0]["steps"]], ["ID_IV"])

    def test_rules_are_json_in_one_line(self):
        record = self.create("case-1", "denied-no-match")
        self.finish("case-1")
        for arguments in ((record["account_id"], record["scan_reference"]), ("--store", self.store, "--id", "case-1", "--json")):
            rows = self.good("rules", *arguments).json()
            self.assertEqual(len(rows), 1)
            self.assertIn({"name": "similarity REJECTED"}, rows[0]["rules"])

    def test_failures(self):
        for verb in ("steps", "rules"):
            self.assertEqual(self.verb(verb, rig.NOBODY, rig.NOBODY).code, 6)
            self.assertEqual(self.verb(verb, "x", rig.NOBODY).code, 3)
            self.assertEqual(self.verb(verb).code, 2)
            self.assertEqual(self.verb(verb, "--store", self.store, "--id", "case-9").code, 6)


class Report(Case):
    HOSTS = ("--report-hosts", "127.0.0.1")

    def made(self):
        record = self.create("case-1")
        self.finish("case-1")
        return record["account_id"], record["scan_reference"]

    def test_saves_the_pdf(self):
        ids = self.made()
        path = self.path("report.pdf")
        row = self.good("report", *self.HOSTS, "--out", path, "--json", *ids).json()[0]
        self.assertEqual((row["available"], row["address"], row["file"]), (True, None, path))
        self.assertTrue(read(path).startswith(b"%PDF-"))
        self.assertEqual((len(read(path)), self.mode(path)), (row["bytes"], 0o600))
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith(".part")], [])
        self.assertEqual(len(simulator.ledger("report-file")), 1)
        again = self.verb("report", *self.HOSTS, "--out", path, *ids)
        self.assertEqual(again.code, 3)
        self.assertEqual(len(read(path)), row["bytes"])

    def test_without_the_host_nothing_is_fetched(self):
        ids = self.made()
        for hosts in ((), ("--report-hosts", "reports.example,localhost")):
            result = self.verb("report", *hosts, "--out", self.path("report.pdf"), *ids)
            self.assertEqual(result.code, 5, str(result))
            self.assertNotIn("signature", result.out + result.err)
        self.assertFalse(any("report" in name for name in os.listdir(self.folder)))
        self.assertEqual(simulator.ledger("report-file"), [])
        self.assertEqual(self.verb("report", "--report-hosts", "*.example", *ids).code, 3)

    def test_the_address_is_shown_on_demand_only(self):
        self.made()
        stored = ("--store", self.store, "--id", "case-1")
        self.assertEqual(self.good("report", *stored).out, "Report:            available\nFile:              -\n")
        self.assertIn("/report/", self.good("report", *stored, "--show-links").out)
        self.assertIsNone(self.good("report", *stored, "--json").json()[0]["address"])

    def test_a_failed_download_leaves_nothing(self):
        ids = self.made()
        simulator.faults({"operation": "report-file", "truncateBodyAt": 100})
        self.assertEqual(self.verb("report", *self.HOSTS, "--out", self.path("report.pdf"), *ids).code, 5)
        simulator.faults({"operation": "report-file", "status": 403})
        self.assertEqual(self.verb("report", *self.HOSTS, "--out", self.path("report.pdf"), *ids).code, 4)
        self.assertFalse(any("report" in name for name in os.listdir(self.folder)))
        self.assertEqual(self.verb("report", rig.NOBODY, rig.NOBODY).code, 6)


class List(Case):
    def test_table(self):
        self.create("case-1", "passed", "--keep-links")
        self.finish("case-1")
        self.good("status", "--store", self.store, "--id", "case-1")
        self.create("case-2", account=False)
        listing = ["list", *self.connection(secret=False), "--store", self.store]
        before = len(simulator.ledger("token"))
        out = self.plain(*listing, "--entity", "person-1").out.splitlines()
        self.assertRegex(out[0], r"^Status +Created +Received +ID Task +Scan Reference +Linked Documents$")
        when = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
        self.assertRegex(out[1], rf"^Passed      {when}  {when}  yes      [0-9a-f-]{{36}}  3$")
        self.assertRegex(out[2], rf"^Pending     {when}  -                     -        [0-9a-f-]{{36}}  0$")
        self.assertEqual(len(out), 3)
        self.assertEqual([row["id"] for row in self.plain(*listing, "--status", "Passed", "--json").json()], ["case-1"])
        self.assertEqual(len(self.plain(*listing, "--status", "Fraud").out.splitlines()), 1)
        self.assertEqual(len(self.plain(*listing, "--entity", "nobody").out.splitlines()), 1)
        self.assertIn("authorizationToken", self.plain(*listing, "--entity", "person-1", "--show-links", links=True).out)
        self.assertEqual(len(simulator.ledger("token")), before, "list sends nothing")

    def test_usage(self):
        self.assertEqual(self.verb("list", "--store", self.store).code, 2)
        self.assertEqual(self.verb("list", "--store", self.store, "--status", "passed").code, 2)
        self.assertEqual(self.verb("list", "--store", self.store, "--status", "Passed", "--entity", "p").code, 2)
        self.assertEqual(self.verb("list", "--entity", "p").code, 2)

    def test_a_store_that_others_can_read_is_refused(self):
        self.good("list", "--store", self.store, "--entity", "p")
        os.chmod(self.store, 0o666)
        self.bad(3, "JUMIO_ERR_FILE", "list", "--store", self.store, "--entity", "p")


class Documents(Case):
    def download(self, *more, **options):
        return self.verb("documents", "--store", self.store, "--id", "case-1", "--out", self.path("out"), *more, **options)

    def test_saves_private_files_named_by_content(self):
        self.create("case-1")
        self.finish("case-1")
        os.umask(0)
        try:
            result = self.download()
        finally:
            os.umask(0o022)
        self.assertEqual(result.code, 0, str(result))
        names = sorted(os.listdir(self.path("out")))
        self.assertEqual([name[36:] for name in sorted(names, key=lambda n: n[36:])], ["-BACK.png", "-FACE.jpg", "-FRONT.jpg"])
        self.assertEqual(self.mode(self.path("out")), 0o700)
        for name in names:
            self.assertEqual(self.mode(self.path("out", name)), 0o600)
            part = name[37:].split(".")[0].lower()
            self.assertEqual(read(self.path("out", name)), read(pictures[part]))
            self.assertIn(name, result.out)
        row = self.good("show", "--store", self.store, "--id", "case-1", "--json").json()[0]
        self.assertEqual((row["document_status"], {d["state"] for d in row["documents"]}), ("fetched", {"fetched"}))

    def test_a_second_run_keeps_what_is_there(self):
        self.create("case-1")
        self.finish("case-1")
        self.download()
        before = len(simulator.ledger("part"))
        kept = self.download("--json")
        self.assertEqual((kept.code, {row["outcome"] for row in kept.json()}), (0, {"kept"}))
        self.assertEqual(sorted(row["file"] for row in kept.json()), sorted(os.listdir(self.path("out"))))
        self.assertEqual(len(simulator.ledger("part")), before)

    def test_a_file_or_link_of_that_name_is_never_touched(self):
        """U15"""
        record = self.create("case-1")
        self.finish("case-1")
        row = self.good("show", "--store", self.store, "--id", "case-1", "--json").json()[0]
        front = next(d["credential_id"] for d in row["documents"] if d["classifier"] == "FRONT")
        os.mkdir(self.path("out"), 0o700)
        victim = self.write("victim", "untouched")
        os.symlink(victim, self.path("out", front + "-FRONT.jpg"))
        self.assertEqual(self.download().code, 0)
        self.assertEqual(read(victim), b"untouched")
        self.assertTrue(os.path.islink(self.path("out", front + "-FRONT.jpg")), record)

    def test_a_missing_document_is_exit_6_and_the_others_are_saved(self):
        self.create("case-1", "part-missing")
        self.finish("case-1")
        result = self.download("--json")
        self.assertEqual(result.code, 6, str(result))
        self.assertEqual(sorted(row["outcome"] for row in result.json()), ["saved", "saved", "unavailable"])
        self.assertEqual(len(os.listdir(self.path("out"))), 2)
        table = self.good("list", "--store", self.store, "--entity", "person-1").out.splitlines()
        self.assertRegex(table[1], r"^Passed .*  \?$")

    def test_a_download_that_breaks_off_leaves_nothing(self):
        """U14"""
        self.create("case-1")
        self.finish("case-1")
        simulator.faults({"operation": "part", "truncateBodyAt": 100})
        result = self.download()
        self.assertEqual(result.code, 5, str(result))
        self.assertEqual(os.listdir(self.path("out")), [])
        simulator.faults()
        self.assertEqual(self.download().code, 0)

    def test_an_interruption_leaves_nothing(self):
        """U14"""
        self.create("case-1")
        self.finish("case-1")
        simulator.faults({"operation": "part", "hold": True})
        process = subprocess.Popen([PROGRAM, "documents", *self.connection(), "--store", self.store, "--id", "case-1", "--out", self.path("out")],
                                   stdout=subprocess.DEVNULL)
        rig.wait_for(lambda: os.path.isdir(self.path("out")) and os.listdir(self.path("out")), process)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=30), 128 + signal.SIGTERM)
        simulator.call("POST", "/_sim/release")
        self.assertEqual(os.listdir(self.path("out")), [])

    def test_a_folder_that_others_can_write_is_refused(self):
        """U15"""
        os.mkdir(self.path("out"), 0o700)
        os.chmod(self.path("out"), 0o777)
        self.assertEqual(self.download().code, 3)
        os.rmdir(self.path("out"))
        self.write("out", "a file")
        self.assertEqual(self.download().code, 3)

    def test_of_an_execution_that_is_not_stored(self):
        record = self.create("case-1", "passed")
        self.finish("case-1")
        options = ["documents", record["account_id"], record["scan_reference"], "--out", self.path("out"), "--json"]
        rows = self.good(*options).json()
        self.assertEqual(sorted((row["outcome"], row["classifier"]) for row in rows), [("saved", part) for part in ("BACK", "FACE", "FRONT")])
        for row in rows:
            self.assertEqual(read(self.path("out", row["file"])), read(pictures[row["classifier"].lower()]))
            self.assertEqual((self.mode(self.path("out", row["file"])), row["bytes"]), (0o600, os.path.getsize(self.path("out", row["file"]))))
        self.assertEqual({row["outcome"] for row in self.good(*options).json()}, {"kept"})
        self.good("delete", record["account_id"], record["scan_reference"], "--yes")
        self.assertEqual(self.good(*options[:4], self.path("other"), "--json").json(), [])
        self.bad(6, "JUMIO_ERR_NOT_FOUND", "documents", NO_SUCH, NO_SUCH, "--out", self.path("other"))
        self.bad(2, "usage", "documents", NO_SUCH, NO_SUCH, "--id", "case-1", "--store", self.store, "--out", self.path("other"))

    def test_without_a_result_there_is_nothing_to_save(self):
        self.create("case-1")
        result = self.download()
        self.assertEqual((result.code, result.out), (0, ""))


class Policy(Case):
    """The verbs that decide do so by the policy that is given, and only these look at it."""

    def setUp(self):
        super().setUp()
        self.policy = self.write("policy.json", '{"name":"acme","version":"1","overrides":{"liveness.passed.OK":"incomplete"}}')

    def finished(self, identity):
        record = self.create(identity)
        self.finish(identity)
        return record

    def test_show_of_an_execution(self):
        record = self.finished("case-1")
        target = ["--json", record["account_id"], record["scan_reference"]]
        self.assertEqual(self.good("show", *target).json()[0]["status"], "Passed")
        self.assertEqual(self.good("show", "--policy", self.policy, *target).json()[0]["status"], "Incomplete")
        config = self.write("jumio.conf", "policy = " + self.policy + "\n")
        self.assertEqual(self.good("show", "--config", config, *target).json()[0]["status"], "Incomplete")
        self.assertEqual(self.good("show", "--config", config, "--policy", "default", *target).json()[0]["status"], "Passed")

    def test_a_stored_verification_is_decided_once(self):
        for verb, more in (("show", []), ("status", []), ("documents", ["--out", self.path("out")])):
            self.finished(verb)
            stored = ["--store", self.store, "--id", verb]
            self.good(verb, *stored, "--policy", self.policy, *more)
            self.assertEqual(self.good("show", *stored, "--json").json()[0]["status"], "Incomplete", verb)

    def test_a_policy_that_is_none(self):
        wrong = self.write("wrong.json", '{"name":"acme"}')
        config = self.write("jumio.conf", "policy = " + wrong + "\n")
        self.bad(3, "wrong.json", "show", "--policy", wrong, NO_SUCH, NO_SUCH)
        self.bad(3, "wrong.json", "show", "--config", config, NO_SUCH, NO_SUCH)
        self.good("health", "--config", config)


class Map(Case):
    def body(self, scenario):
        """A transaction of the simulator, as a file."""
        record = self.create(scenario, scenario)
        self.finish(scenario)
        rows = self.good("show", "--json", "--personal-data", record["account_id"], record["scan_reference"], personal=True).json()
        return self.write(scenario + ".json", json.dumps(rows[1]))

    def test_one_line_a_file(self):
        expected = {"passed": "Passed", "denied-liveness": "Denied", "fraud-manipulated-photo": "Fraud", "incomplete-blurred": "Incomplete",
                    "session-expired": "Failed", "stays-acquired": "Pending"}
        paths = [self.body(name) for name in expected]
        paths.append(self.write("nothing.json", "{}"))
        paths.append(self.write("broken.json", '{"workflow":{'))
        result = self.plain("map", *paths)
        self.assertEqual(result.code, 0, str(result))
        words = list(expected.values()) + ["ERROR", "ERROR"]
        self.assertEqual(result.out, "".join(f"{path}\t{word}\n" for path, word in zip(paths, words)))
        rows = self.plain("map", "--json", *paths).json()
        self.assertEqual([row["status"] for row in rows], words)
        self.assertEqual(rows[-1]["error"], "JUMIO_ERR_JSON")
        self.assertEqual(rows[2]["evidence"][0]["label"], "MANIPULATED_DOCUMENT_PHOTO")
        self.assertTrue(rows[2]["text"].startswith("Fraud: "), rows[2]["text"])
        listed = self.plain("map", "--files-from", "-", stdin="\n".join(paths).encode())
        self.assertEqual(listed.out, result.out)
        self.assertEqual(self.plain("map", "--files-from", self.write("names", "\n".join(paths) + "\n")).out, result.out)
        with open(paths[0], "rb") as file:
            self.assertEqual(self.plain("map", "-", stdin=file.read()).out, "-\tPassed\n")
        verbose = self.plain("map", "--verbose", paths[1], paths[-1]).out
        self.assertRegex(verbose, r"(?m)^  Denied: .* because the liveness test .* was rejected with the label \"LIVENESS_UNDETERMINED\"")
        self.assertRegex(verbose, r"(?m)^  liveness\.\S+  liveness REJECTED/LIVENESS_UNDETERMINED  /capabilities/liveness/")
        self.assertRegex(verbose, r"(?m)^  JUMIO_ERR_JSON: ")

    def test_thousands_of_files_in_one_call(self):
        text = json.dumps({"workflow": {"id": NO_SUCH, "status": "ACQUIRED"}, "account": {"id": NO_SUCH}})
        for i in range(3000):
            self.write(f"t{i:04}.json", text)
        names = "".join(self.path(f"t{i:04}.json") + "\n" for i in range(3000))
        result = self.plain("map", "--files-from", "-", stdin=names.encode())
        self.assertEqual(result.code, 0, result.err[:500])
        self.assertEqual(result.out.count("\tPending\n"), 3000)

    def test_an_unreadable_file_is_exit_3_and_the_others_are_mapped(self):
        path = self.write("a.json", '{"workflow":{"status":"ACQUIRED"}}')
        result = self.plain("map", self.path("absent"), self.folder, path)
        self.assertEqual(result.code, 3, str(result))
        self.assertEqual([line.split("\t")[1] for line in result.out.splitlines()], ["ERROR", "ERROR", "Pending"])

    def test_names_cannot_forge_lines(self):
        path = self.write("a\tPassed\nb\x1b[2J", "{}")
        result = self.plain("map", path)
        self.assertEqual(result.out.count("\n"), 1)
        self.assertIn("\\x09Passed\\x0ab\\x1b", result.out)
        self.assertEqual(self.plain("map", "--json", path).json()[0]["path"], path)
        odd = os.path.join(self.folder.encode(), b"\xff.json")
        with open(odd, "wb") as file:
            file.write(b"{}")
        listed = self.plain("map", "--json", "--files-from", "-", stdin=odd).json()
        self.assertTrue(listed[0]["path"].endswith("\\xff.json"))

    def test_results_of_netverify(self):
        approved = "verificationStatus=APPROVED_VERIFIED&idScanStatus=SUCCESS"
        form, other = self.write("a.form", approved), self.write("b.txt", approved)
        data = self.write("c.json", '{"document":{"status":"DENIED_FRAUD"},"transaction":{"status":"DONE"}}')
        bad = self.write("d.form", "verificationStatus=%")
        self.assertEqual(self.plain("map", form, other, data).out, f"{form}\tIncomplete\n{other}\tERROR\n{data}\tERROR\n")
        self.assertEqual(self.plain("map", "--netverify", form, other, data).out, f"{form}\tIncomplete\n{other}\tIncomplete\n{data}\tFraud\n")
        rows = self.plain("map", "--json", form, bad).json()
        self.assertEqual(rows[0]["evidence"][0]["input"], "netverify")
        self.assertEqual((rows[1]["status"], rows[1]["error"]), ("ERROR", "JUMIO_ERR_PROTOCOL"))
        self.assertIn("verificationStatus", rows[1]["message"])
        policy = self.write("p.json", '{"name":"ids","version":"1","profile":"id_only"}')
        self.assertEqual(self.plain("map", "--policy", policy, form).out, f"{form}\tPassed\n")
        self.assertEqual(self.plain("map", "--netverify", "-", stdin=approved.encode()).out, "-\tIncomplete\n")
        self.assertEqual(self.plain("map", "--steps", data, form).code, 2)

    def test_nothing_to_map_is_a_usage_error(self):
        self.assertEqual(self.plain("map").code, 2)

    def test_output_that_cannot_be_written_is_no_success(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        path = self.write("a.json", '{"workflow":{"status":"ACQUIRED"}}')
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "map", path], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"JUMIO_ERR_FILE", done.stderr)


class Services(Case):
    def finished(self, identity):
        record = self.create(identity)
        self.complete(record)
        return record["account_id"], record["scan_reference"]

    def test_wait_ends_at_once_when_it_is_over(self):
        account, execution = self.finished("case-w1")
        result = self.good("wait", account, execution)
        self.assertIn("PROCESSED (final)", result.out)
        self.assertEqual(self.good("wait", account, execution, "--json").json()[0]["final"], True)
        self.bad(6, "NOT_FOUND", "wait", NO_SUCH, NO_SUCH)
        self.bad(3, "ARGUMENT", "wait", account, execution, "--offsets", "2,1")

    def test_wait_tells_what_it_read_last(self):
        record = self.create("case-w2", "stays-initiated")
        result = self.bad(10, "NOT_FINISHED", "wait", record["account_id"], record["scan_reference"], "--offsets", "1")
        self.assertIn("INITIATED (not final)", result.out)
        self.assertEqual(len(simulator.ledger("status")), 2)
        result = self.bad(10, "DEADLINE", "wait", record["account_id"], record["scan_reference"], "--timeout", "1")
        self.assertIn("INITIATED (not final)", result.out)

    def test_delete_needs_a_yes(self):
        account, execution = self.finished("case-d1")
        refused = self.verb("delete", account, execution)
        self.assertEqual((refused.code, refused.err.splitlines()[0]), (2, "jumio-idv: usage: delete needs --yes"))
        self.assertEqual(simulator.ledger("delete"), [])
        self.assertIn("deleted", self.good("delete", account, execution, "--yes").out)
        shown = self.good("raw", "GET", f"/api/v1/accounts/{account}/workflow-executions/{execution}").json()[0]
        self.assertIn("wipedOutAt", shown)
        self.assertEqual(shown["capabilities"], {})

    def test_delete_of_an_account(self):
        account, _ = self.finished("case-d2")
        self.assertEqual(self.good("delete", account, "--yes", "--json").json(), [{"deleted": True, "was_absent": False}])
        self.bad(6, "NOT_FOUND", "delete", account, "--yes")
        self.bad(6, "NOT_FOUND", "delete", NO_SUCH, NO_SUCH, "--yes")
        self.bad(3, "ARGUMENT", "delete", "x", "--yes")

    def test_delete_whose_answer_was_lost_is_done(self):
        account, _ = self.finished("case-d3")
        simulator.faults({"operation": "delete", "on": 1, "reset": "after-read", "apply": True})
        self.assertEqual(self.good("delete", account, "--yes", "--json").json(), [{"deleted": True, "was_absent": True}])
        self.assertEqual([row["applied"] for row in simulator.ledger("delete")], [True, False])

    def test_health_needs_no_secret(self):
        health = ("health", *self.connection(secret=False))
        self.assertEqual(self.plain(*health, "--json").json(), [{"status": "UP"}])
        simulator.call("PUT", "/_sim/scenario", {"health": "DOWN"})
        result = self.plain(*health)
        self.assertEqual((result.code, result.out.split()), (0, ["status:", "DOWN", "retrieval:", "DOWN", "callback:", "DOWN", "api:", "DOWN"]))
        self.assertEqual(simulator.ledger("token"), [])
        self.assertEqual({row["authorizationKind"] for row in simulator.ledger("health")}, {"none"})
        simulator.faults({"operation": "health", "status": 503})
        self.assertEqual(self.plain(*health).code, 9)
        self.assertEqual(len(simulator.ledger("health")), 4)

    def test_raw_call(self):
        account, execution = self.finished("case-r1")
        path = f"/api/v1/accounts/{account}/workflow-executions/{execution}/status"
        answer = self.good("raw", "GET", path + "?x=1", "--json").json()[0]
        self.assertEqual((answer["http_status"], json.loads(answer["body"])["workflowExecution"]["status"]), (200, "PROCESSED"))
        body = self.write("body", '{"customerInternalReference":"raw-1","workflowDefinition":{"key":10011}}')
        created = self.plain("raw", *self.connection(), "POST", "/api/v1/accounts", "--host", "account", "--body", body, links=True)
        self.assertIn("workflowExecution", json.loads(created.out))
        self.bad(6, "NOT_FOUND", "raw", "GET", "/api/v1/nothing")
        self.bad(3, "ARGUMENT", "raw", "GET", "/api/../oauth2/token")
        self.bad(3, "ARGUMENT", "raw", "TRACE", "/api/v1/x")
        self.assertEqual(self.verb("raw", "GET", "/api/v1/x", "--host", "auth").code, 2)

    def test_raw_call_is_not_repeated_unasked(self):
        simulator.faults({"operation": "create", "on": 1, "reset": "after-read"})
        body = self.write("body", '{"customerInternalReference":"raw-2","workflowDefinition":{"key":10011}}')
        self.bad(7, "OUTCOME_UNKNOWN", "raw", "POST", "/api/v1/accounts", "--host", "account", "--body", body)
        self.assertEqual(len(simulator.ledger("create")), 1)


class CommandLine(Case):
    VERBS = "check create update upload finalize status wait show steps rules report list documents map replay policy callback mock delete health raw region".split()

    def test_help_and_version(self):
        overview = self.plain("--help")
        self.assertEqual(overview.code, 0)
        for verb in self.VERBS:
            self.assertIn(f"\n  {verb} ", overview.out)
            result = self.plain(verb, "--help")
            self.assertEqual((result.code, result.err), (0, ""), verb)
            self.assertTrue(result.out.startswith(f"usage: jumio-idv {verb} "))
            self.assertIn("--json", result.out)
        self.assertRegex(self.plain("--version").out, r"^jumio-idv (\d+\.\d+\.\d+) \(libjumio-idv \1\)\n$")

    def test_pages_tell_every_option(self):
        docs = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "docs")
        overview = self.plain("--help").out
        self.assertEqual(re.findall(r"^  ([a-z]+) ", overview, re.M), self.VERBS)
        helps = {"cli.md": "".join(self.plain(verb, "--help").out for verb in self.VERBS),
                 "simulator.md": subprocess.run([SIMULATOR, "--help"], capture_output=True, text=True, check=True).stdout}
        for page, told in helps.items():
            text = read(os.path.join(docs, page)).decode()
            options = set(re.findall(r"^ *(--[a-z-]+)", told, re.M))
            self.assertGreater(len(options), 20)
            for option in options - {"--help"}:
                self.assertRegex(text, rf"`[^`]*{option}\b", page)
        offered = set(re.findall(r"^\| `(--[a-z-]+)", read(os.path.join(docs, "simulator.md")).decode(), re.M))
        self.assertEqual(offered - set(re.findall(r"--[a-z-]+", helps["simulator.md"])), set())

    def test_mistakes_are_exit_2(self):
        for arguments in ([], ["fly"], ["check"], ["check", "-v"], ["check", "--region"], ["check", "--json=yes"], ["map", "--part", "front"],
                          ["check", "--region", "us", "--region", "eu"], ["upload", "--part", "front", "x"], ["create"],
                          ["check", "--region", "us", "--endpoint", "http://127.0.0.1:1"]):
            result = self.plain(*arguments)
            self.assertEqual(result.code, 2, f"{arguments}\n{result}")
            self.assertTrue(result.err.startswith("jumio-idv: usage: "))
        for seconds in ("0", "-1", "1.5", "x", "86401", "99999999999999999999"):
            self.assertEqual(self.verb("check", "--timeout", seconds).code, 2)

    def test_values_may_be_joined_and_a_double_dash_ends_the_options(self):
        path = self.write("--json", '{"workflow":{"status":"ACQUIRED"}}')
        result = self.plain("map", "--", os.path.basename(path), cwd=self.folder)
        self.assertEqual(result.out, "--json\tPending\n")
        self.assertEqual(self.plain("check", "--endpoint=" + simulator.url, "--client-id=sim-client", "--user-agent=Acme Tests/1.0",
                                    "--secret-file=" + self.secret_file).code, 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[3:], verbosity=2)
