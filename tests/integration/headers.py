"""Reads the public functions out of the headers, in the few words that a binding needs:

i32 u32 i64 u64 size     numbers                      text     const char *, in or out
bytes                    const void * or void *       buffer   char * that is written to or freed
fn                       a callback                   table    one of the plug-in tables
void                     nothing                      noun     a handle, such as client or account
+word                    the same, filled in by the function; +error is the last argument of most
"""
import os
import re

NUMBERS = {"int32_t": "i32", "uint32_t": "u32", "int64_t": "i64", "uint64_t": "u64", "size_t": "size"}
NOT_IN_A_SHARED_LIBRARY = {"sys/storage_conformance.h"}


def files(folder):
    for base, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            if name.endswith(".h"):
                path = os.path.join(base, name)
                with open(path, encoding="utf-8") as file:
                    text = re.sub(r"/\*.*?\*/", " ", file.read(), flags=re.S)
                yield os.path.relpath(path, folder), re.sub(r"^\s*#.*$", "", text, flags=re.M)


def scalars(folder):
    """typedef name -> word, for the numbers and the callbacks that have a name of their own."""
    found = dict(NUMBERS)
    for _, text in files(folder):
        for kind, name in re.findall(r"typedef\s+(u?int(?:32|64)_t)\s+(jumio_\w+)\s*;", text):
            found[name] = NUMBERS[kind]
        for name in re.findall(r"typedef\s+[^;{]*?\(\*(jumio_\w+)\)\s*\(", text):
            found[name] = "fn"
    return found


def word(c_type, known):
    c_type = " ".join(c_type.replace("*", " * ").split())
    stars = c_type.count("*")
    constant = c_type.startswith("const ")
    base = c_type.replace("const ", "").replace("*", "").strip()
    if base in known and stars < 2:
        return "+" * stars + known[base]
    if base == "void":
        return ["void", "bytes"][stars]
    if base == "char":
        return "+text" if stars == 2 else "text" if constant else "buffer"
    noun = re.sub(r"^jumio_", "", base)
    if noun.endswith("_ops"):
        return "table"
    return "+" * (stars - 1) + noun


def arguments(text):
    """The arguments of a declaration; commas within a callback's own brackets do not part them."""
    depth, start, text = 0, 0, text + ","
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            yield text[start:i].strip()
            start = i + 1


def declarations(folder):
    """(header, result, name, arguments) of each public function"""
    for path, text in files(folder):
        if path not in NOT_IN_A_SHARED_LIBRARY:
            for found in re.findall(r"JUMIO_API\s+([\w\s*]*?)\b(jumio_\w+)\s*\(((?:[^;()]|\([^()]*\))*)\)\s*;", text):
                yield path, *found


def parameters(folder):
    """name -> the names of its parameters"""
    return {name: [re.search(r"\(\*\s*(\w+)\)|(\w+)$", arg)[0].strip("(*) ") for arg in arguments(args) if arg != "void"]
            for _, _, name, args in declarations(folder)}


def results(folder):
    """name -> (the codes that its doc block names, whether it says that there are others)"""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(base, name), encoding="utf-8") as file:
                for block, function in re.findall(r"(/\*\*(?:(?!\*/).)*\*/)\s*JUMIO_API[^;(]*?\b(jumio_\w+)\s*\(", file.read(), re.S):
                    told = " ".join(line.strip(" *") for line in block.split("\n"))
                    found[function] = set(re.findall(r"@retval (JUMIO_\w+)", told)), bool(re.search(r"@return (these|as jumio_)", told))
    return found


def signature(result, args, known):
    words = [word(result, known)]
    for arg in arguments(args):
        if arg == "void":
            continue
        words.append("fn" if "(*" in arg else word(re.sub(r"\w+$", "", arg), known))
    return " ".join(words)


def declared(folder):
    """name -> (header, signature)"""
    known = scalars(folder)
    return {name: (path, signature(result, args, known)) for path, result, name, args in declarations(folder)}


def constants(folder):
    """Every enumerated constant of the headers, by its name."""
    found = {}
    for _, text in files(folder):
        for block in re.findall(r"enum\s*\w*\s*\{([^}]*)\}", text):
            for name, value in re.findall(r"(JUMIO_\w+)\s*=\s*([^,]+?)\s*(?:,|$)", block.strip()):
                found[name] = eval_constant(value)
    return found


def eval_constant(text):
    """A number or a shift of two: nothing else stands in the headers."""
    parts = [int(part) for part in text.split("<<")]
    return parts[0] if len(parts) == 1 else parts[0] << parts[1]
