/** @file replay.h
 *  Replay: stored answers of Jumio under two policies, to see what a new policy changes before it decides anything. Pure: the host brings
 *  the bytes.
 */
#ifndef JUMIO_REPLAY_H
#define JUMIO_REPLAY_H

#include <jumio/base.h>
#include <jumio/error.h>

JUMIO_BEGIN

/** Begin a replay.
 *  @param alloc  [in] allocator, or NULL
 *  @param before [in] policy to compare with, or NULL for the default; copied
 *  @param after  [in] policy to try, or NULL for the default; copied
 *  @param out    [out] owned; free with jumio_replay_free() @param err [out] optional, owned
 *  @retval JUMIO_OK made
 *  @retval JUMIO_ERR_ARGUMENT out is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_replay_new(jumio_alloc *alloc, const jumio_policy *before, const jumio_policy *after, jumio_replay **out,
                                        jumio_error **err);

/** Free a replay.
 *  @param replay [in] replay, or NULL @threads{one thread} @since 0.1
 */
JUMIO_API void jumio_replay_free(jumio_replay *replay);

/** Map one stored answer under both policies and count it. It is read once; nothing of it is kept. A body that cannot be mapped is
 *  counted as an error; a wrong argument and a lack of memory are not counted.
 *  @param replay     [in] replay
 *  @param input      [in] a ::jumio_input of decision.h: ::JUMIO_INPUT_TRANSACTION for a workflow-details body,
 *                    ::JUMIO_INPUT_NETVERIFY for a Netverify callback or retrieval answer
 *  @param body       [in] its bytes @param len [in] bytes or ::JUMIO_NTS
 *  @param steps      [in] the steps body of a transaction, or NULL @param steps_len [in] bytes or ::JUMIO_NTS
 *  @param out_before [out] owned decision of the one policy, freed with jumio_decision_free(); NULL: not wanted
 *  @param out_after  [out] owned decision of the other, in the same way; NULL: not wanted @param err [out] optional, owned
 *  @retval JUMIO_OK mapped and counted
 *  @retval JUMIO_ERR_ARGUMENT replay or body is NULL, no such input, steps for another input than a transaction, or both places for a
 *                             decision are one
 *  @return these, or as jumio_decision_map_json() and jumio_decision_map_netverify() @owner{out_before, caller} @owner{out_after, caller}
 *  @threads{one thread} @since 0.1
 */
JUMIO_API jumio_result jumio_replay_add(jumio_replay *replay, int32_t input, const char *body, size_t len, const char *steps,
                                        size_t steps_len, jumio_decision **out_before, jumio_decision **out_after, jumio_error **err);

/** Read how many answers had one status before and the other after.
 *  @param replay        [in] replay
 *  @param status_before [in] a ::jumio_idv_status of decision.h, under the one policy
 *  @param status_after  [in] another, under the other; ::JUMIO_IDV_UNKNOWN for both: the errors
 *  @return number; 0 for what is no status @threads{any, concurrent} @since 0.1
 */
JUMIO_API uint64_t jumio_replay_get_count(const jumio_replay *replay, int32_t status_before, int32_t status_after);

/** Write the sum as JSON: `before` and `after` with name, version and hash of the policy, `ruleset`, `transactions`, `errors`,
 *  `different`, and `matrix` with the numbers by the status before and then after, as far as they are not 0. The same counts give the
 *  same bytes. No personal data.
 *  @param replay [in] replay @param out [out] owned text; free with jumio_text_free() @param out_len [out] bytes; may be NULL
 *  @param err [out] optional, owned
 *  @retval JUMIO_OK written
 *  @retval JUMIO_ERR_ARGUMENT an argument is NULL
 *  @retval JUMIO_ERR_OUT_OF_MEMORY allocation failed
 *  @return a result code @owner{out, caller} @threads{any, concurrent} @since 0.1
 */
JUMIO_API jumio_result jumio_replay_dup_json(const jumio_replay *replay, char **out, size_t *out_len, jumio_error **err);

JUMIO_END

#endif
