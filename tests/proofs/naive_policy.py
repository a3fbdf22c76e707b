"""What a policy makes of the rows, and which policies are refused: a second time, in plain conditions."""
from naive_table import (ADVISORY, BEGINNINGS, DENIED, FRAUD, IDENTITY, INCOMPLETE, KEYS, LABELS, NONE, OK, REQUIRED, RISK, SYMPTOM, TYPES)

BADNESS = {NONE: 0, OK: 0, ADVISORY: 0, SYMPTOM: 1, INCOMPLETE: 2, DENIED: 3, FRAUD: 4}
TARGETS = (NONE, ADVISORY, INCOMPLETE, DENIED, FRAUD)
MEMBERS = ("name", "version", "profile", "required", "overrides", "keys", "switches", "screening", "risk_signals")
SWITCHES = ("strict", "document_first", "trust_transaction_pass", "decision_optional", "allow_weaker")
HANDLING = {"screening": {"alert": ("incomplete", "flag_only"), "not_run": ("ignore", "incomplete")},
            "risk_signals": {"adverse": ("incomplete", "flag_only"), "not_run": ("ignore", "incomplete")}}
BUILT_IN = ("default", "strict", "netverify-order")


class Row:
    """One row as the tables have it: its capability and type, whether it stands for words that are known, and its class."""

    def __init__(self, capability, kind, known, default, strict):
        self.capability = capability
        self.kind = kind
        self.known = known
        self.default = default
        self.strict = strict


def all_rows():
    rows = {}
    for capability in list(LABELS) + ["classification", "unknown"]:
        known = capability in LABELS
        rows[capability + ".unknown_type"] = Row(capability, None, False, *(2 * [NONE if capability == "classification" else INCOMPLETE]))
        for kind in TYPES:
            name = capability + "." + kind.lower()
            default = strict = INCOMPLETE
            if capability == "classification" or capability == "unknown" and kind == "PASSED":
                default = strict = NONE
            elif kind == "REJECTED" and capability in ("liveness", "similarity", "authentication"):
                default = strict = DENIED
            elif kind == "REJECTED" and capability in ("imageChecks", "dataChecks"):
                strict = FRAUD
            rows[name] = Row(capability, kind, False, default, strict)
            for label, (default, strict, _) in LABELS[capability].get(kind, {}).items() if known else ():
                rows[name + "." + label] = Row(capability, kind, True, default, strict)
    for capability, kind, beginning, weight in BEGINNINGS:
        rows["%s.%s.%s*" % (capability, kind.lower(), beginning)] = Row(capability, kind, False, weight, weight)
    return rows


ROWS = all_rows()


def class_of_row(policy, row):
    """The class of a row under the switches and the handling of the policy, before any override."""
    weight = row.strict if policy.get("switches", {}).get("strict") else row.default
    part = None
    if row.capability == "watchlistScreening":
        part = policy.get("screening", {})
        bad = part.get("alert")
    elif row.capability in RISK:
        part = policy.get("risk_signals", {})
        bad = part.get("adverse")
    if part is None or not row.known:
        return weight
    if row.kind in ("WARNING", "REJECTED") and bad == "flag_only":
        return NONE  # reading: also under strict, as it is the nearer word; the flag stands, and nothing is proved
    if row.kind == "NOT_EXECUTED" and part.get("not_run") == "incomplete":
        return INCOMPLETE
    return weight


def weight_under(policy, element):
    """What an element weighs by its row; its flags and the row's name are there."""
    if element.rule not in ROWS:
        return INCOMPLETE  # of no row: two words that do not fit together
    row = ROWS[element.rule]
    weight = policy.get("overrides", {}).get(element.rule)
    if weight is None:
        weight = class_of_row(policy, row)
    if "contradiction" in element.flags and BADNESS[weight] > BADNESS[INCOMPLETE]:
        weight = row.default  # a label that contradicts its type never accuses
    return weight


# ---- which policies are refused -----------------------------------------------------------------------------------------------------------


def is_text(value):
    return isinstance(value, str) and value != ""


def is_refused(policy):
    """Why a policy is refused, or None."""
    if not isinstance(policy, dict):
        return "not an object"
    for member in policy:
        if member not in MEMBERS:
            return "unknown member"
    if not is_text(policy.get("name")) or not is_text(policy.get("version")):
        return "name or version"
    if "profile" in policy and policy["profile"] not in ("by_key",) + tuple(REQUIRED):
        return "profile"
    return (refused_switches(policy) or refused_handling(policy) or refused_required(policy) or refused_keys(policy)
            or refused_overrides(policy))


def refused_switches(policy):
    switches = policy.get("switches", {})
    if not isinstance(switches, dict):
        return "switches"
    for name, value in switches.items():
        if name not in SWITCHES or not isinstance(value, bool):
            return "switch"
    return None


def refused_handling(policy):
    for part, members in HANDLING.items():
        told = policy.get(part, {})
        if not isinstance(told, dict):
            return part
        for name, value in told.items():
            if name not in members or value not in members[name]:
                return part
    return None


def refused_required(policy):
    required = policy.get("required", [])
    if not isinstance(required, list):
        return "required"
    for text in required:
        if not isinstance(text, str):
            return "required"
        name, bracket, category = text.partition("(")
        if name not in LABELS:
            return "required"
        if bracket and (name != "usability" or category not in ("ID)", "SELFIE)", "FACEMAP)", "DOCUMENT)", "DATA)")):
            return "required"
    return None


def refused_keys(policy):
    keys = policy.get("keys", {})
    if not isinstance(keys, dict):
        return "keys"
    for key, profile in keys.items():
        if key == "" or profile not in tuple(REQUIRED):
            return "keys"
    return None


def refused_overrides(policy):
    overrides = policy.get("overrides", {})
    if not isinstance(overrides, dict):
        return "overrides"
    for name, target in overrides.items():
        if name not in ROWS:
            return "no such row"
        if target not in TARGETS:
            return "no such class"
        row = ROWS[name]
        now = class_of_row(policy, row)
        lighter = BADNESS[target] < BADNESS[now]
        if not row.known and (lighter or target == ADVISORY):
            return "words that are not known can only become heavier, and never proof"
        if row.kind == "NOT_EXECUTED" and target == ADVISORY:
            return "what did not run proves nothing"
        if now in (DENIED, FRAUD) and lighter and not policy.get("switches", {}).get("allow_weaker"):
            return "weaker"
        if row.kind in ("PASSED", "NOT_EXECUTED", None) and BADNESS[target] > BADNESS[INCOMPLETE]:
            return "an accusation"
    return None
