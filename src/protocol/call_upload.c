/** Part upload (POST to the address that the account answer gives): multipart with one field "file", or JSON for prepared data. The bytes
 * pass by; they are neither copied nor held. */
#include "protocol/op.h"

#include "core/text.h"
#include "http/media.h"
#include "http/multipart.h"
#include "http/picture.h"

#include <string.h>

#define SIDE_MAX 8000
#define LONGEST_SIDE_MIN 301
#define OLD_LIMIT_BYTES 5000000
#define PAGES_MAX 30

static jumio_result build(jumio_op *op, jumio_error **err)
{
  jumio_http_request *request = &op->request;
  (void)err;
  request->method = "POST";
  jumio__buffer_add(&request->url, op->url.data, op->url.len);
  jumio__stream_rewind(&op->stream);
  jumio__request_header_lasting(request, "Accept", "application/json");
  /* The same random bytes for every attempt: a repeat sends the same body (fault U13). The name is constant: none of the host's leaks. */
  if (!jumio__source_is_json(op->stream.source))
    return jumio__multipart_build(request, op->random, "file", op->media_text, &op->stream);
  jumio__request_header_lasting(request, "Content-Type", op->media_text);
  request->has_body = true;
  request->content = &op->stream;
  return JUMIO_OK;
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
                                 .blind = true,
                                 .repeat = JUMIO__REPEATABLE,
                                 .body_limit = JUMIO_LIMIT_ACCOUNT_BODY_BYTES,
                                 .build = build,
                                 .read = read};

static jumio_result check_address(const jumio__session *session, const jumio__upload *upload, jumio_error **err)
{
  const char *name = jumio__part_classifier(upload->part);
  int32_t pages = jumio_credential_part_page_count(upload->credential, upload->part);
  if (pages == 0 && upload->part == JUMIO_PART_FACEMAP)
    return jumio__fail(err, session->mem, JUMIO_ERR_UNSUPPORTED, "part FACEMAP: Jumio does not offer its upload in this workflow");
  if (pages == 0)
    return jumio__fail(err, session->mem, JUMIO_ERR_UNSUPPORTED, "part %s: Jumio gave no upload address for it on this credential", name);
  if (upload->page < 1 || upload->page > pages)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "page: must be 1..%d for part %s", (int)pages, name);
  return JUMIO_OK;
}

static jumio_result check_part(const jumio__session *session, const jumio__upload *upload, jumio_error **err)
{
  if (upload->account == NULL || upload->credential == NULL || upload->source == NULL)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "account, credential and source must not be NULL");
  if (upload->credential->account != upload->account)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "credential: not a child of this account answer");
  if (upload->part < JUMIO_PART_FRONT || upload->part > JUMIO_PART_PREPARED_DATA)
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT, "part: not one of the JUMIO_PART_ constants");
  if ((upload->part == JUMIO_PART_PREPARED_DATA) != jumio__source_is_json(upload->source))
    return jumio__fail(err, session->mem, JUMIO_ERR_ARGUMENT,
                       "source: one of jumio_source_new_prepared_data goes with part PREPARED_DATA, and with no other");
  int64_t limit = session->limits[JUMIO_LIMIT_UPLOAD_BYTES];
  if (upload->source->size > (uint64_t)limit)
    return jumio__fail(err, session->mem, JUMIO_ERR_TOO_LARGE, "source: %llu bytes, the limit is %lld",
                       (unsigned long long)upload->source->size, (long long)limit);
  return check_address(session, upload, err);
}

static bool takes_pdf(const jumio_op *op, const jumio__upload *upload)
{
  if (upload->part == JUMIO_PART_DOCUMENT)
    return true;
  return upload->part == JUMIO_PART_FRONT && (op->session->id_pdf || jumio__credential_is_digital_licence(upload->credential));
}

static jumio_result check_sides(const jumio_op *op, const jumio__picture *picture, jumio_error **err)
{
  uint32_t longest = picture->width > picture->height ? picture->width : picture->height;
  if (longest == 0 || (longest <= SIDE_MAX && longest >= LONGEST_SIDE_MIN))
    return JUMIO_OK;
  return jumio__fail(err, op->mem, JUMIO_ERR_ARGUMENT, "picture: %u x %u px; the longest side must be over 300 and at most %d",
                     picture->width, picture->height, SIDE_MAX);
}

static jumio_result check_pages(jumio_op *op, const jumio_source *source, jumio_error **err)
{
  uint32_t pages = 0;
  const char *why = NULL;
  jumio_result result = jumio__pdf_pages(source, &pages, &why);
  if (result != JUMIO_OK)
    return jumio__fail(err, op->mem, result, "%s", why);
  if (pages > PAGES_MAX)
    return jumio__fail(err, op->mem, JUMIO_ERR_TOO_LARGE, "document: %u pages, the limit is %d", pages, PAGES_MAX);
  if (pages == 0)
    op->remarks |= JUMIO_UPLOAD_PAGES_NOT_COUNTED;
  return JUMIO_OK;
}

static jumio_result check_picture(jumio_op *op, const jumio__upload *upload, jumio_error **err)
{
  jumio__picture picture;
  const char *why = NULL;
  bool pdf_too = takes_pdf(op, upload);
  jumio_result result = jumio__picture_look(upload->source, &picture, &why);
  if (result != JUMIO_OK)
    return jumio__fail(err, op->mem, result, "%s", why);
  bool is_picture = picture.type == JUMIO_MEDIA_JPEG || picture.type == JUMIO_MEDIA_PNG;
  if (!is_picture && !(picture.type == JUMIO_MEDIA_PDF && pdf_too))
    return jumio__fail(err, op->mem, JUMIO_ERR_MEDIA_TYPE, "part %s: the bytes are not %s", jumio__part_classifier(upload->part),
                       pdf_too ? "JPEG, PNG or PDF" : "JPEG or PNG");
  op->media_text = jumio__media_type_text(picture.type);
  if (!picture.has_end)
    op->remarks |= JUMIO_UPLOAD_LOOKS_CUT_OFF;
  if (picture.type == JUMIO_MEDIA_PDF && upload->part == JUMIO_PART_DOCUMENT)
    return check_pages(op, upload->source, err);
  return check_sides(op, &picture, err);
}

/* A facemap is opaque; prepared data was checked as it was made. */
static jumio_result check_content(jumio_op *op, const jumio__upload *upload, jumio_error **err)
{
  if (upload->source->size > OLD_LIMIT_BYTES)
    op->remarks |= JUMIO_UPLOAD_OVER_5_MB;
  if (upload->part != JUMIO_PART_FACEMAP && upload->part != JUMIO_PART_PREPARED_DATA)
    return check_picture(op, upload, err);
  op->media_text = jumio__media_type_text(upload->part == JUMIO_PART_FACEMAP ? JUMIO_MEDIA_OTHER : JUMIO_MEDIA_JSON);
  return JUMIO_OK;
}

static jumio_result take_address(jumio_op *op, const jumio__upload *upload, jumio_error **err)
{
  const char *url = jumio__credential_part_url(upload->credential, upload->part, upload->page);
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
  jumio_result result = check_content(op, upload, err);
  if (result == JUMIO_OK)
    result = take_address(op, upload, err);
  if (result != JUMIO_OK)
    return result;
  if (jumio__stream_begin(&op->stream, upload->source) != JUMIO_OK)
    return jumio__fail_memory(err);
  if (clock->ops.random_bytes(op->random, sizeof op->random, clock->user_data) != JUMIO_OK)
    return jumio__fail(err, op->mem, JUMIO_ERR_RANDOM, "no random bytes for the multipart boundary");
  return JUMIO_OK;
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
