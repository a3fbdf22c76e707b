/** The decision of a Netverify body: its reasons quote the words, and borrow nothing from the body. */
#include "decision/netverify.h"

#include <jumio/result.h>

#include "core/text.h"
#include "decision/decision.h"

#include <string.h>

#define POINTER_MAX 160 /* of the longest: /verification/rejectReason/rejectReasonDetails/15/detailsDescription */

static const char *keep_pointer(char **at, const jumio__nv_pointer *pointer)
{
  char *kept = *at, digits[21];
  jumio__format_int64(pointer->index, digits);
  const char *const pieces[] = {pointer->base, pointer->path, pointer->index >= 0 ? "/" : "", pointer->index >= 0 ? digits : "",
                                pointer->tail};
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    size_t len = strlen(pieces[i]);
    memcpy(*at, pieces[i], len);
    *at += len;
  }
  *(*at)++ = '\0';
  return kept;
}

static void write_reason(jumio_reason *reason, const jumio__nv_evidence *evidence, jumio_reason_role role, jumio__room *room)
{
  jumio__quoted *quoted = room->quoted++;
  memset(reason, 0, sizeof *reason);
  memset(quoted, 0, sizeof *quoted);
  reason->rule = evidence->rule;
  reason->quoted = quoted;
  reason->kind = evidence->kind;
  reason->weight = evidence->weight;
  reason->role = (uint8_t)role;
  reason->input = JUMIO_INPUT_NETVERIFY;
  quoted->pointer = keep_pointer(&room->text, &evidence->pointer);
  if (evidence->word == NULL)
    return;
  quoted->type = jumio__reason_keep(&room->text, evidence->word->text, evidence->word->len);
  quoted->label = jumio__reason_keep(&room->text, evidence->word->label, evidence->word->label_len);
}

/* Where no class decided, a word did by itself. */
static bool has_decided(const jumio__verdict *verdict, const jumio__nv_evidence *evidence)
{
  return (evidence->decides != 0 && verdict->decided == 0) || (verdict->decided >> evidence->weight & 1) != 0;
}

/* Those that decided first, then the heaviest, then in the order in which the body is read, which is not that of its members. */
jumio_result jumio__nv_build(jumio_alloc *mem, const jumio__verdict *verdict, const jumio__nv_findings *findings, jumio_decision **out,
                             jumio_error **err)
{
  size_t texts = findings->count * (POINTER_MAX + 2 * (JUMIO__REASON_TEXT_MAX + 1));
  jumio_decision *decision = jumio__decision_new(mem, findings->count, findings->count, texts, verdict);
  *out = decision;
  if (decision == NULL)
    return jumio__fail_memory(err);
  jumio__room room = jumio__decision_room(decision, findings->count, findings->count);
  decision->count = 0;
  for (jumio_reason_role role = JUMIO_ROLE_DECIDED; role <= JUMIO_ROLE_OVERRULED; role++)
    for (uint8_t weight = JUMIO__CLASSES; weight-- > 0;)
      for (size_t i = 0; i < findings->count; i++) {
        const jumio__nv_evidence *evidence = &findings->items[i];
        if (evidence->weight == weight && has_decided(verdict, evidence) == (role == JUMIO_ROLE_DECIDED))
          write_reason(&decision->reasons[decision->count++], evidence, role, &room);
      }
  return jumio__ok(err);
}
