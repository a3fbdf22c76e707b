#!/usr/bin/env python3
"""The public headers: every function documented in full, and only types that any language can bind."""
import re

import tree

BASE_TYPES = {"int32_t", "int64_t", "uint32_t", "uint64_t", "size_t"}
POINTED = {"void", "char", "uint8_t"} | BASE_TYPES
FUNCTION = re.compile(r"(/\*\*(?:(?!\*/).)*\*/)?[ \t\n]*JUMIO_API\s+([^;{]*?)\b(jumio_\w+)\s*\(([^;]*)\)\s*;", re.S)
FORBIDDEN = re.compile(r"\b(int|long|short|unsigned|float|double|_?[Bb]ool|off_t|time_t|ssize_t|wchar_t|va_list|union)\b|\.\.\.|\benum\s+\w|\w\s*:\s*\d+\s*;")
COMMANDS = ("@since", "@threads")
EVENT_LOOP = "tests/unit/protocol/test_event_loop.c"
WITHOUT_OPERATION = ("jumio_cancel_", "jumio_verification_", "jumio_part_save")
BLOCKING = ("@units{deadline_ms", "@blocks", "@idempotent")


def integer_typedefs(texts):
    code = "\n".join(tree.blank(text) for text in texts)
    return set(re.findall(r"\btypedef\s+u?int(?:32|64)_t\s+(jumio_\w+)\s*;", code)) | set(re.findall(r"\(\*(jumio_\w+_fn)\)", code))


def split_parameters(text):
    """At the commas outside of parentheses; "void" is none."""
    out, depth, part = [], 0, ""
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            out.append(part.strip())
            part = ""
        else:
            part += char
    part = part.strip()
    return out + [part] if part not in ("", "void") else out


def parameter_name(parameter):
    hook = re.search(r"\(\s*\*\s*(\w+)\s*\)", parameter)
    return hook.group(1) if hook else re.search(r"(\w+)\s*$", parameter).group(1)


def type_problem(parameter, scalars):
    """None for an integer, a handle behind a pointer, a text, bytes, or a hook with these."""
    hook = re.match(r"(.*?)\(\s*\*\s*\w+\s*\)\s*\((.*)\)$", parameter, re.S)
    if hook:
        for inner in split_parameters(hook.group(2)):
            why = type_problem(inner, scalars)
            if why:
                return why
        return None
    words = re.findall(r"\w+|\*", parameter)
    stars = words.count("*")
    names = [word for word in words if word not in ("const", "struct", "*")]
    base = names[0]
    if stars == 0:
        return None if base in BASE_TYPES or base in scalars else f"{base} by value"
    return None if base in POINTED or base.startswith("jumio_") else f"a pointer to {base}"


def function_problems(block, returned, name, parameters, scalars):
    block = block or ""
    out = [f"{name}: no {command} in its doc block" for command in COMMANDS if command not in block]
    listed = split_parameters(parameters)
    for parameter in listed:
        if not re.search(rf"@param\s+{parameter_name(parameter)}\s", block):
            out.append(f"{name}: no @param for {parameter_name(parameter)}")
        why = type_problem(parameter, scalars)
        if why:
            out.append(f"{name}: {parameter_name(parameter)} is {why}")
    for told in re.findall(r"@param\s+(\w+)", block):
        if told not in [parameter_name(parameter) for parameter in listed]:
            out.append(f"{name}: @param {told} is no parameter")
    if returned.strip() != "void":
        if "@return" not in block:
            out.append(f"{name}: no @return")
        why = type_problem(returned.strip() + " result", scalars)
        if why:
            out.append(f"{name}: it returns {why}")
    if "jumio_cancel *cancel" in parameters and not name.startswith("jumio_cancel_"):
        out += [f"{name}: blocks, but its doc block has no {command}" for command in BLOCKING if command not in block]
    if "jumio_error **err" in parameters and not parameters.rstrip().endswith("jumio_error **err"):
        out.append(f"{name}: err is not the last parameter")
    return out


def problems_of(path, text, scalars):
    out = []
    code = tree.blank(text)
    for match in FORBIDDEN.finditer(code):
        out.append(f"{path}:{tree.line_of(code, match.start())}: a type that other languages cannot bind: {match.group(0).strip()}")
    count = 0
    for match in FUNCTION.finditer(text):
        count += 1
        for problem in function_problems(match.group(1), match.group(2), match.group(3), match.group(4), scalars):
            out.append(f"{path}:{tree.line_of(text, match.start(3))}: {problem}")
    if count != len(re.findall(r"\bJUMIO_API[ \t]+[^\s_(]", code)):
        out.append(f"{path}:1: a declaration that this check cannot read")
    return count, out


def twin_problems(functions, test):
    """Each blocking call of the network has an operation, but for those made of several calls or of files, and the test of the event loop drives
    all of them."""
    operations = {name for name, parameters in functions.items() if name.startswith("jumio_op_") and "jumio_op **out" in parameters}
    verbs = {name for name, parameters in functions.items() if "jumio_cancel *cancel" in parameters and not name.startswith(WITHOUT_OPERATION)}
    wanted = {re.sub(r"^jumio_(client_)?", "jumio_op_", verb) for verb in verbs}
    out = [f"{name}: a blocking call without an operation of this name" for name in sorted(wanted - operations)]
    out += [f"{name}: an operation without a blocking call" for name in sorted(operations - wanted)]
    return out + [f"{name}: {EVENT_LOOP} does not drive it" for name in sorted(operations) if not re.search(rf"\b{name}\(", test)]


def main():
    paths = [path for path in tree.c_files("include")]
    texts = {path: tree.read(path) for path in paths}
    scalars = integer_typedefs(texts.values())
    total, problems = 0, []
    for path in paths:
        count, found = problems_of(path, texts[path], scalars)
        total += count
        problems += found
    functions = {match.group(3): match.group(4) for text in texts.values() for match in FUNCTION.finditer(text)}
    problems += twin_problems(functions, tree.read(EVENT_LOOP))
    tree.finish("public functions", total, problems)


if __name__ == "__main__":
    main()
