/** A growable byte buffer with a maximum; what it leaves behind is wiped. */
#include "core/buffer.h"

#include <jumio/result.h>

#include "core/text.h"

#include <string.h>

void jumio__buffer_init(jumio__buffer *buffer, jumio_alloc *mem, size_t max)
{
  memset(buffer, 0, sizeof *buffer);
  buffer->mem = mem;
  buffer->max = max;
}

/* Only what was written is wiped: nothing lies beyond the NUL. */
static void release(jumio__buffer *buffer)
{
  if (buffer->data == NULL)
    return;
  jumio__wipe(buffer->data, buffer->len + 1);
  jumio__mem_free(buffer->mem, buffer->data, buffer->room);
}

void jumio__buffer_free(jumio__buffer *buffer)
{
  release(buffer);
  jumio__buffer_init(buffer, buffer->mem, buffer->max);
}

void jumio__buffer_reset(jumio__buffer *buffer)
{
  if (buffer->data != NULL)
    jumio__wipe(buffer->data, buffer->len);
  buffer->len = 0;
  buffer->failed = false;
  buffer->too_big = false;
}

static bool fail(jumio__buffer *buffer, bool too_big)
{
  buffer->failed = true;
  buffer->too_big = too_big;
  return false;
}

bool jumio__buffer_reserve(jumio__buffer *buffer, size_t more)
{
  size_t need;
  if (buffer->failed)
    return false;
  if (!jumio__size_add(buffer->len, more, &need) || need > buffer->max || need == SIZE_MAX)
    return fail(buffer, true);
  need++; /* the NUL */
  if (need <= buffer->room)
    return true;
  size_t room = buffer->room < 128 ? 128 : buffer->room;
  while (room < need)
    room = room > SIZE_MAX / 2 ? need : room * 2;
  char *data = jumio__mem_raw(buffer->mem, room);
  if (data == NULL)
    return fail(buffer, false);
  data[0] = '\0';
  if (buffer->data != NULL)
    memcpy(data, buffer->data, buffer->len + 1);
  release(buffer);
  buffer->data = data;
  buffer->room = room;
  return true;
}

static bool has_room(const jumio__buffer *buffer, size_t len)
{
  return !buffer->failed && len < buffer->room - buffer->len && len <= buffer->max - buffer->len;
}

bool jumio__buffer_add(jumio__buffer *buffer, const void *data, size_t len)
{
  if (!has_room(buffer, len) && !jumio__buffer_reserve(buffer, len))
    return false;
  if (len != 0)
    memcpy(buffer->data + buffer->len, data, len);
  buffer->len += len;
  buffer->data[buffer->len] = '\0';
  return true;
}

bool jumio__buffer_text(jumio__buffer *buffer, const char *text)
{
  return jumio__buffer_add(buffer, text, strlen(text));
}

bool jumio__buffer_number(jumio__buffer *buffer, int64_t number)
{
  char digits[21];
  return jumio__buffer_add(buffer, digits, jumio__format_int64(number, digits));
}

jumio_result jumio__buffer_result(const jumio__buffer *buffer)
{
  if (!buffer->failed)
    return JUMIO_OK;
  return buffer->too_big ? JUMIO_ERR_TOO_LARGE : JUMIO_ERR_OUT_OF_MEMORY;
}
