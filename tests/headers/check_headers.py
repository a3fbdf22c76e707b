#!/usr/bin/env python3
"""Each public header compiles alone, as C99 and as C++11, with all warnings as errors. TAP on standard output.

    check_headers.py INCLUDE_FOLDER COMPILER..."""
import os
import subprocess
import sys
import tempfile

WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Wundef", "-Werror"]
LANGUAGES = {"c": ["-xc", "-std=c99", "-Wstrict-prototypes"], "c++": ["-xc++", "-std=c++11", "-Wold-style-cast", "-Wzero-as-null-pointer-constant"]}


def headers(folder):
    for base, _, names in os.walk(os.path.join(folder, "jumio")):
        for name in names:
            if name.endswith(".h"):
                yield os.path.relpath(os.path.join(base, name), folder)


def compile_alone(compiler, language, folder, header):
    """Twice included, so that a guard that does not guard shows; and used, so that nothing is merely skipped."""
    source = f"#include <{header}>\n#include <{header}>\nint main(void) {{ return sizeof(jumio_result) == 4 ? 0 : 1; }}\n"
    with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
        file.write(source)
        file.flush()
        command = [compiler, *LANGUAGES[language], *WARNINGS, "-fsyntax-only", "-I" + folder, file.name]
        return subprocess.run(command, capture_output=True, text=True)


def main():
    folder, compilers = sys.argv[1], sys.argv[2:]
    cases = [(compiler, "c++" if compiler.endswith("++") else "c", header) for compiler in compilers for header in sorted(headers(folder))]
    print(f"1..{len(cases)}")
    bad = not cases
    for number, (compiler, language, header) in enumerate(cases, 1):
        result = compile_alone(compiler, language, folder, header)
        good = result.returncode == 0
        bad |= not good
        print(f"{'ok' if good else 'not ok'} {number} - {header} as {language} by {os.path.basename(compiler)}")
        if not good:
            print("\n".join("# " + line for line in (result.stdout + result.stderr).split("\n")))
    sys.exit(1 if bad else 0)


main()
