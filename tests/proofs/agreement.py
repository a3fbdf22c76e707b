"""The library's mapper and the naive one side by side: both are asked, and what differs is told, made as small as it gets."""
import copy
import json

from library import Refused
from naive_mapper import MapError, map_transaction

TEXT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def element_of(pointer):
    """The element in which the pointer points, or None: /capabilities/liveness/0/decision/type -> /capabilities/liveness/0."""
    parts = (pointer or "").split("/")
    if len(parts) >= 4 and parts[1] == "capabilities":
        return "/".join(parts[:4])
    if len(parts) >= 3 and parts[1] == "steps" and "reasons" not in parts:  # which are only quoted
        return "/".join(parts[:3])
    return None


def ask_library(library, handle, transaction, steps):
    """(status, final, flags, {element: (class, rule)}, {(class, rule) of no element}, profile), or the word "error"."""
    body = TEXT(transaction).encode()
    try:
        status, final, flags, profile, reasons = library.map(body, handle, None if steps is None else TEXT(steps[0]).encode())
    except Refused:
        return "error"
    elements, remarks = {}, set()
    for pointer, rule, weight in reasons:
        element = element_of(pointer)
        if element is not None:
            elements[element] = weight, rule
        else:
            remarks.add((weight, rule))
    return status, final, flags, elements, remarks, profile


def ask_naive(library, transaction, policy, steps):
    if steps is not None and steps[0] is None:
        return "error"  # a body "null", not a missing one
    try:
        given = None if steps is None else "null" if steps[0] is None else steps[0]  # the JSON null is no absence of steps
        answer = map_transaction(transaction, policy, given)
    except MapError:
        return "error"
    return answer.status, answer.final, answer.flags & library.flag_names, answer.elements, answer.remarks, answer.profile


def agree(theirs, ours):
    if theirs == "error" or ours == "error":
        return theirs == ours
    if theirs[:3] != ours[:3] or theirs[4] != ours[4]:
        return False
    if ours[5] is not None and theirs[5] != ours[5]:
        return False
    for element, (weight, rule) in ours[3].items():
        if element in theirs[3]:
            if theirs[3][element] != (weight, rule):
                return False
        elif weight != "none":
            return False  # what says nothing need not be a reason
    return all(element in ours[3] for element in theirs[3])


def differs(library, case):
    """Whether the two disagree about (transaction, policy, steps); steps are None or [body]."""
    transaction, policy, steps = case
    try:
        handle = library.policy(policy)
    except Refused:
        return False
    try:
        return not agree(ask_library(library, handle, transaction, steps), ask_naive(library, transaction, policy, steps))
    finally:
        library.policy_free(handle)


def places(value, path=()):
    """The path of everything in a JSON value, the outermost first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()
    for name, member in inner:
        yield path + (name,)
        yield from places(member, path + (name,))


def without(case, path):
    smaller = copy.deepcopy(case)
    holder = smaller
    for name in path[:-1]:
        holder = holder[name]
    del holder[path[-1]]
    return smaller


def shrink(library, case):
    """The smallest case found by leaving members out that still divides the two."""
    case = list(copy.deepcopy(case))
    if case[2] is not None and differs(library, [case[0], case[1], None]):
        case[2] = None
    again = True
    while again:
        again = False
        for path in list(places(case)):
            if len(path) == 1 or path[0] == 2 and len(path) == 2:
                continue
            smaller = without(case, path)
            if differs(library, smaller):
                case, again = smaller, True
                break
    return case


def show(answer):
    if answer == "error":
        return answer
    return "%s, %s, %s, %s, %s, %s" % (answer[0], "final" if answer[1] else "not final", sorted(answer[2]), sorted(answer[3].items()),
                                       sorted(answer[4]), answer[5])


def tell(library, case):
    """What divides the two, in words."""
    case = shrink(library, case)
    handle = library.policy(case[1])
    lines = ["transaction: " + TEXT(case[0]), "policy:      " + TEXT(case[1]), "steps:       " + ("none" if case[2] is None else TEXT(case[2][0])),
             "the library says: " + show(ask_library(library, handle, case[0], case[2])),
             "the naive mapper: " + show(ask_naive(library, case[0], case[1], case[2]))]
    library.policy_free(handle)
    return "\n".join(lines)
