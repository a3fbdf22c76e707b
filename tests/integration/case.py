"""What the integration tests share: the library, one simulator for a whole file, clients, and the steps of a verification."""
import argparse
import faulthandler
import gc
import os
import subprocess
import sys
import tempfile
import unittest

import binding
import headers
import plugins
from binding import DEADLINE_DEFAULT, Failure
from simulator import Simulator

HERE = os.path.dirname(os.path.abspath(__file__))
INCLUDE = os.path.join(os.path.dirname(os.path.dirname(HERE)), "include", "jumio")
K = type("Constants", (), headers.constants(INCLUDE))  # K.JUMIO_ERR_AUTH and so on
CLIENT_ID, SECRET = "sim-client", "sim-secret"
AGENT = "Acme Onboarding/2.1"
options = argparse.Namespace()


def main():
    """Takes the paths that the build gives, then runs the tests of the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("simulator")
    parser.add_argument("sqlite", nargs="?")
    parser.add_argument("-k", dest="pattern", action="append")
    parser.parse_args(namespace=options)
    faulthandler.enable()  # a crash names the test
    unittest.main(argv=[sys.argv[0], "-v"] + [a for p in options.pattern or [] for a in ("-k", p)])


def load():
    return binding.Library(options.library, options.sqlite)


class Case(unittest.TestCase):
    @classmethod
    def simulator_options(cls):
        return ()

    @classmethod
    def setUpClass(cls):
        cls.library = load()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.simulator = Simulator(options.simulator, *cls.simulator_options())
        cls.addClassCleanup(cls.simulator.close)
        subprocess.run([options.simulator, "--pictures", cls.folder.name], check=True, stdout=subprocess.DEVNULL)
        cls.pictures = {name: cls.read(name) for name in ("id-front.jpg", "id-back.png", "selfie.jpg", "document.pdf")}

    @classmethod
    def read(cls, name):
        with open(os.path.join(cls.folder.name, name), "rb") as file:
            return file.read()

    def setUp(self):
        self.simulator.reset()
        self.clock = plugins.Clock()

    def tearDown(self):
        """No plug-in lives on when everything that could use it is gone, and none met an exception that the test did not look at."""
        problems = [p.problem for p in binding.plugins.values() if getattr(p, "problem", None)]
        self.clock = None
        gc.collect()
        self.assertEqual(binding.plugins, {})
        self.assertEqual(problems, [])
        self.assertEqual(len(binding.destroyed), len(set(binding.destroyed)), "a plug-in was destroyed twice")

    def config(self, endpoint=None, transport=None, store=None, log=None, ca_file=None, keep_links=0, secret=SECRET, clock=None, flags=0, pacing=0,
               limits=(), options=(), trace=None):
        """A configuration for the simulator; the clock stands still unless the library sleeps."""
        call = self.library.call
        config = call("jumio_config_new", None)
        call("jumio_config_set_test_endpoint", config, endpoint or self.simulator.url)
        call("jumio_config_set_credentials", config, CLIENT_ID, secret)
        call("jumio_config_set_user_agent", config, AGENT)
        call("jumio_config_set_clock", config, binding.clock_table(), binding.register(clock or self.clock), binding.destroy)
        call("jumio_config_set_switch", config, K.JUMIO_SWITCH_PACING, pacing)
        call("jumio_config_set_switch", config, K.JUMIO_SWITCH_KEEP_LINKS, keep_links)
        if ca_file:
            call("jumio_config_set_option", config, K.JUMIO_OPTION_CA_FILE, ca_file)
        if transport:
            call("jumio_config_set_http", config, binding.http_table(), binding.register(transport), binding.destroy, flags)
        if store == "memory":
            call("jumio_config_set_memory_store", config)
        elif isinstance(store, str):
            call("jumio_sqlite_store_attach", config, store)
        elif store:
            call("jumio_config_set_store", config, binding.storage_table(), binding.register(store), binding.destroy, flags)
        if log:
            call("jumio_config_set_log", config, K.JUMIO_LOG_DEBUG, binding.log_record, binding.register(log), binding.destroy)
        if trace:
            call("jumio_config_set_trace", config, binding.trace_span, binding.register(trace), binding.destroy)
        for option, value in options:
            call("jumio_config_set_option", config, option, value)
        for limit, value in limits:
            call("jumio_config_set_limit", config, limit, value)
        return config

    def client(self, **parts):
        return self.library.call("jumio_client_new", self.config(**parts))

    def request(self, reference="case-1", key="10011", callback=None, credentials=()):
        call = self.library.call
        request = call("jumio_account_request_new", None)
        if reference.startswith("{"):
            call("jumio_account_request_set_mock_outcome", request, reference)
        else:
            call("jumio_account_request_set_customer_internal_reference", request, reference)
        call("jumio_account_request_set_workflow_key", request, key)
        if callback:
            call("jumio_account_request_set_callback_url", request, callback)
        for category, country, kind in credentials:
            call("jumio_account_request_add_credential", request, category, country, kind)
        return request

    def create(self, client, request=None, deadline_ms=DEADLINE_DEFAULT, cancel=None):
        return self.library.call("jumio_account_create", client, request or self.request(), deadline_ms, cancel)

    def credentials(self, account):
        library = self.library
        found = [library.jumio_account_get_credential_at(account, i) for i in range(library.jumio_account_credential_count(account))]
        return {library.jumio_credential_get_category(c): c for c in found}

    def upload(self, client, account, part, data, deadline_ms=DEADLINE_DEFAULT, cancel=None):
        category = K.JUMIO_CATEGORY_SELFIE if part == K.JUMIO_PART_FACE else K.JUMIO_CATEGORY_ID
        credential = self.credentials(account)[category]
        return self.library.call("jumio_credential_upload", client, account, credential, part, 1, self.source(data), deadline_ms, cancel)

    def source(self, data):
        """Bytes in memory, which live as long as the source."""
        source = self.library.call("jumio_source_new_memory", None, data)
        source.data = data
        return source

    def upload_all(self, client, account):
        self.upload(client, account, K.JUMIO_PART_FRONT, self.pictures["id-front.jpg"])
        self.upload(client, account, K.JUMIO_PART_BACK, self.pictures["id-back.png"])
        self.upload(client, account, K.JUMIO_PART_FACE, self.pictures["selfie.jpg"])

    def finalize(self, client, account, deadline_ms=DEADLINE_DEFAULT, cancel=None):
        self.library.call("jumio_workflow_execution_finalize", client, account, deadline_ms, cancel)

    def ids(self, account):
        return self.library.text("jumio_account_get_text", account, K.JUMIO_ACCOUNT_TEXT_ID), self.library.text("jumio_account_get_text", account, K.JUMIO_ACCOUNT_TEXT_EXECUTION_ID)

    def status(self, client, account, deadline_ms=DEADLINE_DEFAULT, cancel=None):
        return self.library.call("jumio_workflow_execution_fetch", client, *self.ids(account), deadline_ms, cancel)

    def transaction(self, client, account, deadline_ms=DEADLINE_DEFAULT, cancel=None):
        return self.library.call("jumio_transaction_fetch", client, *self.ids(account), deadline_ms, cancel)

    def decision(self, transaction, policy=None):
        return self.library.call("jumio_decision_map", transaction, None, policy)

    def failing(self, code, function, *args, **named):
        """Runs what must fail with this code; gives the failure."""
        with self.assertRaises(Failure) as caught:
            function(*args, **named)
        self.assertEqual(caught.exception.name, code, str(caught.exception))
        return caught.exception

    def connections(self, *operations):
        """The serial numbers of the connections on which requests of these operations came, in order."""
        return [row["connection"] for row in self.simulator.ledger() if row["operation"] in operations]
