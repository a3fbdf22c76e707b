/** The lines of an HTTP answer as a transport receives them, turned into calls of the response's sinks, with the rules on framing. */
#ifndef JUMIO__ANSWER_H
#define JUMIO__ANSWER_H

#include <stdbool.h>

#include <jumio/sys/http.h>

typedef struct jumio__answer {
  jumio_http_response *response;
  size_t line_bytes; /* of all lines, also those of interim answers and trailers */
  size_t body_bytes;
  int32_t status;   /* of the answer whose lines are being read; 0: none yet */
  bool multiplexed; /* HTTP/2 or later: the frames say where the body ends */
  bool open;        /* between a status line and its empty line */
  bool complete;    /* the empty line after the final answer's headers was seen */
  bool encoded;     /* a content coding other than identity */
  bool chunked;
  bool has_length;
  int64_t length;
} jumio__answer;

void jumio__answer_begin(jumio__answer *answer, jumio_http_response *response);
/* One line, with or without its line end: a status line, a header, an empty line or a trailer. What is not OK ends the exchange. */
jumio_result jumio__answer_line(jumio__answer *answer, const char *line, size_t len);
/* Body bytes. ERR_PROTOCOL when they are encoded. */
jumio_result jumio__answer_body(jumio__answer *answer, const void *data, size_t len);
/* The connection says that this was all: OK, or ERR_NETWORK when headers or body may have been cut off. */
jumio_result jumio__answer_end(const jumio__answer *answer);

#endif
