"""The library's mapper from Python, as thin as it gets: one body and one policy in, (status, final, flags, profile, [(pointer, rule, class)]) out."""
import ctypes
import json

STATUSES = ("Unknown", "Pending", "Failed", "Denied", "Fraud", "Incomplete", "Passed")
CLASSES = ("none", "ok", "advisory", "symptom", "incomplete", "denied", "fraud")
PROFILES = ("by_key", "id_and_identity", "id_only", "identity_existing", "liveness_only", "authentication", "document", "data", "capture_only")
RULE, POINTER, CLASS = 1, 5, 1


class Refused(Exception):
    """The library gave an error instead of an answer."""


class Library:
    def __init__(self, path):
        self.shared = ctypes.CDLL(path)
        pointer, size, i32, u32, i64, text = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_uint32, ctypes.c_int64, ctypes.c_char_p
        out = ctypes.POINTER(pointer)
        for name, result, *arguments in (
                ("jumio_policy_new_named", i32, pointer, text, size, out, out), ("jumio_policy_parse", i32, pointer, text, size, out, out), ("jumio_policy_free", None, pointer),
                ("jumio_decision_map_json", i32, pointer, text, size, text, size, pointer, out, out),
                ("jumio_decision_map_netverify", i32, pointer, text, size, pointer, out, out),
                ("jumio_decision_free", None, pointer), ("jumio_decision_get_status", i32, pointer), ("jumio_decision_is_final", i32, pointer),
                ("jumio_decision_get_profile", i32, pointer), ("jumio_decision_get_flags", u32, pointer), ("jumio_decision_flag_name", text, u32),
                ("jumio_decision_reason_count", size, pointer), ("jumio_decision_get_reason_at", pointer, pointer, size),
                ("jumio_reason_get_text", text, pointer, i32), ("jumio_reason_get_int64", i64, pointer, i32),
                ("jumio_result_name", text, i32), ("jumio_error_get_message", text, pointer), ("jumio_error_free", None, pointer)):
            if not hasattr(self.shared, name):
                continue
            function = getattr(self.shared, name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name[len("jumio_"):], function)
        names = {1 << bit: self.decision_flag_name(1 << bit) for bit in range(32)}
        self.flags = {bit: name.decode() for bit, name in names.items() if name}
        self.flag_names = set(self.flags.values())

        self.takes_steps = "from_steps" in self.flag_names

    def check(self, code, error):
        if code != 0:
            words = "%s: %s" % (self.result_name(code).decode(), (self.error_get_message(error) or b"").decode())
            self.error_free(error)
            raise Refused(words)

    def policy(self, policy):
        """A policy of the library from its document."""
        made, error = ctypes.c_void_p(), ctypes.c_void_p()
        text = json.dumps(policy).encode()
        self.check(self.policy_parse(None, text, len(text), made, error), error)
        return made

    def built_in(self, name):
        made, error = ctypes.c_void_p(), ctypes.c_void_p()
        self.check(self.policy_new_named(None, name.encode(), len(name), made, error), error)
        return made

    def map(self, body, policy, steps=None):
        decision, error = ctypes.c_void_p(), ctypes.c_void_p()
        self.check(self.decision_map_json(None, body, len(body), steps, len(steps) if steps else 0, policy, decision, error), error)
        return self.take(decision)

    def map_netverify(self, body, policy):
        decision, error = ctypes.c_void_p(), ctypes.c_void_p()
        self.check(self.decision_map_netverify(None, body, len(body), policy, decision, error), error)
        return self.take(decision)

    def take(self, decision):
        bits = self.decision_get_flags(decision)
        reasons = []
        for index in range(self.decision_reason_count(decision)):
            reason = self.decision_get_reason_at(decision, index)
            reasons.append((self.reason_get_text(reason, POINTER).decode(), self.reason_get_text(reason, RULE).decode(),
                            CLASSES[self.reason_get_int64(reason, CLASS)]))
        answer = (STATUSES[self.decision_get_status(decision)], bool(self.decision_is_final(decision)),
                  {name for bit, name in self.flags.items() if bits & bit}, PROFILES[self.decision_get_profile(decision)], reasons)
        self.decision_free(decision)
        return answer
