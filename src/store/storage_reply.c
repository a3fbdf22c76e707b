/** The sink that a store fills when it is read: copied and checked, so that no memory crosses allocators and no size is believed. */
#include "store/store.h"

void jumio__storage_reply_init(jumio_storage_reply *reply, jumio_alloc *mem)
{
  reply->mem = mem;
  jumio__buffer_init(&reply->data, mem, JUMIO__RECORD_MAX);
  reply->revision = 0;
  reply->set = false;
  reply->failed = JUMIO_OK;
}

jumio_result jumio_storage_reply_new(jumio_alloc *alloc, jumio_storage_reply **out)
{
  if (out == NULL)
    return JUMIO_ERR_ARGUMENT;
  *out = JUMIO__NEW(alloc, jumio_storage_reply);
  if (*out == NULL)
    return JUMIO_ERR_OUT_OF_MEMORY;
  jumio__storage_reply_init(*out, jumio__mem_ref(alloc));
  return JUMIO_OK;
}

void jumio_storage_reply_free(jumio_storage_reply *reply)
{
  if (reply == NULL)
    return;
  jumio_alloc *mem = reply->mem;
  jumio__buffer_free(&reply->data);
  jumio__mem_free(mem, reply, sizeof *reply);
  jumio__mem_unref(mem);
}

/* A failed reply holds nothing, so that nobody can read half of it. */
static jumio_result fail(jumio_storage_reply *reply, jumio_result code)
{
  jumio__buffer_reset(&reply->data);
  reply->revision = 0;
  reply->failed = code;
  return code;
}

jumio_result jumio_storage_reply_set(jumio_storage_reply *reply, const void *data, size_t len, int64_t revision)
{
  if (reply == NULL)
    return JUMIO_ERR_ARGUMENT;
  if (reply->failed != JUMIO_OK)
    return reply->failed;
  if (reply->set || revision < 1 || len > JUMIO__RECORD_MAX || (data == NULL && len != 0))
    return fail(reply, JUMIO_ERR_HOST_CALLBACK);
  if (!jumio__buffer_reserve(&reply->data, len) || !jumio__buffer_add(&reply->data, data, len))
    return fail(reply, JUMIO_ERR_OUT_OF_MEMORY);
  reply->revision = revision;
  reply->set = true;
  return JUMIO_OK;
}

const void *jumio_storage_reply_get_data(const jumio_storage_reply *reply, size_t *out_len)
{
  bool there = reply != NULL && reply->revision != 0;
  if (out_len != NULL)
    *out_len = there ? reply->data.len : 0;
  return there ? reply->data.data : NULL;
}

int64_t jumio_storage_reply_get_revision(const jumio_storage_reply *reply)
{
  return reply != NULL ? reply->revision : 0;
}
