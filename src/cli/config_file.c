/** Reading a configuration file. It decides where the secret is sent, so nobody else may be able to change it. */
#include "config_file.h"

#include "file.h"
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG_MAX (64 * 1024)

static int read_trusted(const char *path, cli_settings *out)
{
  struct stat info;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return cli_fail(JUMIO_ERR_FILE, "%s: %s", path, strerror(errno));
  bool trusted =
      fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && (info.st_uid == geteuid() || info.st_uid == 0) && (info.st_mode & 022) == 0;
  int code = trusted ? cli_read_all(fd, path, CONFIG_MAX, &out->text, &out->len)
                     : cli_fail(JUMIO_ERR_FILE, "%s: must be a regular file of yours that nobody else can write to", path);
  close(fd);
  return code;
}

static char *trim(char *text)
{
  text += strspn(text, " \t\r");
  for (size_t len = strlen(text); len > 0 && strchr(" \t\r", text[len - 1]) != NULL; len--)
    text[len - 1] = '\0';
  return text;
}

static int key_of(const char *name)
{
  for (int i = 0; i <= CLI_LAST_KEY; i++)
    if (strcmp(cli_option_name(i), name) == 0)
      return i;
  return -1;
}

/* The line itself is never printed: it may hold what does not belong there. */
static int take_line(const char *path, unsigned number, char *line, const char **values)
{
  line = trim(line);
  char *equals = strchr(line, '=');
  if (line[0] == '\0' || line[0] == '#')
    return CLI_EXIT_OK;
  if (equals == NULL)
    return cli_fail(JUMIO_ERR_ARGUMENT, "%s, line %u: must be name = value", path, number);
  *equals = '\0';
  const char *name = trim(line), *value = trim(equals + 1);
  int key = key_of(name);
  if (key < 0)
    return cli_fail(JUMIO_ERR_ARGUMENT, "%s, line %u: not a known name; a secret goes into a file of its own (secret-file)", path, number);
  if (value[0] == '\0' || values[key] != NULL)
    return cli_fail(JUMIO_ERR_ARGUMENT, "%s, line %u: %s has no value, or a second one", path, number, name);
  values[key] = value;
  return CLI_EXIT_OK;
}

static int read_lines(const char *path, char *text, size_t len, const char **values)
{
  int code = strlen(text) == len ? CLI_EXIT_OK : cli_fail(JUMIO_ERR_ARGUMENT, "%s: holds a NUL byte", path);
  for (unsigned number = 1; text != NULL && code == CLI_EXIT_OK; number++) {
    char *end = strchr(text, '\n');
    if (end != NULL)
      *end = '\0';
    code = take_line(path, number, text, values);
    text = end != NULL ? end + 1 : NULL;
  }
  return code;
}

/* Region and endpoint say the same thing, and so do the two places of the secret: one on the command line hides both of the file. */
static void merge(const cli_args *args, const char *const *file, const char **values)
{
  bool where = cli_given(args, OPT_REGION) || cli_given(args, OPT_ENDPOINT);
  bool secret = cli_given(args, OPT_SECRET_FD) || cli_given(args, OPT_SECRET_FILE);
  for (int i = 0; i <= OPT_CONFIG; i++) {
    bool hidden = ((i == OPT_REGION || i == OPT_ENDPOINT) && where) || (i == OPT_SECRET_FILE && secret);
    values[i] = cli_given(args, i) || hidden ? args->value[i] : file[i];
  }
}

int cli_settings_load(const cli_args *args, cli_settings *out)
{
  const char *file[OPT_CONFIG + 1] = {NULL};
  int code = CLI_EXIT_OK;
  *out = (cli_settings){.text = NULL};
  if (cli_given(args, OPT_CONFIG))
    code = read_trusted(args->value[OPT_CONFIG], out);
  if (code == CLI_EXIT_OK && out->text != NULL)
    code = read_lines(args->value[OPT_CONFIG], out->text, out->len, file);
  if (code == CLI_EXIT_OK)
    merge(args, file, out->value);
  else
    cli_settings_free(out);
  return code;
}

void cli_settings_free(cli_settings *settings)
{
  cli_wipe_free(settings->text, settings->len);
  settings->text = NULL;
}
