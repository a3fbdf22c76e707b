/* The shared types of jumio-sim; every source file of the program includes this, and through it parts.h. */
#ifndef JUMIO_SIM_H
#define JUMIO_SIM_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <yyjson.h>

#ifndef JUMIO_SIM_VERSION
#define JUMIO_SIM_VERSION "0.1.0"
#endif

#define SIM_ID_SIZE 37   /* a UUID and its NUL */
#define SIM_TIME_SIZE 25 /* 2026-01-01T00:00:00.000Z and its NUL */
#define SIM_MAX_CREDENTIALS 8
#define SIM_MAX_PARTS 6 /* the most of one credential: a face map with its liveness frames */
#define SIM_MAX_ELEMENTS 32
#define SIM_MAX_REPLY_HEADERS 8
#define SIM_SESSION_MS (15 * 60 * 1000)

#if defined(__GNUC__)
#define SIM_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define SIM_PRINTF(f, a)
#endif

struct sim;
struct sim_request;
struct sim_execution;

/* Operations as the ledger, the faults and the rate limits name them. */
enum sim_op {
  OP_TOKEN,
  OP_CREATE,
  OP_UPDATE,
  OP_UPLOAD,
  OP_FINALIZE,
  OP_STATUS,
  OP_DETAILS,
  OP_STEPS,
  OP_RULES,
  OP_REPORT,
  OP_REPORT_FILE,
  OP_PART,
  OP_DELETE,
  OP_HEALTH,
  OP_WEB,
  OP_UNKNOWN,
  OP_ADMIN,
  OP_COUNT,
  OP_ANY = OP_COUNT
};

enum sim_category { CAT_ID, CAT_SELFIE, CAT_FACEMAP, CAT_DOCUMENT, CAT_DATA, CAT_COUNT, CAT_NONE = CAT_COUNT };
enum sim_channel { CHANNEL_WEB = 1, CHANNEL_API = 2, CHANNEL_SDK = 4 };
enum sim_status { ST_INITIATED, ST_STARTED, ST_ACQUIRED, ST_PROCESSED, ST_SESSION_EXPIRED, ST_TOKEN_EXPIRED };
enum sim_type { TYPE_PASSED, TYPE_WARNING, TYPE_REJECTED, TYPE_NOT_EXECUTED, TYPE_NONE };

enum sim_capability {
  CAP_USABILITY,
  CAP_EXTRACTION,
  CAP_IMAGE_CHECKS,
  CAP_DATA_CHECKS,
  CAP_LIVENESS,
  CAP_SIMILARITY,
  CAP_AUTHENTICATION,
  CAP_WATCHLIST,
  CAP_CPF,
  CAP_DRIVING,
  CAP_EMAIL,
  CAP_BIOMETRIC,
  CAP_COUNT
};

enum sim_media { MEDIA_JPEG, MEDIA_PNG, MEDIA_PDF, MEDIA_JSON, MEDIA_BINARY };

/* Immutable bytes shared between a part, a reused part and an answer under way. */
struct sim_blob {
  atomic_uint refs;
  enum sim_media media;
  size_t len;
  unsigned char *data;
};

struct sim_part {
  char classifier[24];
  struct sim_blob *blob;
  bool captured; /* by a camera in the web page, not by the API */
};

struct sim_credential {
  char id[SIM_ID_SIZE];
  enum sim_category category;
  unsigned channels;
  bool reused;
  char *token; /* the transaction token of this credential; NULL without the API channel */
  char *label;
  char *country, *type; /* presets as given, JSON text */
  char first_country[4];
  char first_type[24];
  struct sim_part parts[SIM_MAX_PARTS];
  size_t part_count;
  struct sim_execution *execution;
};

/* One result of one capability. */
struct sim_element {
  char id[SIM_ID_SIZE];
  enum sim_capability capability;
  enum sim_type type;
  const char *label;
  int credential[2]; /* indexes into the execution's credentials, -1 for none */
  bool pinned;       /* set by the scenario: a failed predecessor does not overwrite it */
};

struct sim_account {
  char id[SIM_ID_SIZE];
  bool closed; /* deleted: its executions keep their metadata, no new ones */
};

/* A row of a scenario: what one capability says instead of a clean answer. */
struct sim_row {
  enum sim_capability capability;
  enum sim_category category; /* CAT_NONE: any */
  enum sim_type type;
  const char *label;
};

enum sim_behaviour {
  BEHAVE_EXPIRE_SESSION = 1,
  BEHAVE_EXPIRE_TOKEN = 2,
  BEHAVE_STAY_INITIATED = 4,
  BEHAVE_STAY_ACQUIRED = 8,
  BEHAVE_NO_DECISION = 16,
  BEHAVE_WIPED = 32,
  BEHAVE_PART_MISSING = 64,
  BEHAVE_EXPIRY_REJECTED = 128
};

struct sim_scenario {
  const char *name, *summary;
  unsigned behaviour;
  enum sim_type type; /* the transaction's; TYPE_NONE: worked out from the rows */
  const char *label;  /* NULL: the type's own name */
  double score;
  struct sim_row rows[5];
  size_t row_count;
};

/* What was asked of the Mock Service for one transaction. */
struct sim_order {
  const struct sim_scenario *scenario;
  struct sim_row row; /* from decisionLabel */
  bool has_row;
  char *label;     /* owned text behind row.label when it is not one of the table's */
  char *overrides; /* extractionOverrides, JSON text */
  char *reference; /* the real customerInternalReference, when the text was steering JSON */
};

struct sim_execution {
  char id[SIM_ID_SIZE];
  struct sim_account *account;
  char *key;
  char *reference, *user_reference, *reporting, *callback_url, *success_url, *error_url, *locale;
  char *web_token, *sdk_token;
  char *client_ip;
  bool consent;
  bool captured; /* completed through the web page */
  struct sim_order order;
  enum sim_status status;
  int64_t created, started, completed, wiped; /* simulator milliseconds, 0 for never */
  int64_t last_action, token_life;
  int64_t due; /* the next moment at which something happens by itself, 0 for never */
  struct sim_credential credentials[SIM_MAX_CREDENTIALS];
  size_t credential_count;
  struct sim_element elements[SIM_MAX_ELEMENTS];
  size_t element_count;
  enum sim_type type;
  const char *type_label;
  double score;
  char report_key[SIM_ID_SIZE]; /* the secret in the report's address, "" before it was asked for */
};

struct sim_map_slot {
  const char *key;
  void *value;
};
struct sim_map {
  struct sim_map_slot *slots;
  size_t cap, len;
};

struct sim_bucket {
  double rate, burst, level;
  int64_t last;
};

enum sim_reset { RESET_NONE, RESET_BEFORE_READ, RESET_AFTER_READ, RESET_MID_BODY, RESET_IN_HEADER };
enum sim_wrong {
  WRONG_NONE,
  WRONG_HTML,
  WRONG_EMPTY,
  WRONG_TRUNCATED,
  WRONG_DUPLICATE_KEY,
  WRONG_DEEP,
  WRONG_NOT_UTF8,
  WRONG_IDS,
  WRONG_ARRAY
};

struct sim_pair {
  char *name, *value;
};
struct sim_range {
  unsigned first, last;
};

/* One ordered disturbance; lives in the scenario file's store until that is replaced. */
struct sim_fault {
  enum sim_op op;
  struct sim_range on;
  unsigned delay_ms;
  bool hold, apply;
  int status; /* 0: leave the answer's own */
  char *body;
  struct sim_pair headers[SIM_MAX_REPLY_HEADERS];
  size_t header_count;
  enum sim_reset reset;
  long truncate_at; /* -1: no */
  enum sim_wrong wrong;
};

struct sim_rule {
  char *reference, *user_reference, *key;
  struct sim_range order;
  bool has_order;
  struct sim_order outcome;
};

/* The parsed scenario file. Requests under way keep it alive through refs. */
struct sim_plan {
  unsigned refs;
  struct sim_rule *rules;
  size_t rule_count;
  struct sim_fault *faults;
  size_t fault_count;
  const char *health; /* the status page's body */
};

struct sim_reply {
  int status;
  char *body; /* malloc'ed, or NULL */
  size_t len;
  struct sim_blob *blob; /* instead of body */
  const char *media;
  struct sim_pair headers[SIM_MAX_REPLY_HEADERS];
  size_t header_count;
};

enum sim_wait { WAIT_NONE, WAIT_TIME, WAIT_RELEASE, WAIT_FLUSH };
enum sim_phase { PHASE_NEW, PHASE_BODY, PHASE_READY };

struct sim_route;

struct sim_request {
  struct sim *sim;
  struct MHD_Connection *connection;
  char *uri;  /* as received, with the query */
  char *path; /* the same without it */
  char method[12];
  enum sim_phase phase;
  enum sim_op op;
  const struct sim_route *route;
  bool path_known;
  char *arg[4]; /* the path's variable segments */
  unsigned char *body;
  size_t body_len, body_cap;
  bool body_too_big;
  char sha256[65];
  char version[12];
  struct sim_reply reply;
  bool applied;
  struct sim_plan *plan; /* holds the fault alive */
  const struct sim_fault *fault;
  enum sim_wait wait;
  int64_t wait_until; /* real milliseconds */
  struct sim_request *next_waiting;
  uint64_t serial;
};

struct sim_ledger_entry {
  uint64_t n, connection;
  enum sim_op op;
  char method[12];
  char *path, *content_type, *user_agent;
  int64_t content_length; /* -1: not announced */
  char sha256[65];
  const char *authorization;
  int status;
  bool applied, faulted;
  int64_t time, real_time;
  char *head; /* the redacted raw request, while the budget lasts */
  unsigned char *body;
  size_t body_len;
};

struct sim_callback {
  struct sim_callback *next;
  char execution[SIM_ID_SIZE];
  char *url, *body;
  long status;
  char *error;
};

struct sim_due {
  int64_t at;
  struct sim_execution *execution;
};

enum sim_upload_answer { UPLOAD_GUIDE, UPLOAD_OPENAPI, UPLOAD_EMPTY };

struct sim_options {
  unsigned port, threads, scale;
  bool tls, quiet, virtual_clock, stdin_eof, rate_limits, rate_limits_given, replace_put, paged_parts, unfinished_404;
  bool intermediate, repeat_conflict;
  const char *cert_out, *client_id, *secret_file, *ready_file, *scenario_file, *callback_url, *callback_ca;
  const char *pictures;
  const struct sim_scenario *default_scenario;
  long parent_pid;
  int64_t processing_ms, token_life_s, clock_start;
  uint64_t seed;
  bool seeded;
  size_t max_upload, ledger_size;
  enum sim_upload_answer upload_answer;
};

struct sim {
  struct sim_options options;
  char *secret;
  char origin[64];
  struct MHD_Daemon *daemon;
  char *cert_pem, *key_pem;
  atomic_ullong serials;

  pthread_mutex_t lock; /* guards everything below */
  atomic_bool stopping;
  uint64_t random[4];

  int64_t clock_base, clock_real_base; /* simulator ms at the given monotonic ms */
  int64_t clock_offset;
  pthread_cond_t ticker_wake;
  pthread_t ticker;
  struct sim_due *heap;
  size_t heap_len, heap_cap;
  struct sim_request *waiting;

  char *tenant_token;
  int64_t tenant_token_ends;
  struct sim_bucket token_bucket, account_bucket, retrieval_bucket;

  struct sim_map accounts, executions, tokens, web_tokens;
  struct sim_account **account_list;
  size_t account_count, account_cap;
  struct sim_execution **execution_list;
  size_t execution_count, execution_cap;
  uint64_t orders; /* transactions created since the plan was set */

  struct sim_plan *plan;
  unsigned op_counts[OP_COUNT + 1];

  struct sim_ledger_entry *ledger;
  size_t ledger_len, ledger_head; /* a ring: head is the oldest */
  uint64_t ledger_total;
  uint64_t ledger_raw_n; /* the number of the oldest request whose raw text is kept */
  size_t ledger_raw;     /* bytes of raw requests kept */

  pthread_t sender;
  pthread_cond_t sender_wake;
  struct sim_callback *queue, **queue_tail;
  struct sim_callback *sent, **sent_tail;
  bool sending;

  struct sim_blob *samples[5]; /* indexed by enum sim_sample */
};

enum sim_sample { SAMPLE_FRONT, SAMPLE_BACK, SAMPLE_SELFIE, SAMPLE_DOCUMENT, SAMPLE_DATA };

#include "parts.h"

#endif
