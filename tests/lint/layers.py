#!/usr/bin/env python3
"""Includes go down only: a layer sees itself and those before it, programs and adapters see the public headers, and third-party headers
stay in their few files."""
import os
import re

import tree

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(<[^>]+>|"[^"]+")', re.M)
SYSTEM = set("""
assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic stdbool stddef stdint stdio
stdlib stdnoreturn string tgmath threads time uchar wchar wctype
arpa/inet dirent dlfcn fcntl ftw getopt glob grp ifaddrs libgen linux/close_range linux/random malloc net/if netdb netinet/in netinet/tcp poll pthread pwd
regex sched semaphore spawn strings sys/epoll sys/eventfd sys/file sys/ioctl sys/mman sys/param sys/random sys/resource sys/select
sys/socket sys/stat sys/statvfs sys/syscall sys/time sys/types sys/uio sys/un sys/utsname sys/wait syslog termios unistd utime
""".split())
THIRD_PARTY_HOMES = [  # header, where it may stand
    (r"curl/", r"src/http/transport_curl[a-z_]*\.[ch]$|src/simulator/|src/cli/"),
    (r"openssl/", r"src/core/digest_crypto\.c$|src/simulator/|src/cli/"),
    (r"yyjson\.h", r"src/json/|src/simulator/|src/cli/"),
    (r"sqlite3\.h", r"src/adapters/sqlite/|src/simulator/|src/cli/"),
    (r"libpq", r"src/adapters/postgres/"),
    (r".*", r"src/adapters/|src/simulator/|src/cli/"),
]
PUBLIC_GROUND = {"base.h", "result.h", "error.h"}


def third_party(path, header):
    if path.split(os.sep)[0] in ("tests", "bench", "examples", "tools"):
        return None
    for pattern, homes in THIRD_PARTY_HOMES:
        if re.match(pattern, header):
            return None if re.match(homes, path) else f"third-party header <{header}> is not allowed here"
    return None


def public_header(path, header):
    """Headers of nouns stand on the ground and on sys/ only, so that no cycle can form."""
    own = tree.area(path)[1]
    if own == "jumio.h" or header in PUBLIC_GROUND or header.startswith("sys/"):
        if own == "base.h":
            return "base.h includes nothing of ours"
        if own.startswith("sys/") and header not in PUBLIC_GROUND and not header.startswith("sys/"):
            return f"a header of sys/ includes <jumio/{header}>"
        return None
    return f"a public header includes its peer <jumio/{header}>"


def quoted(path, header):
    kind, name = tree.area(path)
    folder = os.path.dirname(path)
    if header.endswith(".c"):
        return f'include of a .c file: "{header}"'
    if kind == "public":
        return f'a public header includes "{header}"'
    if kind == "layer":
        lower = tree.LAYERS[: tree.LAYERS.index(name) + 1]
        if header.split("/")[0] not in lower or "/" not in header:
            return f'"{header}" is not of the layer {name} or one before it'
        return None
    if kind in ("adapter", "program"):
        if not os.path.exists(os.path.join(tree.TOP, folder, header)) or ".." in header:
            return f'"{header}" is not of this folder: programs and adapters stand on <jumio/...>'
    return None


def judge(path, include):
    header = include[1:-1]
    if include[0] == '"':
        return quoted(path, header)
    if header.startswith("jumio/"):
        return public_header(path, header[len("jumio/"):]) if tree.area(path)[0] == "public" else None
    if header.endswith(".h") and header[:-2] in SYSTEM:
        return None
    if tree.area(path)[0] == "public":
        return f"a public header includes <{header}>"
    return third_party(path, header)


def order(path, includes):
    """Own header (or the one of the layer that declares this file), then the layer headers from A to Z."""
    mine = [text[1:-1] for text in includes if text[0] == '"' and text.endswith('.h"')]
    own = os.path.splitext(path)[0][len("src/"):] + ".h"
    if path.endswith(".c") and own in mine and mine[0] != own:
        return f'the own header "{own}" does not come first'
    rest = mine[1:] if path.endswith(".c") and mine and mine[0].split("/")[0] == tree.area(path)[1] else mine
    return None if rest == sorted(rest) else "the layer headers are not in the order A to Z"


def problems_of(path, text):
    # An include inside a comment is none, but the names of quoted headers must survive.
    code = tree.blank(text)
    found = [(match.start(1), match.group(1)) for match in INCLUDE.finditer(text) if "#" in code[match.start():match.start(1)]]
    out = []
    for at, include in found:
        why = judge(path, include)
        if why:
            out.append(f"{path}:{tree.line_of(text, at)}: {why}")
    if tree.area(path)[0] == "layer":
        why = order(path, [include for _, include in found])
        if why:
            out.append(f"{path}:1: {why}")
    return out


def main():
    files = tree.c_files("src", "include", "examples", "bench", "tools")
    problems = []
    for path in files:
        problems += problems_of(path, tree.read(path))
    tree.finish("layers", len(files), problems)


if __name__ == "__main__":
    main()
