/** The canned answers: what a Jumio would say, with ids and persons that do not exist. */
#include "common.h"

#include <yyjson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_CHARS 900
#define API "https://retrieval.amer-1.jumio.ai/api/v1/"

static bench_text take(char *data, size_t len)
{
  bench_text text = {data, len};
  if (data == NULL)
    bench_die("no memory");
  return text;
}

static bench_text copy(const char *literal)
{
  size_t len = strlen(literal);
  char *data = malloc(len + 1);
  if (data != NULL)
    memcpy(data, literal, len + 1);
  return take(data, len);
}

bench_text bench_token(void)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  char token[TOKEN_CHARS + 1];
  char body[TOKEN_CHARS + 128];
  uint32_t state = 1;
  for (size_t i = 0; i < TOKEN_CHARS; i++) {
    state = state * 1664525u + 1013904223u;
    token[i] = letters[state >> 26];
  }
  token[TOKEN_CHARS] = '\0';
  snprintf(body, sizeof body, "{\"access_token\":\"%s\",\"expires_in\":3600,\"token_type\":\"Bearer\"}", token);
  return copy(body);
}

bench_text bench_status(void)
{
  return copy("{\"account\":{\"id\":\"" BENCH_ACCOUNT "\",\"href\":\"" API "accounts/" BENCH_ACCOUNT "\"},"
              "\"workflowExecution\":{\"id\":\"" BENCH_EXECUTION "\",\"href\":\"" API "workflow-executions/" BENCH_EXECUTION "\","
              "\"definitionKey\":\"10013\",\"status\":\"PROCESSED\"}}");
}

/* The file is laid out for readers; the wire has no blanks. */
bench_text bench_transaction(void)
{
  yyjson_read_err error;
  yyjson_doc *doc = yyjson_read_file(BENCH_DATA "/transaction.json", 0, NULL, &error);
  size_t len = 0;
  if (doc == NULL)
    bench_die("%s/transaction.json: %s", BENCH_DATA, error.msg);
  char *text = yyjson_write(doc, 0, &len);
  yyjson_doc_free(doc);
  return take(text, len);
}

bench_text bench_account(const char *origin)
{
  static const char format[] =
      "{\"timestamp\":\"2026-11-20T10:18:02.114Z\",\"account\":{\"id\":\"" BENCH_ACCOUNT "\"},"
      "\"workflowExecution\":{\"id\":\"" BENCH_EXECUTION "\",\"credentials\":[{\"id\":\"" BENCH_CREDENTIAL "\",\"category\":\"ID\","
      "\"allowedChannels\":[\"API\"],\"api\":{\"token\":\"bench-transaction-token\",\"parts\":{\"front\":\"%s/api/v1/"
      "accounts/" BENCH_ACCOUNT "/workflow-executions/" BENCH_EXECUTION "/credentials/" BENCH_CREDENTIAL
      "/parts/FRONT\"},\"workflowExecution\":\"%s/api/v1/accounts/" BENCH_ACCOUNT "/workflow-executions/" BENCH_EXECUTION "\"}}]}}";
  char body[2048];
  snprintf(body, sizeof body, format, origin, origin);
  return copy(body);
}

/* Head of a JPEG, a frame of 4000 x 3000, bytes without a pattern, end of image. */
bench_text bench_picture(size_t size)
{
  static const unsigned char head[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 16,   'J',  'F',  'I',  'F', 0, 1,    1, 0, 0,    1, 0, 1,    0, 0,
                                       0xFF, 0xC0, 0,    17,   8, 0x0B, 0xB8, 0x0F, 0xA0, 3,   1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1};
  bench_text picture = take(malloc(size), size);
  uint64_t state = 1;
  for (size_t i = 0; i < size; i++) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    picture.data[i] = (char)(state >> 56);
  }
  memcpy(picture.data, head, sizeof head);
  picture.data[size - 2] = (char)0xFF;
  picture.data[size - 1] = (char)0xD9;
  return picture;
}
