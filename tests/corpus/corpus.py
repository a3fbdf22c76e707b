"""Payloads that others wrote, which stand in a folder beside the repository and are no part of it. Where they are missing the tests say so and are
skipped; the unit tests have fixtures of the same shapes."""
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "integration"))
SKIPPED = 77  # what meson takes for "skipped"


def trees():
    """This working tree and, when it is a linked one, the tree that it belongs to."""
    yield TOP
    link = os.path.join(TOP, ".git")
    if os.path.isfile(link):
        with open(link, encoding="utf-8") as file:
            folder = file.read().partition("gitdir:")[2].strip()
        yield folder.partition(os.sep + os.path.join(".git", "worktrees"))[0]


def folder():
    for tree in trees():
        found = os.path.join(os.path.dirname(tree), "shared", "corpus")
        if os.path.isdir(found):
            return found
    return None


def files(kind):
    """(name, bytes) of every payload of a kind, in order."""
    base = os.path.join(folder(), kind)
    for name in sorted(os.listdir(base)):
        with open(os.path.join(base, name), "rb") as file:
            yield name, file.read()


def main():
    """The paths that the build gives, then the tests of the file; skipped where there is no corpus."""
    import case  # pylint: disable=import-outside-toplevel

    if folder() is None:
        print("skipped: there is no ../shared/corpus beside the repository")
        sys.exit(SKIPPED)
    case.main()
