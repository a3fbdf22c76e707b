/** The bundled transport: a pool of kept handles, the loop that drives one of them, and the switch that ends it. */
#include "http/transport_curl.h"

#include "core/cond.h"
#include "core/error.h"
#include "http/sigpipe.h"
#include "http/transport_curl_slot.h"

#include <curl/curl.h>

#include <pthread.h>
#include <string.h>
#include <time.h>

#define KEPT_SLOTS 16
#define SLICE_MS 50 /* the request's own switch alone ends a call within this: it is looked at twice as often */
#define STALL_MS 15000
#define STALL_BYTES_PER_S 1024

struct jumio__curl {
  jumio_alloc *mem;
  jumio__curl_options options;
  char *texts[JUMIO__CURL_TEXTS]; /* own copies; some are secret */
  pthread_mutex_t lock;
  pthread_cond_t changed; /* a request ended */
  jumio__slot *idle;      /* last in, first out: its connections are the warmest */
  size_t idle_count;
  jumio__slot *running;
  int64_t running_count;
};

/* The one thing in a process that libcurl wants done once. */
static pthread_once_t global_once = PTHREAD_ONCE_INIT;
static CURLcode global_code;

static void global_init(void)
{
  global_code = curl_global_init(CURL_GLOBAL_DEFAULT);
}

static bool copy_options(jumio__curl *curl, const jumio__curl_options *options)
{
  curl->options = *options;
  if (curl->options.stall_ms <= 0)
    curl->options.stall_ms = STALL_MS;
  for (size_t i = 0; i < JUMIO__CURL_TEXTS; i++) {
    const char *text = options->texts[i];
    if (text != NULL && (curl->texts[i] = jumio__mem_text(curl->mem, text, strlen(text))) == NULL)
      return false;
    curl->options.texts[i] = curl->texts[i];
  }
  return true;
}

static bool make_lock(jumio__curl *curl)
{
  if (pthread_mutex_init(&curl->lock, NULL) != 0)
    return false;
  if (jumio__cond_init(&curl->changed))
    return true;
  pthread_mutex_destroy(&curl->lock);
  return false;
}

jumio_result jumio__curl_new(jumio_alloc *mem, const jumio__curl_options *options, jumio__curl **out, jumio_error **err)
{
  *out = NULL;
  if (options->texts[JUMIO_OPTION_CA_FILE] != NULL && options->texts[JUMIO_OPTION_CA_PATH] != NULL)
    return jumio__fail(err, mem, JUMIO_ERR_ARGUMENT, "CA file, CA path: only one of them");
  pthread_once(&global_once, global_init);
  if (global_code != CURLE_OK)
    return jumio__fail(err, mem, JUMIO_ERR_UNSUPPORTED, "libcurl could not be started");
  jumio__curl *curl = JUMIO__NEW(mem, jumio__curl);
  if (curl == NULL)
    return jumio__fail_memory(err);
  curl->mem = jumio__mem_ref(mem);
  if (!make_lock(curl)) {
    jumio__mem_free(mem, curl, sizeof *curl);
    jumio__mem_unref(mem);
    return jumio__fail_memory(err);
  }
  if (!copy_options(curl, options)) {
    jumio__curl_free(curl);
    return jumio__fail_memory(err);
  }
  *out = curl;
  return jumio__ok(err);
}

void jumio__curl_free(void *user_data)
{
  jumio__curl *curl = user_data;
  if (curl == NULL)
    return;
  while (curl->idle != NULL) {
    jumio__slot *slot = curl->idle;
    curl->idle = slot->next;
    jumio__slot_free(curl->mem, slot);
  }
  pthread_cond_destroy(&curl->changed);
  pthread_mutex_destroy(&curl->lock);
  for (size_t i = 0; i < JUMIO__CURL_TEXTS; i++)
    jumio__mem_text_erase(curl->mem, curl->texts[i]);
  jumio_alloc *mem = curl->mem;
  jumio__mem_erase(mem, curl, sizeof *curl);
  jumio__mem_unref(mem);
}

static void enter_running(jumio__curl *curl, jumio__slot *slot, uint64_t id)
{
  slot->id = id;
  atomic_store_explicit(&slot->cancelled, false, memory_order_relaxed);
  slot->previous = NULL;
  slot->next = curl->running;
  if (slot->next != NULL)
    slot->next->previous = slot;
  curl->running = slot;
}

static int64_t now_ms(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A place among the requests at once. */
static jumio_result take_place(jumio__curl *curl, const jumio_http_request *request)
{
  int64_t begun = now_ms(), timeout = jumio_http_request_get_int64(request, JUMIO_REQUEST_TIMEOUT_MS);
  jumio_result result = JUMIO_OK;
  pthread_mutex_lock(&curl->lock);
  while (result == JUMIO_OK && curl->options.connections != 0 && curl->running_count >= curl->options.connections) {
    if (jumio_http_request_get_int64(request, JUMIO_REQUEST_IS_CANCELLED))
      result = JUMIO_ERR_CANCELLED;
    else if (now_ms() - begun >= timeout) /* the timeout may be the largest number there is */
      result = JUMIO_ERR_DEADLINE;
    else
      jumio__cond_wait(&curl->changed, &curl->lock, SLICE_MS / 2); /* the switch is not tied to the condition */
  }
  if (result == JUMIO_OK)
    curl->running_count++;
  pthread_mutex_unlock(&curl->lock);
  return result;
}

static void give_place(jumio__curl *curl)
{
  pthread_mutex_lock(&curl->lock);
  curl->running_count--;
  pthread_cond_signal(&curl->changed);
  pthread_mutex_unlock(&curl->lock);
}

static jumio__slot *take_slot(jumio__curl *curl, uint64_t id)
{
  pthread_mutex_lock(&curl->lock);
  jumio__slot *slot = curl->idle;
  if (slot == NULL) {
    pthread_mutex_unlock(&curl->lock);
    slot = jumio__slot_new(curl->mem, &curl->options);
    if (slot == NULL)
      return NULL;
    pthread_mutex_lock(&curl->lock);
  } else {
    curl->idle = slot->next;
    curl->idle_count--;
  }
  enter_running(curl, slot, id);
  pthread_mutex_unlock(&curl->lock);
  return slot;
}

static void give_slot(jumio__curl *curl, jumio__slot *slot)
{
  jumio__buffer_reset(&slot->lines); /* wipes the token */
  slot->request = NULL;
  slot->answer.response = NULL;
  pthread_mutex_lock(&curl->lock);
  if (slot->previous != NULL)
    slot->previous->next = slot->next;
  else
    curl->running = slot->next;
  if (slot->next != NULL)
    slot->next->previous = slot->previous;
  bool keep = !slot->broken && curl->idle_count < KEPT_SLOTS;
  if (keep) {
    slot->next = curl->idle;
    curl->idle = slot;
    curl->idle_count++;
  }
  pthread_mutex_unlock(&curl->lock);
  if (!keep)
    jumio__slot_free(curl->mem, slot);
}

static void cancel(uint64_t request_id, void *user_data)
{
  jumio__curl *curl = user_data;
  pthread_mutex_lock(&curl->lock); /* held for a few instructions only, and the slot cannot go away under it */
  for (jumio__slot *slot = curl->running; slot != NULL; slot = slot->next)
    if (slot->id == request_id) {
      atomic_store_explicit(&slot->cancelled, true, memory_order_release);
      curl_multi_wakeup(slot->multi);
    }
  pthread_mutex_unlock(&curl->lock);
}

/* libcurl's own low-speed limit also counts the time a server thinks, and would give up a create that is being worked on.
 * Here only an upload under way or an answer that has begun can stall; for the rest there is the deadline. */
typedef struct stall_watch {
  int64_t since_ms; /* 0: not watching */
  uint64_t bytes;
} stall_watch;

static bool is_moving(const jumio__slot *slot, uint64_t body_len)
{
  bool uploading = slot->body_offset != 0 && slot->body_offset < body_len;
  return uploading || slot->answer.status >= 200;
}

static bool has_stalled(stall_watch *watch, const jumio__slot *slot, uint64_t body_len, int64_t limit_ms)
{
  uint64_t bytes = slot->body_offset + slot->answer.body_bytes + slot->answer.line_bytes;
  if (!is_moving(slot, body_len)) {
    watch->since_ms = 0;
    return false;
  }
  int64_t now = now_ms();
  if (watch->since_ms != 0 && now - watch->since_ms < limit_ms)
    return false;
  bool slow = watch->since_ms != 0 && bytes - watch->bytes < (uint64_t)limit_ms * STALL_BYTES_PER_S / 1000;
  watch->since_ms = now;
  watch->bytes = bytes;
  return slow;
}

static bool is_cancelled(const jumio__slot *slot)
{
  return atomic_load_explicit(&slot->cancelled, memory_order_acquire) ||
         jumio_http_request_get_int64(slot->request, JUMIO_REQUEST_IS_CANCELLED);
}

static CURLcode multi_failed(jumio__slot *slot, CURLMcode code)
{
  slot->broken = true;
  return code == CURLM_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_FAILED_INIT;
}

static CURLcode finished_code(jumio__slot *slot)
{
  int left;
  CURLMsg *message = curl_multi_info_read(slot->multi, &left);
  if (message != NULL && message->msg == CURLMSG_DONE)
    return message->data.result;
  return multi_failed(slot, CURLM_INTERNAL_ERROR);
}

static CURLcode drive(jumio__slot *slot, int64_t stall_ms)
{
  stall_watch watch = {0, 0};
  uint64_t body_len = (uint64_t)jumio_http_request_get_int64(slot->request, JUMIO_REQUEST_BODY_BYTES);
  for (;;) {
    int running;
    CURLMcode code = curl_multi_perform(slot->multi, &running);
    if (code != CURLM_OK)
      return multi_failed(slot, code);
    if (running == 0)
      return finished_code(slot); /* also where the switch was turned meanwhile: the answer is there */
    if (is_cancelled(slot))
      slot->failed = JUMIO_ERR_CANCELLED;
    else if (has_stalled(&watch, slot, body_len, stall_ms))
      slot->failed = JUMIO_ERR_NETWORK;
    if (slot->failed != JUMIO_OK)
      return CURLE_OK;
    code = curl_multi_poll(slot->multi, NULL, 0, SLICE_MS / 2, NULL);
    if (code != CURLM_OK)
      return multi_failed(slot, code);
  }
}

static CURLcode exchange(jumio__slot *slot, int64_t stall_ms)
{
  jumio__sigpipe guard;
  CURLcode code;
  jumio__sigpipe_block(&guard);
  CURLMcode added = curl_multi_add_handle(slot->multi, slot->easy);
  if (added == CURLM_OK) {
    code = drive(slot, stall_ms);
    if (curl_multi_remove_handle(slot->multi, slot->easy) != CURLM_OK)
      slot->broken = true;
  } else {
    code = multi_failed(slot, added);
  }
  jumio__sigpipe_restore(&guard);
  return code;
}

static jumio_result not_sent(jumio_http_response *response, jumio_result result)
{
  jumio_http_response_set_delivery(response, JUMIO_DELIVERY_NOT_SENT);
  return result;
}

/* What waiting for a place took is taken off the request's time. */
static jumio_result perform_at_place(jumio__curl *curl, const jumio_http_request *request, jumio_http_response *response, int64_t waited_ms)
{
  jumio_result result;
  jumio__slot *slot = take_slot(curl, (uint64_t)jumio_http_request_get_int64(request, JUMIO_REQUEST_ID));
  if (slot == NULL)
    return not_sent(response, JUMIO_ERR_OUT_OF_MEMORY);
  if (jumio__slot_begin(slot, request, response, waited_ms)) {
    result = jumio__slot_end(slot, exchange(slot, curl->options.stall_ms), response);
  } else {
    slot->broken = true;
    result = not_sent(response, JUMIO_ERR_OUT_OF_MEMORY);
  }
  give_slot(curl, slot);
  return result;
}

static jumio_result perform(const jumio_http_request *request, jumio_http_response *response, void *user_data)
{
  jumio__curl *curl = user_data;
  int64_t since = now_ms();
  if (jumio_http_request_get_int64(request, JUMIO_REQUEST_IS_CANCELLED))
    return not_sent(response, JUMIO_ERR_CANCELLED);
  jumio_result result = take_place(curl, request);
  if (result != JUMIO_OK)
    return not_sent(response, result);
  result = perform_at_place(curl, request, response, now_ms() - since);
  give_place(curl);
  return result;
}

const jumio_http_ops jumio__curl_ops = {sizeof(jumio_http_ops), 0, perform, cancel};
