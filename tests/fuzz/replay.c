/** Runs a target on each file it is given, and on each file of each folder, without libFuzzer: what was found once is tried by every
 * compiler.
 *
 *    replay_TARGET FILE|FOLDER... */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <string.h>

#define FILE_MAX ((size_t)1024 * 1024)

/* Never called: nothing is mutated here. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most)
{
  (void)data;
  return size < most ? size : most;
}

static size_t replay_file(const char *path)
{
  FILE *file = fopen(path, "rb");
  uint8_t *data = malloc(FILE_MAX);
  if (file == NULL || data == NULL) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(1);
  }
  size_t size = fread(data, 1, FILE_MAX, file);
  fclose(file);
  /* In a block of its own size, so that reading behind it is seen. */
  uint8_t *exact = malloc(size != 0 ? size : 1);
  memcpy(exact, data, size);
  LLVMFuzzerTestOneInput(exact, size);
  free(exact);
  free(data);
  return 1;
}

static size_t replay(const char *path)
{
  size_t count = 0;
  char inner[4096];
  DIR *folder = opendir(path);
  if (folder == NULL)
    return replay_file(path);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] == '.')
      continue;
    snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
    count += replay_file(inner);
  }
  closedir(folder);
  return count;
}

int main(int argc, char **argv)
{
  size_t count = 0;
  for (int i = 1; i < argc; i++)
    count += replay(argv[i]);
  printf("# proved: %s: %zu inputs replayed\n", strrchr(argv[0], '/') != NULL ? strrchr(argv[0], '/') + 1 : argv[0], count);
  return count != 0 ? 0 : 1;
}
