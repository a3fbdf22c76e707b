/** Checks of single records: what get, put and del say and leave behind. */
#include "kit.h"

#include <stdlib.h>
#include <string.h>

static const char *const red[] = {"colour", "red", NULL};
static const char *const blue[] = {"colour", "blue", NULL};

/* The record of most checks, untouched since it was made. */
static bool is_first(kit *k)
{
  return kit_holds(k, "a", "first", 5, 1) && kit_scans(k, "colour", "a", "z", "", 10, "a=red");
}

static bool get_absent(kit *k)
{
  return kit_lacks(k, "a") && kit_lacks(k, "a/b") && kit_puts(k, "a/b", "x", NULL, JUMIO_REV_ABSENT, 1) && kit_lacks(k, "a") &&
         kit_lacks(k, "a/b/c") && kit_lacks(k, "a/");
}

static bool put_creates(kit *k)
{
  return kit_puts(k, "a", "first", red, JUMIO_REV_ABSENT, 1) && is_first(k);
}

static bool put_exists(kit *k)
{
  return kit_puts(k, "a", "first", red, JUMIO_REV_ABSENT, 1) && kit_refuses(k, "a", "second", blue, JUMIO_REV_ABSENT) && is_first(k);
}

static bool put_exact(kit *k)
{
  return kit_puts(k, "a", "1", NULL, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "2", NULL, 1, 2) && kit_puts(k, "a", "3", NULL, 2, 3) &&
         kit_holds(k, "a", "3", 1, 3);
}

static bool put_stale(kit *k)
{
  return kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "2", red, 1, 2) && kit_refuses(k, "a", "3", blue, 1) &&
         kit_refuses(k, "a", "3", NULL, 1) && kit_holds(k, "a", "2", 1, 2) && kit_scans(k, "colour", "a", "z", "", 10, "a=red");
}

static bool put_future(kit *k)
{
  return kit_puts(k, "a", "first", red, JUMIO_REV_ABSENT, 1) && kit_refuses(k, "a", "second", blue, 2) &&
         kit_refuses(k, "a", "second", blue, INT64_MAX - 1) && is_first(k);
}

static bool put_exact_missing(kit *k)
{
  return kit_refuses(k, "a", "first", red, 1) && kit_lacks(k, "a") && kit_scans(k, "colour", "a", "z", "", 10, "");
}

static bool put_any(kit *k)
{
  return kit_puts(k, "a", "1", red, JUMIO_REV_ANY, 1) && kit_puts(k, "a", "2", blue, JUMIO_REV_ANY, 2) &&
         kit_puts(k, "a", "3", NULL, 2, 3) && kit_puts(k, "a", "4", blue, JUMIO_REV_ANY, 4) && kit_holds(k, "a", "4", 1, 4) &&
         kit_scans(k, "colour", "a", "z", "", 10, "a=blue");
}

static bool put_alone(kit *k)
{
  return kit_puts(k, "a", "first", red, JUMIO_REV_ABSENT, 1) && kit_puts(k, "b", "1", blue, JUMIO_REV_ABSENT, 1) &&
         kit_puts(k, "b", "2", NULL, 1, 2) && kit_holds(k, "b", "2", 1, 2) && is_first(k);
}

static bool data_empty(kit *k)
{
  return kit_puts(k, "a", "", red, JUMIO_REV_ABSENT, 1) && kit_holds(k, "a", "", 0, 1) && kit_puts(k, "a", "full", red, 1, 2) &&
         kit_puts(k, "a", "", red, 2, 3) && kit_holds(k, "a", "", 0, 3);
}

static bool data_binary(kit *k)
{
  unsigned char bytes[512];
  int64_t revision = 0;
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (unsigned char)i;
  jumio_result result = kit_put(k, "a", bytes, sizeof bytes, NULL, JUMIO_REV_ABSENT, &revision);
  return kit_want(k, result == JUMIO_OK, "put of binary data: got %s", jumio_result_name(result)) &&
         kit_holds(k, "a", bytes, sizeof bytes, 1);
}

static bool data_shorter(kit *k)
{
  return kit_puts(k, "a", "a long first text", NULL, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "short", NULL, 1, 2) &&
         kit_holds(k, "a", "short", 5, 2);
}

/* Twice, so that the large record is also replaced by one of its size. */
static bool data_large(kit *k)
{
  unsigned char *bytes = malloc(KIT_RECORD_MAX);
  int64_t revision = 0;
  bool good = kit_want(k, bytes != NULL, "no memory");
  for (int64_t turn = 0; good && turn < 2; turn++) {
    for (size_t i = 0; i < KIT_RECORD_MAX; i++)
      bytes[i] = (unsigned char)(i * 31 + i / 251 + (size_t)turn);
    jumio_result result = kit_put(k, "a", bytes, KIT_RECORD_MAX, red, turn, &revision);
    good = kit_want(k, result == JUMIO_OK, "put of 1 MiB: got %s", jumio_result_name(result)) &&
           kit_holds(k, "a", bytes, KIT_RECORD_MAX, turn + 1);
  }
  free(bytes);
  return good;
}

static bool key_longest(kit *k)
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789/_-";
  char key[201], other[201], rows[220] = "";
  for (size_t i = 0; i < 200; i++)
    key[i] = alphabet[i % (sizeof alphabet - 1)];
  key[200] = '\0';
  memcpy(other, key, sizeof other);
  other[199] = other[199] == 'x' ? 'y' : 'x';
  memcpy(rows, key, 200);
  memcpy(rows + 200, "=red", 5);
  return kit_puts(k, key, "first", red, JUMIO_REV_ABSENT, 1) && kit_lacks(k, other) &&
         kit_puts(k, other, "other", blue, JUMIO_REV_ABSENT, 1) && kit_holds(k, key, "first", 5, 1) &&
         kit_scans(k, "colour", "red", "red", "", 10, rows) && kit_deletes(k, other, 1, JUMIO_OK) && kit_holds(k, key, "first", 5, 1);
}

static bool value_longest(kit *k)
{
  char value[241], rows[260] = "a=";
  for (size_t i = 0; i < 240; i += 2)
    memcpy(value + i, "\xC3\xA9", 2);
  value[240] = '\0';
  memcpy(rows + 2, value, sizeof value);
  const char *const terms[] = {"colour", value, NULL};
  return kit_puts(k, "a", "first", terms, JUMIO_REV_ABSENT, 1) && kit_scans(k, "colour", value, value, "", 10, rows) &&
         kit_scans(k, "colour", "\xC3\xA9", "\xC3\xAA", "", 10, rows);
}

static bool terms_most(kit *k)
{
  static const char *const eight[] = {
      "aaaaaaaaaaaaaaaaaaaa", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", NULL};
  return kit_puts(k, "a", "first", eight, JUMIO_REV_ABSENT, 1) && kit_scans(k, "aaaaaaaaaaaaaaaaaaaa", "0", "9", "", 10, "a=1") &&
         kit_scans(k, "d", "0", "9", "", 10, "a=4") && kit_scans(k, "h", "0", "9", "", 10, "a=8") &&
         kit_puts(k, "a", "second", NULL, 1, 2) && kit_scans(k, "aaaaaaaaaaaaaaaaaaaa", "0", "9", "", 10, "") &&
         kit_scans(k, "h", "0", "9", "", 10, "");
}

static bool terms_replaced(kit *k)
{
  static const char *const both[] = {"colour", "red", "shape", "round", NULL};
  return kit_puts(k, "a", "1", both, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "2", blue, 1, 2) &&
         kit_scans(k, "colour", "a", "z", "", 10, "a=blue") && kit_scans(k, "shape", "a", "z", "", 10, "") &&
         kit_puts(k, "a", "3", both, 2, 3) && kit_scans(k, "colour", "a", "z", "", 10, "a=red") &&
         kit_scans(k, "shape", "a", "z", "", 10, "a=round") && kit_puts(k, "a", "4", both, 3, 4) &&
         kit_scans(k, "shape", "a", "z", "", 10, "a=round");
}

static bool del_exact(kit *k)
{
  return kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "2", red, 1, 2) && kit_deletes(k, "a", 2, JUMIO_OK) &&
         kit_lacks(k, "a") && kit_deletes(k, "a", 2, JUMIO_ERR_STORE_NOT_FOUND);
}

static bool del_any(kit *k)
{
  return kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "2", red, 1, 2) &&
         kit_deletes(k, "a", JUMIO_REV_ANY, JUMIO_OK) && kit_lacks(k, "a");
}

static bool del_stale(kit *k)
{
  return kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "2", red, 1, 2) &&
         kit_deletes(k, "a", 1, JUMIO_ERR_STORE_CONFLICT) && kit_deletes(k, "a", 3, JUMIO_ERR_STORE_CONFLICT) &&
         kit_deletes(k, "a", JUMIO_REV_ABSENT, JUMIO_ERR_STORE_CONFLICT) && kit_holds(k, "a", "2", 1, 2) &&
         kit_scans(k, "colour", "a", "z", "", 10, "a=red");
}

static bool del_missing(kit *k)
{
  return kit_puts(k, "a", "first", red, JUMIO_REV_ABSENT, 1) && kit_deletes(k, "b", JUMIO_REV_ANY, JUMIO_ERR_STORE_NOT_FOUND) &&
         kit_deletes(k, "b", 1, JUMIO_ERR_STORE_NOT_FOUND) && is_first(k);
}

static bool del_terms(kit *k)
{
  return kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_puts(k, "b", "1", red, JUMIO_REV_ABSENT, 1) &&
         kit_deletes(k, "a", 1, JUMIO_OK) && kit_scans(k, "colour", "a", "z", "", 10, "b=red");
}

static bool del_reborn(kit *k)
{
  return kit_puts(k, "a", "1", red, JUMIO_REV_ABSENT, 1) && kit_puts(k, "a", "2", red, 1, 2) && kit_deletes(k, "a", 2, JUMIO_OK) &&
         kit_refuses(k, "a", "3", red, 2) && kit_lacks(k, "a") && kit_puts(k, "a", "3", blue, JUMIO_REV_ABSENT, 1) &&
         kit_holds(k, "a", "3", 1, 1) && kit_scans(k, "colour", "a", "z", "", 10, "a=blue");
}

const kit_check kit_record_checks[] = {{"get.absent", get_absent},
                                       {"put.creates", put_creates},
                                       {"put.exists", put_exists},
                                       {"put.exact", put_exact},
                                       {"put.stale", put_stale},
                                       {"put.future", put_future},
                                       {"put.exact-missing", put_exact_missing},
                                       {"put.any", put_any},
                                       {"put.alone", put_alone},
                                       {"data.empty", data_empty},
                                       {"data.binary", data_binary},
                                       {"data.shorter", data_shorter},
                                       {"data.large", data_large},
                                       {"key.longest", key_longest},
                                       {"value.longest", value_longest},
                                       {"terms.most", terms_most},
                                       {"terms.replaced", terms_replaced},
                                       {"del.exact", del_exact},
                                       {"del.any", del_any},
                                       {"del.stale", del_stale},
                                       {"del.missing", del_missing},
                                       {"del.terms", del_terms},
                                       {"del.reborn", del_reborn},
                                       {NULL, NULL}};
