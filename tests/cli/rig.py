"""What the tests of the programs share: a running simulator, a private folder, and a way to run a program and look at all it printed."""
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
import unittest
import urllib.request

CLIENT_ID = "sim-client"
SECRET = "sim-secret"
# What the simulator says of its invented person: must not be printed unless asked for.
PERSON = ("ANNA", "MUSTER", "1988-04-17", "ZZ0000000")
NOBODY = "99999999-9999-4999-8999-999999999999"
PICTURES = {"front": "id-front.jpg", "back": "id-back.png", "face": "selfie.jpg"}


class Simulator:
    """jumio-sim on a free port with a clock that only the test moves; it ends with its standard input, so also when the test is killed."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen([program, "--quiet", "--exit-on-stdin-eof", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.url = line.rsplit(" ", 1)[-1].strip()
        if not self.url.startswith("http"):
            raise RuntimeError("the simulator did not start: " + line)

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else b"" if method == "POST" else None
        request = urllib.request.Request(self.url + path, data=data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def advance(self, seconds):
        self.call("POST", "/_sim/clock", {"advanceMs": int(seconds * 1000)})

    def ledger(self, operation):
        found = self.call("GET", "/_sim/ledger")
        rows = found if isinstance(found, list) else next(value for value in found.values() if isinstance(value, list))
        return [row for row in rows if row["operation"] == operation]

    def faults(self, *faults):
        self.call("PUT", "/_sim/scenario", {"faults": list(faults)})

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def json(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __str__(self):
        return f"exit code {self.code}\n{self.out}\n{self.err}"


class Folder(unittest.TestCase):
    """A test with a private folder."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jumio-test-")
        self.addCleanup(shutil.rmtree, self.folder, True)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, text, mode=0o600):
        path = self.path(name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        os.chmod(path, mode)
        return path

    def mode(self, path):
        return os.stat(path).st_mode & 0o7777


def run(arguments, stdin=b"", **more):
    given = {"stdin": stdin} if hasattr(stdin, "fileno") else {"input": stdin}
    done = subprocess.run(arguments, **given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, **more)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def wait_for(condition, process=None):
    """Until it holds; a process that ends first, or half a minute, is a failure."""
    end = time.monotonic() + 30
    while not condition():
        if time.monotonic() > end or (process is not None and process.poll() is not None):
            raise AssertionError("waited in vain")
        select.select([], [], [], 0.005)
