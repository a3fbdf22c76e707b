/** The names of classes, profiles and switches, as documents spell them. */
#include "decision/words.h"

#include "core/text.h"

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

#define COUNT(words) (int32_t)(sizeof words / sizeof words[0])

static int32_t find(const char *const *words, int32_t count, const char *word, size_t len)
{
  for (int32_t i = 0; i < count; i++)
    if (jumio__same(word, len, words[i]))
      return i;
  return -1;
}

const char *jumio__class_word(jumio_evidence_class class)
{
  return class >= 0 && class < COUNT(classes) ? classes[class] : NULL;
}

const char *jumio__profile_word(jumio_profile profile)
{
  return profile >= 0 && profile < COUNT(profiles) ? profiles[profile] : NULL;
}

jumio_evidence_class jumio__class_of(const char *word, size_t len)
{
  return find(classes, COUNT(classes), word, len);
}

jumio_profile jumio__profile_of(const char *word, size_t len)
{
  return find(profiles, COUNT(profiles), word, len);
}
