/** The tables of rules.c, for the test that changes each of their rows: in a module of the library's own objects, in which this stands for
 * rules.c. */
#include "decision/rules.c"

#define TABLE(rows)                                                                                                                        \
  {                                                                                                                                        \
    rows, sizeof rows / sizeof rows[0]                                                                                                     \
  }
static const struct {
  const void *rows;
  size_t count;
} tables[] = {TABLE(jumio__rules), TABLE(notes), TABLE(keys), TABLE(requirements)};

JUMIO_API const void *jumio_proof_table(size_t which, size_t *count);

JUMIO_API const void *jumio_proof_table(size_t which, size_t *count)
{
  *count = tables[which].count;
  return tables[which].rows;
}
