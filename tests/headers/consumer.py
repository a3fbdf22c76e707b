#!/usr/bin/env python3
"""A stranger's build: install into a folder, find the library by pkg-config, and compile and run what the README shows. TAP on standard
output.

    consumer.py SOURCE BUILD MESON [--simulator FILE]"""
import argparse
import os
import re
import subprocess
import sys
import tempfile


def run(command, folder=None, **variables):
    result = subprocess.run(command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, timeout=120)
    if result.returncode != 0:
        raise AssertionError(f"{command} ended with {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


class Consumer:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        with open(os.path.join(options.source, "README.md"), encoding="utf-8") as file:
            self.readme = file.read()
        with open(os.path.join(options.source, "meson.build"), encoding="utf-8") as file:
            self.version = re.search(r"version: '([\d.]+)'", file.read()).group(1)

    def block(self, language):
        return re.search(rf"```{language}\n(.*?)```", self.readme, re.S).group(1)

    def pkg_config(self, *arguments):
        return run(["pkg-config", *arguments], PKG_CONFIG_PATH=self.pc_folder, PKG_CONFIG_SYSROOT_DIR=self.root).split()

    def check_installs_every_header(self):
        self.root = os.path.join(self.folder, "root")
        run([self.options.meson, "install", "-C", self.options.build, "--no-rebuild", "--quiet", "--destdir", self.root])
        places = [base for base, _, names in os.walk(self.root) if "jumio-idv.pc" in names]
        assert len(places) == 1, f"jumio-idv.pc was installed in {places}"
        self.pc_folder = places[0]
        self.lib_folder = os.path.dirname(self.pc_folder)
        include = [flag[2:] for flag in self.pkg_config("--cflags", "jumio-idv") if flag.startswith("-I")][0]
        installed, ours = list_headers(include), list_headers(os.path.join(self.options.source, "include"))
        assert installed == ours, f"installed {installed}, in the tree {ours}"

    def check_version(self):
        told = self.pkg_config("--modversion", "jumio-idv")
        assert told == [self.version], told

    def check_soname(self):
        library = os.path.join(self.lib_folder, "libjumio-idv.so")
        told = re.search(r"SONAME\s+(\S+)", run(["objdump", "-p", library])).group(1)
        assert told == "libjumio-idv.so." + ".".join(self.version.split(".")[:2]), told
        assert f'CDLL("{told}")' in self.readme, "the README loads another library"

    def compile(self, compiler, name, *flags):
        source = os.path.join(self.folder, name + (".cc" if compiler.endswith("++") else ".c"))
        with open(source, "w", encoding="utf-8") as file:
            file.write(self.block("c"))
        program = os.path.join(self.folder, name)
        run([compiler, "-Wall", "-Wextra", "-Werror", source, "-o", program, *flags])
        return program

    def says_version(self, program):
        told = run([program], LD_LIBRARY_PATH=self.lib_folder)
        assert told == f"libjumio-idv {self.version}\n", told

    def check_c_program_by_pkg_config(self):
        self.program = self.compile("cc", "first", *self.pkg_config("--cflags", "--libs", "jumio-idv"))
        self.says_version(self.program)

    def check_cxx_program_by_pkg_config(self):
        self.says_version(self.compile("c++", "first-cxx", "-std=c++11", *self.pkg_config("--cflags", "--libs", "jumio-idv")))

    def check_program_with_the_static_library(self):
        archive = os.path.join(self.lib_folder, "libjumio-idv.a")
        needs = self.pkg_config("--print-requires-private", "jumio-idv")
        self.says_version(self.compile("cc", "first-static", *self.pkg_config("--cflags", "jumio-idv"), archive,
                                       *run(["pkg-config", "--libs", *needs]).split(), "-pthread"))

    def check_python_lines(self):
        told = run([sys.executable, "-c", self.block("python")], LD_LIBRARY_PATH=self.lib_folder)
        assert told == f"libjumio-idv {self.version}\n", told

    def check_program_with_the_simulator(self):
        simulator = subprocess.Popen([self.options.simulator, "--exit-on-stdin-eof", "--quiet"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     text=True)
        try:
            url = simulator.stdout.readline().split()[-1]
            told = run([self.program, url], LD_LIBRARY_PATH=self.lib_folder)
        finally:
            simulator.communicate(timeout=30)
        assert re.search(r"^send the person to http\S+$", told, re.M), told


def list_headers(folder):
    return sorted(os.path.relpath(os.path.join(base, name), folder) for base, _, names in os.walk(os.path.join(folder, "jumio")) for name in names
                  if name.endswith(".h"))


def main():
    parser = argparse.ArgumentParser()
    for name in ("source", "build", "meson"):
        parser.add_argument(name)
    parser.add_argument("--simulator")
    options = parser.parse_args()
    checks = ["installs_every_header", "version", "soname", "c_program_by_pkg_config", "cxx_program_by_pkg_config",
              "program_with_the_static_library", "python_lines"]
    if options.simulator:
        checks.append("program_with_the_simulator")
    print(f"1..{len(checks)}")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        consumer = Consumer(options, folder)
        for number, check in enumerate(checks, 1):
            try:
                getattr(consumer, "check_" + check)()
                print(f"ok {number} - {check}")
            except Exception as error:  # one broken step must not hide the others
                bad += 1
                print(f"not ok {number} - {check}")
                print("\n".join("# " + line for line in f"{type(error).__name__}: {error}".split("\n")))
    sys.exit(1 if bad else 0)


main()
