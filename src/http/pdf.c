/** How many pages a PDF has, where counting its page objects tells: one pass over the source, a few kilobytes at a time. */
#include "http/picture.h"

#include <string.h>

#define WINDOW 4096
#define OVERLAP 64 /* what is carried on to the next window: longer than any word that is looked for, with blanks inside */

typedef struct tally {
  uint32_t pages;
  uint32_t endings; /* of cross-reference tables: more than one where a change was appended, or pages come early (linearized) */
  bool hidden;      /* encrypted, or objects inside compressed streams */
} tally;

static bool is_blank(uint8_t c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0';
}

static bool is_name_part(uint8_t c)
{
  return !is_blank(c) && strchr("()<>[]{}/%", c) == NULL;
}

static bool word_at(const uint8_t *bytes, size_t len, const char *word)
{
  size_t word_len = strlen(word);
  return len >= word_len && memcmp(bytes, word, word_len) == 0;
}

/* "/Type /Page", not "/Type /Pages". */
static bool page_at(const uint8_t *bytes, size_t len)
{
  size_t i = sizeof "/Type" - 1;
  if (!word_at(bytes, len, "/Type"))
    return false;
  while (i < len && is_blank(bytes[i]))
    i++;
  if (!word_at(bytes + i, len - i, "/Page"))
    return false;
  i += sizeof "/Page" - 1;
  return i >= len || !is_name_part(bytes[i]);
}

/* Words that begin before `end`; they may reach beyond it. */
static void count_words(const uint8_t *bytes, size_t end, size_t len, tally *out)
{
  for (size_t i = 0; i < end; i++) {
    if (bytes[i] == 's' && word_at(bytes + i, len - i, "startxref"))
      out->endings++;
    if (bytes[i] != '/')
      continue;
    if (page_at(bytes + i, len - i))
      out->pages++;
    else if (word_at(bytes + i, len - i, "/ObjStm") || word_at(bytes + i, len - i, "/Encrypt"))
      out->hidden = true;
  }
}

jumio_result jumio__pdf_pages(const jumio_source *source, uint32_t *out, const char **why)
{
  uint8_t bytes[WINDOW];
  tally found = {0};
  jumio_result result = JUMIO_OK;
  for (uint64_t at = 0; at < source->size && result == JUMIO_OK; at += WINDOW - OVERLAP) {
    uint64_t left = source->size - at;
    size_t len = left < WINDOW ? (size_t)left : WINDOW;
    result = jumio__source_read(source, at, bytes, len, why);
    if (result == JUMIO_OK)
      count_words(bytes, len < WINDOW - OVERLAP ? len : WINDOW - OVERLAP, len, &found);
  }
  jumio__wipe(bytes, sizeof bytes);
  *out = result != JUMIO_OK || found.hidden || found.endings != 1 ? 0 : found.pages;
  return result;
}
