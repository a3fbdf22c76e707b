/** `replay`: stored answers under two policies, one line for each that comes out otherwise. Sends nothing and stores nothing. */
#include "cmd.h"

#include "file.h"
#include "output.h"
#include "policy.h"
#include "record.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

#define BODY_MAX ((size_t)8 * 1024 * 1024) /* the most that the library reads */
#define PATH_SIZE (4 * 4096 + 1)
#define RULES_MAX 400 /* more than a decision has reasons */
#define STEPS ".steps.json"

typedef struct run {
  const cli_args *args;
  jumio_replay *replay;
  cli_block body, steps;
  bool different; /* a line was printed */
  int code;       /* of the first file that could not be read */
} run;

/* What decided, each rule once. */
typedef struct verdict {
  const char *status;
  jumio_decision_flags flags;
  size_t count;
  const char *rules[RULES_MAX];
} verdict;

static bool names_rule(const verdict *v, const char *rule)
{
  for (size_t i = 0; i < v->count; i++)
    if (strcmp(v->rules[i], rule) == 0)
      return true;
  return false;
}

static void read_verdict(const jumio_decision *decision, verdict *out)
{
  out->status = jumio_idv_status_name(jumio_decision_get_status(decision));
  out->flags = jumio_decision_get_flags(decision);
  out->count = 0;
  for (size_t i = 0; i < jumio_decision_reason_count(decision) && out->count < RULES_MAX; i++) {
    const jumio_reason *reason = jumio_decision_get_reason_at(decision, i);
    const char *rule = jumio_reason_get_text(reason, JUMIO_REASON_TEXT_RULE);
    if (jumio_reason_get_int64(reason, JUMIO_REASON_ROLE) == JUMIO_ROLE_DECIDED && !names_rule(out, rule))
      out->rules[out->count++] = rule;
  }
}

/* The order of the rules depends on their weights, so it is not compared. */
static bool same_verdict(const verdict *a, const verdict *b)
{
  bool same = a->flags == b->flags && a->count == b->count;
  for (size_t i = 0; same && i < a->count; i++)
    same = names_rule(b, a->rules[i]);
  return same;
}

static void print_rules(const verdict *v)
{
  fputs(v->count != 0 ? "\t" : "\t-", stdout);
  for (size_t i = 0; i < v->count; i++) {
    fputs(i != 0 ? "," : "", stdout);
    cli_put(stdout, v->rules[i]);
  }
}

static void print_flags(const verdict *v)
{
  const char *before = "\t";
  for (int bit = 0; bit < 32; bit++)
    if ((v->flags & (UINT32_C(1) << bit)) != 0) {
      fputs(before, stdout);
      cli_put(stdout, jumio_decision_flag_name(UINT32_C(1) << bit));
      before = ",";
    }
  if (v->flags == 0)
    fputs("\t-", stdout);
}

static void print_line(const char *path, const verdict *before, const verdict *after)
{
  cli_put(stdout, path);
  printf("\t%s -> %s", before->status, after->status);
  print_rules(before);
  print_rules(after);
  print_flags(before);
  print_flags(after);
  putchar('\n');
}

static void add_verdict(cli_json *json, const char *key, const verdict *v)
{
  yyjson_mut_val *object = cli_json_object(json, json->root, key);
  cli_json_text(json, object, "status", v->status);
  yyjson_mut_val *rules = cli_json_list(json, object, "rules");
  for (size_t i = 0; i < v->count; i++)
    cli_json_item(json, rules, v->rules[i]);
  cli_flags_json(json, object, v->flags);
}

static void begin_object(cli_json *json, const char *path)
{
  char text[PATH_SIZE];
  cli_safe(path, true, text, sizeof text);
  cli_json_begin(json);
  cli_json_text(json, json->root, "path", text);
}

static int print_difference(run *r, const char *path, const verdict *before, const verdict *after)
{
  cli_json json;
  r->different = true;
  if (!cli_given(r->args, OPT_JSON)) {
    print_line(path, before, after);
    return CLI_EXIT_OK;
  }
  begin_object(&json, path);
  add_verdict(&json, "before", before);
  add_verdict(&json, "after", after);
  return cli_json_end(&json);
}

static int print_error(const run *r, const char *path, jumio_result result, const jumio_error *error)
{
  cli_json json;
  const char *message = error != NULL ? jumio_error_get_message(error) : jumio_result_meaning(result);
  if (!cli_given(r->args, OPT_VERBOSE))
    return CLI_EXIT_OK;
  if (cli_given(r->args, OPT_JSON)) {
    begin_object(&json, path);
    cli_json_text(&json, json.root, "error", jumio_result_name(result));
    cli_json_text(&json, json.root, "message", message);
    return cli_json_end(&json);
  }
  cli_put(stdout, path);
  printf("\tERROR\t%s\t", jumio_result_name(result));
  cli_put(stdout, message);
  putchar('\n');
  return CLI_EXIT_OK;
}

static int compare_decisions(run *r, const char *path, const jumio_decision *old_one, const jumio_decision *new_one)
{
  verdict before, after;
  bool stays = jumio_decision_get_status(old_one) == jumio_decision_get_status(new_one);
  if (stays && !cli_given(r->args, OPT_REASONS))
    return CLI_EXIT_OK;
  read_verdict(old_one, &before);
  read_verdict(new_one, &after);
  return stays && same_verdict(&before, &after) ? CLI_EXIT_OK : print_difference(r, path, &before, &after);
}

static int map_bodies(run *r, const char *path, jumio_input input, size_t len, const char *steps, size_t steps_len)
{
  jumio_decision *before = NULL, *after = NULL;
  jumio_error *error = NULL;
  jumio_result result = jumio_replay_add(r->replay, input, r->body.data, len, steps, steps_len, &before, &after, &error);
  if (result == JUMIO_ERR_OUT_OF_MEMORY)
    return cli_report(result, error);
  int code = result == JUMIO_OK ? compare_decisions(r, path, before, after) : print_error(r, path, result, error);
  jumio_error_free(error);
  jumio_decision_free(before);
  jumio_decision_free(after);
  return code;
}

/* The name of the neighbour: the last `cut` bytes replaced by another end. False where there is none. */
static bool find_neighbour(const cli_tree_file *file, size_t cut, const char *end, char out[CLI_TREE_NAME])
{
  int len = snprintf(out, CLI_TREE_NAME, "%.*s%s", (int)(strlen(file->name) - cut), file->name, end);
  return len < CLI_TREE_NAME && cli_tree_has_sibling(file, out);
}

/* The first failure is kept, and the others are still wanted. */
static bool read_one(run *r, const cli_tree_file *file, const char *name, cli_block *block, size_t *out_len)
{
  int code = cli_tree_read(file, name, BODY_MAX, block, out_len);
  r->code = r->code == CLI_EXIT_OK ? code : r->code;
  return code == CLI_EXIT_OK;
}

static int visit(const cli_tree_file *file, void *data)
{
  run *r = data;
  char neighbour[CLI_TREE_NAME];
  size_t len, steps_len = 0;
  bool form = cli_ends_with(file->name, ".form");
  if (!form && !cli_ends_with(file->name, ".json"))
    return CLI_EXIT_OK;
  if (cli_ends_with(file->name, STEPS) && find_neighbour(file, sizeof STEPS - 1, ".json", neighbour))
    return CLI_EXIT_OK; /* read together with that one */
  if (!read_one(r, file, file->name, &r->body, &len))
    return CLI_EXIT_OK;
  bool has_steps = !form && find_neighbour(file, sizeof ".json" - 1, STEPS, neighbour);
  if (has_steps && !read_one(r, file, neighbour, &r->steps, &steps_len))
    return CLI_EXIT_OK;
  return map_bodies(r, file->path, form ? JUMIO_INPUT_NETVERIFY : JUMIO_INPUT_TRANSACTION, len, has_steps ? r->steps.data : NULL,
                    steps_len);
}

/* Every line has a title of the same width. */
static void print_policy(const char *title, const jumio_policy *policy)
{
  static const jumio_policy_text texts[] = {JUMIO_POLICY_TEXT_NAME, JUMIO_POLICY_TEXT_VERSION, JUMIO_POLICY_TEXT_HASH};
  printf("%-12s", title);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    fputs(i != 0 ? "  " : "", stdout);
    cli_put(stdout, jumio_policy_get_text(policy, texts[i]));
  }
  putchar('\n');
}

/* The statuses before from above, those after to the right. */
static void print_matrix(const jumio_replay *replay)
{
  printf("%-12s", "");
  for (jumio_idv_status after = JUMIO_IDV_PASSED; after > JUMIO_IDV_UNKNOWN; after--)
    printf("%12s", jumio_idv_status_name(after));
  for (jumio_idv_status before = JUMIO_IDV_PASSED; before > JUMIO_IDV_UNKNOWN; before--) {
    printf("\n%-12s", jumio_idv_status_name(before));
    for (jumio_idv_status after = JUMIO_IDV_PASSED; after > JUMIO_IDV_UNKNOWN; after--)
      printf("%12llu", (unsigned long long)jumio_replay_get_count(replay, before, after));
  }
  putchar('\n');
}

static void print_totals(const jumio_replay *replay)
{
  uint64_t all = 0, same = 0;
  for (jumio_idv_status before = JUMIO_IDV_PENDING; before <= JUMIO_IDV_PASSED; before++)
    for (jumio_idv_status after = JUMIO_IDV_PENDING; after <= JUMIO_IDV_PASSED; after++) {
      all += jumio_replay_get_count(replay, before, after);
      same += before == after ? jumio_replay_get_count(replay, before, after) : 0;
    }
  printf("%llu transactions, %llu different, %llu other files\n", (unsigned long long)all, (unsigned long long)(all - same),
         (unsigned long long)jumio_replay_get_count(replay, JUMIO_IDV_UNKNOWN, JUMIO_IDV_UNKNOWN));
}

static int print_summary(const run *r, const jumio_policy *before, const jumio_policy *after)
{
  char *text = NULL;
  jumio_error *error = NULL;
  if (cli_given(r->args, OPT_JSON)) {
    jumio_result result = jumio_replay_dup_json(r->replay, &text, NULL, &error);
    if (result != JUMIO_OK)
      return cli_report(result, error);
    puts(text);
    jumio_text_free(text);
    return CLI_EXIT_OK;
  }
  print_policy("before:", before);
  print_policy("after:", after);
  printf("%-12s%s\n", "ruleset:", jumio_decision_get_text(NULL, JUMIO_DECISION_TEXT_RULESET));
  print_totals(r->replay);
  print_matrix(r->replay);
  return CLI_EXIT_OK;
}

static int replay_folder(run *r, const jumio_policy *before, const jumio_policy *after)
{
  jumio_error *error = NULL;
  jumio_result result = jumio_replay_new(NULL, before, after, &r->replay, &error);
  if (result != JUMIO_OK)
    return cli_report(result, error);
  int code = cli_tree_walk(r->args->operands[0], visit, r);
  r->code = r->code == CLI_EXIT_OK ? code : r->code;
  code = print_summary(r, before, after);
  jumio_replay_free(r->replay);
  cli_block_free(&r->body);
  cli_block_free(&r->steps);
  if (r->code != CLI_EXIT_OK || code != CLI_EXIT_OK)
    return r->code != CLI_EXIT_OK ? r->code : code;
  return r->different ? CLI_EXIT_DIFFERENT : CLI_EXIT_OK;
}

int cli_replay(const cli_args *args)
{
  jumio_policy *before = NULL, *after = NULL;
  run r = {.args = args, .code = CLI_EXIT_OK};
  const char *against = args->value[OPT_AGAINST];
  int code = cli_policy_load(args->value[OPT_POLICY], &after);
  if (code == CLI_EXIT_OK)
    code = cli_policy_load(against != NULL ? against : "default", &before);
  if (code == CLI_EXIT_OK)
    code = replay_folder(&r, before, after);
  jumio_policy_free(before);
  jumio_policy_free(after);
  return code;
}
