"""What the checks share: the files of the tree, C without its comments and strings, and the way a check ends."""
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LAYERS = ["core", "json", "http", "model", "decision", "protocol", "store", "verification", "client"]
SKIPPED_FOLDERS = {".git", "build", "__pycache__"}
GIT_LINK = ".git"  # of a linked working tree: a file that names a folder of the machine
TEXT_ENDINGS = (".c", ".h", ".py", ".sh", ".md", ".in", ".build", ".options", ".wrap", ".map", ".def", ".json", ".txt", ".tsv", ".yml")


def walk(*folders):
    """Paths below the folders (all when none is given), relative to the top, sorted."""
    for folder in folders or (".",):
        for base, inner, names in os.walk(os.path.join(TOP, folder)):
            relative = os.path.relpath(base, TOP)
            inner[:] = sorted(n for n in inner if n not in SKIPPED_FOLDERS and not is_fetched(os.path.normpath(os.path.join(relative, n))))
            for name in sorted(set(names) - {GIT_LINK}):
                yield os.path.normpath(os.path.join(relative, name))


def is_fetched(folder):
    """Sources that Meson fetched are not ours."""
    return os.path.dirname(folder) == "subprojects" and os.path.basename(folder) != "packagefiles"


def c_files(*folders):
    return [path for path in walk(*folders) if path.endswith((".c", ".h"))]


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        return file.read()


def is_text(path):
    """By its ending, or a script by its first bytes."""
    if path.endswith(TEXT_ENDINGS):
        return True
    if "." in os.path.basename(path).lstrip("."):
        return False
    with open(os.path.join(TOP, path), "rb") as file:
        return b"\0" not in file.read(4096)


TOKEN = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


def blank(text):
    """The same text with comments and string contents blanked: line and column stay."""

    def empty(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] + " " * (len(found) - 2) + found[0]
        return re.sub(r"[^\n]", " ", found)

    return TOKEN.sub(empty, text)


def only_comments(text):
    """The comments of the text, one after the other, at the lines where they stand."""
    out = []
    line = 1
    for match in TOKEN.finditer(text):
        if match.group(0)[0] == "/":
            at = line_of(text, match.start())
            out.append("\n" * (at - line) + match.group(0))
            line = at + match.group(0).count("\n")
    return "".join(out)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def area(path):
    """("layer", "http"), ("adapter", "sqlite"), ("program", "cli"), ("public", ...) or ("other", ...)."""
    parts = path.split(os.sep)
    if parts[0] == "src" and len(parts) > 2:
        if parts[1] in LAYERS:
            return "layer", parts[1]
        if parts[1] == "adapters":
            return "adapter", parts[2]
        return "program", parts[1]
    if parts[0] == "include":
        return "public", "/".join(parts[2:])
    return "other", parts[0]


def finish(what, count, problems):
    """Every problem on its own line, then the count; the exit code tells."""
    for problem in problems:
        print(problem)
    print(f"{what}: {count} looked at, {len(problems)} problems")
    sys.exit(1 if problems or count == 0 else 0)
