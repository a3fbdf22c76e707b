/** Jumio's words and our constants for them, in both directions. */
#include "model/words.h"

#include "core/text.h"

#include <stdbool.h>
#include <string.h>

#define WORD_ROW(group, word) [JUMIO_##group##_##word] = #word,

static const char *const categories[] = {JUMIO__CATEGORIES(WORD_ROW)};
static const char *const types[] = {JUMIO__TYPES(WORD_ROW)};

static const char *const executions[] = {
    [JUMIO_EXECUTION_INITIATED] = "INITIATED",
    [JUMIO_EXECUTION_ACQUISITION_STARTED] = "ACQUISITION_STARTED",
    [JUMIO_EXECUTION_ACQUIRED] = "ACQUIRED",
    [JUMIO_EXECUTION_PROCESSED] = "PROCESSED",
    [JUMIO_EXECUTION_SESSION_EXPIRED] = "SESSION_EXPIRED",
    [JUMIO_EXECUTION_TOKEN_EXPIRED] = "TOKEN_EXPIRED",
};

static const struct {
  const char *key, *classifier;
} parts[] = {
    [JUMIO_PART_FRONT] = {"front", "FRONT"},
    [JUMIO_PART_BACK] = {"back", "BACK"},
    [JUMIO_PART_FACE] = {"face", "FACE"},
    [JUMIO_PART_FACEMAP] = {"facemap", "FACEMAP"},
    [JUMIO_PART_DOCUMENT] = {"document", "DOCUMENT"},
    [JUMIO_PART_PREPARED_DATA] = {"prepared_data", "PREPARED_DATA"},
};

#define CAPABILITY_ROW(name) [JUMIO__CAPABILITY_##name] = {#name, sizeof #name - 1},
static const struct {
  const char *name;
  size_t len;
} capabilities[JUMIO__CAPABILITY_COUNT] = {JUMIO__CAPABILITIES(CAPABILITY_ROW)};
#undef CAPABILITY_ROW

/* The first letter is compared before the rest: most words end there. */
static int32_t find(const char *const *words, size_t count, const char *word)
{
  if (word == NULL)
    return 0;
  for (size_t i = 1; i < count; i++)
    if (words[i][0] == word[0] && strcmp(words[i], word) == 0)
      return (int32_t)i;
  return 0;
}

static const char *word_at(const char *const *words, size_t count, int32_t index)
{
  return index > 0 && (size_t)index < count ? words[index] : NULL;
}

jumio_category jumio__category(const char *word)
{
  return jumio__category_n(word, word != NULL ? strlen(word) : 0);
}

const char *jumio__category_word(jumio_category category)
{
  return word_at(categories, sizeof categories / sizeof categories[0], category);
}

jumio_execution_status jumio__execution_status(const char *word)
{
  jumio_execution_status status = find(executions, sizeof executions / sizeof executions[0], word);
  if (status != JUMIO_EXECUTION_UNKNOWN || word == NULL || strncmp(word, "KYX_", 4) != 0)
    return status;
  /* Only the two expiries were ever seen with this prefix. */
  status = find(executions, sizeof executions / sizeof executions[0], word + 4);
  return status == JUMIO_EXECUTION_SESSION_EXPIRED || status == JUMIO_EXECUTION_TOKEN_EXPIRED ? status : JUMIO_EXECUTION_UNKNOWN;
}

jumio_decision_type jumio__decision_type(const char *word)
{
  return jumio__decision_type_n(word, word != NULL ? strlen(word) : 0);
}

const char *jumio__decision_type_word(jumio_decision_type type)
{
  return word_at(types, sizeof types / sizeof types[0], type);
}

jumio__capability_kind jumio__capability_kind_after(jumio__capability_kind last, const char *name, size_t len)
{
  unsigned kind = last;
  for (int tried = 1; tried < JUMIO__CAPABILITY_COUNT; tried++) {
    kind = kind + 1 < JUMIO__CAPABILITY_COUNT ? kind + 1 : 1;
    if (capabilities[kind].len == len && memcmp(capabilities[kind].name, name, len) == 0)
      return (jumio__capability_kind)kind;
  }
  return JUMIO__CAPABILITY_unknown;
}

jumio__capability_kind jumio__capability_kind_of(const char *name, size_t len)
{
  return jumio__capability_kind_after(JUMIO__CAPABILITY_unknown, name, len);
}

const char *jumio__capability_name(jumio__capability_kind kind)
{
  return kind < JUMIO__CAPABILITY_COUNT ? capabilities[kind].name : NULL;
}

static bool is_part(jumio_part part)
{
  return part > JUMIO_PART_UNKNOWN && (size_t)part < sizeof parts / sizeof parts[0];
}

const char *jumio__part_key(jumio_part part)
{
  return is_part(part) ? parts[part].key : NULL;
}

const char *jumio__part_classifier(jumio_part part)
{
  return is_part(part) ? parts[part].classifier : NULL;
}

bool jumio__is_classifier(const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (!jumio__is_digit(text[i]) && (text[i] < 'A' || text[i] > 'Z') && text[i] != '_')
      return false;
  return len >= 1 && len <= 40;
}
