#!/usr/bin/env python3
"""Random transactions, steps and policies from a seed: most begin as a clean answer of some profile and are then hurt in a few places.

    generate_transactions.py SEED COUNT    one JSON line each: {"transaction":…, "steps":…, "policy":…}"""
import copy
import json
import random
import sys

from naive_policy import HANDLING, ROWS, SWITCHES, TARGETS, is_refused
from naive_table import CATEGORIES, DOCUMENT_TYPES, KEYS, LABELS, REQUIRED, RISK, TYPES

STATUSES = ("INITIATED", "ACQUISITION_STARTED", "ACQUIRED", "PROCESSED", "SESSION_EXPIRED", "TOKEN_EXPIRED", "KYX_SESSION_EXPIRED",
            "KYX_TOKEN_EXPIRED")
UNKNOWN = ("SOMETHING_NEW", "ok", "passed", "Passed ", "match", "LIVENESS_undetermined", "MANIPULATED_", "MANIPULATED_DOCUMENT_HOLOGRAM",
           "LOOKUPS_HIGH_RISK_", "LOOKUPS_HIGH_RISK_PHONE", "LOOKUPS_MEDIUM_RISK_PHONE", "PASSES", "APPROVED", "processed", "\u00c4\u20ac",
           "X" * 300, "MANIPULATED_" + "X" * 300)
WRONG = (None, "", 0, 1, -1.5, True, False, [], {}, ["PASSED"], {"type": "PASSED"}, [None], 10011)
UNKNOWN_CAPABILITIES = ("ekyc", "govtDBCheck", "addressVerification", "Usability", "liveness ", "")
ALL_LABELS = sorted({label for kinds in LABELS.values() for labels in kinds.values() for label in labels})
EVERY_CAPABILITY = sorted(LABELS) + ["classification"]
IDENTIFIERS = ("c-id", "c-selfie", "c-facemap", "c-document", "c-data")
PROFILES = ("by_key",) + tuple(REQUIRED)
TENANT_KEYS = ("tenant-1", "10011", "2", "90210", "\u00fcber uns")
RULE_NAMES = sorted(ROWS)


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.chance = self.random.random

    def pick(self, words):
        return words[int(self.chance() * len(words))]

    def wrong(self, further=()):
        """Something in the place of something else: a copy, as it may be hurt in turn."""
        return copy.deepcopy(self.pick(WRONG + further))

    # ---- clean beginnings

    def element(self, capability, kind, label, category=None):
        body = {"id": "e", "decision": {"type": kind, "details": {"label": label}}}
        if category is not None:
            body["credentials"] = [{"id": "c-" + category.lower(), "category": category}]
        if capability == "similarity" and self.chance() < 0.5:
            body["data"] = {"similarity": label}
        if capability == "extraction" and self.chance() < 0.7:
            body["data"] = {"type": self.pick(DOCUMENT_TYPES)}
        return body

    def clean(self, requirement):
        name, _, category = requirement.rstrip(")").partition("(")
        if name == "usability" and not category:
            category = self.pick(("ID", "SELFIE"))
        return name, self.element(name, "PASSED", "MATCH" if name == "similarity" else "OK", category or None)

    def clean_transaction(self, profile):
        capabilities = {}
        for requirement in REQUIRED[profile]:
            name, body = self.clean(requirement)
            capabilities.setdefault(name, []).append(body)
        if profile in ("id_and_identity", "liveness_only", "identity_existing"):
            capabilities["usability"].append(self.element("usability", "PASSED", "OK", "SELFIE"))
            if self.chance() < 0.4:
                capabilities["usability"].append(self.element("usability", "NOT_EXECUTED", "NOT_UPLOADED", "FACEMAP"))
        if profile == "data" or self.chance() < 0.15:
            name = self.pick(("watchlistScreening",) + RISK)
            capabilities[name] = [self.element(name, "PASSED", "OK")]
        return {
            "workflow": {"id": "w", "status": "PROCESSED", "definitionKey": self.pick([key for key, of in KEYS.items() if of == profile])},
            "account": {"id": "a"},
            "credentials": [{"id": "c-" + category.lower(), "category": category} for category in CATEGORIES],
            "decision": {"type": "PASSED", "details": {"label": "PASSED"}, "risk": {"score": 0}},
            "capabilities": capabilities,
        }

    # ---- what hurts

    def bad_word(self):
        chance = self.chance()
        if chance < 0.5:
            return self.pick(UNKNOWN)
        return self.wrong()

    def set_or_drop(self, holder, name, value):
        if self.chance() < 0.15:
            holder.pop(name, None)
        else:
            holder[name] = value

    def some_elements(self, transaction):
        """A list of elements that can be hurt, or an empty one."""
        capabilities = transaction.get("capabilities")
        if not isinstance(capabilities, dict) or not capabilities:
            return "", []
        name = self.pick(list(capabilities))
        return name, capabilities[name] if isinstance(capabilities[name], list) else []

    def some_element(self, transaction):
        name, bodies = self.some_elements(transaction)
        body = self.pick(bodies) if bodies else None
        return (name, body) if isinstance(body, dict) else (name, None)

    def verdict(self, capability):
        """A documented type and label, now and then a documented label under another type."""
        kinds = LABELS.get(capability, {})
        kind = self.pick(TYPES)
        chance = self.chance()
        if kinds and chance < 0.8:
            kind = self.pick(list(kinds))
            return kind, self.pick(list(kinds[kind]))
        if kinds and chance < 0.9:
            return kind, self.pick(list(kinds[self.pick(list(kinds))]))
        return kind, self.pick(ALL_LABELS)

    def other_verdict(self, transaction):
        name, body = self.some_element(transaction)
        if body is not None:
            kind, label = self.verdict(name)
            body["decision"] = {"type": kind, "details": {"label": label}}

    def more_elements(self, transaction):
        capabilities = transaction.get("capabilities")
        if isinstance(capabilities, dict):
            name = self.pick(EVERY_CAPABILITY) if self.chance() < 0.9 else self.pick(UNKNOWN_CAPABILITIES)
            kind, label = self.verdict(name)
            body = self.element(name, kind, label, self.pick(CATEGORIES) if self.chance() < 0.7 else None)
            bodies = capabilities.setdefault(name, [])
            if isinstance(bodies, list):
                bodies.insert(0 if self.chance() < 0.5 else len(bodies), body)

    def fewer_elements(self, transaction):
        name, bodies = self.some_elements(transaction)
        if bodies and self.chance() < 0.5:
            bodies.pop()
        elif name:
            del transaction["capabilities"][name]

    def bad_verdict(self, transaction):
        name, body = self.some_element(transaction)
        if body is None:
            return
        decision = body.get("decision")
        details = decision.get("details") if isinstance(decision, dict) else None
        chance = self.chance()
        if isinstance(details, dict) and chance < 0.45:
            self.set_or_drop(details, "label", self.bad_word())
        elif isinstance(decision, dict) and chance < 0.8:
            self.set_or_drop(decision, "type", self.bad_word())
        elif isinstance(decision, dict) and chance < 0.9:
            self.set_or_drop(decision, "details", self.wrong())
        else:
            self.set_or_drop(body, "decision", self.wrong())

    def bad_data(self, transaction):
        capabilities = transaction.get("capabilities")
        name, member = self.pick((("similarity", "similarity"), ("extraction", "type")))
        bodies = capabilities.get(name) if isinstance(capabilities, dict) else None
        if not isinstance(bodies, list) or not bodies or not isinstance(bodies[0], dict):
            return
        known = ("MATCH", "NO_MATCH", "NOT_MATCH", "NOT_POSSIBLE") if name == "similarity" else DOCUMENT_TYPES + ("UNSUPPORTED", "UB")
        word = self.pick(known) if self.chance() < 0.7 else self.bad_word()
        if self.chance() < 0.15:
            self.set_or_drop(bodies[0], "data", self.wrong())
        else:
            bodies[0]["data"] = {}
            self.set_or_drop(bodies[0]["data"], member, word)

    def bad_category(self, transaction):
        capabilities = transaction.get("capabilities")
        bodies = capabilities.get("usability") if isinstance(capabilities, dict) else None
        body = self.pick(bodies) if isinstance(bodies, list) and bodies else None
        if not isinstance(body, dict):
            return
        chance = self.chance()
        if chance < 0.1:
            self.set_or_drop(body, "credentials", self.wrong())
            return
        credentials = []
        for _ in range(1 if self.chance() < 0.7 else 2):
            credential = {"id": self.pick(IDENTIFIERS)}
            if chance < 0.4:
                credential["category"] = self.pick(CATEGORIES) if self.chance() < 0.6 else self.bad_word()
            if self.chance() < 0.2:
                self.set_or_drop(credential, "id", self.bad_word())
            credentials.append(credential if self.chance() < 0.95 else self.wrong())
        body["credentials"] = credentials

    def bad_credentials(self, transaction):
        listed = transaction.get("credentials")
        if not isinstance(listed, list) or self.chance() < 0.15:
            self.set_or_drop(transaction, "credentials", self.wrong())
            return
        if self.chance() < 0.3:
            listed.append({"id": self.pick(IDENTIFIERS), "category": self.pick(CATEGORIES)})
        if listed:
            index = int(self.chance() * len(listed))
            if self.chance() < 0.2:
                listed[index] = self.wrong()
            elif isinstance(listed[index], dict):
                member = self.pick(("id", "category"))
                self.set_or_drop(listed[index], member, self.pick(CATEGORIES if member == "category" else IDENTIFIERS)
                                 if self.chance() < 0.5 else self.bad_word())

    def bad_decision(self, transaction):
        chance = self.chance()
        decision = transaction.get("decision")
        if chance < 0.25 or not isinstance(decision, dict):
            self.set_or_drop(transaction, "decision", self.wrong())
        elif chance < 0.55:
            decision["type"] = self.pick(TYPES)
        elif chance < 0.7:
            self.set_or_drop(decision, "type", self.bad_word())
        elif chance < 0.85:
            decision["type"] = "NOT_EXECUTED"
            decision["details"] = {"label": self.pick(("TOKEN_EXPIRED", "SESSION_EXPIRED", "KYX_TOKEN_EXPIRED", "TECHNICAL_ERROR", None))}
        else:
            self.set_or_drop(decision, "details", self.wrong(({"label": "TXN"}, {"label": 1})))

    def bad_frame(self, transaction):
        chance = self.chance()
        workflow = transaction.get("workflow")
        if chance < 0.1:
            self.set_or_drop(transaction, "capabilities", self.wrong())
        elif chance < 0.25:
            transaction["wipedOutAt"] = self.wrong(("2026-05-04T00:10:00.000Z",))
        elif chance < 0.35:
            name, bodies = self.some_elements(transaction)
            if name and self.chance() < 0.5:
                transaction["capabilities"][name] = self.wrong()
            elif bodies:
                bodies[int(self.chance() * len(bodies))] = self.wrong()
        elif chance < 0.38 or not isinstance(workflow, dict):
            self.set_or_drop(transaction, "workflow", self.wrong())
        elif chance < 0.8:
            workflow["status"] = self.pick(STATUSES) if self.chance() < 0.8 else self.bad_word()
        else:
            self.set_or_drop(workflow, "definitionKey", self.pick(list(KEYS) + [10011, 2, 10031, 10011.0, "tenant-1", "90210", "010011", " 2", "\u00fcber uns"])
                             if self.chance() < 0.7 else self.bad_word())

    def accuse(self, transaction):
        """Documented bad news, so that each status is frequent."""
        capabilities = transaction.get("capabilities")
        if isinstance(capabilities, dict):
            name = self.pick(("imageChecks", "dataChecks", "similarity", "liveness", "authentication"))
            label = self.pick(list(LABELS[name]["REJECTED"]))
            capabilities[name] = [self.element(name, "REJECTED", label)]

    def transaction(self):
        transaction = self.clean_transaction("id_and_identity" if self.chance() < 0.6 else self.pick(list(REQUIRED)))
        hurts = (self.other_verdict, self.more_elements, self.more_elements, self.fewer_elements, self.bad_verdict, self.bad_data,
                 self.bad_category, self.bad_credentials, self.bad_decision, self.bad_frame, self.bad_frame, self.accuse)
        for _ in range(self.pick((0, 1, 1, 2, 2, 3, 4, 6))):
            self.pick(hurts)(transaction)
        return transaction

    # ---- steps and policies

    def steps(self):
        if self.chance() < 0.02:
            return self.pick(([], {}, None, 1, {"steps": None}, {"steps": {}}, {"step": []}))
        steps = []
        for _ in range(self.pick((0, 1, 1, 2))):
            kind = self.pick(TYPES) if self.chance() < 0.8 else self.bad_word()
            step = {"id": "s", "name": self.pick(("ID_IV", "AUTHENTICATION", "SCREENING")) if self.chance() < 0.9 else self.bad_word(),
                    "decision": {"type": kind if self.chance() < 0.5 else "PASSED", "details": {"label": "X"}}}
            if self.chance() < 0.3:
                step["decision"]["reasons"] = [{"label": "FACE_INVALID_DIGITAL_COPY", "type": "REJECTED"}] if self.chance() < 0.8 else self.bad_word()
            if self.chance() < 0.08:
                self.set_or_drop(step, "decision", self.wrong())
            elif self.chance() < 0.05:
                self.set_or_drop(step["decision"], "type", self.bad_word())
            steps.append(step if self.chance() < 0.97 else self.wrong())
        return {"steps": steps}

    def policy(self):
        """A policy document; some are refused."""
        policy = {"name": "random", "version": "1"}
        if self.chance() < 0.4:
            policy["profile"] = self.pick(PROFILES)
        switches = {name: self.chance() < 0.9 for name in SWITCHES if self.chance() < 0.25}
        if switches:
            policy["switches"] = switches
        for part, members in HANDLING.items():
            if self.chance() < 0.25:
                policy[part] = {name: self.pick(values) for name, values in members.items() if self.chance() < 0.7}
        if self.chance() < 0.25:
            policy["required"] = sorted({self.requirement() for _ in range(self.pick((1, 2)))})
        if self.chance() < 0.25:
            policy["keys"] = {self.pick(TENANT_KEYS): self.pick(PROFILES[1:]) for _ in range(self.pick((1, 2)))}
        if self.chance() < 0.5:
            policy["overrides"] = {}
            for _ in range(self.pick((1, 1, 2, 4, 40))):
                self.add_override(policy)
        if self.chance() < 0.05:
            self.spoil(policy)
        return policy

    def requirement(self):
        name = self.pick(EVERY_CAPABILITY)
        return "usability(%s)" % self.pick(CATEGORIES) if name == "usability" and self.chance() < 0.7 else name

    def add_override(self, policy):
        """One that the rules allow, with few exceptions."""
        name, target = self.pick(RULE_NAMES), self.pick(TARGETS)
        policy["overrides"][name] = target
        if self.chance() < 0.99 and is_refused(policy):
            del policy["overrides"][name]

    def spoil(self, policy):
        """A member that is not known, or something of a wrong kind."""
        places = [policy] + [value for value in policy.values() if isinstance(value, dict)]
        holder = self.pick(places)
        if self.chance() < 0.3 or not holder:
            holder[self.pick(("names", "OVERRIDES", "strict ", ""))] = self.pick((True, "strict", {}))
        else:
            holder[self.pick(list(holder))] = self.pick((1, "nothing", [], ["nothing"], {"nothing": "nothing"}, 0.5))


def main():
    generator = Generator(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        steps = generator.steps() if generator.chance() < 0.3 else None
        print(json.dumps({"transaction": generator.transaction(), "steps": steps, "policy": generator.policy()}, sort_keys=True))


if __name__ == "__main__":
    main()
