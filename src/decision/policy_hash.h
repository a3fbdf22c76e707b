/** The hashes of the policies that are built in. Made by tools/generate from rules.def: do not edit. */
#ifndef JUMIO__DECISION_POLICY_HASH_H
#define JUMIO__DECISION_POLICY_HASH_H

#define JUMIO__POLICY_HASH_DEFAULT "cb95a7621d9452f77aece960b3264fe73aeef19736377948e04f2019b88da24d"
#define JUMIO__POLICY_HASH_STRICT "defae830174adbc7237d2c3f3cacfcf0a02224ce7c94639d57159b6db16b0469"
#define JUMIO__POLICY_HASH_NETVERIFY_ORDER "61025ce97dd6edc179667b805891b2c84c5350b7249e2d514115ef609231113e"

#endif
