#!/usr/bin/env python3
"""The process that test_kill.py kills: one step of a verification on a SQLite store, ended by SIGKILL at the n-th time that the library turns to its
host. Ends with 0 when the step needs fewer turns than that."""
import ctypes
import os
import signal
import sys

import binding
import plugins

AGENT, CLIENT_ID, SECRET, ID, ENTITY = "Acme Onboarding/2.1", "sim-client", "sim-secret", "task-1", "person-7"
PLACES = {"get": binding.GET, "put": binding.PUT, "del_": binding.DEL, "scan": binding.SCAN}


class Killer:
    def __init__(self, at):
        self.left = at

    def turn(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Clock(plugins.Clock):
    def __init__(self, killer):
        super().__init__()
        self.killer = killer

    def __getattribute__(self, name):
        if name in ("wall_ms", "mono_ms", "random", "sleep") and "killer" in object.__getattribute__(self, "__dict__"):
            object.__getattribute__(self, "killer").turn()
        return object.__getattribute__(self, name)


class Transport(plugins.Forward):
    def __init__(self, library, killer):
        super().__init__(library)
        self.killer = killer

    def answer(self, request):
        self.killer.turn()
        answer = super().answer(request)
        self.killer.turn()
        return answer


def wrapped_store(library, path, killer):
    """The SQLite store's own table, with a turn before and after each operation."""
    store = library.call("jumio_sqlite_store_new", None, path)
    inner = binding.StorageTable.from_address(library.jumio_sqlite_store_get_ops())
    operations = []
    for name, kind in PLACES.items():
        def run(*args, real=getattr(inner, name)):
            killer.turn()
            result = real(*args)
            killer.turn()
            return result

        operations.append(kind(run))
    return binding.StorageTable(ctypes.sizeof(inner), 0, *operations), store


def make_client(library, url, path, at):
    call = library.call
    killer = Killer(at)
    config = call("jumio_config_new", None)
    call("jumio_config_set_test_endpoint", config, url)
    call("jumio_config_set_credentials", config, CLIENT_ID, SECRET)
    call("jumio_config_set_user_agent", config, AGENT)
    if at == 0:  # held by the server: nothing of Python's is in the way
        call("jumio_sqlite_store_attach", config, path)
        return call("jumio_client_new", config)
    table, store = wrapped_store(library, path, killer)
    call("jumio_config_set_store", config, table, store._as_parameter_, None, 0)
    call("jumio_config_set_clock", config, binding.clock_table(), binding.register(Clock(killer)), binding.destroy)
    call("jumio_config_set_http", config, binding.http_table(), binding.register(Transport(library, killer)), binding.destroy, 0)
    make_client.kept = table, store
    return call("jumio_client_new", config)


def make_request(library):
    request = library.call("jumio_account_request_new", None)
    library.call("jumio_account_request_set_customer_internal_reference", request, "case-1")
    library.call("jumio_account_request_set_workflow_key", request, "10011")
    return request


def fetch_all(library, client):
    verification = library.call("jumio_verification_load", client, ID)
    for i in range(library.jumio_verification_document_count(verification)):
        number = binding.register(plugins.Sink())
        library.call("jumio_verification_fetch_document", client, ID, i, binding.part_write, number, -1, None)


def main():
    library_path, sqlite_path, url, path, step, at = sys.argv[1:]
    library = binding.Library(library_path, sqlite_path)
    client = make_client(library, url, path, int(at))
    if step == "create":
        library.call("jumio_verification_create", client, ID, ENTITY, make_request(library), -1, None)
    elif step == "callback":
        library.call("jumio_verification_apply_callback", client, sys.stdin.read())
    elif step == "refresh":
        library.call("jumio_verification_refresh", client, ID, None, -1, None)
    else:
        fetch_all(library, client)


if __name__ == "__main__":
    main()
