/** Part upload (POST to the address that the account answer gives): multipart with one field "file", the picture never copied. */
#include "protocol/op.h"

#include "core/text.h"
#include "http/media.h"
#include "http/multipart.h"

#include <string.h>

#define SIDE_MAX 8000
#define LONGEST_SIDE_MIN 301
#define OLD_LIMIT_BYTES 5000000

static jumio_result build(jumio_op *op, jumio_error **err)
{
  jumio_http_request *request = &op->request;
  (void)err;
  request->method = "POST";
  jumio__buffer_add(&request->url, op->url.data, op->url.len);
  jumio__request_header_lasting(request, "Accept", "application/json");
  /* The same random bytes for every attempt: a repeat sends the same body (fault U13). The name is constant: none of the host's leaks. */
  return jumio__multipart_build(request, op->random, "file", jumio__media_type_text(op->media), op->data, op->len);
}

/* Any 2xx is success: the body has been seen as several objects, as {} and empty (jumio-api-write 4.4). */
static jumio_result read(jumio_op *op, jumio_error **err)
{
  (void)op;
  (void)err;
  return JUMIO_OK;
}

static const jumio__call call = {.name = "part upload",
                                 .role = JUMIO__ROLE_API,
                                 .media = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_ACCOUNT_BODY_BYTES,
                                 .build = build,
                                 .read = read};

static jumio_result check_part(const jumio__session *session, const jumio__upload *upload, jumio_error **err)
{
  if (upload->account == NULL || upload->credential == NULL || upload->data == NULL || upload->len == 0)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "account, credential and data must not be NULL, and data not empty");
  if (upload->credential->account != upload->account)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "credential: not a child of this account answer");
  if (upload->part < JUMIO_PART_FRONT || upload->part > JUMIO_PART_PREPARED_DATA)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "part: not one of the JUMIO_PART_ constants");
  if (upload->part == JUMIO_PART_FACEMAP)
    return jumio__fail(err, session->mem, JUMIO_ERR_UNSUPPORTED, "part FACEMAP: Jumio does not offer its upload through the API");
  if (upload->part == JUMIO_PART_PREPARED_DATA)
    return jumio__fail(err, session->mem, JUMIO_ERR_UNSUPPORTED, "part PREPARED_DATA: not a picture; not offered by this version");
  int64_t limit = session->limits[JUMIO_LIMIT_UPLOAD_BYTES];
  if (upload->len > (uint64_t)limit)
    return jumio__fail(err, session->mem, JUMIO_ERR_TOO_LARGE, "data: %zu bytes, the limit is %lld", upload->len, (long long)limit);
  if (!jumio_credential_has_part(upload->credential, upload->part))
    return jumio__fail(err, session->mem, JUMIO_ERR_UNSUPPORTED, "part %s: Jumio gave no upload address for it on this credential",
                       jumio__part_classifier(upload->part));
  return JUMIO_OK;
}

static jumio_result check_media(jumio_op *op, const jumio__upload *upload, jumio_error **err)
{
  uint32_t width = 0, height = 0;
  op->media = jumio__media_type(upload->data, upload->len);
  bool picture = op->media == JUMIO_MEDIA_JPEG || op->media == JUMIO_MEDIA_PNG;
  if (!picture && !(op->media == JUMIO_MEDIA_PDF && upload->part == JUMIO_PART_DOCUMENT))
    return jumio__fail(err, op->mem, JUMIO_ERR_MEDIA_TYPE, "part %s: the bytes are not %s", jumio__part_classifier(upload->part),
                       upload->part == JUMIO_PART_DOCUMENT ? "JPEG, PNG or PDF" : "JPEG or PNG");
  if (picture && jumio__media_sides(upload->data, upload->len, &width, &height)) {
    uint32_t longest = width > height ? width : height;
    if (longest > SIDE_MAX || longest < LONGEST_SIDE_MIN)
      return jumio__fail(err, op->mem, JUMIO_ERR_ARGUMENT, "picture: %u x %u px; the longest side must be over 300 and at most %d", width,
                         height, SIDE_MAX);
  }
  if (!jumio__media_has_end(upload->data, upload->len))
    op->remarks |= JUMIO_UPLOAD_LOOKS_CUT_OFF;
  if (upload->len > OLD_LIMIT_BYTES)
    op->remarks |= JUMIO_UPLOAD_OVER_5_MB;
  return JUMIO_OK;
}

static jumio_result take_address(jumio_op *op, const jumio__upload *upload, jumio_error **err)
{
  const char *url = jumio__credential_part_url(upload->credential, upload->part);
  const char *token = jumio__credential_token(upload->credential);
  const char *ids[] = {upload->account->id, upload->account->execution_id,
                       jumio_credential_get_text(upload->credential, JUMIO_CREDENTIAL_TEXT_ID)};
  if (token == NULL || !jumio__all_of(token, strlen(token), "-._~+/="))
    return jumio__fail(err, op->mem, JUMIO_ERR_UNSUPPORTED, "the credential has no usable transaction token");
  jumio_result result = jumio__origin_check(&op->session->origins, JUMIO__ROLE_API, url, strlen(url), ids, 3, op->mem, err);
  if (result != JUMIO_OK)
    return result;
  jumio__buffer_text(&op->url, url);
  jumio__buffer_text(&op->bearer, "Bearer ");
  jumio__buffer_text(&op->bearer, token);
  return op->url.failed || op->bearer.failed ? jumio__fail_memory(err) : JUMIO_OK;
}

static jumio_result prepare(jumio_op *op, const jumio__upload *upload, jumio_error **err)
{
  const jumio__clock *clock = &op->session->clock;
  op->data = upload->data;
  op->len = upload->len;
  jumio_result result = check_media(op, upload, err);
  if (result == JUMIO_OK)
    result = take_address(op, upload, err);
  if (result == JUMIO_OK && clock->ops.random_bytes(op->random, sizeof op->random, clock->user_data) != JUMIO_OK)
    result = jumio__fail(err, op->mem, JUMIO_ERR_RANDOM, "no random bytes for the multipart boundary");
  return result;
}

jumio_result jumio__op_upload(jumio__session *session, const jumio__upload *upload, int64_t deadline_ms, jumio_op **out, jumio_error **err)
{
  *out = NULL;
  jumio_result result = check_part(session, upload, err);
  if (result == JUMIO_OK)
    result = jumio__op_new(session, &call, deadline_ms, out, err);
  if (result != JUMIO_OK)
    return result;
  result = prepare(*out, upload, err);
  if (result == JUMIO_OK)
    return JUMIO_OK;
  jumio_op_free(*out);
  *out = NULL;
  return result;
}
