/** Which library is running. */
#include <jumio/version.h>

const char *jumio_version(void)
{
  return JUMIO_VERSION;
}

int32_t jumio_has_feature(jumio_feature feature)
{
#ifdef JUMIO_WITH_CURL
  return feature == JUMIO_FEATURE_CURL;
#else
  (void)feature;
  return 0;
#endif
}
