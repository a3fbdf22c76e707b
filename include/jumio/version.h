/** @file version.h
 *  Which library this is, at compile time and at run time.
 */
#ifndef JUMIO_VERSION_H
#define JUMIO_VERSION_H

#include <jumio/base.h>

/** Major version at compile time. */
#define JUMIO_VERSION_MAJOR 0
/** Minor version at compile time. */
#define JUMIO_VERSION_MINOR 1
/** Patch version at compile time. */
#define JUMIO_VERSION_PATCH 0
/** Version text at compile time. */
#define JUMIO_VERSION "0.1.0"

/** What a build of the library can contain; the argument of jumio_has_feature(). */
typedef int32_t jumio_feature;
/** Values of ::jumio_feature. */
enum {
  JUMIO_FEATURE_CURL = 1,  /**< the bundled curl transport */
  JUMIO_FEATURE_CRYPTO = 2 /**< digests by libcrypto: callback tags, and repeats of uploads from a reader */
};

JUMIO_BEGIN

/** Give the version of the library that is running.
 *  @return static text such as "0.1.0"; never NULL
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_version(void);

/** Tell whether this build contains a feature.
 *  @param feature [in] a ::jumio_feature; unknown values are allowed
 *  @return 1 when present, else 0
 *  @threads{any, concurrent} @since 0.1
 */
JUMIO_API int32_t jumio_has_feature(jumio_feature feature);

JUMIO_END

#endif
