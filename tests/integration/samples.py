"""Answers of Jumio made for these tests, and an allocator in Python."""
import ctypes

import binding

ACCOUNT, EXECUTION = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
TOKEN_ANSWER = 200, [("Content-Type", "application/json")], b'{"access_token":"a.b.c","expires_in":3600,"token_type":"Bearer"}'
ACCOUNT_ANSWER = """{"timestamp":"2026-01-31T10:20:31.120Z","account":{"id":"11111111-1111-4111-8111-111111111111"},"workflowExecution":
{"id":"22222222-2222-4222-8222-222222222222","credentials":[{"id":"33333333-3333-4333-8333-333333333333","category":"ID","allowedChannels":["API"],
"api":{"token":"x.y.z","parts":{"front":"HOST/api/v1/accounts/11111111-1111-4111-8111-111111111111/workflow-executions/
22222222-2222-4222-8222-222222222222/credentials/33333333-3333-4333-8333-333333333333/parts/FRONT"},"workflowExecution":"HOST/api/v1/accounts/
11111111-1111-4111-8111-111111111111/workflow-executions/22222222-2222-4222-8222-222222222222"}}]}}""".replace("\n", "")
TRANSACTION = """{"workflow":{"id":"22222222-2222-4222-8222-222222222222","status":"PROCESSED","definitionKey":"10011"},
"account":{"id":"11111111-1111-4111-8111-111111111111"},"createdAt":"2026-01-31T10:20:31.120Z",
"credentials":[{"id":"33333333-3333-4333-8333-333333333333","category":"ID","parts":[{"classifier":"FRONT","href":"https://x"}]}],
"decision":{"type":"REJECTED","details":{"label":"REJECTED"},"risk":{"score":100}},
"capabilities":{"usability":[{"id":"a","credentials":[{"id":"33333333-3333-4333-8333-333333333333","category":"ID"}],
"decision":{"type":"REJECTED","details":{"label":"BLURRED"}}}]}}"""


def answer_of_status(request):
    if request.url.endswith("/oauth2/token"):
        return TOKEN_ANSWER
    body = '{"account":{"id":"%s"},"workflowExecution":{"id":"%s","status":"PROCESSED"}}' % (ACCOUNT, EXECUTION)
    return 200, [("Content-Type", "application/json")], body.encode()


class Heap:
    """An allocator in Python over the C library's; knows every block."""

    def __init__(self):
        libc = ctypes.CDLL(None)
        libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
        libc.realloc.restype, libc.realloc.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_size_t]
        libc.free.argtypes = [ctypes.c_void_p]
        self.libc, self.live, self.wrong, self.most = libc, {}, 0, None
        self.hooks = binding.ALLOCATE(self.allocate), binding.RESIZE(self.resize), binding.RELEASE(self.release)
        self.table = binding.AllocTable(ctypes.sizeof(binding.AllocTable), 0, *self.hooks)

    def allocate(self, size, _):
        if self.most == 0:
            return None
        if self.most:
            self.most -= 1
        block = self.libc.malloc(size)
        self.live[block] = size
        return block

    def resize(self, block, old, new, _):
        self.wrong += self.live.pop(block) != old
        block = self.libc.realloc(block, new)
        self.live[block] = new
        return block

    def release(self, block, size, _):
        self.wrong += self.live.pop(block) != size
        self.libc.free(block)
