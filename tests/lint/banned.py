#!/usr/bin/env python3
"""Functions that are not called: some nowhere, some not in the library, some only in one file of it. And no marks of unfinished work."""
import re

import tree

EVERYWHERE = "strcpy strcat stpcpy sprintf vsprintf strtok atoi atol atoll gets alloca tmpnam mktemp".split()
LIBRARY = """
setlocale newlocale uselocale exit _exit quick_exit atexit abort raise assert printf fprintf vprintf vfprintf dprintf puts fputs putchar putc fputc perror syslog
getenv secure_getenv setenv putenv strtod strtof strtold atof sscanf scanf fscanf strncpy strncat
isalpha isdigit isalnum isspace isupper islower isprint ispunct isxdigit tolower toupper strcasecmp strncasecmp strcoll
rand srand random srandom rand_r drand48 gmtime localtime ctime asctime mktime strftime strerror
signal sigaction fork vfork execv execve execvp system popen posix_spawn pthread_create thrd_create sleep usleep
malloc calloc realloc free strdup strndup asprintf vasprintf nanosleep clock_nanosleep getrandom
""".split()
# Programs end, print, and allocate as they like; so do the adapters allocate, through SQLite's own rules.
PROGRAM = "setlocale pthread_create system popen".split()
ADAPTER_MAY = set("malloc calloc realloc free strdup".split())
HOMES = {  # the one place of the library that may
    "malloc": "src/core/mem.c",
    "realloc": "src/core/mem.c",
    "free": "src/core/mem.c",
    "nanosleep": "src/core/clock.c",
    "clock_nanosleep": "src/core/clock.c",
    "getrandom": "src/core/clock.c",
}
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


def banned_in(path):
    kind, name = tree.area(path)
    if kind == "layer":
        return [f for f in EVERYWHERE + LIBRARY if HOMES.get(f) != path]
    if kind == "adapter":
        return [f for f in EVERYWHERE + LIBRARY if f not in ADAPTER_MAY]
    if kind == "program":
        return EVERYWHERE + [f for f in PROGRAM if not (name == "simulator" and f == "pthread_create")]
    return EVERYWHERE


def problems_of(path, text):
    code = tree.blank(text)
    names = "|".join(sorted(banned_in(path), key=len, reverse=True))
    out = []
    for match in re.finditer(rf"(?<![\w.>])({names})\s*\(", code):
        out.append(f"{path}:{tree.line_of(code, match.start())}: {match.group(1)}() is not used here")
    comments = tree.only_comments(text)
    for match in UNFINISHED.finditer(comments):
        out.append(f"{path}:{tree.line_of(comments, match.start())}: a mark of unfinished work: {match.group(1)}")
    return out


def main():
    files = tree.c_files("src", "include", "tests", "examples", "bench", "tools")
    problems = []
    for path in files:
        problems += problems_of(path, tree.read(path))
    tree.finish("banned functions", len(files), problems)


if __name__ == "__main__":
    main()
