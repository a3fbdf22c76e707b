/** Reading a workflow-details body: one walk over the tree, one block beside it. What cannot be read is absent and remarked, never guessed.
 *  Only what decides is read here; everything else is read when it is asked for. */
#include "model/transaction.h"

#include <jumio/result.h>

#include "core/text.h"
#include "model/field.h"
#include "model/lenient.h"
#include "model/scalar.h"
#include "model/walk.h"

#define TRANSACTION_MAX ((size_t)8 * 1024 * 1024)
#define LOOKUP_MAX 64 /* credentials that a reference is looked up among; a real transaction has a handful */

/* The members of the root that are read. */
typedef struct root_members {
  const jumio__value *workflow, *account, *credentials, *decision, *capabilities;
  const jumio__value *times[5];
} root_members;

static void find_root_members(const jumio__value *root, root_members *found)
{
  memset(found, 0, sizeof *found);
  for (jumio__walk m = jumio__walk_members(root); jumio__walk_next(&m);) {
    if (jumio__walk_is(&m, "workflow"))
      found->workflow = m.value;
    else if (jumio__walk_is(&m, "account"))
      found->account = m.value;
    else if (jumio__walk_is(&m, "decision"))
      found->decision = m.value;
    else if (jumio__walk_is(&m, "createdAt"))
      found->times[JUMIO_TIME_CREATED] = m.value;
    else if (jumio__walk_is(&m, "startedAt"))
      found->times[JUMIO_TIME_STARTED] = m.value;
    else if (jumio__walk_is(&m, "wipedOutAt"))
      found->times[JUMIO_TIME_WIPED_OUT] = m.value;
    else if (jumio__walk_is(&m, "completedAt"))
      found->times[JUMIO_TIME_COMPLETED] = m.value;
    else if (jumio__walk_is(&m, "credentials"))
      found->credentials = m.value;
    else if (jumio__walk_is(&m, "capabilities"))
      found->capabilities = m.value;
  }
}

static void read_workflow(jumio_transaction *t, const jumio__value *workflow)
{
  for (jumio__walk m = jumio__walk_members(workflow); jumio__walk_next(&m);) {
    if (jumio__walk_is(&m, "id"))
      t->execution_id = jumio__lenient_text(m.value, NULL, &t->wrong_type);
    else if (jumio__walk_is(&m, "status"))
      t->status_text = jumio__lenient_text(m.value, NULL, &t->wrong_type);
    else if (jumio__walk_is(&m, "childIds"))
      jumio__lenient_array(m.value, &t->wrong_type); /* read when it is asked for; here only remarked when it is no list */
    else if (jumio__walk_is(&m, "definitionKey") && !jumio__read_key(m.value, t->key_digits, &t->definition_key))
      t->wrong_type = true;
  }
  t->status = jumio__execution_status(t->status_text);
}

static void read_times(jumio_transaction *t, const root_members *found)
{
  memcpy(t->times, found->times, sizeof t->times);
  jumio__kind wiped = jumio__json_kind(found->times[JUMIO_TIME_WIPED_OUT]);
  t->wiped = wiped != JUMIO__KIND_ABSENT && wiped != JUMIO__KIND_NULL;
}

/* -1 stands for "not executed"; everything else outside 0..100 is no score. */
static void read_score(jumio_transaction *t, const jumio__value *score)
{
  int64_t value;
  if (jumio__json_hundredths(score, &value) && (value == -100 || (value >= 0 && value <= 10000)))
    t->score_x100 = value;
}

static void read_decision(jumio_transaction *t, const jumio__value *value)
{
  jumio__kind kind = jumio__json_kind(value);
  const jumio__value *decision = jumio__lenient_object(value, &t->wrong_type);
  const jumio__value *details = jumio__lenient_object(jumio__json_member(decision, "details"), &t->wrong_type);
  size_t type_len = 0;
  t->has_decision = decision != NULL;
  t->decision_is_odd = decision == NULL && kind != JUMIO__KIND_ABSENT && kind != JUMIO__KIND_NULL;
  t->decision_type_text = jumio__lenient_word(jumio__json_member(decision, "type"), &type_len, &t->wrong_type);
  t->decision_type = jumio__decision_type_n(t->decision_type_text, type_len);
  t->decision_label = jumio__lenient_word(jumio__json_member(details, "label"), &t->decision_label_len, &t->wrong_type);
  t->score_x100 = JUMIO_ABSENT;
  read_score(t, jumio__json_member(jumio__json_member(decision, "risk"), "score"));
}

static void read_credential(jumio_transaction *t, const jumio__value *value)
{
  jumio_transaction_credential *credential = &t->credentials[t->credential_count++];
  size_t category_len = 0;
  credential->transaction = t;
  credential->value = value;
  credential->id = jumio__lenient_text(jumio__json_member(value, "id"), NULL, &t->wrong_type);
  credential->category_text = jumio__lenient_word(jumio__json_member(value, "category"), &category_len, &t->wrong_type);
  credential->category = jumio__category_n(credential->category_text, category_len);
}

static void read_credentials(jumio_transaction *t, const jumio__value *credentials)
{
  size_t count = credentials != NULL ? jumio__json_count(credentials) : 0;
  const jumio__value *value = jumio__json_first(credentials);
  for (size_t i = 0; i < count; i++, value = i < count ? jumio__json_next(value) : NULL) {
    if (jumio__json_is_object(value))
      read_credential(t, value);
    else
      t->wrong_type = true;
  }
}

static uint32_t bits_of(jumio_category category, const char *text)
{
  if (text == NULL)
    return JUMIO__CATEGORY_UNTOLD;
  return category != JUMIO_CATEGORY_UNKNOWN ? JUMIO__CATEGORY_BIT(category) : JUMIO__CATEGORY_OTHER;
}

/* By id. Two credentials of one id that differ tell nothing that could be relied on. */
static uint32_t bits_of_id(const jumio_transaction *t, const char *id, const char **text)
{
  uint32_t bits = 0;
  size_t count = t->credential_count < LOOKUP_MAX ? t->credential_count : LOOKUP_MAX;
  *text = NULL;
  for (size_t i = 0; id != NULL && i < count; i++) {
    const jumio_transaction_credential *credential = &t->credentials[i];
    if (credential->id == NULL || strcmp(credential->id, id) != 0)
      continue;
    uint32_t more = bits_of(credential->category, credential->category_text);
    bool differs = bits != 0 && bits != more;
    *text = differs ? NULL : credential->category_text;
    if (differs)
      return JUMIO__CATEGORY_OTHER;
    bits = more;
  }
  if (bits != 0)
    return bits;
  return id != NULL && count < t->credential_count ? JUMIO__CATEGORY_OTHER : JUMIO__CATEGORY_UNTOLD;
}

uint32_t jumio__reference_category(const jumio_transaction *transaction, const jumio__value *reference, const char **text, bool *odd)
{
  const char *id = NULL, *category = NULL;
  size_t category_len = 0;
  bool unreadable = false;
  *text = NULL;
  for (jumio__walk m = jumio__walk_members(reference); jumio__walk_next(&m);) {
    if (jumio__walk_is(&m, "id"))
      id = jumio__json_text(m.value, NULL);
    else if (jumio__walk_is(&m, "category")) {
      category = jumio__json_text(m.value, &category_len);
      unreadable = category == NULL;
    }
  }
  *odd = *odd || unreadable;
  if (unreadable)
    return JUMIO__CATEGORY_OTHER; /* away from a pass: it names something, and not an ID in words */
  if (category == NULL || *category == '\0')
    return bits_of_id(transaction, id, text);
  *text = category;
  return bits_of(jumio__category_n(category, category_len), category);
}

/* Only a usability is told apart by its credentials. */
static void read_references(jumio_transaction *t, jumio_capability *element)
{
  const jumio__value *list = jumio__lenient_array(element->credentials, &t->wrong_type);
  size_t count = jumio__json_count(list);
  const jumio__value *reference = jumio__json_first(list);
  const char *text;
  for (size_t i = 0; i < count; i++, reference = i < count ? jumio__json_next(reference) : NULL) {
    element->categories |= jumio__reference_category(t, reference, &text, &t->wrong_type);
    if (!jumio__json_is_object(reference))
      t->wrong_type = true;
  }
  /* A reference that tells nothing does not widen one that does: a selfie's usability must never stand in for that of an ID. But the
   * element is then not of the told ones alone. */
  if ((element->categories & JUMIO__CATEGORY_UNTOLD) != 0 && element->categories != JUMIO__CATEGORY_UNTOLD)
    element->categories = (element->categories & ~JUMIO__CATEGORY_UNTOLD) | JUMIO__CATEGORY_OTHER;
  if (element->categories == 0)
    element->categories = JUMIO__CATEGORY_UNTOLD;
}

static void read_data(jumio_transaction *t, jumio_capability *element, const char *name)
{
  const jumio__value *data = jumio__lenient_object(jumio__json_member(element->value, "data"), &t->wrong_type);
  element->data_word = jumio__lenient_word(jumio__json_member(data, name), NULL, &t->wrong_type);
}

/* A number that is also read as a text needs its digits somewhere, and a snapshot that threads share cannot make them later. */
static void read_digits(jumio_capability *element)
{
  int64_t number;
  element->digits[0] = '\0';
  const jumio__value *both = jumio__field_both(element->kind, element->value);
  if (both != NULL && jumio__json_int(both, &number)) /* in most elements there is none, and no call */
    jumio__format_int64(number, element->digits);
}

static void read_element(jumio_transaction *t, const jumio__walk *m, jumio__capability_kind kind, const jumio__value *value, size_t index)
{
  jumio_capability *element = &t->capabilities[t->capability_count++];
  const jumio__value *decision = jumio__lenient_object(jumio__json_member(value, "decision"), &t->wrong_type);
  const jumio__value *details = jumio__lenient_object(jumio__json_member(decision, "details"), &t->wrong_type);
  size_t type_len = 0;
  element->transaction = t;
  element->value = value;
  element->credentials = jumio__json_member(value, "credentials");
  element->name = m->key;
  element->name_len = m->len;
  element->kind = kind;
  element->index = index;
  element->type_text = jumio__lenient_word(jumio__json_member(decision, "type"), &type_len, &t->wrong_type);
  element->type = jumio__decision_type_n(element->type_text, type_len);
  element->label_len = 0;
  element->label = jumio__lenient_word(jumio__json_member(details, "label"), &element->label_len, &t->wrong_type);
  element->data_word = NULL;
  element->categories = 0;
  read_digits(element);
  if (kind == JUMIO__CAPABILITY_usability)
    read_references(t, element);
  else if (kind == JUMIO__CAPABILITY_similarity)
    read_data(t, element, "similarity");
  else if (kind == JUMIO__CAPABILITY_extraction)
    read_data(t, element, "type");
}

/* A capability of an unknown name may have any form; only what this version knows can have a wrong one. */
static void read_capability(jumio_transaction *t, const jumio__walk *m, jumio__capability_kind kind)
{
  bool known = kind != JUMIO__CAPABILITY_unknown;
  size_t count = 0;
  if (jumio__json_is_array(m->value))
    count = jumio__json_count(m->value);
  else
    t->wrong_type = t->wrong_type || known;
  const jumio__value *value = count != 0 ? jumio__json_first(m->value) : NULL;
  for (size_t i = 0; i < count; i++, value = i < count ? jumio__json_next(value) : NULL) {
    if (jumio__json_is_object(value))
      read_element(t, m, kind, value, i);
    else
      t->wrong_type = t->wrong_type || known;
  }
}

static void read_capabilities(jumio_transaction *t, const jumio__value *capabilities)
{
  jumio__capability_kind kind = JUMIO__CAPABILITY_unknown;
  for (jumio__walk m = jumio__walk_members(capabilities); jumio__walk_next(&m);) {
    kind = jumio__capability_kind_after(kind, m.key, m.len);
    read_capability(t, &m, kind);
  }
}

static size_t count_elements(const jumio__value *capabilities)
{
  size_t count = 0;
  for (jumio__walk m = jumio__walk_members(capabilities); jumio__walk_next(&m);)
    count += jumio__json_count(m.value);
  return count;
}

/* One block: the transaction, its credentials, its elements. The counts are bounded by those of the JSON values, so nothing overflows. */
static jumio_transaction *allocate(jumio_alloc *mem, const root_members *found)
{
  size_t credentials = jumio__json_count(found->credentials);
  size_t elements = count_elements(found->capabilities);
  size_t size = sizeof(jumio_transaction) + credentials * sizeof(jumio_transaction_credential) + elements * sizeof(jumio_capability);
  jumio_transaction *t = jumio__mem_raw(mem, size);
  if (t == NULL)
    return NULL;
  memset(t, 0, sizeof *t);
  t->mem = jumio__mem_ref(mem);
  t->size = size;
  t->credentials = (jumio_transaction_credential *)(void *)(t + 1);
  t->capabilities = (jumio_capability *)(void *)(t->credentials + credentials);
  return t;
}

static void fill(jumio_transaction *t, const root_members *found)
{
  read_workflow(t, found->workflow);
  const jumio__value *account = jumio__lenient_object(found->account, &t->wrong_type);
  t->account_id = jumio__lenient_text(jumio__json_member(account, "id"), NULL, &t->wrong_type);
  read_times(t, found);
  read_decision(t, found->decision);
  read_credentials(t, jumio__lenient_array(found->credentials, &t->wrong_type));
  read_capabilities(t, jumio__lenient_object(found->capabilities, &t->wrong_type));
}

jumio_result jumio__transaction_read(jumio_alloc *mem, jumio__json *tree, jumio_transaction **out, jumio_error **err)
{
  root_members found;
  const char *status;
  jumio_result result;
  *out = NULL;
  find_root_members(jumio__json_root(tree), &found);
  result =
      jumio__json_need(jumio__json_member(found.workflow, "status"), "/workflow/status", JUMIO_ERR_NOT_A_TRANSACTION, &status, mem, err);
  if (result != JUMIO_OK)
    goto done;
  *out = allocate(mem, &found);
  if (*out == NULL) {
    result = jumio__fail_memory(err);
    goto done;
  }
  (*out)->json = tree;
  (*out)->root = jumio__json_root(tree);
  (*out)->answer.root = (*out)->root;
  tree = NULL;
  fill(*out, &found);
  result = jumio__ok(err);
done:
  jumio__json_free(tree);
  return result;
}

jumio_result jumio_transaction_parse(jumio_alloc *alloc, const char *json, size_t len, jumio_transaction **out, jumio_error **err)
{
  if (out != NULL)
    *out = NULL;
  if (out == NULL || json == NULL)
    return jumio__fail(err, alloc, JUMIO_ERR_ARGUMENT, "%s is NULL", out == NULL ? "out" : "json");
  jumio__json *tree;
  jumio_result result = jumio__json_parse(alloc, json, len == JUMIO_NTS ? strlen(json) : len, TRANSACTION_MAX, &tree, err);
  return result == JUMIO_OK ? jumio__transaction_read(alloc, tree, out, err) : result;
}

/* The block holds pointers into the tree; the tree, which holds the data, is wiped. */
void jumio_transaction_free(jumio_transaction *transaction)
{
  if (transaction == NULL)
    return;
  jumio_alloc *mem = transaction->mem;
  jumio__json_free(transaction->json);
  jumio__mem_free(mem, transaction, transaction->size);
  jumio__mem_unref(mem);
}
