/** The getters of an expected credential, and what an upload needs of it. */
#include "model/account.h"

#include "core/text.h"
#include "model/words.h"

#include <string.h>

#define CHANNELS_MAX 64
#define PAGES_MAX 1000

static const jumio__value *at(const jumio_credential *credential, const char *path)
{
  return credential != NULL ? jumio__json_find(credential->value, path) : NULL;
}

static const char *text_at(const jumio_credential *credential, const char *path)
{
  return jumio__json_text(at(credential, path), NULL);
}

/* Of the optional things an upload needs, an empty text is as good as none. */
static const char *filled(const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

const char *jumio_credential_get_text(const jumio_credential *credential, jumio_credential_text which)
{
  switch (which) {
  case JUMIO_CREDENTIAL_TEXT_ID:
    return text_at(credential, "id");
  case JUMIO_CREDENTIAL_TEXT_CATEGORY:
    return text_at(credential, "category");
  case JUMIO_CREDENTIAL_TEXT_LABEL:
    return text_at(credential, "label");
  default:
    return NULL;
  }
}

int32_t jumio_credential_get_category(const jumio_credential *credential)
{
  return jumio__category(text_at(credential, "category"));
}

/* The text number `index` of allowedChannels, or NULL; *count gets how many there are up to there. */
static const char *channel(const jumio_credential *credential, size_t index, size_t *count)
{
  const jumio__value *list = at(credential, "allowedChannels");
  size_t left = jumio__json_is_array(list) ? jumio__json_count(list) : 0;
  const jumio__value *value = left != 0 ? jumio__json_first(list) : NULL;
  *count = 0;
  for (; left > 0 && *count<CHANNELS_MAX; left--, value = left> 0 ? jumio__json_next(value) : NULL) {
    const char *text = jumio__json_text(value, NULL);
    if (text == NULL)
      continue;
    if (*count == index)
      return text;
    ++*count;
  }
  return NULL;
}

size_t jumio_credential_channel_count(const jumio_credential *credential)
{
  size_t count;
  channel(credential, SIZE_MAX, &count);
  return count;
}

const char *jumio_credential_get_channel_at(const jumio_credential *credential, size_t index)
{
  size_t count;
  return channel(credential, index, &count);
}

const char *jumio__credential_token(const jumio_credential *credential)
{
  return filled(text_at(credential, "api.token"));
}

/* A part is one address, or one for each of its pages: {"1": url, "2": url}. */
const char *jumio__credential_part_url(const jumio_credential *credential, jumio_part part, int32_t page)
{
  char number[21];
  const char *key = jumio__part_key(part);
  if (key == NULL || page < 1)
    return NULL;
  const jumio__value *value = jumio__json_member(at(credential, "api.parts"), key);
  if (jumio__json_is_object(value))
    value = jumio__json_member_n(value, number, jumio__format_int64(page, number));
  else if (page != 1)
    return NULL;
  return filled(jumio__json_text(value, NULL));
}

int32_t jumio_credential_part_page_count(const jumio_credential *credential, jumio_part part)
{
  int32_t count = 0;
  while (count < PAGES_MAX && jumio__credential_part_url(credential, part, count + 1) != NULL)
    count++;
  return count;
}

/* Of a preset, {predefinedType, values}, whether it leaves no other value than this. */
static bool is_preset_to(const jumio_credential *credential, const char *path, const char *word)
{
  const jumio__value *values = at(credential, path);
  const char *only = jumio__json_count(values) == 1 ? jumio__json_text(jumio__json_at(values, 0), NULL) : NULL;
  return only != NULL && strcmp(only, word) == 0;
}

bool jumio__credential_is_digital_licence(const jumio_credential *credential)
{
  return is_preset_to(credential, "country.values", "BRA") && is_preset_to(credential, "type.values", "DRIVING_LICENSE");
}

const char *jumio__credential_finalize_url(const jumio_credential *credential)
{
  return filled(text_at(credential, "api.workflowExecution"));
}
