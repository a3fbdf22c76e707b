#!/usr/bin/env python3
"""Uploads of every kind against the simulator: prepared data, documents, facemaps, pages, the shapes of the answers, and slow or late sources."""
import binding
import case
import plugins
from binding import DEADLINE_DEFAULT
from case import K

CPF = {K.JUMIO_DATA_FIRST_NAME: "สมชาย", K.JUMIO_DATA_ID_NUMBER: "12345678909", K.JUMIO_DATA_COUNTRY: "BRA"}


class UploadCase(case.Case):
    def account_of(self, client, key, credentials=()):
        request = self.request(key=key, credentials=credentials)
        self.library.call("jumio_account_request_set_user_reference", request, "user-1")
        return self.create(client, request)

    def send(self, client, account, category, part, source, page=1):
        credential = self.credentials(account)[category]
        return self.library.call("jumio_credential_upload", client, account, credential, part, page, source, DEADLINE_DEFAULT, None)

    def data(self, values):
        data = self.library.call("jumio_prepared_data_new", None)
        for field, value in values.items():
            self.library.call("jumio_prepared_data_set", data, field, value)
        return self.library.call("jumio_source_new_prepared_data", data)

    def statuses(self):
        return [row["status"] for row in self.simulator.ledger("upload")]


class DataTest(UploadCase):
    def test_data__every_workflow_that_takes_it(self):
        client = self.client()
        source = self.data(CPF)  # reusable
        for key in ("10005", "10006", "10008", "10010", "10020", "10066", "10093", "10163", "10164"):
            with self.subTest(key):
                account = self.account_of(client, key)
                self.send(client, account, K.JUMIO_CATEGORY_DATA, K.JUMIO_PART_PREPARED_DATA, source)
                if key not in ("10163", "10164"):  # those have pictures, too
                    self.finalize(client, account)
        self.assertEqual(self.statuses(), [200] * 9)
        self.assertEqual({row["contentType"] for row in self.simulator.ledger("upload")}, {"application/json"})


class DocumentTest(UploadCase):
    @classmethod
    def simulator_options(cls):
        return "--upload-answer", "empty"

    def test_document__pdf_from_a_reader(self):
        client = self.client()
        picture = plugins.Picture(self.pictures["document.pdf"])
        for key in ("10026", "10166", "10170"):
            with self.subTest(key):
                account = self.account_of(client, key, [(K.JUMIO_CATEGORY_DOCUMENT, "AUT", "UB")])
                source = self.library.call("jumio_source_new_reader", None, len(picture.data), binding.source_read, binding.register(picture),
                                           binding.destroy)
                self.send(client, account, K.JUMIO_CATEGORY_DOCUMENT, K.JUMIO_PART_DOCUMENT, source)
                self.finalize(client, account)
        self.assertEqual(self.statuses(), [200] * 3)

    def test_document__a_slow_reader_meets_the_deadline(self):
        """U10"""
        client = self.client()
        account = self.account_of(client, "10026", [(K.JUMIO_CATEGORY_DOCUMENT, "AUT", "UB")])

        class Slow(plugins.Picture):
            """A byte at a time: the whole would take many times the deadline."""

            def read(self, offset, size):
                return super().read(offset, 1)

        picture = Slow(self.pictures["id-front.jpg"] + bytes(14000000))
        source = self.library.call("jumio_source_new_reader", None, len(picture.data), binding.source_read, binding.register(picture), binding.destroy)
        credential = self.credentials(account)[K.JUMIO_CATEGORY_DOCUMENT]
        self.failing("JUMIO_ERR_DEADLINE", self.library.call, "jumio_credential_upload", client, account, credential, K.JUMIO_PART_DOCUMENT, 1, source, 300,
                     None)
        self.assertNotIn(200, self.statuses())


class PagesTest(UploadCase):
    @classmethod
    def simulator_options(cls):
        return "--upload-answer", "openapi", "--part-addresses", "paged"

    def test_pages__each_has_its_address(self):
        client = self.client()
        account = self.account_of(client, "10026", [(K.JUMIO_CATEGORY_DOCUMENT, "AUT", "UB")])
        credential = self.credentials(account)[K.JUMIO_CATEGORY_DOCUMENT]
        self.assertEqual(self.library.jumio_credential_part_page_count(credential, K.JUMIO_PART_DOCUMENT), 2)
        for page in (1, 2):
            self.send(client, account, K.JUMIO_CATEGORY_DOCUMENT, K.JUMIO_PART_DOCUMENT, self.source(self.pictures["id-front.jpg"]), page)
        self.failing("JUMIO_ERR_ARGUMENT", self.send, client, account, K.JUMIO_CATEGORY_DOCUMENT, K.JUMIO_PART_DOCUMENT,
                     self.source(self.pictures["id-front.jpg"]), 3)
        self.finalize(client, account)
        self.assertEqual([row["path"][-2:] for row in self.simulator.ledger("upload")], ["NT", "/2"])
        self.assertEqual(self.statuses(), [200, 200])

    def test_facemap__where_the_workflow_takes_one(self):
        client = self.client()
        account = self.create(client)
        self.upload_all(client, account)
        self.finalize(client, account)
        self.simulator.advance(5000)
        request = self.request(key="10071", credentials=())
        update = self.library.call("jumio_account_update", client, self.ids(account)[0], request, DEADLINE_DEFAULT, None)
        first = self.library.jumio_account_get_credential_at(update, 0)
        self.assertEqual(self.library.jumio_credential_get_category(first), K.JUMIO_CATEGORY_FACEMAP)
        self.library.call("jumio_credential_upload", client, update, first, K.JUMIO_PART_FACEMAP, 1, self.source(b"\x01\x02 opaque"), 5000, None)
        self.assertEqual(self.statuses()[-1], 200)


if __name__ == "__main__":
    case.main()
