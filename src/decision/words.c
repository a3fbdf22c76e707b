/** The names of classes, profiles and switches, as documents spell them. */
#include "decision/words.h"

static const char *const classes[] = {
    [JUMIO_EVIDENCE_NONE] = "none",
    [JUMIO_EVIDENCE_OK] = "ok",
    [JUMIO_EVIDENCE_ADVISORY] = "advisory",
    [JUMIO_EVIDENCE_SYMPTOM] = "symptom",
    [JUMIO_EVIDENCE_INCOMPLETE] = "incomplete",
    [JUMIO_EVIDENCE_DENIED] = "denied",
    [JUMIO_EVIDENCE_FRAUD] = "fraud",
};

static const char *const profiles[] = {
    [JUMIO_PROFILE_BY_KEY] = "by_key",
    [JUMIO_PROFILE_ID_AND_IDENTITY] = "id_and_identity",
    [JUMIO_PROFILE_ID_ONLY] = "id_only",
    [JUMIO_PROFILE_IDENTITY_EXISTING] = "identity_existing",
    [JUMIO_PROFILE_LIVENESS_ONLY] = "liveness_only",
    [JUMIO_PROFILE_AUTHENTICATION] = "authentication",
    [JUMIO_PROFILE_DOCUMENT] = "document",
    [JUMIO_PROFILE_DATA] = "data",
    [JUMIO_PROFILE_CAPTURE_ONLY] = "capture_only",
};

const char *jumio__class_word(jumio_evidence_class class)
{
  return classes[class];
}

const char *jumio__profile_word(jumio_profile profile)
{
  return profiles[profile];
}
