/** Which library is running. */
#include <jumio/version.h>

const char *jumio_version(void)
{
  return JUMIO_VERSION;
}

int32_t jumio_has_feature(jumio_feature feature)
{
#ifdef JUMIO_WITH_CURL
  if (feature == JUMIO_FEATURE_CURL)
    return 1;
#endif
#ifdef JUMIO_WITH_CRYPTO
  if (feature == JUMIO_FEATURE_CRYPTO)
    return 1;
#endif
  (void)feature;
  return 0;
}
