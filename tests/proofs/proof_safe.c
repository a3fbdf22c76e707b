/** Proof of safety: every property on generated transactions, each under a policy by chance, and every change of every fixture.
 *
 *    proof_safe TRANSACTIONS SEED FOLDER...      the folders hold fixtures; one that is not there is said to be missing */
#include "proofs/properties.h"

#include "support/cmocka.h"
#include "support/failing_alloc.h"

#include <dirent.h>

#define FIXTURE_MAX ((size_t)1024 * 1024)
#define PER_POLICY 16 /* transactions */

static size_t transactions;
static uint64_t first_seed;
static char **folders; /* up to NULL */

static size_t changes[32]; /* by property */

static void tell(const char *what, size_t count, size_t policies)
{
  printf("# proved: safe: %zu %s under %zu policies", count, what, policies);
  for (size_t i = 0; i < property_count; i++)
    printf("; %s: %zu", properties[i].name, changes[i]);
  printf("\n");
  memset(changes, 0, sizeof changes);
}

/* P14 The same answer again, and nothing kept: the memory after it is the memory before it. */
static void check_again(const subject *s, failing_alloc *memory)
{
  input in = {s->json, s->len, NULL, 0};
  size_t live = memory->live, bytes = memory->live_bytes;
  jumio_decision *decision = NULL;
  assert_int_equal(jumio_decision_map_json(memory->handle, s->json, s->len, NULL, 0, s->policy->handle, &decision, NULL), s->before.result);
  assert_int_equal(jumio_decision_get_status(decision), s->before.status);
  assert_int_equal(jumio_decision_get_flags(decision), s->before.flags);
  jumio_decision_free(decision);
  assert_true(same_decision_text(&in, &in, s->policy->handle));
  assert_int_equal(memory->live, live);
  assert_int_equal(memory->live_bytes, bytes);
}

static void test_safe__generated_transactions(void **state)
{
  (void)state;
  failing_alloc memory;
  size_t of_status[7] = {0}, policies = 0;
  uint64_t seed = first_seed;
  policy_case policy = {0};
  failing_alloc_begin(&memory, 0, 0);
  for (size_t i = 0; i < transactions; i++) {
    if (i % PER_POLICY == 0) {
      policy_case_free(&policy);
      policy = policy_case_generate(&seed);
      policies++;
    }
    body b = generate_body(&seed);
    char *json = body_print(&b);
    subject s = subject_of(json, strlen(json), &policy);
    assert_int_equal(s.before.result, JUMIO_OK);
    of_status[s.before.status]++;
    check_again(&s, &memory);
    for (size_t k = 0; k < property_count; k++)
      changes[k] += property_check_one(&properties[k], &s, &seed);
    free(json);
  }
  policy_case_free(&policy);
  failing_alloc_end(&memory);
  for (jumio_idv_status status = JUMIO_IDV_PENDING; status <= JUMIO_IDV_PASSED; status++)
    assert_true(of_status[status] > transactions / 400); /* else the generator proves little */
  tell("generated transactions", transactions, policies);
}

/* The default, and some by chance. */
static policy_case policy_at(size_t n)
{
  uint64_t seed = first_seed + n;
  return n == 0 ? policy_case_of(NULL) : policy_case_generate(&seed);
}

static void check_fixture(const char *json, size_t len)
{
  for (size_t n = 0; n < PER_POLICY; n++) {
    policy_case policy = policy_at(n);
    uint64_t seed = n;
    subject s = subject_of(json, len, &policy);
    for (size_t k = 0; k < property_count; k++)
      changes[k] +=
          properties[k].is_long && n != 0 ? property_check_one(&properties[k], &s, &seed) : property_check_all(&properties[k], &s);
    policy_case_free(&policy);
  }
}

static bool check_file(const char *folder, const char *name)
{
  char path[4096];
  static char json[FIXTURE_MAX];
  size_t len = strlen(name);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = len > 5 && strcmp(name + len - 5, ".json") == 0 ? fopen(path, "rb") : NULL;
  if (file == NULL)
    return false;
  size_t size = fread(json, 1, sizeof json, file);
  fclose(file);
  check_fixture(json, size);
  return true;
}

static void test_safe__every_change_of_every_fixture(void **state)
{
  (void)state;
  size_t files = 0;
  for (char **folder = folders; *folder != NULL; folder++) {
    DIR *list = opendir(*folder);
    if (list == NULL) {
      printf("# proved: safe: no fixtures in %s: there is no such folder\n", *folder);
      continue;
    }
    for (struct dirent *entry; (entry = readdir(list)) != NULL;)
      files += check_file(*folder, entry->d_name);
    closedir(list);
  }
  assert_true(files > 0);
  tell("fixtures", files, PER_POLICY);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_safe__generated_transactions),
      cmocka_unit_test(test_safe__every_change_of_every_fixture),
  };
  if (argc < 4)
    return 2;
  transactions = strtoul(argv[1], NULL, 10);
  first_seed = strtoul(argv[2], NULL, 10);
  folders = argv + 3;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
