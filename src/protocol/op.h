/** The operation from the inside: one Jumio call as states, driven by step and feed. What differs between calls is a jumio__call. */
#ifndef JUMIO__OP_H
#define JUMIO__OP_H

#include <jumio/credential.h>
#include <jumio/op.h>

#include "model/account.h"
#include "model/account_request.h"
#include "model/transaction.h"
#include "model/words.h"
#include "model/workflow_execution.h"
#include "protocol/session.h"

/* What to do after an answer or a failure (judge.c). */
typedef enum jumio__verdict { JUMIO__SUCCEEDED, JUMIO__AGAIN, JUMIO__RENEW_TOKEN, JUMIO__READ_STATUS, JUMIO__FAILED } jumio__verdict;
typedef struct jumio__judgement {
  jumio__verdict verdict;
  jumio_result result;    /* of a failure */
  const char *why;        /* literal */
  int64_t base_ms;        /* back-off base when again */
  int64_t retry_after_ms; /* -1: the server did not say */
  int32_t cost;           /* of the retry quota */
  jumio__pace_outcome pace;
} jumio__judgement;

/* What one kind of call is: how its request is built, how its answer is read, and how it may be repeated (reliability.md 4.2). */
typedef struct jumio__call {
  const char *name; /* for the log */
  jumio__role role;
  bool tenant_token; /* else the transaction token in op->bearer, which is never renewed */
  bool anonymous;    /* no Authorization but what build adds */
  bool aside;        /* to a host of no role: neither paced nor counted by the breaker */
  bool media;        /* the longer default deadline */
  bool patient;      /* outlasts its requests: each is bounded by the default deadline */
  bool any;          /* any 2xx is an answer, also one without content */
  bool blind;        /* nothing of a 2xx answer is read, so a page must be told from one (fault H21) */
  enum {
    JUMIO__REPEATABLE,     /* GET and token: again after any transient failure */
    JUMIO__NOT_REPEATABLE, /* create and update: never again once it may have been applied */
    JUMIO__READ_FIRST      /* finalize: the status decides whether to repeat */
  } repeat;
  int32_t attempts;       /* most requests; 0: JUMIO_LIMIT_ATTEMPTS */
  jumio_limit body_limit; /* bounds the answer */
  const char *tail;       /* of a read of one execution: what follows its address */
  /* Fill method, URL, body and headers except User-Agent and Authorization. NULL: having a token is all. */
  jumio_result (*build)(jumio_op *op, jumio_error **err);
  /* Read a 2xx answer. */
  jumio_result (*read)(jumio_op *op, jumio_error **err);
  jumio__body_sink sink; /* where a 2xx body goes as it arrives; NULL: it is kept for read */
  /* Whether a download's first bytes, whose type is in op->media, are what was asked for. */
  bool (*accepts)(const jumio_op *op, const void *data, size_t len);
  /* Says more of the call's own answer than the retry table does; may change the judgement. May be NULL. */
  void (*weigh)(jumio_op *op, jumio__judgement *judgement);
  /* After a successful read and before a failure is final. True: the operation goes on, or was ended in another way. May be NULL. */
  bool (*go_on)(jumio_op *op, jumio_result result);
} jumio__call;

#define JUMIO__PART_FIRST 64

/* What the request in flight is for. */
typedef enum jumio__purpose { JUMIO__FOR_CALL, JUMIO__FOR_TOKEN, JUMIO__FOR_STATUS, JUMIO__PURPOSES } jumio__purpose;

typedef enum jumio__phase {
  JUMIO__PHASE_START, /* token, pace, build */
  JUMIO__PHASE_SENDING,
  JUMIO__PHASE_FED,
  JUMIO__PHASE_PAUSE, /* until wake_mono_ms, then START */
  JUMIO__PHASE_DONE
} jumio__phase;

struct jumio_op {
  jumio_alloc *mem;
  jumio__session *session;
  const jumio__call *call;
  jumio__phase phase;
  jumio__purpose purpose;
  jumio_http_request request;
  jumio_http_response response;
  int64_t deadline_mono_ms;
  int64_t wake_mono_ms;
  int64_t sent_mono_ms;
  int32_t attempts[JUMIO__PURPOSES]; /* requests sent, by purpose */
  jumio__purpose after_token;        /* the purpose that a token fetch interrupted */
  bool admitted;                     /* the pace let a request pass and waits to hear how it ended */
  bool probe;                        /* it is the breaker's probe */
  bool renewed;                      /* a 401 was answered by a new token once */
  bool may_have_been_applied;        /* a finalize went out and its answer was lost */
  jumio_result lost_result;          /* of that finalize: told when it proves not to be applied and no attempt is left */
  int32_t lost_status;
  jumio_delivery lost_delivery;
  bool cancelled;
  bool awaiting_token;  /* paused for another operation's flight */
  bool resting;         /* paused until the next read of a schedule, or an earlier notice */
  bool span_open;       /* the trace hook was shown the begin of the request under way */
  char traceparent[56]; /* which it gave that request; empty: none */
  jumio_result fed;
  jumio__token_ticket ticket;

  /* inputs, by call */
  char account_id[37];
  char execution_id[37];
  char credential_id[37];
  char classifier[41];
  jumio__buffer bearer; /* "Bearer ..." of the transaction */
  jumio__buffer url;    /* checked by the origin guard */
  jumio__buffer body;   /* JSON of an account request */
  int64_t lifetime_s;   /* the tokenLifetime of that request; 0: none */
  jumio__stream stream; /* of an upload */
  const char *media_text;
  jumio_media_type media;
  uint8_t random[16];
  jumio_part_write_fn write;
  void *write_data;
  struct {
    int64_t start_mono_ms;
    size_t next; /* of the schedule */
    int32_t jitter;
    uint64_t seen; /* number of the newest notice that a read covers */
    bool early;    /* the present read comes from a notice */
  } wait;
  struct {
    bool wanted;
    uint32_t flags;
    size_t next;        /* of the regions */
    const char *region; /* literal */
    bool elsewhere;     /* another region accepted the credentials */
    bool told;          /* and that, or that none did, is the result */
    bool clock_off;
  } check;
  const char *method;     /* of a raw call: literal */
  char content_type[101]; /* of a raw call's body */

  /* outputs */
  jumio_result result;
  jumio_error *error;
  jumio_account *account;
  jumio_workflow_execution *execution;
  jumio_transaction *transaction;
  jumio_answer *answer;
  uint32_t remarks;              /* of an upload, or JUMIO_OP_WAS_ABSENT */
  uint64_t size;                 /* bytes given to the sink */
  char first[JUMIO__PART_FIRST]; /* held back until it can be told what they are */
  size_t first_len;
  bool first_seen;
  jumio_result sink_refusal; /* why the sink was not given the bytes */
};

/* Begin: allocates, references the session, computes the deadline from JUMIO_DEADLINE_DEFAULT or milliseconds. */
jumio_result jumio__op_new(jumio__session *session, const jumio__call *call, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/* The calls. Arguments are checked here; session is referenced. */
jumio_result jumio__op_check(jumio__session *session, uint32_t flags, int64_t deadline_ms, jumio_op **out, jumio_error **err);
int32_t jumio__op_finding(const jumio_op *op); /* of a finished check: a jumio_check_finding */
jumio_result jumio__op_account_create(jumio__session *session, const jumio_account_request *request, int64_t deadline_ms, jumio_op **out,
                                      jumio_error **err);
jumio_result jumio__op_account_update(jumio__session *session, const char *account_id, size_t account_len,
                                      const jumio_account_request *request, int64_t deadline_ms, jumio_op **out, jumio_error **err);
typedef struct jumio__upload {
  const jumio_account *account;
  const jumio_credential *credential;
  jumio_part part;
  int32_t page;
  const jumio_source *source;
} jumio__upload;
jumio_result jumio__op_upload(jumio__session *session, const jumio__upload *upload, int64_t deadline_ms, jumio_op **out, jumio_error **err);
jumio_result jumio__op_finalize(jumio__session *session, const jumio_account *account, int64_t deadline_ms, jumio_op **out,
                                jumio_error **err);

/* A pair of ids as the caller gave them. */
typedef struct jumio__ids {
  const char *account;
  size_t account_len;
  const char *object; /* execution or credential */
  size_t object_len;
} jumio__ids;
jumio_result jumio__op_status(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err);
jumio_result jumio__op_transaction(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err);
jumio_result jumio__op_answer(jumio__session *session, int32_t which, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out,
                              jumio_error **err);
typedef struct jumio__sink {
  jumio_part_write_fn write;
  void *user_data;
} jumio__sink;
jumio_result jumio__op_report(jumio__session *session, const jumio_answer *report, const jumio__sink *sink, int64_t deadline_ms,
                              jumio_op **out, jumio_error **err);
jumio_result jumio__op_part(jumio__session *session, const jumio__ids *ids, const char *classifier, size_t classifier_len,
                            const jumio__sink *sink, int64_t deadline_ms, jumio_op **out, jumio_error **err);

jumio_result jumio__op_wait(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err);
/* The account when ids->object is NULL, else the execution. */
jumio_result jumio__op_delete(jumio__session *session, const jumio__ids *ids, int64_t deadline_ms, jumio_op **out, jumio_error **err);
jumio_result jumio__op_health(jumio__session *session, int64_t deadline_ms, jumio_op **out, jumio_error **err);
/* A raw call as the caller gave it. */
typedef struct jumio__raw {
  int32_t host;
  const char *method;
  size_t method_len;
  const char *path;
  size_t path_len;
  const void *body;
  size_t len;
  const char *content_type;
  size_t content_type_len;
  uint32_t flags;
} jumio__raw;
jumio_result jumio__op_raw(jumio__session *session, const jumio__raw *raw, int64_t deadline_ms, jumio_op **out, jumio_error **err);

/* Shared by the calls. */
/* For go_on. */
void jumio__op_turn(jumio_op *op, const jumio__call *call);                                   /* go on with another call */
void jumio__op_rest(jumio_op *op, int64_t wake_mono_ms);                                      /* begin the call anew then */
void jumio__op_fail(jumio_op *op, jumio_result result, int32_t http_status, const char *why); /* end */

/* Waiting (call_wait.c). */
int64_t jumio__op_wake(const jumio_op *op); /* when a paused operation goes on */
void jumio__op_end_rest(jumio_op *op);      /* the next read begins */

extern const jumio__call jumio__call_token;               /* the token fetch: purpose JUMIO__FOR_TOKEN of every call */
extern const jumio__call jumio__call_status;              /* the status read: purpose JUMIO__FOR_STATUS of a finalize */
const jumio__call *jumio__op_current(const jumio_op *op); /* the call of the present purpose */
/* A read of one execution: its build, and its beginning. */
jumio_result jumio__op_execution_get(jumio_op *op, jumio_error **err);
jumio_result jumio__op_read_status(jumio_op *op, jumio_error **err);
jumio_result jumio__op_execution_begin(jumio__session *session, const jumio__call *call, const jumio__ids *ids, int64_t deadline_ms,
                                       jumio_op **out, jumio_error **err);
bool jumio__op_url(jumio_op *op, jumio__role role, const char *const *segments, size_t count); /* base + segments into request.url */
jumio_result jumio__op_uuid(const jumio__session *session, const char *field, const char *text, size_t len, char out[37],
                            jumio_error **err);

jumio__judgement jumio__judge(jumio_op *op);

#endif
