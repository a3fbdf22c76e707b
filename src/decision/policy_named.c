/** The policies that are built in: static, so that mapping under them allocates nothing. */
#include "decision/policy.h"

#include "core/text.h"
#include "decision/policy_hash.h"

#define JUMIO__RULE(id, match, text, class, strict, flags, twin, meaning, source) JUMIO_EVIDENCE_##class,
static const uint8_t normal[JUMIO__RULE_COUNT] = {
#include "decision/rules.def"
};

#define JUMIO__RULE(id, match, text, class, strict, flags, twin, meaning, source) JUMIO_EVIDENCE_##strict,
static const uint8_t strict[JUMIO__RULE_COUNT] = {
#include "decision/rules.def"
};

#define CLASSES(bits) (((bits)&JUMIO_POLICY_STRICT) != 0 ? strict : normal)
#define JUMIO__POLICY(constant, text, bits)                                                                                                \
  {.texts = {.name = text, .version = JUMIO__POLICY_VERSION, .hash = JUMIO__POLICY_HASH_##constant},                                       \
   .switches = (bits),                                                                                                                     \
   .classes = {CLASSES(bits), CLASSES(bits)}},
static const jumio_policy built_in[] = {
#include "decision/rules.def"
};

const jumio_policy *jumio__policy_default(void)
{
  return &built_in[0];
}

const jumio_policy *jumio__policy_built_in(const char *name, size_t len)
{
  for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++)
    if (jumio__same(name, len, built_in[i].texts.name))
      return &built_in[i];
  return NULL;
}
