/** The account answer: ids, the link for the end user, and the credentials that Jumio expects. Holds bearer secrets. */
#include "model/account.h"

#include <jumio/result.h>

#include "model/scalar.h"

#include <string.h>

#define ACCOUNT_MAX ((size_t)1024 * 1024)

/* The expected credentials, as many as are read; elements that are no object are left out. */
static size_t collect(const jumio__value *list, jumio_account *account)
{
  size_t found = 0, left = jumio__json_is_array(list) ? jumio__json_count(list) : 0;
  const jumio__value *value = left != 0 ? jumio__json_first(list) : NULL;
  for (; left > 0 && found<JUMIO__CREDENTIALS_MAX; left--, value = left> 0 ? jumio__json_next(value) : NULL) {
    if (!jumio__json_is_object(value))
      continue;
    if (account != NULL) {
      account->credentials[found].account = account;
      account->credentials[found].value = value;
    }
    found++;
  }
  return found;
}

static jumio_result fill(jumio_account *account, const char *json, size_t len, jumio_error **err)
{
  const jumio__value *root = jumio__json_root(account->json);
  jumio_alloc *mem = account->mem;
  jumio_result result = jumio__json_need_text(root, "account.id", JUMIO_ERR_PROTOCOL, &account->id, mem, err);
  if (result == JUMIO_OK)
    result = jumio__json_need_text(root, "workflowExecution.id", JUMIO_ERR_PROTOCOL, &account->execution_id, mem, err);
  if (result != JUMIO_OK)
    return result;
  collect(jumio__json_find(root, "workflowExecution.credentials"), account);
  return jumio__buffer_add(&account->text, json, len) ? jumio__ok(err) : jumio__fail_memory(err);
}

static jumio_account *allocate(jumio_alloc *mem, jumio__json *tree, size_t max)
{
  size_t count = collect(jumio__json_find(jumio__json_root(tree), "workflowExecution.credentials"), NULL);
  jumio_account *account = jumio__mem_new(mem, sizeof *account + count * sizeof account->credentials[0]);
  if (account == NULL)
    return NULL;
  account->mem = jumio__mem_ref(mem);
  account->json = tree;
  account->credential_count = count;
  account->credentials = (jumio_credential *)(void *)(account + 1);
  jumio__buffer_init(&account->text, account->mem, max);
  return account;
}

jumio_result jumio__account_read(jumio_alloc *mem, const char *json, size_t len, size_t max, jumio_account **out, jumio_error **err)
{
  jumio__json *tree = NULL;
  *out = NULL;
  jumio_result result = jumio__json_parse(mem, json, len, max, &tree, err);
  if (result != JUMIO_OK)
    return result;
  jumio_account *account = allocate(mem, tree, max);
  if (account == NULL) {
    jumio__json_free(tree);
    return jumio__fail_memory(err);
  }
  result = fill(account, json, len, err);
  if (result == JUMIO_OK)
    *out = account;
  else
    jumio_account_free(account);
  return result;
}

jumio_result jumio_account_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_account **out, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out == NULL || json == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "json");
  return jumio__account_read(alloc, json, len == JUMIO_NTS ? strlen(json) : len, ACCOUNT_MAX, out, err);
}

void jumio_account_free(jumio_account *account)
{
  if (account == NULL)
    return;
  jumio_alloc *mem = account->mem;
  jumio__json_free(account->json);
  jumio__buffer_free(&account->text);
  jumio__mem_erase(mem, account, sizeof *account + account->credential_count * sizeof account->credentials[0]);
  jumio__mem_unref(mem);
}

static const jumio__value *at(const jumio_account *account, const char *path)
{
  return account != NULL ? jumio__json_find(jumio__json_root(account->json), path) : NULL;
}

/* An empty link or token is none. */
static const char *filled(const jumio__value *value)
{
  const char *text = jumio__json_text(value, NULL);
  return text != NULL && *text != '\0' ? text : NULL;
}

const char *jumio_account_get_text(const jumio_account *account, jumio_account_text which)
{
  if (account == NULL)
    return NULL;
  switch (which) {
  case JUMIO_ACCOUNT_TEXT_ID:
    return account->id;
  case JUMIO_ACCOUNT_TEXT_EXECUTION_ID:
    return account->execution_id;
  case JUMIO_ACCOUNT_TEXT_WEB_HREF:
    return account->link_refused ? NULL : filled(at(account, "web.href"));
  case JUMIO_ACCOUNT_TEXT_SDK_TOKEN:
    return filled(at(account, "sdk.token"));
  case JUMIO_ACCOUNT_TEXT_WEB_SUCCESS_URL:
    return filled(at(account, "web.successUrl"));
  case JUMIO_ACCOUNT_TEXT_WEB_ERROR_URL:
    return filled(at(account, "web.errorUrl"));
  default:
    return NULL;
  }
}

int64_t jumio_account_get_unix_ms(const jumio_account *account, jumio_account_time which)
{
  int64_t answered = jumio__read_time(at(account, "timestamp"));
  if (which == JUMIO_ACCOUNT_TIME_ANSWERED)
    return answered;
  bool known = which == JUMIO_ACCOUNT_TIME_WEB_EXPIRES && answered != JUMIO_ABSENT && account->lifetime_s != 0;
  return known ? answered + account->lifetime_s * 1000 : JUMIO_ABSENT;
}

const char *jumio_account_get_json(const jumio_account *account, size_t *out_len)
{
  if (out_len != NULL)
    *out_len = account != NULL ? account->text.len : 0;
  return account != NULL ? account->text.data : NULL;
}

size_t jumio_account_credential_count(const jumio_account *account)
{
  return account != NULL ? account->credential_count : 0;
}

const jumio_credential *jumio_account_get_credential_at(const jumio_account *account, size_t index)
{
  return index < jumio_account_credential_count(account) ? &account->credentials[index] : NULL;
}
