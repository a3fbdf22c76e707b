"""Runs jumio-sim for a test and speaks with its own routes. It ends when this process does, for its standard input closes then."""
import http.client
import json
import subprocess


class Simulator:
    def __init__(self, program, *options):
        command = [program, "--exit-on-stdin-eof", "--quiet", "--clock", "virtual", "--clock-start", "1790000000000", "--seed", "7", *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert " listening on " in line, "the simulator did not start: " + line
        self.url = line.split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.context = None

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(30) == 0, "the simulator ended badly"

    def admin(self, method, path, body=None):
        make = http.client.HTTPConnection if self.context is None else self.tls_connection
        connection = make("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        assert answer.status == 200, (method, path, answer.status, text)
        return json.loads(text) if text else None

    def tls_connection(self, host, port, timeout):
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=self.context)

    def reset(self, *faults, scenarios=()):
        """Forgets everything; then these faults and scenario rules hold."""
        self.admin("POST", "/_sim/reset")
        if faults or scenarios:
            self.admin("PUT", "/_sim/scenario", {"scenarios": list(scenarios), "faults": list(faults)})

    def ledger(self, operation=None):
        """What was received, the simulator's own routes left out."""
        return [row for row in self.admin("GET", "/_sim/ledger") if operation in (None, row["operation"])]

    def wait_for(self, operation, count=1):
        """Returns once so many requests of an operation have come in; each question is a round trip, so nothing sleeps."""
        for _ in range(20000):
            if len(self.ledger(operation)) >= count:
                return
        raise AssertionError("no such request came: " + operation)

    def advance(self, ms):
        self.admin("POST", "/_sim/clock", {"advanceMs": ms})

    def release(self):
        return self.admin("POST", "/_sim/release")

    def flush(self):
        self.admin("POST", "/_sim/flush")

    def callbacks(self):
        return self.admin("GET", "/_sim/callbacks")

    def complete(self, execution):
        self.admin("POST", "/_sim/complete?workflowExecution=" + execution)
