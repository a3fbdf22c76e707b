/** The blocking driver: a thin loop over an operation, the transport and the clock. */
#include "client/client.h"

#define SLICE_MS 25 /* a cancelled call returns within this while it waits */

static void perform(jumio_op *op, jumio_cancel *cancel)
{
  jumio__session *session = op->session;
  jumio__running running = {.session = session, .request_id = op->request.id};
  op->request.cancelled = cancel != NULL ? &cancel->triggered : NULL;
  jumio__cancel_enter(cancel, &running);
  if (jumio__cancel_is_triggered(cancel)) {
    jumio_http_response_set_delivery(&op->response, JUMIO_DELIVERY_NOT_SENT);
    jumio_op_feed(op, JUMIO_ERR_CANCELLED);
  } else {
    jumio__shared_enter(session->http_owner);
    jumio_result result = session->http.perform(&op->request, &op->response, session->http_owner->user_data);
    jumio__shared_leave(session->http_owner);
    jumio_op_feed(op, result);
  }
  jumio__cancel_leave(cancel, &running);
  op->request.cancelled = NULL;
}

static void wait(jumio_op *op)
{
  jumio__session *session = op->session;
  if (op->awaiting_token) {
    jumio__token_await(&session->token, &op->ticket, SLICE_MS);
    return;
  }
  int64_t left = jumio__op_wake(op) - jumio__session_now(session);
  if (left > 0)
    session->clock.ops.sleep_ms(left < SLICE_MS ? left : SLICE_MS, session->clock.user_data);
}

jumio_result jumio__run(jumio_op *op, jumio_cancel *cancel, jumio_error **err)
{
  for (;;) {
    jumio_op_state state = jumio_op_step(op);
    if (state == JUMIO_OP_DONE)
      return jumio_op_get_result(op, err);
    if (state == JUMIO_OP_SEND) {
      perform(op, cancel);
    } else if (jumio__cancel_is_triggered(cancel)) {
      jumio_op_cancel(op);
    } else {
      wait(op);
    }
  }
}
