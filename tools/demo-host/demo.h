/** The demonstration host: what a program that embeds libjumio-idv does, against the simulator. */
#ifndef DEMO_H
#define DEMO_H

#include <jumio/jumio.h>

#include <stdbool.h>
#include <stddef.h>

#define DEMO_TEXT 512

/* How the end user's pictures reach Jumio. */
enum demo_way {
  DEMO_UPLOAD,     /* the host uploads and finalizes */
  DEMO_LINK,       /* the end user opens the link */
  DEMO_START_ONLY, /* the host uploads one picture and leaves it */
  DEMO_NOTHING     /* the link is never opened */
};

/* One verification of the demonstration, and what became of it. */
typedef struct demo_case {
  const char *name;     /* id of the verification */
  const char *scenario; /* the outcome that is ordered from the simulator */
  enum demo_way way;
  bool callback; /* else the host polls */
  jumio_idv_status expected;
  bool stays_open;
  /* filled in */
  bool due, final;
} demo_case;

extern demo_case demo_cases[];
extern const size_t demo_case_count;

/* What the command line names. */
typedef struct demo_options {
  const char *endpoint, *client_id, *secret_file, *store, *pictures, *out;
} demo_options;

/* progress.c: one line that is rewritten on a terminal, else a line each. */
void demo_progress(size_t done, size_t all, const char *format, ...) __attribute__((format(printf, 3, 4)));
void demo_progress_end(void);
/* Prints what failed and frees the error. false, so that a caller can return it. */
bool demo_fail(const char *what, jumio_result result, jumio_error *error);

/* receiver.c: takes Jumio's callbacks on a free loopback port. */
typedef struct demo_receiver demo_receiver;
demo_receiver *demo_receiver_start(jumio_client *client);
const char *demo_receiver_url(const demo_receiver *receiver);
/* Waits until a callback came, at most so long. */
void demo_receiver_wait(demo_receiver *receiver, int milliseconds);
/* Whether a callback came for this verification since the last question. */
bool demo_receiver_take(demo_receiver *receiver, size_t index);
size_t demo_receiver_count(demo_receiver *receiver);
void demo_receiver_stop(demo_receiver *receiver);

/* person.c: the end user, who exists only in the simulator. */
bool demo_person_completes(const char *endpoint, const char *execution_id);

/* flow.c: the verifications from creation to documents. */
jumio_client *demo_client(const demo_options *options);
bool demo_create(jumio_client *client, const demo_options *options, const demo_receiver *receiver, demo_case *one);
bool demo_refresh(jumio_client *client, demo_case *one);
bool demo_fetch_documents(jumio_client *client, const demo_options *options, const demo_case *one);

/* table.c: the table, and whether it shows all that it should. */
bool demo_table(jumio_client *client);

#endif
