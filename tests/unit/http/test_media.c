/** Magic bytes, pages that pretend to be pictures, and sides read from headers that may lie or be cut off. */
#include "http/media.h"
#include "http/picture.h"
#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define BYTES(text) (text), sizeof(text) - 1

/* SOI, APP0, APP1 with a thumbnail's frame header inside, DQT behind fill bytes, SOF2 640 x 480 (height first), SOS. */
static const char jpeg[] = "\xFF\xD8"
                           "\xFF\xE0\x00\x04JF"
                           "\xFF\xE1\x00\x0D\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01"
                           "\xFF\xFF\xFF\xDB\x00\x03\x00"
                           "\xFF\x01\xFF\xD0\xFF\xD7"
                           "\xFF\xC4\x00\x02"
                           "\xFF\xC2\x00\x0B\x08\x01\xE0\x02\x80\x01\x01\x11\x00"
                           "\xFF\xDA\x00\x02xxxx\xFF\xD9";

static const char png[] = "\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR\x00\x00\x1F\x41\x00\x00\x00\x02\x08\x02\x00\x00\x00\xAA\xBB\xCC\xDD"
                          "\x00\x00\x00\x00IEND\xAE\x42\x60\x82";

static jumio__picture look(const void *data, size_t len)
{
  const jumio_source source = {.kind = JUMIO__SOURCE_MEMORY, .size = len, .data = data};
  jumio__picture picture;
  const char *why = NULL;
  assert_int_equal(jumio__picture_look(&source, &picture, &why), JUMIO_OK);
  assert_null(why);
  return picture;
}

static bool sides(const void *data, size_t len, uint32_t *width, uint32_t *height)
{
  jumio__picture picture = look(data, len);
  *width = picture.width;
  *height = picture.height;
  return picture.width != 0;
}

static bool has_end(const void *data, size_t len)
{
  return look(data, len).has_end;
}

static void test_media__tells_types_by_their_first_bytes(void **state)
{
  (void)state;
  static const struct {
    const char *data;
    size_t len;
    jumio_media_type type;
  } rows[] = {
      {BYTES("\xFF\xD8\xFF\xE0"), JUMIO_MEDIA_JPEG},
      {BYTES("\xFF\xD8\xFF"), JUMIO_MEDIA_JPEG},
      {BYTES("\xFF\xD8"), JUMIO_MEDIA_OTHER},
      {BYTES("\xFF\xD8\xFE"), JUMIO_MEDIA_OTHER},
      {BYTES("\x89PNG\r\n\x1A\n"), JUMIO_MEDIA_PNG},
      {BYTES("\x89PNG\r\n\x1A"), JUMIO_MEDIA_OTHER},
      {BYTES("\x89PNG\n\x1A\n\n"), JUMIO_MEDIA_OTHER},
      {BYTES("%PDF-1.7"), JUMIO_MEDIA_PDF},
      {BYTES("%PDF"), JUMIO_MEDIA_OTHER},
      {BYTES(" %PDF-"), JUMIO_MEDIA_OTHER},
      {BYTES("{}"), JUMIO_MEDIA_JSON},
      {BYTES(" \t\r\n["), JUMIO_MEDIA_JSON},
      {BYTES("\"x\""), JUMIO_MEDIA_OTHER},
      {BYTES(""), JUMIO_MEDIA_OTHER},
      {BYTES("   "), JUMIO_MEDIA_OTHER},
      {BYTES("GIF89a"), JUMIO_MEDIA_OTHER},
      {BYTES("\x00\x00\x00\x18"
             "ftypheic"),
       JUMIO_MEDIA_OTHER},
      {BYTES("<svg xmlns="), JUMIO_MEDIA_OTHER},
      {BYTES("MZ\x90"), JUMIO_MEDIA_OTHER},
      {BYTES("\x7F"
             "ELF"),
       JUMIO_MEDIA_OTHER},
      {BYTES("RIFF....WEBP"), JUMIO_MEDIA_OTHER},
      {BYTES("II*\x00"), JUMIO_MEDIA_OTHER},
      {BYTES("PK\x03\x04"), JUMIO_MEDIA_OTHER},
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    if (jumio__media_type(rows[i].data, rows[i].len) != rows[i].type)
      fail_msg("row %zu", i);
  assert_int_equal(jumio__media_type(NULL, 0), JUMIO_MEDIA_OTHER);
}

static void test_media__names_types(void **state)
{
  (void)state;
  assert_string_equal(jumio__media_type_text(JUMIO_MEDIA_JPEG), "image/jpeg");
  assert_string_equal(jumio__media_type_text(JUMIO_MEDIA_PNG), "image/png");
  assert_string_equal(jumio__media_type_text(JUMIO_MEDIA_PDF), "application/pdf");
  assert_string_equal(jumio__media_type_text(JUMIO_MEDIA_JSON), "application/json");
  assert_string_equal(jumio__media_type_text(JUMIO_MEDIA_OTHER), "application/octet-stream");
  assert_string_equal(jumio__media_type_text(99), "application/octet-stream");
}

static void test_media__sees_pages(void **state)
{
  (void)state;
  static const char *const pages[] = {
      "<!DOCTYPE html>",    "<!doctype HTML PUBLIC", "<html>",        "<HTML lang=en>", "\r\n\t <head>", "<?xml version=",
      "\xEF\xBB\xBF<html>", "\xEF\xBB\xBF \n<Html",  "<!-- edge -->", "<body>",         "<title>x",      "<script>"};
  static const char *const others[] = {"",
                                       "<",
                                       "<ht",
                                       "{\"a\":\"<html>\"}",
                                       "plain <html>",
                                       "<svg>",
                                       "\xFF\xD8\xFF<html>",
                                       "%PDF-<html>",
                                       "\xEF\xBB\xBF",
                                       "\xEF\xBB<html>",
                                       "<!doctyp"};
  for (size_t i = 0; i < COUNT(pages); i++)
    if (!jumio__media_is_html(pages[i], strlen(pages[i])))
      fail_msg("not a page: %s", pages[i]);
  for (size_t i = 0; i < COUNT(others); i++)
    if (jumio__media_is_html(others[i], strlen(others[i])))
      fail_msg("a page: %s", others[i]);
  assert_false(jumio__media_is_html(NULL, 0));
}

static void test_media__reads_sides(void **state)
{
  (void)state;
  uint32_t width, height;
  assert_true(sides(BYTES(jpeg), &width, &height));
  assert_int_equal(width, 640);
  assert_int_equal(height, 480);
  assert_true(sides(BYTES(png), &width, &height));
  assert_int_equal(width, 8001);
  assert_int_equal(height, 2);
}

static void test_media__reads_sides_at_the_edges(void **state)
{
  (void)state;
  uint32_t width, height;
  assert_true(sides(BYTES("\xFF\xD8\xFF\xC0\x00\x08\x08\x00\x01\x00\x02\x00"), &width, &height));
  assert_int_equal(width, 2);
  assert_int_equal(height, 1);
  assert_true(sides(BYTES("\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF"), &width, &height));
  assert_int_equal(width, INT32_MAX);
  assert_int_equal(height, INT32_MAX);
}

static void test_media__reads_every_kind_of_frame(void **state)
{
  (void)state;
  uint32_t width, height;
  for (int marker = 0xC0; marker <= 0xCF; marker++) {
    char data[] = "\xFF\xD8\xFF?\x00\x0B\x08\xFF\xFF\xFF\xFE\x01\x01\x11\x00";
    data[3] = (char)marker;
    bool frame = marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    assert_int_equal(sides(BYTES(data), &width, &height), frame);
    assert_int_equal(width, frame ? 65534 : 0);
    assert_int_equal(height, frame ? 65535 : 0);
  }
}

static void test_media__finds_no_sides_in_a_lying_header(void **state)
{
  (void)state;
  static const struct {
    const char *data;
    size_t len;
  } rows[] = {
      {BYTES("")},
      {BYTES("\xFF\xD8\xFF")},
      {BYTES("\xFF\xD8\xFF\xFF\xFF\xFF")},
      {BYTES("\xFF\xD8\xFF\xD9")},
      {BYTES("\xFF\xD8\xFF\xD9\x00\x00\x00")},
      {BYTES("\xFF\xD8\xFF\xD8\x00\x00\x00\x00")},
      {BYTES("\xFF\xD8\xFF\xDA\x00\x02\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03")},             /* the frame comes after the scan */
      {BYTES("\xFF\xD8\xFF\x00\x00\x02\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01\x11\x00")}, /* no segment of its own */
      {BYTES("\xFF\xD8\xFF\xD8\x00\x02\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01\x11\x00")}, /* no segment of its own */
      {BYTES("\xFF\xD8\xFF\xD9\x00\x02\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01\x11\x00")}, /* no segment of its own */
      {BYTES("\xFF\xD8\xFF\xDA\x00\x02\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01\x11\x00")}, /* no segment of its own */
      {BYTES("\xFF\xD8\xFF\xE0\x00\x00\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01")},
      {BYTES("\xFF\xD8\xFF\xE0\x00\x01\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01")},
      {BYTES("\xFF\xD8\xFF\xE0\xFF\xFF\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01")},   /* longer than the file */
      {BYTES("\xFF\xD8\xFF\xE0\x00\x03x0\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x03\x01")}, /* no marker follows */
      {BYTES("\xFF\xD8\xFF\xC0\x00\x07\x08\x00\x10\x00\x10")},
      {BYTES("\xFF\xD8\xFF\xC0\x00\x0B\x08\x00\x00\x00\x10\x03\x01\x11\x00")}, /* no height */
      {BYTES("\xFF\xD8\xFF\xC0\x00\x0B\x08\x00\x10\x00\x00\x03\x01\x11\x00")}, /* no width */
      {BYTES("\xFF\xD8\xFF\x00\x00\x0B\x08\x00\x10\x00\x10\x03\x01\x11\x00")},
      {BYTES("\x89PNG\r\n\x1A\n\x00\x00\x00\x0CIHDR\x00\x00\x00\x01\x00\x00\x00\x01")},
      {BYTES("\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIDAT\x00\x00\x00\x01\x00\x00\x00\x01")},
      {BYTES("\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR\x00\x00\x00\x00\x00\x00\x00\x01")},
      {BYTES("\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR\x00\x00\x00\x01\x00\x00\x00\x00")},
      {BYTES("\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR\x80\x00\x00\x00\x00\x00\x00\x01")},
      {BYTES("\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR\x00\x00\x00\x01\x00\x00\x00")},
      {BYTES("GIF89a\x01\x00\x01\x00")},
      {BYTES("%PDF-1.7")},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    uint32_t width = 7, height = 7;
    if (sides(rows[i].data, rows[i].len, &width, &height))
      fail_msg("row %zu", i);
    assert_int_equal(width, 0);
    assert_int_equal(height, 0);
  }
}

/* Every prefix in memory of exactly its length, so that a sanitizer sees the first byte beyond, and every byte changed. */
static void sweep(const char *data, size_t len)
{
  uint32_t width, height;
  for (size_t cut = 1; cut <= len; cut++) {
    char *exact = malloc(cut);
    assert_non_null(exact);
    memcpy(exact, data, cut);
    sides(exact, cut, &width, &height);
    has_end(exact, cut);
    jumio__media_is_html(exact, cut);
    free(exact);
  }
  char *copy = malloc(len);
  assert_non_null(copy);
  for (size_t at = 0; at < len; at++)
    for (int byte = 0; byte < 256; byte++) {
      memcpy(copy, data, len);
      copy[at] = (char)byte;
      bool found = sides(copy, len, &width, &height);
      assert_int_equal(found, width != 0);
      assert_int_equal(found, height != 0);
      has_end(copy, len);
    }
  free(copy);
}

static void test_media__stays_within_bounds(void **state)
{
  (void)state;
  sweep(BYTES(jpeg));
  sweep(BYTES(png));
  sweep(BYTES("\xEF\xBB\xBF  <!doctype html>"));
  sweep(BYTES("%PDF-1.4\n%%EOF"));
  sweep(BYTES(" \t\r\n{"));
}

/* U05 */
static void test_media__finds_end_marks(void **state)
{
  (void)state;
  static char late[9000] = "\xFF\xD8\xFF";
  assert_true(has_end(BYTES(jpeg)));
  assert_false(has_end(jpeg, sizeof jpeg - 2));
  assert_true(has_end(BYTES(png)));
  assert_false(has_end(png, sizeof png - 2));
  assert_true(has_end(BYTES("%PDF-1.4\nx\n%%EOF\n")));
  assert_false(has_end(BYTES("%PDF-1.4\nx\n%%EO")));
  assert_false(has_end(BYTES("{}")));
  assert_false(has_end(BYTES("")));
  assert_false(has_end(late, sizeof late));
  memcpy(late + sizeof late - 4096, "\xFF\xD9", 2); /* a camera's own data behind it */
  assert_true(has_end(late, sizeof late));
  memset(late + sizeof late - 4096, 0, 2);
  memcpy(late + sizeof late - 4097, "\xFF\xD9", 2);
  assert_false(has_end(late, sizeof late));
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_media__tells_types_by_their_first_bytes),
      cmocka_unit_test(test_media__names_types),
      cmocka_unit_test(test_media__sees_pages),
      cmocka_unit_test(test_media__reads_sides),
      cmocka_unit_test(test_media__reads_sides_at_the_edges),
      cmocka_unit_test(test_media__reads_every_kind_of_frame),
      cmocka_unit_test(test_media__finds_no_sides_in_a_lying_header),
      cmocka_unit_test(test_media__stays_within_bounds),
      cmocka_unit_test(test_media__finds_end_marks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
