/** Reading a Netverify body into words: what is missing is left out, what has a wrong type is told as such, what belongs to another of
 *  Netverify's products is an error. */
#include "decision/netverify.h"

#include <jumio/result.h>

#include "core/text.h"
#include "model/scalar.h"

#include <string.h>

#define ROOT ""
#define IN_VERIFICATION "/verification"

static jumio__nv_pointer pointer_to(const char *base, const char *path)
{
  jumio__nv_pointer pointer = {.base = base, .path = path, .tail = "", .index = -1};
  return pointer;
}

static jumio__nv_word *add(jumio__nv_body *b, jumio__nv_field field, jumio__nv_pointer pointer)
{
  jumio__nv_word *word = &b->words[b->count++];
  memset(word, 0, sizeof *word);
  word->field = field;
  word->pointer = pointer;
  return word;
}

static void add_malformed(jumio__nv_body *b, jumio__nv_pointer pointer)
{
  add(b, JUMIO__NV_MALFORMED, pointer);
}

/* A text that is not empty, or NULL; anything else but absence is remarked. */
static const char *text_of(jumio__nv_body *b, jumio__nv_pointer pointer, const jumio__value *value, size_t *len)
{
  const char *text = jumio__json_text(value, len);
  if (text == NULL && value != NULL)
    add_malformed(b, pointer);
  return text != NULL && *len != 0 ? text : NULL;
}

/* NULL where the word is missing. */
static jumio__nv_word *add_word(jumio__nv_body *b, jumio__nv_field field, jumio__nv_pointer pointer, const jumio__value *value)
{
  size_t len = 0;
  const char *text = text_of(b, pointer, value, &len);
  if (text == NULL)
    return NULL;
  jumio__nv_word *word = add(b, field, pointer);
  word->text = text;
  word->len = len;
  return word;
}

static const jumio__value *parse_inside(jumio__nv_body *b, const jumio__value *value)
{
  size_t len = 0;
  const char *text = jumio__json_text(value, &len);
  jumio__json *tree;
  jumio_result result = jumio__json_parse(b->mem, text, len, JUMIO__NV_BODY_MAX, &tree, NULL);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    b->result = result;
  if (result != JUMIO_OK)
    return NULL;
  b->trees[b->tree_count++] = tree;
  return jumio__json_root(tree);
}

/* An object, or a text that holds one, as callbacks have it. Netverify writes nothing, null or "N/A" where it has none. */
static const jumio__value *object_of(jumio__nv_body *b, jumio__nv_pointer pointer, const jumio__value *value)
{
  size_t len = 0;
  const char *text = jumio__json_text(value, &len);
  if (value == NULL || jumio__json_kind(value) == JUMIO__KIND_NULL || (text != NULL && len == 0) || jumio__same(text, len, "N/A"))
    return NULL;
  const jumio__value *object = text != NULL ? parse_inside(b, value) : value;
  if (jumio__json_is_object(object))
    return object;
  add_malformed(b, pointer);
  return NULL;
}

/* A code comes as a text or as a number. */
static void set_code(jumio__nv_body *b, jumio__nv_word *word, const jumio__value *value)
{
  int64_t number;
  if (jumio__json_int(value, &number)) {
    word->len = jumio__format_int64(number, word->digits);
    word->text = word->digits;
    return;
  }
  word->text = text_of(b, word->pointer, value, &word->len);
}

/* A code and its description; the pointer leads to the one that is there. */
static void add_coded(jumio__nv_body *b, jumio__nv_field field, jumio__nv_pointer pointer, const jumio__value *object,
                      const char *const members[2])
{
  const jumio__value *code = jumio__json_member(object, members[0] + 1);
  const jumio__value *description = jumio__json_member(object, members[1] + 1);
  jumio__nv_word *word = add(b, field, pointer);
  word->pointer.tail = members[0];
  set_code(b, word, code);
  jumio__nv_pointer beside = pointer;
  beside.tail = members[1];
  word->label = text_of(b, beside, description, &word->label_len);
  if (word->text == NULL)
    word->pointer.tail = word->label != NULL ? members[1] : "";
}

static void read_detail(jumio__nv_body *b, jumio__nv_pointer pointer, const jumio__value *detail)
{
  static const char *const members[2] = {"/detailsCode", "/detailsDescription"};
  if (jumio__json_is_object(detail))
    add_coded(b, JUMIO__NV_DETAIL, pointer, detail, members);
  else
    add_malformed(b, pointer);
}

/* An object where there is one detail, a list where there are several. */
static void read_details(jumio__nv_body *b, const char *base, const jumio__value *details)
{
  jumio__nv_pointer pointer = pointer_to(base, "/rejectReason/rejectReasonDetails");
  jumio__kind kind = jumio__json_kind(details);
  if (kind == JUMIO__KIND_ABSENT || kind == JUMIO__KIND_NULL)
    return;
  if (kind != JUMIO__KIND_ARRAY) {
    read_detail(b, pointer, details);
    return;
  }
  for (size_t i = 0; i < jumio__json_count(details) && i < JUMIO__NV_DETAILS; i++) {
    pointer.index = (int32_t)i;
    read_detail(b, pointer, jumio__json_at(details, i));
  }
}

static void read_reject(jumio__nv_body *b, const char *base, const jumio__value *value)
{
  static const char *const members[2] = {"/rejectReasonCode", "/rejectReasonDescription"};
  jumio__nv_pointer pointer = pointer_to(base, "/rejectReason");
  const jumio__value *reject = object_of(b, pointer, value);
  if (reject == NULL)
    return;
  add_coded(b, JUMIO__NV_REJECT, pointer, reject, members);
  read_details(b, base, jumio__json_member(reject, "rejectReasonDetails"));
}

/* A truth value, or a text. */
static void read_validity(jumio__nv_body *b, const char *base, const jumio__value *face)
{
  jumio__nv_pointer pointer = pointer_to(base, "/identityVerification/validity");
  const jumio__value *validity = jumio__json_member(face, "validity");
  jumio__nv_word *word;
  bool truth;
  if (jumio__json_bool(validity, &truth)) {
    word = add(b, JUMIO__NV_VALIDITY, pointer);
    word->text = truth ? "true" : "false";
    word->len = strlen(word->text);
  } else {
    word = add_word(b, JUMIO__NV_VALIDITY, pointer, validity);
  }
  if (word != NULL)
    word->label = text_of(b, pointer_to(base, "/identityVerification/reason"), jumio__json_member(face, "reason"), &word->label_len);
}

static void read_face(jumio__nv_body *b, const char *base, const jumio__value *value)
{
  const jumio__value *face = object_of(b, pointer_to(base, "/identityVerification"), value);
  if (jumio__json_member(face, "similarity") == NULL && jumio__json_member(face, "validity") == NULL &&
      jumio__json_member(face, "reason") == NULL)
    return;
  b->face_base = base;
  add_word(b, JUMIO__NV_SIMILARITY, pointer_to(base, "/identityVerification/similarity"), jumio__json_member(face, "similarity"));
  read_validity(b, base, face);
}

/* One of the additional checks; Jumio's guides spell the watchlist's in two ways. */
static const jumio__value *check_of(jumio__nv_body *b, jumio__nv_pointer pointer, const jumio__value *checks, const char *name)
{
  const jumio__value *check = jumio__json_member_n(checks, name, strlen(name));
  jumio__kind kind = jumio__json_kind(check);
  if (kind != JUMIO__KIND_ABSENT && kind != JUMIO__KIND_NULL && kind != JUMIO__KIND_OBJECT)
    add_malformed(b, pointer);
  return check;
}

static void read_result(jumio__nv_body *b, jumio__nv_field field, const char *base, const jumio__value *checks, const char *name)
{
  jumio__nv_pointer pointer = pointer_to(base, "/additionalChecks/");
  pointer.tail = name;
  add_word(b, field, pointer, jumio__json_member(check_of(b, pointer, checks, name), "searchResults"));
}

/* What a search found counts whatever its status is. */
static void found(jumio__nv_body *b, jumio__nv_word *status, jumio__nv_field field, jumio__nv_pointer pointer)
{
  if (status == NULL)
    add(b, field, pointer);
  else
    status->field = field;
}

/* A search that was done tells the number of its hits, as a number or a text. */
static void read_watchlist(jumio__nv_body *b, const char *base, const jumio__value *checks, const char *name)
{
  jumio__nv_pointer pointer = pointer_to(base, "/additionalChecks/");
  pointer.tail = name;
  const jumio__value *check = check_of(b, pointer, checks, name);
  jumio__nv_word *word = add_word(b, JUMIO__NV_WATCHLIST, pointer, jumio__json_member(check, "searchStatus"));
  const jumio__value *results = jumio__json_member(check, "searchResults");
  int64_t hits = jumio__read_int64(results);
  if (hits > 0)
    found(b, word, JUMIO__NV_WATCHLIST_HITS, pointer);
  else if (hits < 0 && word == NULL && results != NULL && jumio__json_kind(results) != JUMIO__KIND_NULL)
    add_malformed(b, pointer); /* hits that cannot be counted, of a search that tells no status */
  else if (hits == 0 && word != NULL && jumio__same(word->text, word->len, "DONE"))
    word->field = JUMIO__NV_WATCHLIST_CLEAN;
}

/* Where the face was seen before there is the reference of another transaction, or a list of them. */
static void read_face_search(jumio__nv_body *b, const char *base, const jumio__value *checks)
{
  jumio__nv_pointer pointer = pointer_to(base, "/additionalChecks/faceSearchFindings");
  const jumio__value *check = check_of(b, pointer, checks, "faceSearchFindings");
  const jumio__value *findings = jumio__json_member(check, "findings");
  jumio__nv_word *word = add_word(b, JUMIO__NV_FACE_SEARCH, pointer, jumio__json_member(check, "status"));
  size_t len = jumio__json_count(findings);
  jumio__kind kind = jumio__json_kind(findings);
  if (jumio__json_text(findings, &len) == NULL && len == 0 && kind != JUMIO__KIND_ABSENT && kind != JUMIO__KIND_NULL &&
      kind != JUMIO__KIND_ARRAY)
    add_malformed(b, pointer); /* a number or a truth value tells neither that there are some nor that there are none */
  if (len != 0)
    found(b, word, JUMIO__NV_FACE_FOUND, pointer);
}

static void read_checks(jumio__nv_body *b, const char *base, const jumio__value *value)
{
  const jumio__value *checks = object_of(b, pointer_to(base, "/additionalChecks"), value);
  read_watchlist(b, base, checks, "watchlistScreening");
  read_watchlist(b, base, checks, "watchListScreening");
  read_result(b, JUMIO__NV_ADDRESS, base, checks, "addressValidation");
  read_result(b, JUMIO__NV_RESIDENCY, base, checks, "proofOfResidency");
  read_result(b, JUMIO__NV_PERSONAL_NUMBER, base, checks, "personalNumberValidation");
  read_face_search(b, base, checks);
}

/* What stands in the root of a callback, and in the verification of a retrieval answer. */
static void read_verification(jumio__nv_body *b, const char *base, const jumio__value *object)
{
  read_face(b, base, jumio__json_member(object, "identityVerification"));
  read_reject(b, base, jumio__json_member(object, "rejectReason"));
  read_checks(b, base, jumio__json_member(object, "additionalChecks"));
  b->is_verification = b->is_verification || jumio__json_member(object, "mrzCheck") != NULL;
}

static bool is_one_of(const char *text, size_t len, const char *const words[3])
{
  return jumio__same(text, len, words[0]) || jumio__same(text, len, words[1]) || jumio__same(text, len, words[2]);
}

/* The answers for one object of a scan hang their object's members into the root: `status` is the transaction's or the document's. */
static void read_status(jumio__nv_body *b, const jumio__value *root)
{
  static const char *const transaction[3] = {"PENDING", "DONE", "FAILED"};
  const jumio__value *status = jumio__json_member(root, "status");
  size_t len = 0;
  const char *text = jumio__json_text(status, &len);
  if (jumio__json_member(root, "scanReference") != NULL)
    add_word(b, is_one_of(text, len, transaction) ? JUMIO__NV_TRANSACTION : JUMIO__NV_DOCUMENT, pointer_to(ROOT, "/status"), status);
}

static bool has_objects(const jumio__value *root)
{
  return jumio__json_member(root, "document") != NULL || jumio__json_member(root, "transaction") != NULL ||
         jumio__json_member(root, "verification") != NULL;
}

static void add_root_word(jumio__nv_body *b, jumio__nv_field field, const char *path, const jumio__value *object, const char *name)
{
  add_word(b, field, pointer_to(ROOT, path), jumio__json_member_n(object, name, strlen(name)));
}

static void read_words(jumio__nv_body *b, const jumio__value *root)
{
  const jumio__value *document = object_of(b, pointer_to(ROOT, "/document"), jumio__json_member(root, "document"));
  const jumio__value *verification = object_of(b, pointer_to(ROOT, "/verification"), jumio__json_member(root, "verification"));
  b->transaction = object_of(b, pointer_to(ROOT, "/transaction"), jumio__json_member(root, "transaction"));
  b->is_callback = jumio__json_member(root, "verificationStatus") != NULL;
  b->is_details = has_objects(root);
  add_root_word(b, JUMIO__NV_TRANSACTION, "/transaction/status", b->transaction, "status");
  add_root_word(b, JUMIO__NV_DOCUMENT, "/verificationStatus", root, "verificationStatus");
  add_root_word(b, JUMIO__NV_DOCUMENT, "/document/status", document, "status");
  read_status(b, root);
  add_root_word(b, JUMIO__NV_SCAN, "/idScanStatus", root, "idScanStatus");
  add_root_word(b, JUMIO__NV_RESULT, "/transactionResult", root, "transactionResult");
  read_verification(b, ROOT, root);
  read_verification(b, IN_VERIFICATION, verification);
}

static jumio_result refuse(jumio__nv_body *b, const char *pointer, const char *why, jumio_error **err)
{
  jumio__error_facts facts = {.retry_after_ms = -1, .json_pointer = pointer};
  return jumio__fail_with(err, b->mem, JUMIO_ERR_NOT_A_TRANSACTION, &facts, "%s %s", pointer, why);
}

static bool is_document_source(const jumio__value *object)
{
  size_t len = 0;
  const char *source = jumio__json_text(jumio__json_member(object, "source"), &len);
  return source != NULL && jumio__starts(source, len, "DOC_");
}

/* Document verification stores and reads papers; it verifies nobody. */
static const char *pointer_of_papers(const jumio__nv_body *b, const jumio__value *root)
{
  static const char *const papers[3] = {"UPLOADED", "EXTRACTED", "DISCARDED"};
  for (size_t i = 0; i < b->count; i++)
    if (b->words[i].field == JUMIO__NV_DOCUMENT && is_one_of(b->words[i].text, b->words[i].len, papers))
      return b->words[i].pointer.path;
  if (is_document_source(root))
    return "/source";
  return is_document_source(b->transaction) ? "/transaction/source" : NULL;
}

static jumio_result check_product(jumio__nv_body *b, const jumio__value *root, jumio_error **err)
{
  const char *papers = pointer_of_papers(b, root);
  if (papers != NULL)
    return refuse(b, papers, "is of a document verification, which has no ID&V status", err);
  if (b->count == 0 && !b->is_verification)
    return refuse(b, "/verificationStatus", "is missing, and nothing else says how a Netverify transaction ended", err);
  return jumio__ok(err);
}

static jumio_result parse_body(jumio__nv_body *b, const char *text, size_t len, jumio_error **err)
{
  if (len > JUMIO__NV_BODY_MAX)
    return jumio__fail(err, b->mem, JUMIO_ERR_TOO_LARGE, "body: %zu bytes, the limit is %zu", len, JUMIO__NV_BODY_MAX);
  if (len != 0 && text[0] == '{')
    return jumio__json_parse(b->mem, text, len, JUMIO__NV_BODY_MAX, &b->trees[0], err);
  while (len != 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
    len--; /* of the file that it was kept in */
  return jumio__nv_parse_form(b->mem, text, len, &b->trees[0], err);
}

jumio_result jumio__nv_read(jumio_alloc *mem, const char *text, size_t len, jumio__nv_body *out, jumio_error **err)
{
  memset(out, 0, offsetof(jumio__nv_body, words)); /* the words, many, are written before they are read */
  out->mem = mem;
  jumio_result result = parse_body(out, text, len, err);
  if (result != JUMIO_OK)
    return result;
  out->tree_count = 1;
  const jumio__value *root = jumio__json_root(out->trees[0]);
  read_words(out, root);
  if (out->result != JUMIO_OK)
    return jumio__fail_memory(err);
  return check_product(out, root, err);
}

void jumio__nv_free(jumio__nv_body *body)
{
  for (size_t i = 0; i < body->tree_count; i++)
    jumio__json_free(body->trees[i]);
}
