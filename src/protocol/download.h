/** Downloads to a host's sink: nothing of a body is handed on before its first bytes were looked at. */
#ifndef JUMIO__DOWNLOAD_H
#define JUMIO__DOWNLOAD_H

#include "protocol/op.h"

/* The sink of a download's call, which needs `accepts`. */
int32_t jumio__download_take(const void *data, size_t len, void *op);
/* Its end: a body that is shorter than what is held back comes only now. `what` names it in the error. */
jumio_result jumio__download_end(jumio_op *op, const char *what, jumio_error **err);
/* Where the bytes go; ERR_ARGUMENT when there is no sink. */
jumio_result jumio__download_check(const jumio__session *session, const jumio__sink *sink, jumio_error **err);
void jumio__download_set(jumio_op *op, const jumio__sink *sink);

#endif
