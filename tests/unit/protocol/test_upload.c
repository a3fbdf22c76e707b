/** Uploads from every kind of source: the bytes on the wire, what is refused before it, lost answers, sources that change, parts and pages.
 */
#include "core/digest.h"
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH "/api/v1/accounts/" RIG_ACCOUNT "/workflow-executions/" RIG_EXECUTION
#define CREDENTIAL RIG_HOST PATH "/credentials/" RIG_ID
#define UP_STEP(...)                                                                                                                       \
  {                                                                                                                                        \
    .path = "/parts", __VA_ARGS__                                                                                                          \
  }

static jumio_account *account_with(const char *category, const char *more, const char *parts)
{
  char body[2000];
  jumio_account *account = NULL;
  snprintf(body, sizeof body,
           "{\"account\":{\"id\":\"" RIG_ACCOUNT "\"},\"workflowExecution\":{\"id\":\"" RIG_EXECUTION
           "\",\"credentials\":[{\"id\":\"" RIG_ID "\",\"category\":\"%s\",%s\"allowedChannels\":[\"API\"],\"api\":{\"token\":\"" RIG_BEARER
           "\",\"parts\":{%s},\"workflowExecution\":\"" RIG_HOST PATH "\"}}]}}",
           category, more, parts);
  assert_int_equal(jumio_account_parse(NULL, body, JUMIO_NTS, &account, NULL), JUMIO_OK);
  return account;
}

typedef struct text_reader {
  const unsigned char *data;
  size_t len;
  int changes; /* after how many whole passes a byte is another; 0: never */
  int passes;
} text_reader;

static int64_t read_text(uint64_t offset, void *buffer, size_t size, void *user_data)
{
  text_reader *self = user_data;
  memcpy(buffer, self->data + offset, size);
  if (self->changes != 0 && self->passes >= self->changes && offset + size > 40 && offset <= 40)
    ((unsigned char *)buffer)[40 - offset] ^= 1;
  self->passes += offset + size == self->len && offset != 0;
  return (int64_t)size;
}

enum { MEMORY, DESCRIPTOR, READER, KINDS };

static jumio_source *source_of(int kind, jumio_alloc *alloc, const void *data, size_t len, text_reader *reader, jumio_error **err)
{
  jumio_source *source = NULL;
  char path[] = "/tmp/jumio-upload-XXXXXX";
  *reader = (text_reader){.data = data, .len = len};
  if (kind == MEMORY) {
    jumio_source_new_memory(alloc, data, len, &source, err);
  } else if (kind == READER) {
    jumio_source_new_reader(alloc, len, read_text, reader, NULL, &source, err);
  } else {
    int fd = mkstemp(path);
    assert_true(fd >= 0 && unlink(path) == 0);
    assert_int_equal(write(fd, data, len), (ssize_t)len);
    jumio_source_new_fd(alloc, fd, &source, err);
    close(fd);
  }
  return source;
}

static jumio_result send_source(test_rig *rig, jumio_account *account, jumio_part part, int32_t page, const jumio_source *source,
                                jumio_upload_remarks *remarks, jumio_error **err)
{
  return jumio_credential_upload(rig->client, account, jumio_account_get_credential_at(account, 0), part, page, source, -1, NULL, remarks,
                                 err);
}

/* The same bytes go out from memory, from a file and from a reader. */
static void test_upload__golden_bytes_of_each_source(void **state)
{
  (void)state;
  char *first = NULL;
  for (int kind = MEMORY; kind < KINDS; kind++) {
    test_rig rig;
    text_reader reader;
    rig_begin(&rig, rig_happy, rig_happy_count);
    jumio_account *account = rig_account();
    jumio_source *source = source_of(kind, NULL, rig_jpeg, rig_jpeg_len, &reader, NULL);
    assert_int_equal(send_source(&rig, account, JUMIO_PART_FRONT, 1, source, NULL, NULL), JUMIO_OK);
    const char *body = strstr(rig.http.seen[0], "\n\n--");
    assert_non_null(body);
    const char *picture = strstr(body, "\r\n\r\n");
    assert_non_null(picture);
    assert_memory_equal(picture + 4, rig_jpeg, rig_jpeg_len);
    assert_memory_equal(picture + 4 + rig_jpeg_len, "\r\n--", 4);
    assert_non_null(strstr(rig.http.seen[0], "filename=\"file\"\r\nContent-Type: image/jpeg\r\n\r\n")); /* U12 */
    if (first == NULL)
      first = strdup(rig.http.seen[0]);
    assert_string_equal(rig.http.seen[0], first); /* the standing clock gives the same random bytes each time */
    jumio_source_free(source);
    jumio_account_free(account);
    rig_end(&rig);
  }
  free(first);
}

/* N06, U13: whether lost on the way or answered by 503, the same bytes go out again. */
static void test_upload__a_lost_answer_repeats_the_same_bytes(void **state)
{
  static const fake_step losses[] = {UP_STEP(.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT), UP_STEP(.status = 503)};
  (void)state;
  for (int kind = MEMORY; kind < KINDS; kind++)
    for (size_t loss = 0; loss < 2; loss++) {
      test_rig rig;
      text_reader reader;
      jumio_upload_remarks remarks = 0;
      fake_step steps[] = {losses[loss], UP_STEP(.status = 200, .times = -1)};
      rig_begin(&rig, steps, 2);
      jumio_account *account = rig_account();
      jumio_source *source = source_of(kind, NULL, rig_jpeg, rig_jpeg_len, &reader, NULL);
      jumio_result result = send_source(&rig, account, JUMIO_PART_FRONT, 1, source, &remarks, NULL);
      if (kind == MEMORY || jumio__digest_available()) {
        assert_int_equal(result, JUMIO_OK);
        assert_int_equal(rig.http.requests, 2);
        assert_string_equal(rig.http.seen[0], rig.http.seen[1]);
        assert_int_equal(remarks, JUMIO_UPLOAD_REPEATED);
      } else {
        assert_int_equal(result, loss == 0 ? JUMIO_ERR_NETWORK : JUMIO_ERR_SERVER);
        assert_int_equal(rig.http.requests, 1);
      }
      jumio_source_free(source);
      jumio_account_free(account);
      rig_end(&rig);
    }
}

/* U13: what reads otherwise the second time is not sent whole, whatever the transport says. */
static void test_upload__a_source_that_changed_is_not_repeated(void **state)
{
  (void)state;
  test_rig rig;
  text_reader reader;
  jumio_error *error = NULL;
  fake_step steps[] = {UP_STEP(.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT), UP_STEP(.status = 200, .times = -1)};
  if (!jumio__digest_available())
    skip();
  rig_begin(&rig, steps, 2);
  jumio_account *account = rig_account();
  jumio_source *source = source_of(READER, NULL, rig_jpeg, rig_jpeg_len, &reader, NULL);
  reader.changes = 1;
  assert_int_equal(send_source(&rig, account, JUMIO_PART_FRONT, 1, source, NULL, &error), JUMIO_ERR_FILE);
  assert_non_null(strstr(jumio_error_get_message(error), "changed"));
  assert_int_equal(rig.http.requests, 2);
  assert_true(strlen(rig.http.seen[1]) < strlen(rig.http.seen[0]) || strstr(rig.http.seen[1], "canary-picture") == NULL);
  jumio_error_free(error);
  jumio_source_free(source);
  jumio_account_free(account);
  rig_end(&rig);
}

/* N13: a 2xx that comes before the picture went out cannot be Jumio's word for it. What an attempt before sent does not count. */
static void test_upload__an_early_success_is_none(void **state)
{
  static const fake_step first[] = {UP_STEP(.status = 200, .unread = 1), UP_STEP(.status = 503)};
  (void)state;
  for (size_t i = 0; i < 2; i++)
    for (int lasting = 0; lasting < 2; lasting++) {
      test_rig rig;
      jumio_upload_remarks remarks = 0;
      jumio_error *error = NULL;
      const fake_step steps[] = {first[i], UP_STEP(.status = 200, .unread = lasting, .times = -1)};
      rig_begin(&rig, steps, 2);
      jumio_account *account = rig_account();
      assert_int_equal(rig_upload(rig.client, account, jumio_account_get_credential_at(account, 0), JUMIO_PART_FRONT, rig_jpeg,
                                  rig_jpeg_len, &remarks, &error),
                       lasting ? JUMIO_ERR_PROTOCOL : JUMIO_OK);
      assert_int_equal(rig.http.requests, lasting ? 3 : 2);
      assert_int_equal(remarks, lasting ? 0 : JUMIO_UPLOAD_REPEATED);
      jumio_error_free(error);
      jumio_account_free(account);
      rig_end(&rig);
    }
}

/* U11: the random bytes of the standing clock are known here, as they are to nobody outside. */
static void test_upload__content_with_the_boundary_is_broken_off(void **state)
{
  (void)state;
  test_rig rig;
  text_reader reader;
  unsigned char data[4000] = {0};
  jumio_error *error = NULL;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account *account = rig_account();
  assert_int_equal(
      rig_upload(rig.client, account, jumio_account_get_credential_at(account, 0), JUMIO_PART_FRONT, rig_jpeg, rig_jpeg_len, NULL, NULL),
      JUMIO_OK);
  char boundary[33] = {0};
  memcpy(boundary, strstr(rig.http.seen[0], "boundary=") + 9, 32);
  rig_end(&rig);
  memcpy(data, rig_jpeg, rig_jpeg_len);
  memcpy(data + 3000, boundary, 32);
  for (int kind = MEMORY; kind < KINDS; kind++) {
    rig_begin(&rig, rig_happy, rig_happy_count);
    jumio_source *source = source_of(kind, NULL, data, sizeof data, &reader, NULL);
    assert_int_equal(send_source(&rig, account, JUMIO_PART_FRONT, 1, source, NULL, &error), JUMIO_ERR_ARGUMENT);
    assert_non_null(strstr(jumio_error_get_message(error), "boundary"));
    assert_int_equal(rig.http.requests, 1);
    jumio_error_free(error);
    jumio_source_free(source);
    rig_end(&rig);
  }
  jumio_account_free(account);
}

/* H03, H07, H11, N13: what an answer means; the tenant's token is never asked for. */
static void test_upload__answers(void **state)
{
  static const struct {
    fake_step step;
    jumio_result result;
    const char *allow;
  } rows[] = {{UP_STEP(.status = 401, .times = -1), JUMIO_ERR_TOKEN_DEAD, NULL},
              {UP_STEP(.status = 405, .headers = "Allow: POST, OPTIONS", .times = -1), JUMIO_ERR_PROTOCOL, "POST, OPTIONS"},
              {UP_STEP(.status = 413, .times = -1), JUMIO_ERR_REQUEST_REFUSED, NULL},
              {UP_STEP(.status = 401, .unread = 1, .times = -1), JUMIO_ERR_TOKEN_DEAD, NULL},
              {UP_STEP(.status = 413, .unread = 1, .times = -1), JUMIO_ERR_REQUEST_REFUSED, NULL}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (int kind = MEMORY; kind < KINDS; kind++) {
      test_rig rig;
      text_reader reader;
      jumio_error *error = NULL;
      rig_begin(&rig, &rows[i].step, 1);
      jumio_account *account = rig_account();
      jumio_source *source = source_of(kind, NULL, rig_jpeg, rig_jpeg_len, &reader, NULL);
      assert_int_equal(send_source(&rig, account, JUMIO_PART_FRONT, 1, source, NULL, &error), rows[i].result);
      const char *allow = jumio_error_get_text(error, JUMIO_ERROR_TEXT_ALLOW);
      assert_true(rows[i].allow == NULL ? allow == NULL : allow != NULL && strcmp(allow, rows[i].allow) == 0);
      assert_int_equal(rig.http.requests, 1);
      assert_int_equal(fake_http_count(&rig.http, "oauth2"), 0);
      jumio_error_free(error);
      jumio_source_free(source);
      jumio_account_free(account);
      rig_end(&rig);
    }
}

static int32_t stop_at_once(uint64_t sent, uint64_t total, void *user_data)
{
  (void)total;
  *(uint64_t *)user_data = sent;
  return 0;
}

static void test_upload__progress_ends_it(void **state)
{
  (void)state;
  test_rig rig;
  text_reader reader;
  uint64_t sent = 0;
  rig_begin(&rig, rig_happy, rig_happy_count);
  jumio_account *account = rig_account();
  jumio_source *source = source_of(DESCRIPTOR, NULL, rig_jpeg, rig_jpeg_len, &reader, NULL);
  assert_int_equal(jumio_source_set_progress(source, stop_at_once, &sent, NULL, NULL), JUMIO_OK);
  assert_int_equal(send_source(&rig, account, JUMIO_PART_FRONT, 1, source, NULL, NULL), JUMIO_ERR_CANCELLED);
  assert_int_equal(rig.http.requests, 1);
  assert_in_range(sent, 1, rig_jpeg_len);
  jumio_source_free(source);
  jumio_account_free(account);
  rig_end(&rig);
}

static jumio_result upload_text(test_rig *rig, jumio_account *account, jumio_part part, int32_t page, const char *text, size_t len,
                                jumio_upload_remarks *remarks)
{
  text_reader reader;
  jumio_source *source = source_of(READER, NULL, text, len, &reader, NULL);
  jumio_result result = send_source(rig, account, part, page, source, remarks, NULL);
  jumio_source_free(source);
  return result;
}

#define PDF(pages) "%PDF-1.4\n" pages "startxref\n9\n%%EOF\n"
#define PAGE "<</Type/Page>>\n"
#define TEN(x) x x x x x x x x x x

/* The last segment of a document's address is not known; both forms are taken. Its pages are counted where they can be. */
static void test_upload__documents(void **state)
{
  static const char *const urls[] = {CREDENTIAL "/parts", CREDENTIAL "/parts/DOCUMENT"};
  static const char thirty[] = PDF(TEN(PAGE) TEN(PAGE) TEN(PAGE)), more[] = PDF(PAGE TEN(PAGE) TEN(PAGE) TEN(PAGE));
  static const char packed[] = PDF("<</Type/ObjStm>>");
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    test_rig rig;
    char parts[300];
    jumio_upload_remarks remarks = 0;
    fake_step steps[] = {UP_STEP(.status = 200, .times = -1)};
    snprintf(parts, sizeof parts, "\"document\":\"%s\"", urls[i]);
    jumio_account *account = account_with("DOCUMENT", "", parts);
    rig_begin(&rig, steps, 1);
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_DOCUMENT, 1, thirty, sizeof thirty - 1, &remarks), JUMIO_OK);
    assert_int_equal(remarks, 0);
    assert_int_equal(fake_http_count(&rig.http, urls[i]), 1);
    assert_non_null(strstr(rig.http.seen[0], "Content-Type: application/pdf\r\n"));
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_DOCUMENT, 1, more, sizeof more - 1, &remarks), JUMIO_ERR_TOO_LARGE);
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_DOCUMENT, 1, packed, sizeof packed - 1, &remarks), JUMIO_OK);
    assert_int_equal(remarks, JUMIO_UPLOAD_PAGES_NOT_COUNTED);
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_DOCUMENT, 1, "<svg>", 5, &remarks), JUMIO_ERR_MEDIA_TYPE);
    assert_int_equal(rig.http.requests, 2);
    jumio_account_free(account);
    rig_end(&rig);
  }
}

#define PRESET(country, type)                                                                                                              \
  "\"country\":{\"predefinedType\":\"DEFINED\",\"values\":[" country "]},\"type\":{\"predefinedType\":\"DEFINED\",\"values\":[" type "]},"

/* U04: a PDF of an ID only where Jumio may take one. */
static void test_upload__pdf_of_an_id(void **state)
{
  static const struct {
    const char *preset;
    int taken;
  } rows[] = {{PRESET("\"BRA\"", "\"DRIVING_LICENSE\""), 1},
              {"", 0},
              {PRESET("\"BRA\"", "\"DRIVING_LICENSE\",\"PASSPORT\""), 0},
              {PRESET("\"AUT\"", "\"DRIVING_LICENSE\""), 0},
              {PRESET("\"BRA\"", "\"PASSPORT\""), 0}};
  static const char pdf[] = PDF(PAGE);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    test_rig rig;
    jumio_account *account =
        account_with("ID", rows[i].preset, "\"front\":\"" CREDENTIAL "/parts/FRONT\",\"back\":\"" CREDENTIAL "/parts/BACK\"");
    rig_begin(&rig, rig_happy, rig_happy_count);
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_FRONT, 1, pdf, sizeof pdf - 1, NULL),
                     rows[i].taken ? JUMIO_OK : JUMIO_ERR_MEDIA_TYPE);
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_BACK, 1, pdf, sizeof pdf - 1, NULL), JUMIO_ERR_MEDIA_TYPE);
    assert_int_equal(rig.http.requests, (size_t)rows[i].taken);
    jumio_account_free(account);
    rig_end(&rig);
  }
}

/* U06, U07, U08: a header that claims anything is only a header, wherever in the file it stands. */
static void test_upload__sides_come_from_the_header_alone(void **state)
{
  static const struct {
    const char *sides; /* height, width */
    jumio_result result;
  } rows[] = {{"\x1F\x40\x1F\x40", JUMIO_OK},
              {"\x1F\x41\x00\x10", JUMIO_ERR_ARGUMENT},
              {"\x01\x2C\x01\x2C", JUMIO_ERR_ARGUMENT},
              {"\x01\x2D\x00\x01", JUMIO_OK},
              {"\xFF\xFF\xFF\xFF", JUMIO_ERR_ARGUMENT}};
  enum { THUMBNAIL = 60000 };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    test_rig rig;
    static char jpeg[THUMBNAIL + 200];
    memset(jpeg, 0, sizeof jpeg);
    memcpy(jpeg, "\xFF\xD8\xFF\xE1\xEA\x60", 6); /* a segment of 60 000 bytes first */
    memcpy(jpeg + 4 + THUMBNAIL, "\xFF\xC2\x00\x0B\x08", 5);
    memcpy(jpeg + 9 + THUMBNAIL, rows[i].sides, 4);
    memcpy(jpeg + sizeof jpeg - 2, "\xFF\xD9", 2);
    rig_begin(&rig, rig_happy, rig_happy_count);
    jumio_account *account = rig_account();
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_FRONT, 1, jpeg, sizeof jpeg, NULL), rows[i].result);
    jumio_account_free(account);
    rig_end(&rig);
  }
}

static void test_upload__facemap_only_where_jumio_asks_for_it(void **state)
{
  (void)state;
  test_rig rig;
  static const char facemap[] = "\x01\x02not a picture";
  fake_step steps[] = {UP_STEP(.status = 200, .body = "{}", .times = -1)};
  jumio_account *account = account_with("FACEMAP", "", "\"facemap\":\"" CREDENTIAL "/parts/FACEMAP\"");
  jumio_account *other = account_with("FACEMAP", "", "");
  rig_begin(&rig, steps, 1);
  assert_int_equal(upload_text(&rig, account, JUMIO_PART_FACEMAP, 1, facemap, sizeof facemap, NULL), JUMIO_OK);
  assert_non_null(strstr(rig.http.seen[0], "Content-Type: application/octet-stream\r\n"));
  assert_int_equal(upload_text(&rig, other, JUMIO_PART_FACEMAP, 1, facemap, sizeof facemap, NULL), JUMIO_ERR_UNSUPPORTED);
  assert_int_equal(rig.http.requests, 1);
  jumio_account_free(account);
  jumio_account_free(other);
  rig_end(&rig);
}

/* Golden: JSON, not a form. A lost answer makes the same bytes go out again. */
static void test_upload__prepared_data(void **state)
{
  (void)state;
  test_rig rig;
  jumio_upload_remarks remarks = 0;
  jumio_prepared_data *data = NULL;
  jumio_source *source = NULL;
  fake_step steps[] = {UP_STEP(.result = JUMIO_ERR_NETWORK, .delivery = JUMIO_DELIVERY_MAYBE_SENT), UP_STEP(.status = 200, .times = -1)};
  jumio_account *account = account_with("DATA", "", "\"prepared_data\":\"" CREDENTIAL "/parts/PREPARED_DATA\"");
  assert_int_equal(jumio_prepared_data_new(NULL, &data, NULL), JUMIO_OK);
  assert_int_equal(jumio_prepared_data_set(data, JUMIO_DATA_FIRST_NAME, "Ada", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_prepared_data_set(data, JUMIO_DATA_COUNTRY, "AUT", JUMIO_NTS, NULL), JUMIO_OK);
  assert_int_equal(jumio_source_new_prepared_data(data, &source, NULL), JUMIO_OK);
  jumio_prepared_data_free(data);
  rig_begin(&rig, steps, 2);
  assert_int_equal(send_source(&rig, account, JUMIO_PART_PREPARED_DATA, 1, source, &remarks, NULL), JUMIO_OK);
  assert_string_equal(rig.http.seen[0], "POST " CREDENTIAL "/parts/PREPARED_DATA\nAuthorization: Bearer " RIG_BEARER
                                        "\nAccept: application/json\nContent-Type: application/json\n"
                                        "User-Agent: Acme Onboarding/2.1 libjumio-idv/" JUMIO_VERSION "\n"
                                        "Content-Length: 47\n\n{\"firstName\":\"Ada\",\"address\":{\"country\":\"AUT\"}}");
  assert_string_equal(rig.http.seen[1], rig.http.seen[0]);
  assert_int_equal(remarks, JUMIO_UPLOAD_REPEATED);
  assert_int_equal(upload_text(&rig, account, JUMIO_PART_PREPARED_DATA, 1, "{}", 2, NULL), JUMIO_ERR_ARGUMENT); /* not any bytes */
  jumio_account *other = rig_account();
  assert_int_equal(send_source(&rig, other, JUMIO_PART_FRONT, 1, source, NULL, NULL), JUMIO_ERR_ARGUMENT); /* and nowhere else */
  assert_int_equal(rig.http.requests, 2);
  jumio_account_free(other);
  jumio_source_free(source);
  jumio_account_free(account);
  rig_end(&rig);
}

static void test_upload__pages_have_addresses_of_their_own(void **state)
{
  (void)state;
  test_rig rig;
  fake_step steps[] = {UP_STEP(.status = 200, .times = -1)};
  jumio_account *account = account_with("DOCUMENT", "",
                                        "\"document\":{\"1\":\"" CREDENTIAL "/parts/DOCUMENT/1\",\"2\":\"" CREDENTIAL
                                        "/parts/DOCUMENT/2\",\"4\":\"x\"},\"front\":{}");
  const jumio_credential *credential = jumio_account_get_credential_at(account, 0);
  rig_begin(&rig, steps, 1);
  assert_int_equal(jumio_credential_part_page_count(credential, JUMIO_PART_DOCUMENT), 2);
  assert_int_equal(jumio_credential_part_page_count(credential, JUMIO_PART_FRONT), 0);
  for (int32_t page = -1; page <= 4; page++)
    assert_int_equal(upload_text(&rig, account, JUMIO_PART_DOCUMENT, page, (const char *)rig_jpeg, rig_jpeg_len, NULL),
                     page == 1 || page == 2 ? JUMIO_OK : JUMIO_ERR_ARGUMENT);
  assert_int_equal(fake_http_count(&rig.http, "/parts/DOCUMENT/1"), 1);
  assert_int_equal(fake_http_count(&rig.http, "/parts/DOCUMENT/2"), 1);
  jumio_account_free(account);
  rig_end(&rig);
}

static int sweep(jumio_alloc *alloc, void *data)
{
  test_rig rig;
  text_reader reader;
  jumio_error *error = NULL;
  jumio_source *source = NULL;
  jumio_account *account = rig_account();
  jumio_result result = rig_begin_with(&rig, alloc, rig_happy, rig_happy_count, NULL);
  if (result == JUMIO_OK) {
    source = source_of(*(int *)data, alloc, rig_jpeg, rig_jpeg_len, &reader, &error);
    result = source != NULL ? send_source(&rig, account, JUMIO_PART_FRONT, 1, source, NULL, &error) : jumio_error_get_code(error);
  }
  jumio_error_free(error);
  jumio_source_free(source);
  jumio_account_free(account);
  rig_end(&rig);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

static void test_upload__survives_each_failed_allocation(void **state)
{
  (void)state;
  for (int kind = MEMORY; kind < KINDS; kind++)
    assert_true(failing_alloc_sweep(sweep, &kind) > 20);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_upload__golden_bytes_of_each_source),
      cmocka_unit_test(test_upload__a_lost_answer_repeats_the_same_bytes),
      cmocka_unit_test(test_upload__an_early_success_is_none),
      cmocka_unit_test(test_upload__a_source_that_changed_is_not_repeated),
      cmocka_unit_test(test_upload__content_with_the_boundary_is_broken_off),
      cmocka_unit_test(test_upload__answers),
      cmocka_unit_test(test_upload__progress_ends_it),
      cmocka_unit_test(test_upload__documents),
      cmocka_unit_test(test_upload__pdf_of_an_id),
      cmocka_unit_test(test_upload__sides_come_from_the_header_alone),
      cmocka_unit_test(test_upload__facemap_only_where_jumio_asks_for_it),
      cmocka_unit_test(test_upload__prepared_data),
      cmocka_unit_test(test_upload__pages_have_addresses_of_their_own),
      cmocka_unit_test(test_upload__survives_each_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
