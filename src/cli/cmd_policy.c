/** `policy`: checks a policy, shows its canonical form, tells its hash. Sends nothing. */
#include "cmd.h"

#include "output.h"
#include "policy.h"

#include <string.h>

static const char *text_of(const jumio_policy *policy, jumio_policy_text which)
{
  return jumio_policy_get_text(policy, which);
}

static int print_identity(const jumio_policy *policy)
{
  cli_json json;
  cli_json_begin(&json);
  cli_json_text(&json, json.root, "name", text_of(policy, JUMIO_POLICY_TEXT_NAME));
  cli_json_text(&json, json.root, "version", text_of(policy, JUMIO_POLICY_TEXT_VERSION));
  cli_json_text(&json, json.root, "hash", text_of(policy, JUMIO_POLICY_TEXT_HASH));
  return cli_json_end(&json);
}

/* What was asked for stands alone on standard output. */
static void tell_identity(const jumio_policy *policy)
{
  static const jumio_policy_text rows[] = {JUMIO_POLICY_TEXT_NAME, JUMIO_POLICY_TEXT_VERSION, JUMIO_POLICY_TEXT_HASH};
  fputs("jumio-idv: policy:", stderr);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    fputc(' ', stderr);
    cli_put(stderr, text_of(policy, rows[i]));
  }
  fputc('\n', stderr);
}

static int check(const cli_args *args, const jumio_policy *policy)
{
  return cli_given(args, OPT_JSON) ? print_identity(policy) : CLI_EXIT_OK;
}

/* Exactly the bytes that the hash is of: no line end behind them. */
static int show(const cli_args *args, const jumio_policy *policy)
{
  char *text = NULL;
  size_t len = 0;
  jumio_error *error = NULL;
  jumio_result result = jumio_policy_dup_json(policy, &text, &len, &error);
  (void)args; /* it is JSON with and without --json */
  if (result != JUMIO_OK)
    return cli_report(result, error);
  fwrite(text, 1, len, stdout);
  jumio_text_free(text);
  return CLI_EXIT_OK;
}

static int hash(const cli_args *args, const jumio_policy *policy)
{
  const char *found = text_of(policy, JUMIO_POLICY_TEXT_HASH);
  if (cli_given(args, OPT_JSON))
    return print_identity(policy);
  if (found == NULL)
    return cli_fail(JUMIO_ERR_UNSUPPORTED, "a build without libcrypto has no hash of this policy: take that of the output of policy show");
  puts(found);
  return CLI_EXIT_OK;
}

int cli_policy(const cli_args *args)
{
  static const struct {
    const char *name;
    int (*run)(const cli_args *args, const jumio_policy *policy);
  } actions[] = {{"check", check}, {"show", show}, {"hash", hash}};
  size_t i = 0;
  while (i < sizeof actions / sizeof actions[0] && strcmp(actions[i].name, args->operands[0]) != 0)
    i++;
  if (i == sizeof actions / sizeof actions[0])
    return cli_usage("policy takes check, show or hash");
  jumio_policy *policy = NULL;
  int code = cli_policy_load(args->operands[1], &policy);
  if (code != CLI_EXIT_OK)
    return code;
  if (cli_given(args, OPT_VERBOSE))
    tell_identity(policy);
  code = actions[i].run(args, policy);
  jumio_policy_free(policy);
  return code;
}
