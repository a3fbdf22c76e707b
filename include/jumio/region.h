/** @file region.h
 *  Jumio's regions: their names, and the hosts that belong to each. One table; nothing is guessed from a host that is not in it.
 */
#ifndef JUMIO_REGION_H
#define JUMIO_REGION_H

#include <jumio/base.h>

JUMIO_BEGIN

/** Find the region that a name or an address of Jumio's means. For what an administrator typed in; never for an address out of an answer or a
 *  callback: the region comes from your configuration only. Known are the ids "amer-1", "emea-1", "apac-1"; their aliases and data centers US, EU,
 *  SG, SGP; and, alone or in a URL, the hosts of jumio_region_get_text(), every other host below {region}.jumio.ai, and the upload, acquisition,
 *  retrieval, callback and portal hosts of Netverify. All in any case.
 *  @param text [in] name, host or http(s) URL @param len [in] bytes or ::JUMIO_NTS
 *  @return "amer-1", "emea-1" or "apac-1", static; NULL when it is none of these @source{Jumio API guide, authorization page, Netverify guides;
 *  jumio-api-write 1.1, 7.6 and 11.1} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_region_find(const char *text, size_t len);

/** A text of a region; the argument of jumio_region_get_text(). */
typedef int32_t jumio_region_text;
/** Values of ::jumio_region_text. */
enum {
  JUMIO_REGION_TEXT_ID = 1,              /**< "emea-1" */
  JUMIO_REGION_TEXT_NAME = 2,            /**< what customers call it: US, EU, SGP */
  JUMIO_REGION_TEXT_SDK_MOBILE = 3,      /**< data center of the mobile SDKs: US, EU, SG */
  JUMIO_REGION_TEXT_SDK_WEB = 4,         /**< data center of the web component: us, eu, sgp */
  JUMIO_REGION_TEXT_AUTH_HOST = 5,       /**< tokens */
  JUMIO_REGION_TEXT_ACCOUNT_HOST = 6,    /**< creating and updating accounts */
  JUMIO_REGION_TEXT_API_HOST = 7,        /**< uploads and finalizing */
  JUMIO_REGION_TEXT_RETRIEVAL_HOST = 8,  /**< results, parts, deletion */
  JUMIO_REGION_TEXT_STATUS_HOST = 9,     /**< health */
  JUMIO_REGION_TEXT_CALLBACK_HOST = 10,  /**< resolves to the addresses that callbacks come from */
  JUMIO_REGION_TEXT_NETVERIFY_HOST = 11, /**< the Netverify API */
  JUMIO_REGION_TEXT_PORTAL_HOST = 12     /**< the classic customer portal; NULL for apac-1, where none could be confirmed */
};

/** Read a text of a region.
 *  @param region [in] anything that jumio_region_find() knows @param region_len [in] bytes or ::JUMIO_NTS @param which [in] which
 *  @return static, or NULL when there is no such region or no such text @source{Jumio API guide, authorization page, SDK guides, Netverify guides;
 *  jumio-api-write 1.1, 7.6 and 11.1} @threads{any, concurrent} @since 0.1
 */
JUMIO_API const char *jumio_region_get_text(const char *region, size_t region_len, jumio_region_text which);

JUMIO_END

#endif
