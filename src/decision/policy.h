/** The policy from the inside. */
#ifndef JUMIO__DECISION_POLICY_H
#define JUMIO__DECISION_POLICY_H

#include <jumio/decision.h>
#include <jumio/policy.h>

#include "core/mem.h"

struct jumio_policy {
  jumio_alloc *mem;
  jumio_profile profile;
  jumio_policy_switches switches;
};

#endif
