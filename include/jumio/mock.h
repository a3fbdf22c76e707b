/** @file mock.h
 *  Ordering outcomes from Jumio's Mock Service: the JSON that goes into customerInternalReference, from the scenario file of jumio-sim.
 */
#ifndef JUMIO_MOCK_H
#define JUMIO_MOCK_H

#include <jumio/base.h>
#include <jumio/error.h>

JUMIO_BEGIN

/** Write the JSON that orders an outcome from a Mock Service tenant, or from jumio-sim, out of a scenario file (docs/mock-service.md). Give it to
 *  jumio_account_request_set_mock_outcome(). Only on a tenant that Jumio made a Mock Service tenant does it steer anything.
 *  @param alloc         [in] allocator, or NULL
 *  @param scenario_json [in] the file's content, at most 64 KiB @param scenario_len [in] bytes or ::JUMIO_NTS
 *  @param name          [in] which rule of "scenarios": its "name", or else its "scenario"; NULL: the first @param name_len [in] bytes or
 *  ::JUMIO_NTS
 *  @param reference     [in] the real customerInternalReference, by the rule of the account request @param reference_len [in] bytes or ::JUMIO_NTS
 *  @param out           [out] owned text; free with jumio_text_free() @param out_len [out] bytes; may be NULL @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT no such rule, a member of it that is none or of another type, a bad reference, or more than 2000 bytes in all
 *  @retval JUMIO_ERR_UNSUPPORTED the rule's scenario can be played by jumio-sim only: no single published label says it
 *  @retval JUMIO_ERR_JSON not one strict JSON document
 *  @retval JUMIO_ERR_TOO_LARGE more than 64 KiB
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @source{Jumio, "Testing with the Mock Service"; jumio-api-write 9.3} @threads{any, concurrent} @since
 *  0.1
 */
JUMIO_API jumio_result jumio_mock_outcome_build(jumio_alloc *alloc, const char *scenario_json, size_t scenario_len, const char *name,
                                                size_t name_len, const char *reference, size_t reference_len, char **out, size_t *out_len,
                                                jumio_error **err);

JUMIO_END

#endif
