/** The table of netverify_rules.c, as open_rules.c has those of rules.c. */
#include "decision/netverify_rules.c"

JUMIO_API const void *jumio_proof_netverify(size_t *count);

JUMIO_API const void *jumio_proof_netverify(size_t *count)
{
  *count = RULE_COUNT;
  return rules;
}
