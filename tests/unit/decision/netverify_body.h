/** Netverify bodies for the tests: described by words, written as a callback's form, as its fields in JSON, or as a retrieval answer. */
#ifndef JUMIO_TEST_DECISION_NETVERIFY_BODY_H
#define JUMIO_TEST_DECISION_NETVERIFY_BODY_H

#include "unit/decision/body.h"

/* Members are collected and then written in order, or turned by a seed. */
typedef struct nv_members {
  size_t count;
  char text[12][2048];
} nv_members;

static inline void nv_join(nv_members *m, char *out, size_t size, uint64_t *order)
{
  size_t at = 0, index[12];
  for (size_t i = 0; i < m->count; i++)
    index[i] = i;
  for (size_t i = m->count; *order != 0 && i > 1; i--) {
    size_t other = body_pick(order, i), held = index[i - 1];
    index[i - 1] = index[other];
    index[other] = held;
  }
  at += (size_t)snprintf(out + at, size - at, "{");
  for (size_t i = 0; i < m->count; i++)
    at += (size_t)snprintf(out + at, size - at, "%s%s", i != 0 ? "," : "", m->text[index[i]]);
  snprintf(out + at, size - at, "}");
}

static inline void nv_add_raw(nv_members *m, const char *key, const char *json)
{
  if (json != NULL)
    snprintf(m->text[m->count++], sizeof m->text[0], "\"%s\":%s", key, json);
}

static inline void nv_add_text(nv_members *m, const char *key, const char *text)
{
  if (text != NULL)
    snprintf(m->text[m->count++], sizeof m->text[0], "\"%s\":\"%s\"", key, text);
}

/* What is NULL is not written. `validity` and the details are raw JSON; `face` and `reject`, where given, stand for the whole object. */
typedef struct nv {
  const char *transaction, *document, *scan;
  const char *similarity, *validity, *reason, *face;
  const char *code, *description, *details, *reject;
  const char *checks; /* raw JSON of additionalChecks */
  bool extras;        /* unknown members and fields */
  uint64_t order;     /* 0: in order; else the members are turned by this seed */
} nv;

typedef struct nv_text {
  char text[8192];
} nv_text;

static inline bool nv_has_face(const nv *b)
{
  return b->similarity != NULL || b->validity != NULL || b->reason != NULL;
}

static inline bool nv_has_reject(const nv *b)
{
  return b->code != NULL || b->description != NULL || b->details != NULL;
}

static inline void nv_face(const nv *b, char *out, size_t size, uint64_t *order)
{
  static nv_members m;
  m.count = 0;
  nv_add_text(&m, "similarity", b->similarity);
  nv_add_raw(&m, "validity", b->validity);
  nv_add_text(&m, "reason", b->reason);
  if (b->extras)
    nv_add_raw(&m, "similarityScore", "{\"similarity\":\"MATCH\"}");
  nv_join(&m, out, size, order);
}

static inline void nv_reject(const nv *b, char *out, size_t size, uint64_t *order)
{
  static nv_members m;
  m.count = 0;
  nv_add_raw(&m, "rejectReasonCode", b->code);
  nv_add_text(&m, "rejectReasonDescription", b->description);
  nv_add_raw(&m, "rejectReasonDetails", b->details);
  if (b->extras)
    nv_add_raw(&m, "rejectReasonNote", "[1]");
  nv_join(&m, out, size, order);
}

/* The two objects that both forms have; NULL: not written. */
typedef struct nv_objects {
  char face[900], reject[900];
  const char *has_face, *has_reject;
} nv_objects;

static inline void nv_objects_of(const nv *b, nv_objects *o, uint64_t *order)
{
  nv_face(b, o->face, sizeof o->face, order);
  nv_reject(b, o->reject, sizeof o->reject, order);
  o->has_face = b->face != NULL ? b->face : nv_has_face(b) ? o->face : NULL;
  o->has_reject = b->reject != NULL ? b->reject : nv_has_reject(b) ? o->reject : NULL;
}

static inline void nv_status_object(char *out, size_t size, const char *status, const char *extra, uint64_t *order)
{
  static nv_members m;
  m.count = 0;
  nv_add_text(&m, "status", status);
  nv_add_raw(&m, "note", extra);
  nv_join(&m, out, size, order);
}

static inline void nv_write_retrieval(const nv *b, nv_text *out)
{
  static nv_members root, verification;
  static nv_objects o;
  static char object[2000];
  uint64_t order = b->order;
  const char *extra = b->extras ? "[{\"status\":\"DONE\"}]" : NULL;
  nv_objects_of(b, &o, &order);
  root.count = verification.count = 0;
  nv_add_text(&root, "scanReference", "11111111-1111-1111-1111-111111111111");
  nv_status_object(object, sizeof object, b->document, extra, &order);
  nv_add_raw(&root, "document", object);
  nv_status_object(object, sizeof object, b->transaction, extra, &order);
  nv_add_raw(&root, "transaction", object);
  nv_add_raw(&verification, "identityVerification", o.has_face);
  nv_add_raw(&verification, "rejectReason", o.has_reject);
  nv_add_raw(&verification, "additionalChecks", b->checks);
  nv_add_raw(&verification, "note", extra);
  nv_join(&verification, object, sizeof object, &order);
  nv_add_raw(&root, "verification", object);
  nv_add_raw(&root, "facemap", extra);
  nv_join(&root, out->text, sizeof out->text, &order);
}

/* A text of JSON as the text of a member. */
static inline void nv_quote(const char *json, char *out)
{
  *out++ = '"';
  for (; *json != '\0'; json++) {
    if (*json == '"' || *json == '\\')
      *out++ = '\\';
    *out++ = *json;
  }
  *out++ = '"';
  *out = '\0';
}

/* The fields of a callback as members: the objects are texts. */
static inline void nv_write_fields(const nv *b, nv_text *out)
{
  static nv_members m;
  static nv_objects o;
  static char quoted[2 * 900 + 3];
  uint64_t order = b->order;
  nv_objects_of(b, &o, &order);
  m.count = 0;
  nv_add_text(&m, "jumioIdScanReference", "11111111-1111-1111-1111-111111111111");
  nv_add_text(&m, "verificationStatus", b->document);
  nv_add_text(&m, "idScanStatus", b->scan);
  if (o.has_face != NULL) {
    nv_quote(o.has_face, quoted);
    nv_add_raw(&m, "identityVerification", quoted);
  }
  if (o.has_reject != NULL) {
    nv_quote(o.has_reject, quoted);
    nv_add_raw(&m, "rejectReason", quoted);
  }
  nv_add_raw(&m, "additionalChecks", b->checks);
  if (b->extras)
    nv_add_raw(&m, "livenessImages", "[\"a\",\"b\"]");
  nv_join(&m, out->text, sizeof out->text, &order);
}

static inline size_t nv_encode(const char *text, char *out)
{
  static const char digits[2][17] = {"0123456789ABCDEF", "0123456789abcdef"};
  size_t at = 0;
  for (; *text != '\0'; text++) {
    unsigned char c = (unsigned char)*text;
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (plain || c == ' ') {
      out[at++] = c == ' ' ? '+' : (char)c;
      continue;
    }
    out[at++] = '%';
    out[at++] = digits[c % 2][c / 16];
    out[at++] = digits[c % 2][c % 16];
  }
  out[at] = '\0';
  return at;
}

static inline void nv_write_form(const nv *b, nv_text *out)
{
  static nv_objects o;
  uint64_t order = b->order;
  nv_objects_of(b, &o, &order);
  const char *const fields[][2] = {{"jumioIdScanReference", "11111111-1111-1111-1111-111111111111"},
                                   {"verificationStatus", b->document},
                                   {"idScanStatus", b->scan},
                                   {"identityVerification", o.has_face},
                                   {"rejectReason", o.has_reject},
                                   {"additionalChecks", b->checks},
                                   {b->extras ? "livenessImages" : NULL, "a"},
                                   {b->extras ? "livenessImages" : NULL, "b"}};
  const size_t count = sizeof fields / sizeof fields[0];
  size_t at = 0, first = b->order != 0 ? body_pick(&order, count) : 0;
  for (size_t i = 0; i < count; i++) {
    const char *const *field = fields[(first + i) % count];
    if (field[0] == NULL || field[1] == NULL)
      continue;
    at += (size_t)snprintf(out->text + at, sizeof out->text - at, "%s%s=", at != 0 ? "&" : "", field[0]);
    at += nv_encode(field[1], out->text + at);
  }
  out->text[at] = '\0';
}

static inline jumio_decision *nv_map_text(const char *text, const jumio_policy *policy)
{
  jumio_decision *decision = NULL;
  jumio_result result = jumio_decision_map_netverify(NULL, text, JUMIO_NTS, policy, &decision, NULL);
  if (result != JUMIO_OK) {
    fprintf(stderr, "%s\n%s\n", jumio_result_name(result), text);
    abort();
  }
  return decision;
}

#endif
