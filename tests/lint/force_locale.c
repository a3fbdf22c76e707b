/** Preloaded into a test, it does what a host program with a locale does. A test whose answer depends on the locale then shows it. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((constructor)) static void force_locale(void)
{
  if (setlocale(LC_ALL, "") == NULL || strcmp(localeconv()->decimal_point, ",") != 0) {
    fputs("force-locale: the locale is not there, or it writes numbers like the C locale\n", stderr);
    _Exit(70);
  }
}
