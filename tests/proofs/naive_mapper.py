"""The decision mapper a second time: written from the specification alone, in plain dicts and ifs, to be compared with the library.

It is slow, long-winded and independent on purpose: it shares no table and no line with src/decision. A policy is the dict of its JSON form.
"""

from naive_table import (ADVISORY, BEGINNINGS, CATEGORIES, DENIED, DOCUMENT_TYPES, FRAUD, IDENTITY, INCOMPLETE, KEYS, LABELS, NONE, OK, REQUIRED, RISK,
                         SYMPTOM, TYPES)


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


def means_the_opposite(label):
    """A label that stops a known capability."""
    for kinds in LABELS.values():
        for labels in kinds.values():
            if label in labels and labels[label][0] in (SYMPTOM, INCOMPLETE, DENIED, FRAUD):
                return True
    return False


def weigh_words(element, strict):
    """Sets rule, weight and flags from capability, type and label."""
    capability, kind, label = element.capability, element.kind, element.label
    type_known = kind in TYPES
    if capability == "classification":
        element.rule = "classification." + (kind.lower() if type_known else "unknown_type")
        return
    if capability not in LABELS:
        weigh_unknown_capability(element)
        return
    if not type_known:
        element.rule = capability + ".unknown_type"
        element.weight = INCOMPLETE
        element.flags.add("unknown_type")
        return

    element.rule = capability + "." + kind.lower()
    rows = LABELS[capability].get(kind, {})
    if label in rows:
        default, under_strict, flags = rows[label]
        element.rule += "." + label
        element.weight = under_strict if strict else default
        element.flags.update(flags)
        element.known = True
        return
    for of_capability, of_kind, beginning, weight in BEGINNINGS:
        if capability == of_capability and kind == of_kind and label is not None and label.startswith(beginning):
            element.rule += "." + beginning + "*"
            element.weight = weight
            element.flags.add("unknown_label")
            return

    contradicts = label is not None and label_is_known_elsewhere(capability, kind, label)
    element.flags.add("contradiction" if contradicts else "unknown_label")
    element.weight = INCOMPLETE
    if kind == "REJECTED" and capability in ("liveness", "similarity", "authentication"):
        element.weight = DENIED
    if kind == "REJECTED" and capability in ("imageChecks", "dataChecks") and strict and not contradicts:
        element.weight = FRAUD
    if kind == "NOT_EXECUTED" and capability in IDENTITY:
        element.flags.add("technical")
    if kind == "NOT_EXECUTED" and capability == "watchlistScreening":
        element.flags.add("aml_not_run")
    if kind in ("REJECTED", "WARNING") and capability in RISK:
        element.flags.add("risk_signal")


def weigh_unknown_capability(element):
    kind, label = element.kind, element.label
    element.rule = "unknown." + (kind.lower() if kind in TYPES else "unknown_type")
    if kind != "PASSED":
        element.weight = INCOMPLETE
        element.flags.add("unknown_capability")
        if kind not in TYPES:
            element.flags.add("unknown_type")
    elif label is not None and means_the_opposite(label):
        # Reading: a known word of failure beside PASSED does not fit together.
        element.rule = "unknown.contradiction"
        element.weight = INCOMPLETE
        element.flags.update(("unknown_capability", "contradiction"))


def weigh_data(element, body, profile):
    """What data.similarity and data.type add."""
    data = read_object(body, "data", element.flags)
    if element.capability == "similarity":
        word = read_word(data, "similarity", element.flags)
        if element.kind == "PASSED" and word is not None and word != "MATCH":
            # Reading: a word that is not known contradicts nothing, but it is no match.
            if element.weight == OK:
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


def override(element, policy):
    """The policy's own handling of the row."""
    switches = policy.get("switches", {})
    screening = policy.get("screening", {})
    risk = policy.get("risk_signals", {})
    if element.known and element.capability == "watchlistScreening":
        if element.kind == "WARNING" and screening.get("alert") == "flag_only" and not switches.get("strict"):
            element.weight = ADVISORY
        if element.kind == "NOT_EXECUTED" and screening.get("not_run") == "incomplete":
            element.weight = INCOMPLETE
    if element.known and element.capability in RISK:
        if element.kind in ("WARNING", "REJECTED") and risk.get("adverse") == "flag_only" and not switches.get("strict"):
            element.weight = ADVISORY
        if element.kind == "NOT_EXECUTED" and risk.get("not_run") == "incomplete":
            element.weight = INCOMPLETE
    if element.known:
        name = "%s.%s.%s" % (element.capability, element.kind.lower(), element.label)
        if name in policy.get("overrides", {}):
            element.weight = policy["overrides"][name]


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
            weigh_words(element, policy.get("switches", {}).get("strict", False))
            override(element, policy)
            weigh_data(element, body, profile)
            elements.append(element)
    excuse_facemap(elements)
    if policy.get("switches", {}).get("trust_transaction_pass") and read_object(transaction, "decision", set()).get("type") == "PASSED":
        for element in elements:
            lift(element)
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


def collect(elements, flags):
    for element in elements:
        flags.update(element.flags)


def map_transaction(transaction, policy, steps=None):
    """(status, final, flags, {path: (class, rule)}); raises MapError."""
    if not isinstance(transaction, dict):
        raise MapError("not an object")
    if steps is not None and (not isinstance(steps, dict) or not isinstance(steps.get("steps"), list)):
        raise MapError("steps")
    workflow = transaction.get("workflow")
    status = workflow.get("status") if isinstance(workflow, dict) else None
    if not isinstance(status, str) or status == "":
        raise MapError("status missing")

    flags = set()
    read_frame(transaction, flags)
    if policy.get("switches", {}).get("allow_weaker"):
        flags.add("weaker_policy")
    if status in ("INITIATED", "ACQUISITION_STARTED", "ACQUIRED"):
        return "Pending", False, flags, {}
    if status in ("SESSION_EXPIRED", "TOKEN_EXPIRED", "KYX_SESSION_EXPIRED", "KYX_TOKEN_EXPIRED"):
        return map_expired(transaction, policy, steps, flags, False)
    if status != "PROCESSED":
        flags.add("unknown_status")
        return "Pending", False, flags, {}
    if transaction.get("wipedOutAt") is not None:
        flags.add("data_deleted")
        return "Incomplete", True, flags, {}
    decision = transaction.get("decision")
    if isinstance(decision, dict) and decision.get("type") == "NOT_EXECUTED" and isinstance(decision.get("details"), dict):
        if decision["details"].get("label") in ("TOKEN_EXPIRED", "SESSION_EXPIRED"):
            return map_expired(transaction, policy, steps, flags, True)
    return map_processed(transaction, policy, steps, flags)


def map_expired(transaction, policy, steps, flags, contradicting):
    elements = read_elements(transaction, policy, profile_of(transaction, policy, set()))
    if steps is not None:
        elements += read_steps(steps)
    collect(elements, flags)
    classes = {element.path: (element.weight, element.rule) for element in elements}
    status = {FRAUD: "Fraud", DENIED: "Denied"}.get(worst(elements), "Failed")
    if contradicting or status != "Failed":
        flags.add("contradiction")
    return status, True, flags, classes


def map_processed(transaction, policy, steps, flags):
    switches = policy.get("switches", {})
    profile = profile_of(transaction, policy, flags)
    elements = read_elements(transaction, policy, profile)
    capability_elements = list(elements)
    if steps is not None:
        elements += read_steps(steps)

    transaction_type = read_word(read_object(transaction, "decision", flags), "type", flags)
    collect(elements, flags)
    if steps is None and steps_would_tell(elements, transaction_type):
        flags.add("steps_wanted")

    evidence = worst(elements)
    missing = [name for name in required_of(profile, policy) if not is_proven(name, capability_elements)]
    if profile == "data" and not is_proven("an executed check", capability_elements):
        missing.append("an executed check")
    if any(not is_there(name, capability_elements) for name in missing):
        flags.add("missing_capability")
    stops = weigh_transaction(transaction, transaction_type, switches, profile, flags)
    if transaction_type == "PASSED" and evidence != OK:
        flags.add("contradiction")
    if transaction_type in ("REJECTED", "WARNING") and evidence == OK and not missing:
        flags.add("rule_driven")

    classes = {element.path: (element.weight, element.rule) for element in elements}
    if evidence == FRAUD:
        return "Fraud", True, flags, classes
    if evidence == DENIED:
        if switches.get("document_first") and any(is_bad_document(element) for element in elements):
            return "Incomplete", True, flags, classes
        return "Denied", True, flags, classes
    if evidence in (INCOMPLETE, SYMPTOM) or missing:
        return "Incomplete", True, flags, classes
    if profile == "capture_only" and ("no_decision" in flags or not stops):
        # Reading: without a decision it completed well too, as key 1 answered in 2021.
        flags.add("capture_only")
        return "Incomplete", True, flags, classes
    if stops:
        return "Incomplete", True, flags, classes
    return "Passed", True, flags, classes


def lift(element):
    """A trusted pass of the transaction lifts advisory items and risk signals, never Fraud or Denied."""
    if not element.known or element.weight != INCOMPLETE:
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


def required_of(profile, policy):
    return list(REQUIRED[profile]) + list(policy.get("required", []))


def weigh_transaction(transaction, transaction_type, switches, profile, flags):
    """Whether the transaction's own decision forbids Passed."""
    decision = transaction.get("decision")
    if not isinstance(decision, dict):
        flags.add("no_decision")
        # Reading: the switch is for a decision that is absent, not for one that is no object.
        return decision is not None or not switches.get("decision_optional") or profile == "data"
    if transaction_type not in TYPES:
        flags.add("unknown_type")
    return transaction_type != "PASSED"
