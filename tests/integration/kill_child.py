#!/usr/bin/env python3
"""Makes the processes that test_kill.py kills: each does one step of a verification on a SQLite store and ends by SIGKILL at the n-th time that the
library turns to its host, or with 0 when the step needs fewer turns than that.

A job is a line of JSON on standard input; its process's id and then its end are told on standard output. They are forked, since to begin an interpreter
anew would cost ten times the rest; nothing of the library has run before the fork."""
import ctypes
import json
import os
import signal
import sys
import traceback

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
        def turned(*args, real=getattr(inner, name)):
            killer.turn()
            result = real(*args)
            killer.turn()
            return result

        operations.append(kind(turned))
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


def run(library, url, path, step, at, text):
    client = make_client(library, url, path, at)
    if step == "create":
        library.call("jumio_verification_create", client, ID, ENTITY, make_request(library), -1, None)
    elif step == "callback":
        library.call("jumio_verification_apply_callback", client, text)
    elif step == "refresh":
        library.call("jumio_verification_refresh", client, ID, None, -1, None)
    else:
        fetch_all(library, client)


def end_of(library, job):
    """Runs a job in a process of its own; gives how that ended: 0, 1 for an exception, or minus the signal."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run(library, *job)
            code = 0
        except binding.Failure:
            pass
        except BaseException:  # pylint: disable=broad-except
            traceback.print_exc()
            code = 2
        finally:
            os._exit(code)
    print(child, flush=True)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main():
    library = binding.Library(*sys.argv[1:])
    for line in sys.stdin:
        print(end_of(library, json.loads(line)), flush=True)


if __name__ == "__main__":
    main()
