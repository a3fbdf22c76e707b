"""The decision mapper a second time: written from the specification alone, in plain dicts and ifs, to be compared with the library.

It is slow, long-winded and independent on purpose: it shares no table and no line with src/decision. A policy is the dict of its JSON form.
"""

from naive_table import (ADVISORY, BEGINNINGS, CATEGORIES, DENIED, DOCUMENT_TYPES, FRAUD, IDENTITY, INCOMPLETE, KEYS, LABELS, NONE, OK, REQUIRED, RISK,
                         SYMPTOM, TYPES)
from naive_policy import weight_under


class MapError(Exception):
    """The named error that stands where there is no status."""


class Element:
    """One weighed element: where it stands, what it is, and what it counts as."""

    def __init__(self, path, capability, categories, kind, label):
        self.path = path
        self.capability = capability
        self.categories = categories
        self.kind = kind
        self.label = label
        self.weight = NONE
        self.flags = set()
        self.rule = None    # the name of what weighed it
        self.quotes = False # reasons of a step
        self.known = False  # a row of the table, not a fallback for a word that is unknown


# ---- reading words ----------------------------------------------------------------------------------------------------------------------


def read_word(holder, name, flags):
    """A word, or None when it is missing, empty, or not a string (that is malformed). Reading: null is not a string either."""
    if name not in holder or holder[name] == "":
        return None
    word = holder[name]
    if not isinstance(word, str):
        flags.add("malformed")
        return None
    return word


def read_text(holder, name, flags):
    """A text that is only quoted; null is absent."""
    if holder.get(name) is not None and not isinstance(holder[name], str):
        flags.add("malformed")


def read_object(holder, name, flags):
    value = holder.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        flags.add("malformed")
        return {}
    return value


def read_array(holder, name, flags):
    value = holder.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        flags.add("malformed")
        return []
    return value


def categories_of(element, transaction, flags):
    """The category of each credential of the element: its own, else that of the credential with the same id, else None.

    Reading: only a missing category is None and counts for what the profile requires. One that is there but unknown is "?", and so are two
    credentials of one id that differ: they count for nothing."""
    categories = []
    for credential in read_array(element, "credentials", flags):
        if not isinstance(credential, dict):
            flags.add("malformed")
            categories.append(None)
            continue
        category = read_word(credential, "category", flags)
        if category is None and "category" in credential and credential["category"] != "":
            category = "?"
        elif category is None:
            category = category_by_id(credential.get("id"), transaction)
        if category is not None and category not in CATEGORIES:
            category = "?"
        categories.append(category)
    return categories


def category_by_id(identifier, transaction):
    found = set()
    listed = transaction.get("credentials")
    for credential in listed if isinstance(listed, list) else []:
        if isinstance(credential, dict) and isinstance(identifier, str) and credential.get("id") == identifier:
            found.add(read_word(credential, "category", set()))
    if len(found) > 1:
        return "?"
    return found.pop() if found else None


# ---- one element ------------------------------------------------------------------------------------------------------------------------


def label_is_known_elsewhere(capability, kind, label):
    """The capability uses this label under another type: it contradicts this one."""
    return any(label in labels for other, labels in LABELS[capability].items() if other != kind)


def read_words(element):
    """The row that fits capability, type and label, and its flags."""
    capability, kind, label = element.capability, element.kind, element.label
    type_known = kind in TYPES
    if capability == "classification":
        element.rule = "classification." + (kind.lower() if type_known else "unknown_type")
        return
    if capability not in LABELS:
        read_unknown_capability(element)
        return
    if not type_known:
        element.rule = capability + ".unknown_type"
        element.flags.add("unknown_type")
        return

    element.rule = capability + "." + kind.lower()
    rows = LABELS[capability].get(kind, {})
    if label in rows:
        element.rule += "." + label
        element.flags.update(rows[label][2])
        element.known = True
        return
    for of_capability, of_kind, beginning, _ in BEGINNINGS:
        if capability == of_capability and kind == of_kind and label is not None and label.startswith(beginning):
            element.rule += "." + beginning + "*"
            element.flags.add("unknown_label")
            return

    contradicts = label is not None and label_is_known_elsewhere(capability, kind, label)
    element.flags.add("contradiction" if contradicts else "unknown_label")
    if kind == "NOT_EXECUTED" and capability in IDENTITY:
        element.flags.add("technical")
    if kind == "NOT_EXECUTED" and capability == "watchlistScreening":
        element.flags.add("aml_not_run")
    if kind in ("REJECTED", "WARNING") and capability in RISK:
        element.flags.add("risk_signal")


def read_unknown_capability(element):
    kind = element.kind
    element.rule = "unknown." + (kind.lower() if kind in TYPES else "unknown_type")
    if kind != "PASSED":
        element.flags.add("unknown_capability")
        if kind not in TYPES:
            element.flags.add("unknown_type")


def weigh_data(element, body, profile):
    """What data.similarity and data.type add."""
    data = read_object(body, "data", element.flags)
    if element.capability == "similarity":
        word = read_word(data, "similarity", element.flags)
        if word not in (None, "MATCH", element.label) and element.weight in (OK, ADVISORY, NONE):
            # Beside a label that the policy weighs lighter, the same word says nothing new. Reading: a word that is not known contradicts nothing, but it is no match.
            known = label_is_known_elsewhere("similarity", "PASSED", word)
            element.flags.add("contradiction" if known else "unknown_label")
            element.rule = "similarity.data" if known else "similarity.data_unknown"
            element.weight = INCOMPLETE
        if element.kind == "REJECTED" and word == "MATCH":
            element.flags.add("contradiction")
    if element.capability == "extraction":
        word = read_word(data, "type", element.flags)
        bad = None
        if word == "UNSUPPORTED":
            bad = "extraction.unsupported"
        elif profile not in ("document", "data") and word is not None and word not in DOCUMENT_TYPES:
            bad = "extraction.no_id"  # reading: every profile but these two is of IDs
        if bad is not None and element.weight in (OK, ADVISORY, NONE, SYMPTOM):
            element.rule = bad
            element.weight = INCOMPLETE


def read_elements(transaction, policy, profile):
    elements = []
    for capability, bodies in read_object(transaction, "capabilities", set()).items():
        for index, body in enumerate(bodies if isinstance(bodies, list) else []):
            if not isinstance(body, dict):
                continue
            seen = set()
            decision = read_object(body, "decision", seen)
            kind = read_word(decision, "type", seen)
            label = read_word(read_object(decision, "details", seen), "label", seen)
            categories = categories_of(body, transaction, seen) if capability == "usability" else []
            element = Element("/capabilities/%s/%d" % (capability, index), capability, categories, kind, label)
            element.flags = seen
            read_words(element)
            element.weight = weight_under(policy, element)
            weigh_data(element, body, profile)
            elements.append(element)
    excuse_facemap(elements)
    if policy.get("switches", {}).get("trust_transaction_pass") and read_object(transaction, "decision", set()).get("type") == "PASSED":
        for element in elements:
            lift(element, policy)
    return elements


def excuse_facemap(elements):
    """An optional face map that was not uploaded does not count when every liveness element is ok, and there is one."""
    liveness = [element for element in elements if element.capability == "liveness"]
    if liveness and all(element.weight == OK for element in liveness):
        for element in elements:
            if (element.capability == "usability" and set(element.categories) == {"FACEMAP"} and element.kind == "NOT_EXECUTED"
                    and element.label == "NOT_UPLOADED"):
                element.rule = "usability.facemap_not_needed"
                element.weight = NONE


# ---- steps ------------------------------------------------------------------------------------------------------------------------------


def read_steps(steps):
    elements = []
    for index, step in enumerate(steps["steps"]):
        element = Element("/steps/%d" % index, None, [], None, None)
        elements.append(element)
        if not isinstance(step, dict):
            element.flags.add("malformed")
            continue
        decision = read_object(step, "decision", element.flags)
        kind = read_word(decision, "type", element.flags)
        read_text(step, "name", element.flags)
        read_text(read_object(decision, "details", element.flags), "label", element.flags)
        if kind == "PASSED":
            continue
        element.flags.add("from_steps")
        # Reading: the reasons are only quoted; what cannot be quoted of a step that did not pass is remarked.
        for reason in read_array(decision, "reasons", element.flags):
            if not isinstance(reason, dict):
                element.flags.add("malformed")
                continue
            element.quotes = True
            read_text(reason, "label", element.flags)
            read_text(reason, "type", element.flags)
        if kind == "REJECTED" and step.get("name") == "AUTHENTICATION":
            element.rule, element.weight = "steps.authentication.rejected", DENIED
        elif kind in TYPES:
            element.rule, element.weight = "steps." + kind.lower(), SYMPTOM
        else:
            element.rule, element.weight = "steps.unknown_type", INCOMPLETE
            element.flags.add("unknown_type")
    return elements


# ---- the frame --------------------------------------------------------------------------------------------------------------------------


def read_frame(transaction, flags):
    """What is malformed around the elements is said in every answer."""
    key = transaction["workflow"].get("definitionKey")
    if key is not None and (isinstance(key, bool) or not isinstance(key, (str, int))):
        flags.add("malformed")
    for credential in read_array(transaction, "credentials", flags):
        if isinstance(credential, dict):
            if credential.get("id") is not None:
                read_word(credential, "id", flags)
            read_word(credential, "category", flags)
        else:
            flags.add("malformed")
    for capability, bodies in read_object(transaction, "capabilities", flags).items():
        # Reading: an unknown member of an unknown form is ignored, as every unknown member.
        if capability in LABELS or capability == "classification":
            if not isinstance(bodies, list) or not all(isinstance(body, dict) for body in bodies):
                flags.add("malformed")
    decision = read_object(transaction, "decision", flags)
    read_word(decision, "type", flags)
    read_word(read_object(decision, "details", flags), "label", flags)
    for element in read_elements(transaction, {}, "id_and_identity"):
        if "malformed" in element.flags:
            flags.add("malformed")


# ---- the whole --------------------------------------------------------------------------------------------------------------------------


def profile_of(transaction, policy, flags):
    if policy.get("profile", "by_key") != "by_key":
        return policy["profile"]
    key = transaction["workflow"].get("definitionKey")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if isinstance(key, str):
        if key in policy.get("keys", {}):
            return policy["keys"][key]
        if key in KEYS:
            return KEYS[key]
    flags.add("profile_by_default")
    return "id_and_identity"


def speaks_for(element, requirement):
    if requirement == "an executed check":
        return is_verdict(element)
    name, _, category = requirement.rstrip(")").partition("(")
    if element.capability != name:
        return False
    # Reading: an element with several credentials of which one is known speaks for the known ones.
    return not category or category in element.categories or set(element.categories) <= {None}


def is_verdict(element):
    """Reading: an executed check has a verdict; usability, extraction, classification and unknown capabilities have none."""
    return element.capability in LABELS and element.capability not in ("usability", "extraction")


def is_proven(requirement, elements):
    return any(speaks_for(element, requirement) and element.weight in (OK, ADVISORY) for element in elements)


def is_there(requirement, elements):
    """Something speaks for it, if only badly: then that is the reason, and not that it is missing."""
    return any(speaks_for(element, requirement) and element.weight != NONE for element in elements)


def worst(elements):
    weights = [element.weight for element in elements]
    for weight in (FRAUD, DENIED, INCOMPLETE, SYMPTOM):
        if weight in weights:
            return weight
    return OK


class Answer:
    def __init__(self, flags):
        self.status = None
        self.final = True
        self.flags = flags
        self.elements = {}   # {path: (class, rule)}
        self.remarks = set() # (class, rule) of what lies not in one element
        self.profile = None  # None where it decides nothing

    def remark(self, rule, weight, flag=None):
        self.remarks.add((weight, rule))
        if flag is not None:
            self.flags.add(flag)

    def take(self, elements):
        for element in elements:
            self.elements[element.path] = element.weight, element.rule
            self.flags.update(element.flags)
            if element.quotes:
                self.remark("steps.reason", NONE)

    def says(self, status):
        self.status = status
        self.final = status != "Pending"
        return self


def map_transaction(transaction, policy, steps=None):
    """An Answer; raises MapError."""
    if not isinstance(transaction, dict):
        raise MapError("not an object")
    if steps is not None and (not isinstance(steps, dict) or not isinstance(steps.get("steps"), list)):
        raise MapError("steps")
    workflow = transaction.get("workflow")
    status = workflow.get("status") if isinstance(workflow, dict) else None
    if not isinstance(status, str) or status == "":
        raise MapError("status missing")

    answer = Answer(set())
    read_frame(transaction, answer.flags)
    if policy.get("switches", {}).get("allow_weaker"):
        answer.flags.add("weaker_policy")
    if status in ("INITIATED", "ACQUISITION_STARTED", "ACQUIRED"):
        answer.remark("status.waiting", NONE)
        return answer.says("Pending")
    if status in ("SESSION_EXPIRED", "TOKEN_EXPIRED", "KYX_SESSION_EXPIRED", "KYX_TOKEN_EXPIRED"):
        answer.remark("status.expired", NONE)
        return map_expired(transaction, policy, steps, answer)
    if status != "PROCESSED":
        answer.remark("status.unknown", NONE, "unknown_status")
        return answer.says("Pending")
    if transaction.get("wipedOutAt") is not None:
        answer.remark("status.data_deleted", INCOMPLETE, "data_deleted")
        return answer.says("Incomplete")
    decision = transaction.get("decision")
    if isinstance(decision, dict) and decision.get("type") == "NOT_EXECUTED" and isinstance(decision.get("details"), dict):
        if decision["details"].get("label") in ("TOKEN_EXPIRED", "SESSION_EXPIRED"):
            answer.remark("transaction.expired", NONE, "contradiction")
            return map_expired(transaction, policy, steps, answer)
    return map_processed(transaction, policy, steps, answer)


def map_expired(transaction, policy, steps, answer):
    elements = read_elements(transaction, policy, profile_of(transaction, policy, set()))
    if steps is not None:
        elements += read_steps(steps)
    answer.take(elements)
    accusation = {FRAUD: "Fraud", DENIED: "Denied"}.get(worst(elements))
    if accusation is None:
        return answer.says("Failed")
    answer.flags.add("contradiction")
    return answer.says(accusation)


def map_processed(transaction, policy, steps, answer):
    switches = policy.get("switches", {})
    answer.profile = profile_of(transaction, policy, answer.flags)
    elements = read_elements(transaction, policy, answer.profile)
    met = weigh_requirements(elements, policy, answer)
    transaction_type = read_word(read_object(transaction, "decision", set()), "type", set())
    if steps is not None:
        elements += read_steps(steps)
    elif steps_would_tell(elements, transaction_type):
        answer.flags.add("steps_wanted")
    answer.take(elements)

    evidence = worst(elements)
    if transaction_type == "PASSED" and evidence != OK:
        answer.flags.add("contradiction")
    clean = evidence == OK and met
    lets_pass = weigh_transaction(transaction, transaction_type, switches, clean, answer)

    if evidence == FRAUD:
        return answer.says("Fraud")
    if evidence == DENIED:
        if switches.get("document_first") and any(is_bad_document(element) for element in elements):
            return answer.says("Incomplete")
        return answer.says("Denied")
    if answer.profile == "capture_only":
        # Reading: without a decision it completed well too, as key 1 answered in 2021.
        if clean and (lets_pass or "no_decision" in answer.flags):
            answer.remark("required.capture_only", INCOMPLETE, "capture_only")
        return answer.says("Incomplete")
    return answer.says("Passed" if clean and lets_pass else "Incomplete")


def weigh_requirements(elements, policy, answer):
    """Whether everything that is required has proof."""
    met = True
    for requirement in REQUIRED[answer.profile] + tuple(policy.get("required", ())):
        if not is_proven(requirement, elements):
            met = False
            if not is_there(requirement, elements):
                answer.remark("required.missing", INCOMPLETE, "missing_capability")
    if answer.profile == "data" and not is_proven("an executed check", elements):
        met = False
        if not is_there("an executed check", elements):
            answer.remark("required.no_check", INCOMPLETE, "missing_capability")
    return met


def weigh_transaction(transaction, transaction_type, switches, clean, answer):
    """Whether the transaction's own decision allows Passed. Where it does not, that is a symptom beside any other cause."""
    weight = INCOMPLETE if clean else SYMPTOM
    decision = transaction.get("decision")
    if not isinstance(decision, dict):
        # Reading: the switch is for a decision that is absent, not for one that is no object.
        optional = decision is None and switches.get("decision_optional", False) and answer.profile != "data"
        answer.remark("transaction.no_decision", NONE if optional else weight, "no_decision")
        return optional
    if transaction_type == "PASSED":
        return True
    if transaction_type in ("WARNING", "REJECTED"):
        if clean:
            answer.remark("transaction.rule_driven", weight, "rule_driven")
        else:
            answer.remark("transaction." + transaction_type.lower(), weight)
    elif transaction_type == "NOT_EXECUTED":
        answer.remark("transaction.not_executed", weight)
    else:
        answer.remark("transaction.unknown_type", weight, "unknown_type")
    return False


def lift(element, policy):
    """A trusted pass of the transaction lifts advisory items and risk signals, never Fraud or Denied, nor what the policy itself set."""
    if not element.known or element.weight != INCOMPLETE or element.rule in policy.get("overrides", {}):
        return
    if element.label in ("REPEATED_FACE", "DOCUMENT_EXPIRY_WITHIN_CONFIGURED_LIMIT"):
        element.weight = ADVISORY
    if "risk_signal" in element.flags:
        element.weight = NONE  # reading: it no longer stops, but a bad signal proves nothing either


def is_bad_document(element):
    if element.weight != INCOMPLETE:
        return False
    if element.capability == "usability":
        return "ID" in element.categories or "DOCUMENT" in element.categories or set(element.categories) <= {None}
    return element.capability in ("extraction", "imageChecks", "dataChecks")


def steps_would_tell(elements, transaction_type):
    if not elements and transaction_type != "PASSED":
        return True
    return any(element.capability == "authentication" and element.kind == "REJECTED" for element in elements)
