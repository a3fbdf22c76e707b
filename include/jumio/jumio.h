/** @file jumio.h
 *  libjumio-idv: everything, in reading order.
 */
#ifndef JUMIO_H
#define JUMIO_H

#include <jumio/base.h>
#include <jumio/version.h>
#include <jumio/result.h>
#include <jumio/error.h>
#include <jumio/sys/alloc.h>
#include <jumio/sys/clock.h>
#include <jumio/sys/log.h>
#include <jumio/sys/http.h>
#include <jumio/sys/storage.h>
#include <jumio/sys/trace.h>
#include <jumio/region.h>
#include <jumio/config.h>
#include <jumio/client.h>
#include <jumio/answer.h>
#include <jumio/account.h>
#include <jumio/mock.h>
#include <jumio/source.h>
#include <jumio/prepared_data.h>
#include <jumio/credential.h>
#include <jumio/workflow_execution.h>
#include <jumio/callback.h>
#include <jumio/callback_guard.h>
#include <jumio/transaction.h>
#include <jumio/field.h>
#include <jumio/policy.h>
#include <jumio/decision.h>
#include <jumio/replay.h>
#include <jumio/verification.h>
#include <jumio/raw.h>
#include <jumio/op.h>

#endif
