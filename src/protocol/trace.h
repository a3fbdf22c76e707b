/** Spans from the inside: begun and ended by the engine, shown to the hook of the configuration. */
#ifndef JUMIO__TRACE_H
#define JUMIO__TRACE_H

#include "protocol/op.h"

/* The request is built and about to be handed out. */
void jumio__trace_begin(jumio_op *op);
/* It is over: judged as fed, or given up with a result of its own. Does nothing for a request that was not begun. */
void jumio__trace_end_fed(jumio_op *op);
void jumio__trace_end_given_up(jumio_op *op);

#endif
