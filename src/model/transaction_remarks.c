/** The remarks on a transaction: looks, when asked, at the known members that the reading itself has no need of. */
#include "model/transaction.h"

#include "core/time.h"
#include "model/walk.h"

static bool is_absent(const jumio__value *value)
{
  jumio__kind kind = jumio__json_kind(value);
  return kind == JUMIO__KIND_ABSENT || kind == JUMIO__KIND_NULL;
}

static bool odd_text(const jumio__value *value)
{
  return !is_absent(value) && jumio__json_text(value, NULL) == NULL;
}

static bool odd_kind(const jumio__value *value, jumio__kind kind)
{
  return !is_absent(value) && jumio__json_kind(value) != kind;
}

static bool odd_time(const jumio__value *value)
{
  size_t len = 0;
  int64_t ms;
  const char *text = jumio__json_text(value, &len);
  return !is_absent(value) && (text == NULL || !jumio__time_parse_rfc3339(text, len, &ms));
}

static bool odd_workflow(const jumio__value *workflow)
{
  bool odd = odd_text(jumio__json_member(workflow, "originalDefinitionKey")) || odd_text(jumio__json_member(workflow, "userReference")) ||
             odd_text(jumio__json_member(workflow, "customerInternalReference")) ||
             odd_text(jumio__json_member(workflow, "reportingCriteria")) || odd_text(jumio__json_member(workflow, "parentId"));
  const jumio__value *children = jumio__json_member(workflow, "childIds");
  size_t count = jumio__json_is_array(children) ? jumio__json_count(children) : 0;
  const jumio__value *child = count != 0 ? jumio__json_first(children) : NULL;
  for (size_t i = 0; i < count; i++, child = i < count ? jumio__json_next(child) : NULL)
    odd = odd || jumio__json_text(child, NULL) == NULL;
  return odd;
}

/* There, but not what read_score() takes. */
static bool odd_score(const jumio_transaction *t)
{
  const jumio__value *risk = jumio__json_find(t->root, "decision.risk");
  return odd_kind(risk, JUMIO__KIND_OBJECT) || (!is_absent(jumio__json_member(risk, "score")) && t->score_x100 == JUMIO_ABSENT);
}

static bool odd_texts(const jumio__value *object, const char *first, const char *second)
{
  return odd_kind(object, JUMIO__KIND_OBJECT) || odd_text(jumio__json_member(object, first)) ||
         odd_text(jumio__json_member(object, second));
}

static bool odd_parts(const jumio__value *parts)
{
  if (odd_kind(parts, JUMIO__KIND_ARRAY))
    return true;
  size_t count = jumio__json_is_array(parts) ? jumio__json_count(parts) : 0;
  const jumio__value *part = count != 0 ? jumio__json_first(parts) : NULL;
  for (size_t i = 0; i < count; i++, part = i < count ? jumio__json_next(part) : NULL)
    if (!jumio__json_is_object(part) || odd_texts(part, "classifier", "captureType") || odd_text(jumio__json_member(part, "href")))
      return true;
  return false;
}

static bool odd_credential(const jumio__value *value)
{
  const jumio__value *consent = jumio__json_member(value, "consent");
  return odd_text(jumio__json_member(value, "label")) || odd_text(jumio__json_member(value, "clientIp")) ||
         odd_parts(jumio__json_member(value, "parts")) || odd_texts(consent, "collectedBy", "collectedBy") ||
         odd_kind(jumio__json_member(consent, "decisionAccepted"), JUMIO__KIND_BOOL) ||
         odd_texts(jumio__json_member(value, "reusableIdentity"), "status", "source");
}

static bool odd_element(const jumio_capability *element)
{
  const jumio__value *list = jumio__json_member(element->value, "credentials");
  if (odd_kind(list, JUMIO__KIND_ARRAY))
    return true;
  size_t count = jumio__json_count(list);
  const jumio__value *reference = jumio__json_first(list);
  for (size_t i = 0; i < count; i++, reference = i < count ? jumio__json_next(reference) : NULL)
    if (odd_texts(reference, "id", "category"))
      return true;
  return odd_text(jumio__json_member(element->value, "id")) || odd_kind(jumio__json_member(element->value, "data"), JUMIO__KIND_OBJECT);
}

bool jumio__transaction_has_odd_member(const jumio_transaction *transaction)
{
  const jumio__value *feedback = jumio__json_member(transaction->root, "feedback");
  if (odd_workflow(jumio__json_member(transaction->root, "workflow")) || odd_score(transaction) || odd_texts(feedback, "status", "reason"))
    return true;
  for (size_t i = 0; i < sizeof transaction->times / sizeof transaction->times[0]; i++)
    if (odd_time(transaction->times[i]))
      return true;
  for (size_t i = 0; i < transaction->credential_count; i++)
    if (odd_credential(transaction->credentials[i].value))
      return true;
  for (size_t i = 0; i < transaction->capability_count; i++)
    if (odd_element(&transaction->capabilities[i]))
      return true;
  return false;
}
