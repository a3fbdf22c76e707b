/** Allocations counted where they are made. The sizes are the system allocator's own, since libcurl does not tell them when it frees. */
#include "count.h"

#include "common.h"

#include <curl/curl.h>

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

bench_counts bench_counts_now;

static void *counted(void *block)
{
  if (block == NULL)
    return NULL;
  bench_counts_now.allocations++;
  bench_counts_now.live_bytes += malloc_usable_size(block);
  if (bench_counts_now.live_bytes > bench_counts_now.peak_bytes)
    bench_counts_now.peak_bytes = bench_counts_now.live_bytes;
  return block;
}

static void *count_malloc(size_t size)
{
  return counted(malloc(size));
}

static void *count_calloc(size_t count, size_t size)
{
  return counted(calloc(count, size));
}

static void count_free(void *block)
{
  if (block == NULL)
    return;
  bench_counts_now.live_bytes -= malloc_usable_size(block);
  free(block);
}

static void *count_realloc(void *block, size_t size)
{
  size_t old = block != NULL ? malloc_usable_size(block) : 0;
  void *moved = realloc(block, size);
  if (moved != NULL)
    bench_counts_now.live_bytes -= old;
  return counted(moved);
}

static char *count_strdup(const char *text)
{
  size_t size = strlen(text) + 1;
  char *copy = count_malloc(size);
  return copy != NULL ? memcpy(copy, text, size) : NULL;
}

void bench_count_curl(void)
{
  if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, count_malloc, count_free, count_realloc, count_strdup, count_calloc) != CURLE_OK)
    bench_die("libcurl does not start");
}

static void *table_allocate(size_t size, void *user_data)
{
  (void)user_data;
  return count_malloc(size);
}

static void *table_resize(void *block, size_t old_size, size_t new_size, void *user_data)
{
  (void)old_size;
  (void)user_data;
  return count_realloc(block, new_size);
}

static void table_release(void *block, size_t size, void *user_data)
{
  (void)size;
  (void)user_data;
  count_free(block);
}

jumio_alloc *bench_count_alloc(void)
{
  const jumio_alloc_ops ops = {sizeof ops, 0, table_allocate, table_resize, table_release};
  jumio_alloc *alloc = NULL;
  if (jumio_alloc_new(&ops, NULL, NULL, &alloc) != JUMIO_OK)
    bench_die("no allocator");
  return alloc;
}

static void *alc_malloc(void *context, size_t size)
{
  (void)context;
  return count_malloc(size);
}

static void *alc_realloc(void *context, void *block, size_t old_size, size_t size)
{
  (void)context;
  (void)old_size;
  return count_realloc(block, size);
}

static void alc_free(void *context, void *block)
{
  (void)context;
  count_free(block);
}

yyjson_alc bench_count_yyjson(void)
{
  yyjson_alc alc = {alc_malloc, alc_realloc, alc_free, NULL};
  return alc;
}

void bench_count_restart(void)
{
  bench_counts_now.allocations = 0;
  bench_counts_now.peak_bytes = bench_counts_now.live_bytes;
}
