/** The form of each field of prepared data, and what each check of Jumio's requires: both read from one table. */
#include "model/prepared_data.h"

#include "core/text.h"
#include "core/time.h"

#include <stdio.h>
#include <string.h>

typedef enum data_form {
  FORM_ANY,
  FORM_SEX,
  FORM_DATE,
  FORM_EMAIL,
  FORM_PHONE,
  FORM_IP,
  FORM_SSN,
  FORM_SSN_OR_CURP,
  FORM_COUNTRY,
  FORM_ALPHA3,
  FORM_WORD,
  FORM_NO_DOTS,
  FORM_ELECTOR_KEY
} data_form;

enum { JUMIO_DATA_NONE = 0, JUMIO_DATA_MEMBER = -1 }; /* words of the table that are no fields */

static const struct {
  const char *pointer;
  data_form form;
} fields[JUMIO__DATA_FIELDS] = {
#define JUMIO__DATA_FIELD(constant, pointer, form) [JUMIO_DATA_##constant] = {pointer, FORM_##form},
#include "model/prepared_data.def"
};

static const struct {
  jumio_data_check check;
  const char *name;
} checks[] = {
#define JUMIO__DATA_CHECK(constant, name) {JUMIO_DATA_CHECK_##constant, name},
#include "model/prepared_data.def"
};

#define ALTERNATIVES 5

static const struct need {
  jumio_data_check check;
  data_form form;
  jumio_data_field any[ALTERNATIVES];
  const char *word; /* NULL, or what the field must be */
} needs[] = {
#define JUMIO__DATA_NEED(check, form, a, b, c, d, e)                                                                                       \
  {JUMIO_DATA_CHECK_##check, FORM_##form, {JUMIO_DATA_##a, JUMIO_DATA_##b, JUMIO_DATA_##c, JUMIO_DATA_##d, JUMIO_DATA_##e}, NULL},
#define JUMIO__DATA_COUNTRY(check, word) {JUMIO_DATA_CHECK_##check, FORM_ALPHA3, {JUMIO_DATA_COUNTRY}, word},
#include "model/prepared_data.def"
};
#define NEEDS (sizeof needs / sizeof needs[0])

const char *jumio__data_pointer(jumio_data_field field)
{
  return field > 0 && field < JUMIO__DATA_FIELDS ? fields[field].pointer : NULL;
}

/* ---- forms ---- */

static bool all_in(const char *text, size_t len, const char *set)
{
  for (size_t i = 0; i < len; i++)
    if (strchr(set, text[i]) == NULL)
      return false;
  return true;
}

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* One @ with something before it, and a name with no blank behind it. */
static bool is_email(const char *text, size_t len)
{
  const char *at = memchr(text, '@', len);
  if (at == NULL || at == text || at == text + len - 1 || memchr(text, ' ', len) != NULL)
    return false;
  return memchr(at + 1, '@', (size_t)(text + len - at - 1)) == NULL;
}

static bool is_phone(const char *text, size_t len)
{
  return len >= 3 && len <= 16 && text[0] == '+' && text[1] != '0' && all_in(text + 1, len - 1, DIGITS);
}

static bool is_ssn(const char *text, size_t len)
{
  size_t digits = 0;
  for (size_t i = 0; i < len; i++)
    digits += jumio__is_digit(text[i]);
  return (digits == 4 || digits == 9) && all_in(text, len, DIGITS "-");
}

/* The Mexican check takes its number in the same member. */
static bool is_curp(const char *text, size_t len)
{
  return len == 18 && jumio__all_of(text, len, "");
}

static bool is_ip(const char *text, size_t len)
{
  uint8_t address[16];
  return jumio__ip_address(text, len, address);
}

static const char *form_rule(data_form form, const char *text, size_t len)
{
  switch (form) {
  case FORM_SEX:
    return len == 1 && all_in(text, 1, "MFH") ? NULL : "must be M, F or H";
  case FORM_DATE:
    return jumio__time_is_date(text, len) ? NULL : "must be a day of the calendar as YYYY-MM-DD";
  case FORM_EMAIL:
    return is_email(text, len) ? NULL : "must be an e-mail address";
  case FORM_PHONE:
    return is_phone(text, len) ? NULL : "must be E.164: + and 2 to 15 digits";
  case FORM_IP:
    return is_ip(text, len) ? NULL : "must be an IPv4 or IPv6 address";
  case FORM_SSN:
    return is_ssn(text, len) ? NULL : "must have 4 or 9 digits, with or without dashes";
  case FORM_SSN_OR_CURP:
    return is_ssn(text, len) || is_curp(text, len)
               ? NULL
               : "must have 4 or 9 digits, with or without dashes, or be a CURP of 18 letters and digits";
  case FORM_COUNTRY:
    return (len == 2 || len == 3) && all_in(text, len, LETTERS) ? NULL : "must be ISO 3166-1 alpha-3 or alpha-2 in upper case";
  case FORM_ALPHA3:
    return len == 3 && all_in(text, len, LETTERS) ? NULL : "must be ISO 3166-1 alpha-3 in upper case";
  case FORM_WORD:
    return len <= 40 && all_in(text, len, LETTERS DIGITS "_") ? NULL : "must be 1 to 40 of [A-Z0-9_]";
  case FORM_NO_DOTS:
    return memchr(text, '.', len) == NULL ? NULL : "must be without dots";
  case FORM_ELECTOR_KEY:
    return len == 18 && jumio__all_of(text, len, "") ? NULL : "must be 18 letters and digits";
  default:
    return NULL;
  }
}

const char *jumio__data_rule(jumio_data_field field, const char *text, size_t len)
{
  if (len == 0)
    return "must not be empty";
  if (len > JUMIO__DATA_TEXT_MAX)
    return "must have at most 4096 bytes";
  if (!jumio__no_controls(text, len))
    return "must not hold control characters";
  return form_rule(fields[field].form, text, len);
}

/* ---- checks ---- */

static jumio_result refuse(const jumio_prepared_data *data, jumio_error **err, const char *pointer, const char *rule)
{
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  return jumio__fail_with(err, data->mem, JUMIO_ERR_ARGUMENT, &facts, "%s: %s", pointer, rule);
}

static jumio_result check_formats(const jumio_prepared_data *data, jumio_error **err)
{
  for (size_t i = 0; i < data->count; i++) {
    const jumio__data_member *member = data->members[i];
    size_t len = 0;
    if (member->field == 0)
      continue;
    const char *text = jumio__data_text(member, &len);
    const char *rule = text != NULL ? jumio__data_rule(member->field, text, len) : "must be a text";
    if (rule != NULL)
      return refuse(data, err, fields[member->field].pointer, rule);
  }
  return jumio__ok(err);
}

/* The filled text of a field; of a member of the host's anything will do. NULL when it is missing. */
static const char *value_of(const jumio_prepared_data *data, jumio_data_field field, size_t *len)
{
  jumio_data_field wanted = field == JUMIO_DATA_MEMBER ? 0 : field;
  for (size_t i = 0; i < data->count; i++) {
    if (data->members[i]->field != wanted)
      continue;
    if (wanted == 0)
      return "";
    const char *text = jumio__data_text(data->members[i], len);
    return text != NULL && *len != 0 ? text : NULL;
  }
  return NULL;
}

static jumio_result refuse_missing(const jumio_prepared_data *data, const struct need *need, const char *check, jumio_error **err)
{
  char rule[300], others[200] = "";
  size_t at = 0;
  if (need->any[0] == JUMIO_DATA_MEMBER)
    return jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT,
                       "the black box: is required for the check %s; set it with jumio_prepared_data_set_member", check);
  for (size_t i = 1; i < ALTERNATIVES && need->any[i] != JUMIO_DATA_NONE; i++)
    at += (size_t)snprintf(others + at, sizeof others - at, "or %s ", fields[need->any[i]].pointer);
  snprintf(rule, sizeof rule, "%sis required for the check %s", others, check);
  return refuse(data, err, fields[need->any[0]].pointer, rule);
}

static jumio_result check_need(const jumio_prepared_data *data, const struct need *need, const char *check, jumio_error **err)
{
  bool found = false;
  for (size_t i = 0; i < ALTERNATIVES && need->any[i] != JUMIO_DATA_NONE; i++) {
    size_t len = 0;
    const char *text = value_of(data, need->any[i], &len);
    if (text == NULL)
      continue;
    found = true;
    char rule[120];
    const char *broken = need->any[i] > 0 ? form_rule(need->form, text, len) : NULL;
    if (broken == NULL && need->word != NULL && !jumio__same(text, len, need->word)) {
      snprintf(rule, sizeof rule, "must be %s for the check %s", need->word, check);
      broken = rule;
    }
    if (broken != NULL)
      return refuse(data, err, fields[need->any[i]].pointer, broken);
  }
  return found ? jumio__ok(err) : refuse_missing(data, need, check, err);
}

jumio_result jumio_prepared_data_check(const jumio_prepared_data *data, jumio_data_check which, jumio_error **err)
{
  const char *name = NULL;
  if (data == NULL)
    return jumio__fail(err, NULL, JUMIO_ERR_ARGUMENT, "data is NULL");
  if (which == JUMIO_DATA_CHECK_FORMATS)
    return check_formats(data, err);
  for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
    if (checks[i].check == which)
      name = checks[i].name;
  if (name == NULL)
    return jumio__fail(err, data->mem, JUMIO_ERR_ARGUMENT, "which: not one of the JUMIO_DATA_CHECK_ constants");
  for (size_t i = 0; i < NEEDS; i++) {
    jumio_result result = needs[i].check == which ? check_need(data, &needs[i], name, err) : JUMIO_OK;
    if (result != JUMIO_OK)
      return result;
  }
  return jumio__ok(err);
}
