/** What a Passed must have, told a second time and without the rule table. */
#ifndef JUMIO_TEST_MAY_PASS_H
#define JUMIO_TEST_MAY_PASS_H

#include "unit/decision/body.h"

#include <yyjson.h>

/* Whether this transaction can be Passed at all under this profile and these switches, and no override. */
bool may_pass(yyjson_mut_doc *transaction, jumio_profile profile, jumio_policy_switches switches);

#endif
