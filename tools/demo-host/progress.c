/** The progress line and the failure line. */
#include "demo.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static bool line_open;

void demo_progress(size_t done, size_t all, const char *format, ...)
{
  char text[72]; /* with the counters one line of 80 columns, else the next one could not take its place */
  va_list arguments;
  bool terminal = isatty(STDOUT_FILENO) != 0;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  printf(terminal ? "\r\033[K[%2zu/%zu] %s" : "[%2zu/%zu] %s\n", done, all, text);
  fflush(stdout);
  line_open = terminal;
}

void demo_progress_end(void)
{
  if (line_open)
    fputs("\r\033[K", stdout);
  line_open = false;
}

bool demo_fail(const char *what, jumio_result result, jumio_error *error)
{
  demo_progress_end();
  fflush(stdout);
  fprintf(stderr, "demo: %s: %s: %s\n", what, jumio_result_name(result),
          error != NULL ? jumio_error_get_message(error) : jumio_result_meaning(result));
  jumio_error_free(error);
  return false;
}
