/* Builds answers: JSON, bytes, nothing, or the problem body that Jumio's hosts use. */
#define _GNU_SOURCE
#include "sim.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *request_header(struct sim_request *request, const char *name)
{
  return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

void reply_clear(struct sim_reply *reply)
{
  free(reply->body);
  blob_unref(reply->blob);
  for (size_t i = 0; i < reply->header_count; i++) {
    free(reply->headers[i].name);
    free(reply->headers[i].value);
  }
  *reply = (struct sim_reply){0};
}

void reply_header(struct sim_reply *reply, const char *name, const char *value)
{
  if (reply->header_count < SIM_MAX_REPLY_HEADERS)
    reply->headers[reply->header_count++] = (struct sim_pair){text_copy(name), text_copy(value)};
}

/* Takes the body, which came from malloc. */
void reply_text(struct sim_request *request, int status, char *body, size_t len, const char *media)
{
  reply_clear(&request->reply);
  request->reply.status = status;
  request->reply.body = body;
  request->reply.len = len;
  request->reply.media = media;
}

void reply_json(struct sim_request *request, int status, yyjson_mut_doc *doc)
{
  size_t len = 0;
  char *body = yyjson_mut_write(doc, 0, &len);
  yyjson_mut_doc_free(doc);
  if (body)
    reply_text(request, status, body, len, "application/json");
  else
    reply_problem(request, 500, "the answer cannot be written as JSON");
}

void reply_blob(struct sim_request *request, struct sim_blob *blob)
{
  static const char *const media[] = {"image/jpeg", "image/png", "application/pdf", "application/json", "application/octet-stream"};
  reply_clear(&request->reply);
  request->reply.status = 200;
  request->reply.blob = blob_ref(blob);
  request->reply.media = media[blob->media];
}

void reply_empty(struct sim_request *request, int status)
{
  reply_text(request, status, NULL, 0, NULL);
}

const char *reply_title(int status)
{
  static const struct {
    int status;
    const char *title;
  } titles[] = {{400, "Bad Request"},         {401, "Unauthorized"},          {403, "Forbidden"},
                {404, "Not Found"},           {405, "Method Not Allowed"},    {409, "Conflict"},
                {411, "Length Required"},     {413, "Content Too Large"},     {415, "Unsupported Media Type"},
                {429, "Too Many Requests"},   {500, "Internal Server Error"}, {502, "Bad Gateway"},
                {503, "Service Unavailable"}, {504, "Gateway Timeout"}};
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
    if (titles[i].status == status)
      return titles[i].title;
  return "Error";
}

void reply_problem(struct sim_request *request, int status, const char *format, ...)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = json_object(&root);
  struct text detail = {0};
  char line[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  /* a cut at the buffer's end, or a client's odd bytes, must not make the answer unwritable */
  for (const char *p = line; *p; p++)
    if ((unsigned char)*p < 0x80)
      text_add_n(&detail, p, 1);
  char *text = text_take(&detail, NULL);
  yyjson_mut_obj_add_str(doc, root, "title", reply_title(status));
  yyjson_mut_obj_add_int(doc, root, "status", status);
  json_str(doc, root, "detail", text);
  free(text);
  reply_json(request, status, doc);
}
