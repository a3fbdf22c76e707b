#!/usr/bin/env python3
"""The checks find what they are for: each is given text that breaks its rule, and text that keeps it."""
import importlib.machinery
import importlib.util
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import banned
import docs
import layers
import public
import rules
import shape
import tree
import words
import writable

GOOD_BLOCK = "/** Free a noun.\n *  @param noun [in] noun, or NULL @threads{one thread} @since 0.1\n */\n"


class TreeTest(unittest.TestCase):
    def test_blank__keeps_lines_and_hides_comments_and_strings(self):
        self.assertEqual(tree.blank('a /* b\nc */ "d" // e\nf'), "a     \n     \" \"     \nf")

    def test_only_comments__keeps_line_numbers(self):
        self.assertEqual(tree.only_comments('x\n"/* no */"\n/* yes */'), "\n\n/* yes */")

    def test_walk__finds_this_file(self):
        self.assertIn("tests/lint/test_lint.py", list(tree.walk("tests")))

    def test_is_fetched__spares_only_our_own_packagefiles(self):
        self.assertTrue(tree.is_fetched("subprojects/yyjson-1"))
        self.assertFalse(tree.is_fetched("subprojects/packagefiles"))


class RulesTest(unittest.TestCase):
    GROUP = "JUMIO__GROUP(imageChecks, REJECTED)\n"
    RULE = 'JUMIO__RULE("a", LABEL, "%s", FRAUD, FRAUD, 0, "%s", "%s", "%s")\n'
    WORD = 'JUMIO__NETVERIFY("netverify.reject.%s", %s, "%s", "", FRAUD, FRAUD, UNKNOWN, 0, imageChecks, "%s", "meaning", "source")\n'

    def problems(self, *lines):
        return len(rules.problems_of(self.GROUP + "".join(lines)))

    def test_rules__row_needs_meaning_and_source(self):
        self.assertEqual(self.problems(self.RULE % ("X", "", "meaning", "source")), 0)
        self.assertEqual(self.problems(self.RULE % ("X", "", "", "source")), 1)
        self.assertEqual(self.problems(self.RULE % ("X", "", "meaning", " ")), 1)

    def test_rules__twin_is_a_word_of_netverify(self):
        self.assertEqual(self.problems(self.RULE % ("X", "100", "meaning", "source")), 1)
        self.assertEqual(self.problems(self.RULE % ("X", "100", "meaning", "source"), self.WORD % ("100", "REJECT", "100", "X")), 0)
        self.assertEqual(self.problems(self.RULE % ("X", "100/7", "meaning", "source"), self.WORD % ("100.7", "DETAIL", "7", "X")), 0)
        self.assertEqual(self.problems(self.RULE % ("X", "7", "meaning", "source"), self.WORD % ("100.7", "SCAN", "7", "")), 1)

    def test_rules__twin_names_its_twin(self):
        self.assertEqual(self.problems(self.RULE % ("X", "", "meaning", "source"), self.WORD % ("100", "REJECT", "100", "X")), 1)
        self.assertEqual(self.problems(self.WORD % ("100", "REJECT", "100", "Y")), 1)


class LayersTest(unittest.TestCase):
    def refused(self, path, text):
        return len(layers.problems_of(path, text))

    def test_layers__upward_include_is_refused(self):
        self.assertEqual(self.refused("src/json/x.c", '/** x */\n#include "http/url.h"\n'), 1)

    def test_layers__downward_include_is_taken(self):
        self.assertEqual(self.refused("src/http/x.c", '#include "core/mem.h"\n#include "json/json.h"\n#include <jumio/error.h>\n#include <string.h>\n'), 0)

    def test_layers__third_party_header_only_at_its_home(self):
        self.assertEqual(self.refused("src/client/x.c", "#include <curl/curl.h>\n"), 1)
        self.assertEqual(self.refused("src/http/transport_curl_slot.c", "#include <curl/curl.h>\n"), 0)
        self.assertEqual(self.refused("src/store/x.c", "#include <sqlite3.h>\n"), 1)

    def test_layers__program_sees_the_public_headers_only(self):
        self.assertEqual(self.refused("src/simulator/x.c", '#include "core/mem.h"\n'), 1)
        self.assertEqual(self.refused("src/simulator/x.c", '#include "../core/mem.h"\n'), 1)
        self.assertEqual(self.refused("src/simulator/x.c", '#include "sim.h"\n#include <jumio/error.h>\n#include <microhttpd.h>\n'), 0)

    def test_layers__source_is_never_included(self):
        self.assertEqual(self.refused("src/core/x.c", '#include "core/y.c"\n'), 1)

    def test_layers__commented_include_is_none(self):
        self.assertEqual(self.refused("src/core/x.c", '/*\n#include "http/url.h"\n*/\n'), 0)

    def test_layers__order_is_checked(self):
        self.assertEqual(self.refused("src/http/url.c", '#include "core/text.h"\n#include "http/url.h"\n'), 1)
        self.assertEqual(self.refused("src/http/url.c", '#include "http/url.h"\n#include "json/json.h"\n#include "core/text.h"\n'), 1)

    def test_layers__public_header_never_includes_a_peer(self):
        self.assertEqual(self.refused("include/jumio/account.h", "#include <jumio/client.h>\n"), 1)
        self.assertEqual(self.refused("include/jumio/account.h", "#include <jumio/base.h>\n#include <stddef.h>\n"), 0)
        self.assertEqual(self.refused("include/jumio/base.h", "#include <jumio/error.h>\n"), 1)
        self.assertEqual(self.refused("include/jumio/sys/log.h", "#include <jumio/client.h>\n"), 1)


class BannedTest(unittest.TestCase):
    def test_banned__call_is_found_and_its_name_in_a_comment_is_not(self):
        self.assertEqual(len(banned.problems_of("src/core/x.c", "void f(void) { strcpy (a, b); } /* strcpy(a, b) */")), 1)

    def test_banned__member_of_that_name_is_taken(self):
        self.assertEqual(banned.problems_of("src/core/x.c", "ops->free(block); my_exit(1); snprintf(a, 1, b);"), [])

    def test_banned__library_neither_ends_nor_prints_nor_looks_at_the_environment(self):
        for call in ("exit(1)", "abort()", "printf(a)", "getenv(a)", "secure_getenv(a)", "pthread_create(a, b, c, d)", "malloc(1)", "tolower(c)"):
            self.assertEqual(len(banned.problems_of("src/http/x.c", call + ";")), 1, call)

    def test_banned__program_may_end_and_print(self):
        self.assertEqual(banned.problems_of("src/cli/x.c", "printf(a); exit(1); free(a);"), [])
        self.assertEqual(len(banned.problems_of("src/cli/x.c", "sprintf(a, b); atoi(c);")), 2)

    def test_banned__one_home_each(self):
        self.assertEqual(banned.problems_of("src/core/mem.c", "malloc(1);"), [])

    def test_banned__unfinished_work_is_found_in_comments_only(self):
        self.assertEqual(len(banned.problems_of("src/core/x.c", "/* TO" "DO later */")), 1)
        self.assertEqual(banned.problems_of("src/core/x.c", 'f("XX' 'X0YYY");'), [])


class ShapeTest(unittest.TestCase):
    def test_shape__long_file(self):
        self.assertEqual(shape.problems_of("src/core/x.c", "/** x. */\n" + "\n" * 599), [])
        self.assertEqual(len(shape.problems_of("src/core/x.c", "/** x. */\n" + "\n" * 600)), 1)

    def test_shape__no_opening_sentence(self):
        self.assertEqual(len(shape.problems_of("src/core/x.c", "#include <string.h>\n")), 1)

    def test_shape__long_function(self):
        text = "/** x. */\nvoid f(void)\n{\n" + "  g();\n" * 61 + "}\n"
        self.assertEqual(len(shape.problems_of("src/core/x.c", text)), 1)
        self.assertEqual(shape.problems_of("src/core/x.c", text.replace("  g();\n", "", 1)), [])


class PublicTest(unittest.TestCase):
    def problems(self, text, scalars=("jumio_result",)):
        return public.problems_of("include/jumio/x.h", text, set(scalars))[1]

    def test_public__documented_function_is_taken(self):
        self.assertEqual(self.problems(GOOD_BLOCK + "JUMIO_API void jumio_noun_free(jumio_noun *noun);"), [])

    def test_public__missing_block(self):
        self.assertTrue(self.problems("JUMIO_API void jumio_noun_free(jumio_noun *noun);"))

    def test_public__missing_and_surplus_parameter(self):
        self.assertEqual(len(self.problems(GOOD_BLOCK + "JUMIO_API void jumio_noun_free(jumio_noun *other);")), 2)

    def test_public__missing_since_and_threads(self):
        self.assertEqual(len(self.problems(GOOD_BLOCK.replace("@since 0.1", "") + "JUMIO_API void jumio_noun_free(jumio_noun *noun);")), 1)
        self.assertEqual(len(self.problems(GOOD_BLOCK.replace("@threads{one thread}", "") + "JUMIO_API void jumio_noun_free(jumio_noun *noun);")), 1)

    def test_public__types_that_cannot_be_bound(self):
        for parameter in ("jumio_noun noun", "FILE *noun"):
            self.assertEqual(len(self.problems(GOOD_BLOCK + f"JUMIO_API void jumio_noun_free({parameter});")), 1, parameter)
        for text in ("long x;", "enum jumio_x y;", "double f(void);", "int f(const char *a, ...);", "int32_t bit : 3;"):
            self.assertTrue(self.problems(text), text)

    def test_public__hooks_are_looked_into(self):
        self.assertEqual(public.parameter_name("void (*destroy)(void *user_data)"), "destroy")
        self.assertIsNone(public.type_problem("void (*destroy)(void *user_data)", set()))
        self.assertIsNotNone(public.type_problem("void (*destroy)(FILE *file)", set()))

    def test_public__blocking_function_tells_so(self):
        block = ("/** Do.\n * @param client [in] x @param cancel [in] x @return x @threads{any} @since 0.1 */\n"
                 "JUMIO_API jumio_result jumio_noun_do(jumio_client *client, jumio_cancel *cancel);")
        self.assertEqual(len(self.problems(block)), 3)

    def test_public__a_blocking_call_has_an_operation_that_is_driven(self):
        calls = {"jumio_client_look": "jumio_client *client, jumio_cancel *cancel", "jumio_op_look": "jumio_client *client, jumio_op **out",
                 "jumio_part_save": "jumio_cancel *cancel"}
        self.assertEqual(public.twin_problems(calls, "jumio_op_look(a);"), [])
        self.assertEqual(len(public.twin_problems(calls, "jumio_op_looks(a);")), 1)
        self.assertEqual(len(public.twin_problems({**calls, "jumio_noun_do": "jumio_cancel *cancel"}, "jumio_op_look(a);")), 1)
        self.assertEqual(len(public.twin_problems({**calls, "jumio_op_other": "jumio_op **out"}, "jumio_op_look(a); jumio_op_other(a);")), 1)


class WordsTest(unittest.TestCase):
    def test_words__paths_and_hosts(self):
        self.assertEqual(len(words.problems_of("x.md", "see /wor" "k/main and /roo" "t/x")), 2)
        self.assertEqual(len(words.problems_of("x.md", "http://de" "b.debian.org/debian")), 1)
        self.assertEqual(words.problems_of("x.md", "https://example.com/work/item, src/work/x"), [])


class DocsTest(unittest.TestCase):
    def test_docs__broken_link(self):
        self.assertEqual(len(docs.broken_links("docs/x.md", "[a](no-such-file.md)")), 1)
        self.assertEqual(docs.broken_links("docs/x.md", "[a](../README.md#top) [b](https://example.com) `x` ```\n[c](none)\n```"), [])

    def test_docs__number_of_a_cell(self):
        self.assertEqual(docs.number_in(" 15 000 000 "), 15000000)

    def test_docs__number_of_the_code(self):
        source = "#define A 7 /* x */\n#define B ((size_t)8 * 1024)\nx = {[C] = 5, [D] = {1, 20}};\n{E, 3},\n"
        found = [docs.number_in_code(source, name) for name in ("A", "B", "x[C]", "x[D].1", "E", "F")]
        self.assertEqual(found, [7, 8192, 5, 20, 3, None])


class WritableTest(unittest.TestCase):
    LISTING = ("x.o:     file format elf64-x86-64\n"
               "0000000000000000 l     O .data.rel.ro.local\t0000000000000028 table\n"
               "0000000000000000 l     O .rodata\t0000000000000028 text\n"
               "0000000000000000 l    d  .bss\t0000000000000000 .bss\n")

    def test_writable__constants_are_taken(self):
        self.assertEqual(writable.problems_of(self.LISTING), (1, []))

    def test_writable__writable_data_is_found(self):
        for section in (".bss", ".data", ".tbss", "*COM*"):
            listing = self.LISTING + f"0000000000000000 g     O {section}\t0000000000000004 .hidden counter\n"
            self.assertEqual(len(writable.problems_of(listing)[1]), 1, section)

    def test_writable__banned_calls_are_found(self):
        call = "0000000000000000         *UND*\t0000000000000000 "
        for name in ("getenv", "__printf_chk", "__assert_fail", "malloc"):
            self.assertEqual(len(writable.problems_of(self.LISTING + call + name + "\n")[1]), 1, name)
        self.assertEqual(writable.problems_of(self.LISTING + call + "snprintf\n" + call + "__vsnprintf_chk\n"), (1, []))
        self.assertEqual(writable.problems_of("src_core_mem.c.o:     file format elf64\n" + call + "malloc\n"), (1, []))


def load_tool(name):
    loader = importlib.machinery.SourceFileLoader("tool_" + name, os.path.join(tree.TOP, "tools", name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


class FaultsTest(unittest.TestCase):
    C_TEXT = ("/* no test above: N01 */\nstatic int helper(void)\n{\n  return 0; /* N02 */\n}\n\n/* N03-N05 */\nstatic void test_a__b(void **state)\n{\n"
              "  call(\"H01 a row\"); /* H02 */\n  call(\"not H03\");\n}\n\n/* J01 */\nstatic void test_a__c(void **state)\n{\n}\n/* J02 */\n")
    PYTHON_TEXT = ("class A:\n    def test_a(self):\n        \"\"\"U01: x\"\"\"\n        x = 1  # U02\n\n    # X01\n    def test_b(self):\n"
                   "        self.x('X02')\n")

    @classmethod
    def setUpClass(cls):
        sys.dont_write_bytecode = True
        cls.faults = load_tool("faults")

    def test_faults__of_a_c_test_stand_in_it_or_before_it(self):
        found = list(self.faults.covered_by(self.C_TEXT, False))
        self.assertEqual(found, [(name, "test_a__b") for name in ("N01", "N02", "N03", "N04", "N05", "H01", "H02")] + [("J01", "test_a__c")])

    def test_faults__of_a_python_test_stand_in_docstrings_and_comments(self):
        self.assertEqual(list(self.faults.covered_by(self.PYTHON_TEXT, True)), [("U01", "test_a"), ("U02", "test_a"), ("X01", "test_b")])

    def test_faults__need_a_test_or_a_reason(self):
        rows = {"N01": ("a", ""), "N02": ("b", ""), "N03": ("c", "not applicable: x"), "N04": ("d", "untested: y"), "N05": ("e", "because")}
        self.assertEqual([problem[:3] for problem in self.faults.problems_of(rows, {"N01": ["t"]})], ["N02", "N05"])
        self.assertEqual([problem[:3] for problem in self.faults.problems_of({}, {"H99": ["t"]})], ["H99"])


if __name__ == "__main__":
    unittest.main()
