/** What was found, kept in the order in which a decision tells it: by weight, then by the table of capabilities. So nothing depends on the
 *  order of the members of the JSON, not even what is left out when there is too much. */
#include "decision/evidence.h"

#include <string.h>

/* Behind the capabilities that this version knows. */
enum { RANK_UNKNOWN = JUMIO__CAPABILITY_COUNT, RANK_STEP, RANK_ITSELF };

static unsigned rank_of(const jumio__evidence *evidence)
{
  if (evidence->kind != JUMIO__CAPABILITY_unknown)
    return evidence->kind;
  if (evidence->element != NULL)
    return RANK_UNKNOWN;
  return evidence->step != NULL ? RANK_STEP : RANK_ITSELF;
}

/* Byte by byte, a shorter name before a longer one that begins with it. */
static bool name_stands_before(const jumio_capability *a, const jumio_capability *b)
{
  size_t least = a->name_len < b->name_len ? a->name_len : b->name_len;
  int order = memcmp(a->name, b->name, least);
  return order != 0 ? order < 0 : a->name_len < b->name_len;
}

/* Of equal ones the first that was found stands first: elements of one capability, and steps, are found in the order of their array. */
static bool stands_before(const jumio__evidence *a, const jumio__evidence *b)
{
  unsigned rank = rank_of(a), other = rank_of(b);
  if (rank != other || rank != RANK_UNKNOWN)
    return rank < other;
  return name_stands_before(a->element, b->element);
}

static void count(jumio__findings *findings, uint8_t weight, size_t one)
{
  size_t *at_least = findings->at_least;
  for (at_least[0] += one; weight > 0; weight--)
    at_least[weight] += one;
}

size_t jumio__findings_of_weight(const jumio__findings *findings, size_t weight)
{
  return findings->at_least[weight] - findings->at_least[weight + 1];
}

/* Drops the last of the weakest that has another of its weight; false when that is the new one. All elements and steps are found before the
 * first evidence of the transaction itself, so that there is nothing else to choose from. */
static bool make_room(jumio__findings *findings, const jumio__evidence *evidence)
{
  uint8_t weight = 0;
  while (jumio__findings_of_weight(findings, weight) + (weight == evidence->weight ? 1 : 0) < 2)
    weight++;
  size_t last = findings->at_least[weight] - 1;
  if (weight == evidence->weight && !stands_before(evidence, &findings->items[last]))
    return false;
  memmove(&findings->items[last], &findings->items[last + 1], (findings->at_least[0] - last - 1) * sizeof findings->items[0]);
  count(findings, weight, (size_t)-1);
  return true;
}

/* Whether its place is the end of its weight, as of nearly all: kinds come in the order of the table, which is that of Jumio. */
static bool ends_its_weight(const jumio__findings *findings, const jumio__evidence *evidence)
{
  size_t low = findings->at_least[evidence->weight + 1], high = findings->at_least[evidence->weight];
  if (low == high)
    return true;
  uint8_t last = findings->items[high - 1].kind;
  return evidence->kind >= last && last != JUMIO__CAPABILITY_unknown;
}

static size_t place_of(const jumio__findings *findings, const jumio__evidence *evidence)
{
  size_t low = findings->at_least[evidence->weight + 1], high = findings->at_least[evidence->weight];
  if (ends_its_weight(findings, evidence))
    return high;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (stands_before(evidence, &findings->items[middle]))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

JUMIO__APART static void insert(jumio__findings *findings, const jumio__evidence *evidence)
{
  bool itself = evidence->element == NULL && evidence->step == NULL;
  if (!itself && findings->at_least[0] == JUMIO__EVIDENCE_ELEMENTS && !make_room(findings, evidence))
    return;
  size_t at = place_of(findings, evidence);
  memmove(&findings->items[at + 1], &findings->items[at], (findings->at_least[0] - at) * sizeof findings->items[0]);
  findings->items[at] = *evidence;
  count(findings, evidence->weight, 1);
}

/* What ends its weight, where nothing weighs less, is simply the last: all evidence of a clean transaction. */
void jumio__findings_add(jumio__findings *findings, const jumio__evidence *evidence)
{
  size_t end = findings->at_least[0];
  if (end >= JUMIO__EVIDENCE_ELEMENTS || end != findings->at_least[evidence->weight] || !ends_its_weight(findings, evidence)) {
    insert(findings, evidence);
    return;
  }
  findings->items[end] = *evidence;
  count(findings, evidence->weight, 1);
}
