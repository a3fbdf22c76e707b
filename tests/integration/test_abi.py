#!/usr/bin/env python3
"""The shape of the ABI from another language: every function is there and as declared, nothing crashes on nothing, tables of any age are handled."""
import ctypes

import binding
import case
import headers
import plugins
from binding import ABSENT, NTS, Failure
from case import K
from functions import FUNCTIONS
from samples import TRANSACTION, Heap

HUGE = NTS - 1
# Functions that succeed without any object: what they make needs none.
MAKERS = {"jumio_config_new", "jumio_cancel_new", "jumio_account_request_new", "jumio_prepared_data_new", "jumio_policy_new", "jumio_replay_new", "jumio_storage_terms_new",
          "jumio_storage_reply_new"}
# Answers to a missing object that are neither 0 nor absent.
ANSWERS = {"jumio_op_step": 3, "jumio_error_get_message": b""}
NEVER_NULL = {"jumio_version", "jumio_result_name", "jumio_result_meaning", "jumio_idv_status_name", "jumio_check_finding_name"}
REFUSALS = {"jumio_op_get_result": "JUMIO_ERR_STATE"}  # of no object; all others say ARGUMENT


def nothing(word):
    """An argument that holds nothing."""
    return 0 if word in ("i32", "u32", "i64", "u64", "size") else None


class TableTest(case.Case):
    def test_table__is_what_the_headers_declare(self):
        self.assertEqual({name: words for name, (_, words) in headers.declared(case.INCLUDE).items()}, FUNCTIONS)

    def test_table__every_function_can_be_loaded(self):
        for name in FUNCTIONS:
            if "sqlite" not in name or case.options.sqlite:
                self.assertTrue(hasattr(self.library, name), name)

    def test_table__reader_sees_what_it_is_for(self):
        known = headers.scalars(case.INCLUDE)
        self.assertEqual(headers.word("const char *", known), "text")
        self.assertEqual(headers.word("jumio_error **", known), "+error")
        self.assertEqual(headers.word("size_t *", known), "+size")
        self.assertEqual(headers.word("jumio_part_write_fn", known), "fn")
        self.assertEqual(headers.word("jumio_part", known), "i32")
        self.assertEqual(headers.signature("void", "int a, void (*f)(int, int), char **b", {**known, "int": "i32"}), "void i32 fn +text")
        self.assertEqual(K.JUMIO_FLAG_PROFILE_BY_DEFAULT, 65536)
        self.assertGreater(len(vars(K)), 150)

    def test_table__version_and_names(self):
        self.assertRegex(self.library.text("jumio_version"), r"^\d+\.\d+\.\d+$")
        for name, value in vars(K).items():
            if name.startswith("JUMIO_ERR_"):
                self.assertEqual(self.library.text("jumio_result_name", value), name)
                self.assertTrue(self.library.text("jumio_result_meaning", value))


class NothingTest(case.Case):
    """NULL for every object, text and callback, 0 for every number."""

    def fill(self, name, outputs):
        result, *words = FUNCTIONS[name].split()
        values, outs = [], []
        for word in words:
            if word[0] == "+" and outputs(word):
                out = binding.c_type(word[1:] if word != "+text" else "buffer")(binding.GARBAGE)
                outs.append((word, out))
                values.append(ctypes.byref(out))
            else:
                values.append(None if word[0] == "+" else nothing(word))
        return result, getattr(self.library, name)(*values), outs

    def functions(self):
        return [name for name in FUNCTIONS if hasattr(self.library, name)]

    def test_nothing__fails_or_answers_nothing(self):
        for name in self.functions():
            with self.subTest(name):
                result, value, outs = self.fill(name, lambda word: True)
                if outs and outs[-1][0] == "+error" and name != "jumio_error_new":
                    if name in MAKERS:
                        self.library.finish(name, value, outs)
                        continue
                    with self.assertRaises(Failure) as caught:
                        self.library.finish(name, value, outs)
                    self.assertEqual(caught.exception.name, REFUSALS.get(name, "JUMIO_ERR_ARGUMENT"), name)
                    self.assertTrue(caught.exception.message)
                    continue
                for word, out in outs:
                    if word == "+error":
                        self.library.jumio_error_free(out)
                    elif name in MAKERS:
                        self.library.take(word, out)
                    else:
                        self.assertIn(out.value, (None, 0), name)
                self.check_answer(name, result, value)

    def check_answer(self, name, result, value):
        if name in ANSWERS:
            self.assertEqual(value, ANSWERS[name], name)
        elif name in NEVER_NULL:
            self.assertIsInstance(value, bytes, name)
        elif name == "jumio_sqlite_store_get_ops":
            self.assertTrue(value)
        elif result in ("i64",):
            self.assertIn(value, (0, ABSENT), name)
        elif result == "i32" and value != 0:
            self.assertIn(self.library.text("jumio_result_name", value), ("JUMIO_ERR_ARGUMENT", "JUMIO_ERR_STATE", "JUMIO_ERR_HOST_CALLBACK"), name)
        else:
            self.assertIn(value, (None, 0, b""), name)

    def test_nothing__without_room_for_the_results(self):
        for name in self.functions():
            with self.subTest(name):
                result, value, _ = self.fill(name, lambda word: False)
                if result == "i32" and name != "jumio_error_new" and FUNCTIONS[name].split()[-1] == "+error":
                    self.assertEqual(self.library.text("jumio_result_name", value), REFUSALS.get(name, "JUMIO_ERR_ARGUMENT"), name)

    def test_nothing__with_room_for_the_error_only(self):
        for name in self.functions():
            words = FUNCTIONS[name].split()
            if words[-1] != "+error" or name == "jumio_error_new":
                continue
            with self.subTest(name):
                _, value, outs = self.fill(name, lambda word: word == "+error")
                with self.assertRaises(Failure) as caught:
                    self.library.finish(name, value, outs)
                self.assertEqual(caught.exception.name, REFUSALS.get(name, "JUMIO_ERR_ARGUMENT"), name)

    def test_nothing__frees_take_nothing(self):
        for name in self.functions():
            if name.endswith(("_free", "_unref")):
                getattr(self.library, name)(None)

    def test_nothing__indexes_past_the_end(self):
        account = self.create(self.client())
        transaction = self.library.call("jumio_transaction_parse", None, TRANSACTION)
        decision = self.decision(transaction)
        credential = self.library.jumio_account_get_credential_at(account, 0)
        read = self.library.jumio_transaction_get_credential_at(transaction, 0)
        capability = self.library.jumio_transaction_get_capability_at(transaction, 0)
        for index in (1000, HUGE, NTS):
            for function, parent in (("jumio_account_get_credential_at", account), ("jumio_credential_get_channel_at", credential),
                                     ("jumio_transaction_get_credential_at", transaction), ("jumio_transaction_get_capability_at", transaction),
                                     ("jumio_decision_get_reason_at", decision),
                                     ("jumio_capability_get_credential_id_at", capability)):
                self.assertIsNone(getattr(self.library, function)(parent, index), function)
            self.assertIsNone(self.library.jumio_transaction_credential_get_part_text_at(read, index, K.JUMIO_PART_TEXT_CLASSIFIER))
        for which in (-1, 0, 1000, 2**31 - 1, -(2**31)):
            for function, parent in (("jumio_account_get_text", account), ("jumio_credential_get_text", credential),
                                     ("jumio_transaction_get_text", transaction), ("jumio_transaction_credential_get_text", read),
                                     ("jumio_capability_get_word", capability),
                                     ("jumio_reason_get_text", self.library.jumio_decision_get_reason_at(decision, 0))):
                self.assertIsNone(getattr(self.library, function)(parent, which), function)
            self.assertIsNone(self.library.jumio_transaction_credential_get_part_text_at(read, 0, which))
            self.assertEqual(self.library.jumio_transaction_get_unix_ms(transaction, which), ABSENT)
            self.assertEqual(self.library.jumio_account_get_unix_ms(account, which), ABSENT)
            self.assertEqual(self.library.jumio_credential_part_page_count(credential, which), 0)


class TableSizeTest(case.Case):
    """A binding may be older or newer than the library."""

    TABLES = {"http": (binding.http_table, 1), "store": (binding.storage_table, 1), "clock": (binding.clock_table, 0)}

    def setter(self, kind, table, plugin):
        config = self.library.call("jumio_config_new", None)
        flags = (0,) if self.TABLES[kind][1] else ()
        self.library.call("jumio_config_set_" + kind, config, table, binding.register(plugin), binding.destroy, *flags)
        return config

    def refused(self, code, kind, table):
        before = len(binding.destroyed)
        self.failing(code, self.setter, kind, table, object())
        self.assertEqual(len(binding.destroyed), before + 1)  # also when the registration fails

    @staticmethod
    def grown(table, tail):
        """The same table as a newer version has it, with one more operation."""

        class Newer(ctypes.Structure):
            _fields_ = [("known", type(table)), ("newer", ctypes.c_void_p)]

        newer = Newer(table, tail)
        newer.known.struct_size = ctypes.sizeof(Newer)
        return newer

    def test_sizes__newer_table_with_an_unused_tail(self):
        for kind, (make, _) in self.TABLES.items():
            config = self.setter(kind, self.grown(make(), None), plugins.Clock())
            config.close()

    def test_sizes__newer_table_with_a_used_tail(self):
        for kind, (make, _) in self.TABLES.items():
            self.refused("JUMIO_ERR_ABI_NEWER", kind, self.grown(make(), 1))
            self.refused("JUMIO_ERR_ABI_NEWER", kind, self.grown(make(), 1 << 63))

    def test_sizes__smaller_than_the_first_version(self):
        for kind, (make, _) in self.TABLES.items():
            for size in (0, 4, 8, 15):
                table = make()
                table.struct_size = size
                self.refused("JUMIO_ERR_ABI_SIZE", kind, table)

    def test_sizes__required_operation_missing(self):
        for kind, (make, _) in self.TABLES.items():
            for field, operation in make()._fields_[2:]:
                if (kind, field) == ("http", "cancel"):
                    continue
                table = make()
                setattr(table, field, operation())
                self.refused("JUMIO_ERR_ARGUMENT", kind, table)

    def test_sizes__optional_operation_missing(self):
        table = binding.http_table()
        table.cancel = binding.CANCEL()
        self.setter("http", table, object()).close()
        table.struct_size -= ctypes.sizeof(ctypes.c_void_p)  # of a time before there was a cancel
        self.setter("http", table, object()).close()

    def test_sizes__unknown_flags(self):
        for kind in ("http", "store"):
            config = self.library.call("jumio_config_new", None)
            make = self.TABLES[kind][0]
            self.failing("JUMIO_ERR_ARGUMENT", self.library.call, "jumio_config_set_" + kind, config, make(), binding.register(object()),
                         binding.destroy, 2)
        self.assertEqual(binding.plugins, {})

    def test_sizes__allocator_of_any_age(self):
        heap = Heap()
        self.assertEqual(heap.table.struct_size, 32)
        for table, code in ((self.grown(heap.table, None), None), (self.grown(heap.table, 1), "JUMIO_ERR_ABI_NEWER")):
            before = len(binding.destroyed)
            if code:
                self.failing(code, self.library.call, "jumio_alloc_new", table, binding.register(heap), binding.destroy)
            else:
                self.library.call("jumio_alloc_new", table, binding.register(heap), binding.destroy).close()
            self.assertEqual(len(binding.destroyed), before + 1)
        self.assertEqual(heap.live, {})

    def test_sizes__later_edits_of_a_table_change_nothing(self):
        table = binding.http_table()
        transport = plugins.Script(self.library, lambda request: (404, [], b""))
        config = self.config(transport=None)
        self.library.call("jumio_config_set_http", config, table, binding.register(transport), binding.destroy, 0)
        table.perform = binding.PERFORM()
        client = self.library.call("jumio_client_new", config)
        config.close()
        self.failing("JUMIO_ERR_NOT_FOUND", self.library.call, "jumio_client_check", client, 0, 1000, None)


if __name__ == "__main__":
    case.main()
