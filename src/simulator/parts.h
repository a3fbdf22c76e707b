/* What each source file offers the others, one block per file; included by sim.h, which has the types. */
#ifndef JUMIO_SIM_PARTS_H
#define JUMIO_SIM_PARTS_H

/* text.c: strings, encodings, growing buffers */
struct text {
  char *data;
  size_t len, cap;
};
void *sim_alloc(size_t size);
void *sim_grow(void *old, size_t size);
char *text_copy(const char *s);
char *text_copy_n(const char *s, size_t n);
char *text_format(const char *format, ...) SIM_PRINTF(1, 2);
void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_addf(struct text *t, const char *format, ...) SIM_PRINTF(2, 3);
void text_add_html(struct text *t, const char *s);
void text_add_url(struct text *t, const char *s);
char *text_take(struct text *t, size_t *len);
char *text_base64url(const void *data, size_t len);
char *text_base64(const void *data, size_t len);
bool text_base64_decode(const char *in, unsigned char *out, size_t cap, size_t *len);
bool text_is_utf8(const unsigned char *s, size_t n);
size_t text_chars(const char *s);
bool text_equal_secret(const char *a, const char *b);
bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *out);
char *text_query(const char *uri, const char *name);
bool text_read_file(const char *path, size_t limit, char **out, size_t *len);
bool text_write_file(const char *path, const void *data, size_t len);

/* json_util.c */
yyjson_mut_doc *json_object(yyjson_mut_val **root);
void json_str(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, const char *value);
void json_fmt(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, const char *format, ...) SIM_PRINTF(4, 5);
void json_time(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, int64_t ms);
void json_raw(yyjson_mut_doc *doc, yyjson_mut_val *obj, const char *key, const char *json);
bool json_known_members(yyjson_val *obj, const char *const *names, const char *where, char **error);
char *json_text(yyjson_val *value);

/* state.c: the store of accounts and executions */
void state_seed(struct sim *sim);
void state_random(struct sim *sim, void *out, size_t len);
void state_uuid(struct sim *sim, char out[SIM_ID_SIZE]);
void *map_get(const struct sim_map *map, const char *key);
void map_put(struct sim_map *map, const char *key, void *value);
void map_free(struct sim_map *map);
struct sim_account *state_new_account(struct sim *sim);
struct sim_execution *state_new_execution(struct sim *sim, struct sim_account *account);
void state_add_execution(struct sim *sim, struct sim_execution *execution);
void state_drop_execution(struct sim_execution *execution);
void state_clear(struct sim *sim);
struct sim_blob *blob_new(const void *data, size_t len, enum sim_media media);
struct sim_blob *blob_ref(struct sim_blob *blob);
void blob_unref(struct sim_blob *blob);
struct sim_part *credential_part(struct sim_credential *credential, const char *classifier);
void credential_set_part(struct sim_credential *c, const char *classifier, struct sim_blob *blob, bool captured);
bool credential_filled(const struct sim_credential *credential);
const char *category_name(enum sim_category category);
enum sim_category category_parse(const char *name);
const char *status_name(enum sim_status status);
const char *type_name(enum sim_type type);
const char *capability_name(enum sim_capability capability);

/* clock.c: simulator time, and what happens by itself when it passes */
int64_t clock_real_ms(void);
int64_t clock_now(struct sim *sim);
void clock_start(struct sim *sim);
void clock_advance(struct sim *sim, int64_t ms);
size_t clock_run_due(struct sim *sim);
void clock_schedule(struct sim *sim, struct sim_execution *execution, int64_t at);
void clock_format(int64_t ms, char out[SIM_TIME_SIZE]);
bool clock_parse(const char *text, int64_t *ms);
void *clock_ticker(void *sim);
void wait_begin(struct sim_request *request, enum sim_wait wait, int64_t until);
size_t wait_end(struct sim *sim, enum sim_wait wait);
void wait_forget(struct sim_request *request);

/* execution.c: the life of one execution */
void execution_started(struct sim *sim, struct sim_execution *execution);
void execution_finalize(struct sim *sim, struct sim_execution *execution);
void execution_due(struct sim *sim, struct sim_execution *execution, int64_t at);
void execution_wipe(struct sim *sim, struct sim_execution *execution);
void execution_fill(struct sim *sim, struct sim_execution *execution);
void execution_schedule(struct sim *sim, struct sim_execution *execution);
bool execution_open(const struct sim_execution *execution);

/* workflow.c: what a workflow key asks for */
struct sim_workflow {
  const char *key, *credentials, *capabilities;
  bool put_only, needs_user_reference;
};
const struct sim_workflow *workflow_find(const char *key);
bool workflow_known(const char *key);
size_t workflow_credentials(const struct sim_workflow *workflow, struct sim_credential *out, size_t cap);
unsigned workflow_channels(const struct sim_execution *execution);
const char *const *category_classifiers(enum sim_category category);

/* outcome_table.c and outcome.c: scenarios, and from them an execution's results */
const struct sim_scenario *scenario_find(const char *name);
const struct sim_scenario *scenario_at(size_t index);
bool label_find(const char *label, enum sim_category category, struct sim_row *out);
bool type_parse(const char *name, enum sim_type *out);
bool capability_parse(const char *name, enum sim_capability *out);
void outcome_process(struct sim *sim, struct sim_execution *execution);
void outcome_expire(struct sim *sim, struct sim_execution *execution);

/* mock_order.c: the Mock Service's steering text */
bool order_label(struct sim_order *out, const char *where, const char *label, const char *credential, const char *capability,
                 const char *type, char **error);
bool order_from_reference(const char *reference, struct sim_order *out, bool *steering, char **error);
void order_from_plan(struct sim *sim, struct sim_execution *execution);
void order_free(struct sim_order *order);

/* scenario_file.c and faults.c */
struct sim_plan *plan_parse(const char *json, size_t len, char **error);
struct sim_plan *plan_empty(void);
void plan_unref(struct sim_plan *plan);
void plan_set(struct sim *sim, struct sim_plan *plan);
bool range_has(const struct sim_range *range, uint64_t n);
void fault_choose(struct sim_request *request);
void fault_damage(struct sim_request *request);
void fault_reset_connection(struct sim_request *request);
void fault_reset_in_header(struct sim_request *request);
struct MHD_Response *fault_cut_response(struct sim_request *request);
const char *op_name(enum sim_op op);
bool op_parse(const char *name, enum sim_op *out);

/* route.c */
enum sim_auth { AUTH_NONE, AUTH_TENANT, AUTH_TRANSACTION };
typedef void sim_handler(struct sim_request *request);
struct sim_route {
  const char *method, *pattern;
  enum sim_op op;
  enum sim_auth auth;
  sim_handler *handler;
};
void route_match(struct sim_request *request);
void route_run(struct sim_request *request);

/* reply.c */
const char *request_header(struct sim_request *request, const char *name);
void reply_clear(struct sim_reply *reply);
void reply_text(struct sim_request *request, int status, char *body, size_t len, const char *media);
void reply_json(struct sim_request *request, int status, yyjson_mut_doc *doc);
void reply_blob(struct sim_request *request, struct sim_blob *blob);
void reply_empty(struct sim_request *request, int status);
void reply_problem(struct sim_request *request, int status, const char *format, ...) SIM_PRINTF(3, 4);
void reply_header(struct sim_reply *reply, const char *name, const char *value);
const char *reply_title(int status);

/* server.c */
bool server_start(struct sim *sim, char **error);
void server_stop(struct sim *sim);

/* auth.c */
sim_handler handle_token;
bool auth_tenant(struct sim_request *request);
struct sim_credential *auth_transaction(struct sim_request *request);
const char *auth_kind(struct sim *sim, const char *header);
char *auth_new_transaction_token(struct sim *sim);
void auth_revoke(struct sim *sim);
bool limit_pass(struct sim *sim, enum sim_op op);
void limit_start(struct sim *sim);

/* account_check.c and accounts.c */
struct sim_create {
  yyjson_doc *doc;
  yyjson_val *root, *workflow, *credentials;
  char *key;
  int64_t token_life;
  struct sim_order order;
  bool steering;
};
bool account_check(struct sim_request *request, struct sim_create *out, char **error);
void account_check_free(struct sim_create *create);
sim_handler handle_create, handle_update;

/* multipart.c and image_check.c */
struct sim_field {
  char name[64], filename[256], media[64];
  const unsigned char *data;
  size_t len;
};
bool multipart_parse(const char *content_type, const unsigned char *body, size_t len, struct sim_field *fields, size_t cap, size_t *count,
                     char **error);
bool image_check(const unsigned char *data, size_t len, bool pdf_allowed, enum sim_media *media, char **error);

/* uploads.c */
sim_handler handle_upload, handle_upload_second, handle_replace, handle_finalize;
yyjson_mut_val *upload_addresses(struct sim *sim, yyjson_mut_doc *doc, const struct sim_credential *c, bool paged);
struct sim_execution *find_execution(struct sim_request *request);
const char *upload_store(struct sim *sim, struct sim_credential *credential, const char *classifier, const unsigned char *data, size_t len,
                         bool captured, char **error);

/* retrieval.c and details.c */
sim_handler handle_status, handle_details, handle_steps, handle_part, handle_health;
sim_handler handle_rules, handle_report, handle_report_file;
sim_handler handle_delete_account, handle_delete_execution;
yyjson_mut_doc *details_document(struct sim *sim, struct sim_execution *execution);
const struct sim_part *details_missing_part(const struct sim_execution *execution);

/* ledger.c */
void ledger_hash(struct sim_request *request);
void ledger_add(struct sim_request *request, int status);
void ledger_clear(struct sim *sim);
yyjson_mut_doc *ledger_document(struct sim *sim, bool golden);

/* callbacks.c */
void callback_queue(struct sim *sim, struct sim_execution *execution, enum sim_status status, int64_t at);
void *callback_sender(void *sim);
void callback_clear(struct sim *sim);
bool callback_idle(const struct sim *sim);
yyjson_mut_doc *callback_document(struct sim *sim);
bool url_check(const char *url, bool query_allowed, const char **why);

/* picture.c, jpeg.c, tls.c */
struct sim_blob *picture_make(enum sim_sample sample);
bool picture_write(const char *directory, char **error);
void jpeg_encode(struct text *out, const unsigned char *rgb, unsigned width, unsigned height);
bool tls_make(char **cert_pem, char **key_pem, char **error);

/* web_page.c */
sim_handler handle_web_get, handle_web_post;

/* admin.c */
sim_handler admin_ledger, admin_reset, admin_scenario, admin_clock_get, admin_clock, admin_release, admin_complete;
sim_handler admin_executions, admin_callbacks, admin_flush, admin_resend, admin_revoke, admin_scenarios;

/* options.c */
int options_parse(struct sim_options *options, int argc, char **argv);

#endif
