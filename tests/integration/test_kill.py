#!/usr/bin/env python3
"""kill -9 between intent and answer loses nothing and doubles nothing: a process is killed at every turn to its host and while the server holds its
request; what it left in the store is looked at by another."""
import itertools
import json
import os
import signal
import subprocess
import sys
import unittest

import case
import kill_child
import plugins
from binding import Failure
from case import K
from test_verification import Verifying

LEASE_MS = 10**7  # longer than any call of these tests may last


class Killing(Verifying):
    @classmethod
    def setUpClass(cls):
        if not case.options.sqlite:
            raise unittest.SkipTest("built without the SQLite store")
        super().setUpClass()
        command = [sys.executable, os.path.join(case.HERE, "kill_child.py"), case.options.library, case.options.sqlite]
        cls.maker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.addClassCleanup(cls.end_maker)

    @classmethod
    def end_maker(cls):
        cls.maker.stdin.close()
        cls.maker.stdout.close()
        cls.maker.wait()

    def fresh(self):
        self.simulator.reset()
        self.path = os.path.join(self.folder.name, self.id().rsplit(".", 1)[1] + ".db")
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(self.path + ending):
                os.remove(self.path + ending)
        self.clock = plugins.Clock()

    def begin_child(self, step, at, text=None):
        """The id of a process that does the step and dies at that turn; 0: not by itself."""
        self.maker.stdin.write(json.dumps([self.simulator.url, self.path, step, at, text]) + "\n")
        self.maker.stdin.flush()
        return int(self.maker.stdout.readline())

    def end_of_child(self):
        return int(self.maker.stdout.readline())

    def run_child(self, step, at, text=None, may_fail=False):
        """True when it was killed, False when it came to its end."""
        self.begin_child(step, at, text)
        end = self.end_of_child()
        self.assertIn(end, (0, 1, -9) if may_fail else (0, -9))
        return end == -9

    def host(self):
        """Another process's view: a client of its own on the same file."""
        return self.client(store=self.path)

    def creates(self):
        return len(self.simulator.ledger("create"))

    def state(self, client):
        try:
            return self.told(self.load(client, kill_child.ID))[0]
        except Failure as failure:
            self.assertEqual(failure.name, "JUMIO_ERR_STORE_NOT_FOUND")
            return None

    def again(self, client):
        """A create with the same id, as a restarted host does; gives the code and the record."""
        try:
            verification, account = self.begin(client, identifier=kill_child.ID, entity=kill_child.ENTITY)
            return None, verification, account
        except Failure as failure:
            return failure.name, failure.outs[0], None

    def check_restart(self):
        """What the killed process left: at most one request, and what may still be done. Gives the state that was found."""
        client, sent = self.host(), self.creates()
        state = self.state(client)
        self.assertIn((state, sent), {(None, 0), ("PREPARED", 0), ("SENDING", 0), ("SENDING", 1), ("WAITING", 1)})
        if state == "SENDING":
            self.check_doubt(client, sent)
        else:
            code, verification, account = self.again(client)
            self.assertIsNone(code)
            self.assertEqual(self.creates(), 1)
            self.assertEqual(account is None, state == "WAITING")
            self.assertEqual(self.told(verification), ("WAITING", "Pending"))
            self.assertEqual(self.text(verification, "scan_reference"), self.simulator.admin("GET", "/_sim/executions")[0]["workflowExecution"])
        return state

    def check_doubt(self, client, sent):
        self.assertEqual(self.again(client)[0], "JUMIO_ERR_STATE")  # it may be running elsewhere
        self.clock.advance(LEASE_MS)
        self.assertEqual(self.state(client), "OUTCOME_UNKNOWN")
        for _ in range(3):
            code, verification, account = self.again(client)
            self.assertEqual((code, account), ("JUMIO_ERR_OUTCOME_UNKNOWN", None))
            self.assertEqual(self.told(verification), ("OUTCOME_UNKNOWN", "Pending"))
        self.failing("JUMIO_ERR_STATE", self.refresh, client, kill_child.ID)
        self.assertEqual(self.creates(), sent)  # never a second request, and no first one either: the library cannot know


class CreateTest(Killing):
    def test_kill__create_at_every_turn(self):
        found = []
        for at in itertools.count(1):
            self.fresh()
            killed = self.run_child("create", at)
            with self.subTest(at):
                found.append((self.check_restart(), self.creates()))
            if not killed:
                break
        # Each stage was met, in this order: nothing, intent, sending but not sent, sent, answered and stored.
        stages = [stage for stage, _ in itertools.groupby(found)]
        self.assertEqual(stages, [(None, 1), ("PREPARED", 1), ("SENDING", 0), ("SENDING", 1), ("WAITING", 1)])

    def test_kill__create_held_by_the_server(self):
        for apply in (True, False):
            self.fresh()
            self.simulator.reset({"operation": "create", "hold": True, "apply": apply})
            child = self.begin_child("create", 0)
            self.simulator.wait_for("create")
            os.kill(child, signal.SIGKILL)
            self.assertEqual(self.end_of_child(), -9)
            self.simulator.release()
            self.clock.wall_ms = int(self.wall_of_the_child())
            self.assertEqual(self.check_restart(), "SENDING")
            self.assertEqual(self.creates(), 1)

    def wall_of_the_child(self):
        """It ran on the system's clock: the record says when."""
        return self.library.jumio_verification_get_unix_ms(self.load(self.host(), kill_child.ID), K.JUMIO_VERIFICATION_TIME_CREATED)

    def test_kill__twice_in_a_row(self):
        """Killed, restarted with the same id, killed again at every turn: still at most one request."""
        for first in (5, 20):
            for at in itertools.count(1):
                self.fresh()
                self.run_child("create", first)
                before = self.creates()
                killed = self.run_child("create", at, may_fail=True)  # refused while another create may be running
                with self.subTest((first, at)):
                    self.assertLessEqual(self.creates(), 1)
                    self.assertGreaterEqual(self.creates(), before)
                    self.clock.advance(LEASE_MS)
                    code, verification, _ = self.again(self.host())
                    self.assertIn(code, (None, "JUMIO_ERR_OUTCOME_UNKNOWN"))
                    self.assertLessEqual(self.creates(), 1)
                    self.assertIn(self.told(verification)[0], ("WAITING", "OUTCOME_UNKNOWN"))
                if not killed:
                    break


class LaterTest(Killing):
    def processed(self):
        self.fresh()
        client = self.host()
        _, account = self.begin(client, identifier=kill_child.ID, entity=kill_child.ENTITY)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        return account

    def test_kill__callback_and_refresh_at_every_turn(self):
        account = self.processed()
        body = '{"workflowExecution":{"id":"%s","status":"PROCESSED"},"account":{"id":"%s"}}' % self.ids(account)[::-1]
        states = []
        for at in itertools.count(1):
            killed = self.run_child("callback", at, body)
            states.append(self.state(self.host()))
            if not killed:
                break
        self.assertEqual([s for s, _ in itertools.groupby(states)], ["WAITING", "RESULT_DUE"])
        states = []
        for at in itertools.count(1):
            killed = self.run_child("refresh", at)
            states.append(self.state(self.host()))
            if not killed:
                break
        self.assertEqual([s for s, _ in itertools.groupby(states)], ["RESULT_DUE", "DONE"])
        self.assertEqual(self.told(self.refresh(self.host(), kill_child.ID)), ("DONE", "Passed"))
        self.assertEqual(self.creates(), 1)

    def test_kill__documents_at_every_turn(self):
        self.processed()
        self.refresh(self.host(), kill_child.ID)
        counts = []
        for at in itertools.count(1):
            killed = self.run_child("documents", at)
            verification = self.load(self.host(), kill_child.ID)
            states = [self.library.jumio_verification_get_document_state_at(verification, i) for i in range(3)]
            self.assertNotIn(K.JUMIO_DOCUMENT_UNAVAILABLE, states)
            counts.append(states.count(K.JUMIO_DOCUMENT_FETCHED))
            if not killed:
                break
        self.assertEqual([c for c, _ in itertools.groupby(counts)], [0, 1, 2, 3])
        self.assertEqual(self.told(self.load(self.host(), kill_child.ID)), ("DONE", "Passed"))


if __name__ == "__main__":
    case.main()
