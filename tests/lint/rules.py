#!/usr/bin/env python3
"""The rule table as a text: every row says what it means and where that comes from, and twins of Netverify are twins from both sides."""
import re

import tree

PATH = "src/decision/rules.def"
ROW = re.compile(r"^JUMIO__(NOTE|GROUP|RULE|NETVERIFY)\((.*)\)$", re.M)
ARGUMENT = re.compile(r'(?:^|, )(?:"([^"]*)"|([^",]+))')
# What a twin may name: a reason, a detail of one, a reason of validity, the comparison of the faces, a status of the document.
FIELDS = ("REJECT", "DETAIL", "REASON", "SIMILARITY", "DOCUMENT")


def rows(text):
    """(line, macro, arguments) of each row."""
    for match in ROW.finditer(text):
        yield tree.line_of(text, match.start()), match.group(1), [string or word for string, word in ARGUMENT.findall(match.group(2))]


def words(text):
    return [word for word in text.split(", ") if word]


def spelled(arguments):
    """How a twin names a row of Netverify: a detail with the code of its reason, which stands in the id."""
    name, field, word = arguments[:3]
    return name.split(".")[2] + "/" + word if field == "DETAIL" else word


def problems_of(text):
    out, twins, group = [], {}, None
    table = list(rows(text))
    known = {spelled(a) for _, macro, a in table if macro == "NETVERIFY" and a[1] in FIELDS and a[2]}
    for line, macro, a in table:
        if macro == "GROUP":
            group = a[0]
            continue
        name = a[1] if macro == "NOTE" else a[0]
        if not a[-2].strip() or not a[-1].strip():
            out.append(f"{PATH}:{line}: {name} lacks its meaning or its source")
        if macro == "RULE":
            twins[group, a[2]] = twins.get((group, a[2]), []) + words(a[6])
            out += [f"{PATH}:{line}: {name}: Netverify has no word {word}" for word in words(a[6]) if word not in known]
    for line, macro, a in table:
        if macro != "NETVERIFY" or a[1] not in FIELDS or a[8] == "unknown":
            continue
        for label in words(a[9]):
            if spelled(a) not in twins.get((a[8], label), []):
                out.append(f"{PATH}:{line}: {a[0]}: {a[8]} {label} does not name it as its twin")
    return out


def main():
    text = tree.read(PATH)
    tree.finish("rule table", len(list(rows(text))), problems_of(text))


if __name__ == "__main__":
    main()
