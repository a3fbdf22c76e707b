/** Saving a part into a folder (threat TH10): a whole file under a name of our own, or nothing. */
#include "support/failing_alloc.h"
#include "support/rig.h"

#include "support/cmocka.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define BASE RIG_ID "-FRONT"

typedef struct place {
  char path[64];
  int fd;
} place;

static void place_begin(place *p)
{
  snprintf(p->path, sizeof p->path, "part-save-XXXXXX");
  assert_non_null(mkdtemp(p->path));
  p->fd = open(p->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  assert_true(p->fd >= 0);
}

/* How many entries there are; each is removed. The last one's name goes to `name`. */
static size_t place_empty(const place *p, char name[256])
{
  size_t count = 0;
  DIR *dir = opendir(p->path);
  assert_non_null(dir);
  name[0] = '\0';
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    count++;
    snprintf(name, 256, "%s", entry->d_name);
    assert_int_equal(unlinkat(p->fd, entry->d_name, 0), 0);
  }
  closedir(dir);
  return count;
}

static void place_end(place *p)
{
  char name[256];
  place_empty(p, name);
  close(p->fd);
  assert_int_equal(rmdir(p->path), 0);
}

static size_t read_file(const place *p, const char *name, char *out, size_t size)
{
  int fd = openat(p->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return SIZE_MAX;
  ssize_t len = read(fd, out, size);
  close(fd);
  assert_true(len >= 0);
  return (size_t)len;
}

static jumio_result save(jumio_client *client, int folder, char *name, jumio_media_type *type, jumio_error **err)
{
  return jumio_part_save(client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "FRONT", JUMIO_NTS, folder, -1, NULL, name,
                         JUMIO_PART_NAME_SIZE, type, err);
}

/* The library's own in this program: what has a name when the folder is synced is what a power cut leaves. */
static int synced_fd = -1;
static size_t synced_names, synced_temporary;

int fsync(int fd)
{
  DIR *dir = fd == synced_fd ? fdopendir(openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) : NULL;
  for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
    synced_temporary += strstr(entry->d_name, ".part") != NULL;
    synced_names += strcmp(entry->d_name, BASE ".jpg") == 0;
  }
  if (dir != NULL)
    closedir(dir);
  return (int)syscall(SYS_fsync, fd);
}

/* U14: a second name that a crash makes last would keep a picture that the host deletes. */
static void test_part_save__only_the_name_is_synced(void **state)
{
  static const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/parts/FRONT", .status = 200, .body = "\xFF\xD8\xFF\xE0 picture"}};
  (void)state;
  test_rig rig;
  place p;
  char name[JUMIO_PART_NAME_SIZE];
  place_begin(&p);
  rig_begin(&rig, steps, 2);
  synced_fd = p.fd;
  assert_int_equal(save(rig.client, p.fd, name, NULL, NULL), JUMIO_OK);
  synced_fd = -1;
  assert_int_equal(synced_names, 1);
  assert_int_equal(synced_temporary, 0);
  rig_end(&rig);
  place_end(&p);
}

static void test_part_save__names_by_content(void **state)
{
  static const struct {
    const char *body, *name;
    jumio_media_type type;
  } rows[] = {{"\xFF\xD8\xFF\xE0 picture", BASE ".jpg", JUMIO_MEDIA_JPEG},
              {"\x89PNG\r\n\x1a\n picture", BASE ".png", JUMIO_MEDIA_PNG},
              {"%PDF-1.7 paper", BASE ".pdf", JUMIO_MEDIA_PDF},
              {"something else", BASE ".bin", JUMIO_MEDIA_OTHER}};
  (void)state;
  place p;
  place_begin(&p);
  mode_t mask = umask(0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    /* The header lies: only the first bytes count. */
    const fake_step steps[] = {RIG_TOKEN_STEP,
                               {.path = "/parts/FRONT", .status = 200, .headers = "Content-Type: image/gif", .body = rows[i].body}};
    test_rig rig;
    struct stat info;
    char name[JUMIO_PART_NAME_SIZE], found[256], bytes[100];
    jumio_media_type type = 99;
    rig_begin(&rig, steps, 2);
    assert_int_equal(save(rig.client, p.fd, name, &type, NULL), JUMIO_OK);
    assert_string_equal(name, rows[i].name);
    assert_int_equal(type, rows[i].type);
    assert_int_equal(fstatat(p.fd, name, &info, AT_SYMLINK_NOFOLLOW), 0);
    assert_int_equal(info.st_mode, S_IFREG | 0600);
    assert_int_equal(info.st_nlink, 1);
    assert_int_equal(read_file(&p, name, bytes, sizeof bytes), strlen(rows[i].body));
    assert_memory_equal(bytes, rows[i].body, strlen(rows[i].body));
    assert_int_equal(place_empty(&p, found), 1);
    rig_end(&rig);
  }
  umask(mask);
  place_end(&p);
}

static void test_part_save__prepared_data(void **state)
{
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/parts/PREPARED_DATA", .status = 200, .body = "{\"a\":1}"}};
  (void)state;
  place p;
  test_rig rig;
  char name[JUMIO_PART_NAME_SIZE];
  place_begin(&p);
  rig_begin(&rig, steps, 2);
  assert_int_equal(jumio_part_save(rig.client, RIG_ACCOUNT, JUMIO_NTS, RIG_ID, JUMIO_NTS, "PREPARED_DATA", JUMIO_NTS, p.fd, -1, NULL, name,
                                   sizeof name, NULL, NULL),
                   JUMIO_OK);
  assert_string_equal(name, RIG_ID "-PREPARED_DATA.json");
  rig_end(&rig);
  place_end(&p);
}

/* U15: a file, a link (also one that leads nowhere) or a folder of that name, with whatever extension, stays as it is; nothing is sent. */
static void test_part_save__never_over_what_is_there(void **state)
{
  static const char *const names[] = {BASE ".jpg", BASE ".png", BASE ".pdf", BASE ".json", BASE ".bin"};
  (void)state;
  place p;
  test_rig rig;
  char name[JUMIO_PART_NAME_SIZE], found[256], bytes[10];
  place_begin(&p);
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    for (int kind = 0; kind < 2; kind++) {
      if (kind == 0) {
        int fd = openat(p.fd, names[i], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        assert_int_equal(write(fd, "mine", 4), 4);
        close(fd);
      } else {
        assert_int_equal(symlinkat("elsewhere", p.fd, names[i]), 0);
      }
      assert_int_equal(save(rig.client, p.fd, name, NULL, NULL), JUMIO_ERR_FILE_EXISTS);
      assert_string_equal(name, names[i]);
      if (kind == 0)
        assert_int_equal(read_file(&p, names[i], bytes, sizeof bytes), 4);
      assert_int_equal(place_empty(&p, found), 1);
    }
  assert_int_equal(rig.http.requests, 0);
  rig_end(&rig);
  place_end(&p);
}

typedef struct intruder {
  const place *p;
} intruder;

static void lay_a_link(void *data)
{
  const intruder *self = data;
  assert_int_equal(symlinkat("elsewhere", self->p->fd, BASE ".jpg"), 0);
}

/* The same when it appears while the part is on its way. */
static void test_part_save__what_appears_meanwhile_stays(void **state)
{
  (void)state;
  place p;
  intruder self = {&p};
  const fake_step steps[] = {
      RIG_TOKEN_STEP,
      {.path = "/parts/FRONT", .status = 200, .body = "\xFF\xD8\xFF\xE0 picture", .before = lay_a_link, .before_data = &self}};
  test_rig rig;
  struct stat info;
  char name[JUMIO_PART_NAME_SIZE], found[256];
  place_begin(&p);
  rig_begin(&rig, steps, 2);
  assert_int_equal(save(rig.client, p.fd, name, NULL, NULL), JUMIO_ERR_FILE_EXISTS);
  assert_string_equal(name, BASE ".jpg");
  assert_int_equal(fstatat(p.fd, name, &info, AT_SYMLINK_NOFOLLOW), 0);
  assert_true(S_ISLNK(info.st_mode));
  assert_int_equal(place_empty(&p, found), 1);
  rig_end(&rig);
  place_end(&p);
}

/* U15: a folder that others can write to, another user's, and what is no folder. Nothing is sent. */
static void test_part_save__the_folder(void **state)
{
  static const mode_t modes[] = {0770, 0707, 0777, 01777, 0720, 0702};
  (void)state;
  place p;
  test_rig rig;
  char name[JUMIO_PART_NAME_SIZE] = "x", found[256];
  place_begin(&p);
  rig_begin(&rig, rig_happy, rig_happy_count);
  for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
    assert_int_equal(fchmod(p.fd, modes[i]), 0);
    assert_int_equal(save(rig.client, p.fd, name, NULL, NULL), JUMIO_ERR_FILE);
    assert_string_equal(name, "");
  }
  assert_int_equal(fchmod(p.fd, 0755), 0);
  int file = openat(p.fd, "file", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  assert_int_equal(save(rig.client, file, name, NULL, NULL), JUMIO_ERR_FILE);
  close(file);
  assert_int_equal(save(rig.client, -1, name, NULL, NULL), JUMIO_ERR_FILE);
  assert_int_equal(save(rig.client, file, name, NULL, NULL), JUMIO_ERR_FILE);
  if (geteuid() == 0) { /* only root can give a folder away, and only root is told by it that it is not its own */
    assert_int_equal(fchown(p.fd, 12345, (gid_t)-1), 0);
    assert_int_equal(save(rig.client, p.fd, name, NULL, NULL), JUMIO_ERR_FILE);
    assert_int_equal(fchown(p.fd, 0, (gid_t)-1), 0);
  }
  assert_int_equal(rig.http.requests, 0);
  assert_int_equal(place_empty(&p, found), 1);
  rig_end(&rig);
  place_end(&p);
}

#define LARGE 20000

/* U14: the disk takes k bytes and no more, for every k of a grid; no name appears and no temporary file stays. */
static void test_part_save__the_disk_is_full(void **state)
{
  static char body[LARGE] = "\xFF\xD8\xFF\xE0";
  (void)state;
  place p;
  struct rlimit old, few;
  char name[JUMIO_PART_NAME_SIZE], found[256];
  memset(body + 4, 'x', sizeof body - 4);
  place_begin(&p);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  for (size_t most = 0; most < LARGE; most += most < 70 ? 1 : 997) {
    const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/parts/FRONT", .status = 200, .body = body, .body_len = LARGE}};
    test_rig rig;
    jumio_error *error = NULL;
    few = old;
    few.rlim_cur = most;
    rig_begin(&rig, steps, 2);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &few), 0);
    jumio_result result = save(rig.client, p.fd, name, NULL, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(result, JUMIO_ERR_FILE);
    assert_int_equal(jumio_error_get_code(error), JUMIO_ERR_FILE);
    assert_string_equal(name, "");
    assert_int_equal(place_empty(&p, found), 0);
    jumio_error_free(error);
    rig_end(&rig);
  }
  signal(SIGXFSZ, handler);
  place_end(&p);
}

static void die(void *data)
{
  (void)data;
  _exit(7);
}

/* U14: killed on the way, at the request and in the middle of the body; what is left is a temporary file at most. */
static void test_part_save__killed(void **state)
{
  (void)state;
  place p;
  char name[JUMIO_PART_NAME_SIZE], found[256];
  place_begin(&p);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/parts/FRONT", .status = 200, .before = die}};
    test_rig rig;
    rig_begin(&rig, steps, 2);
    save(rig.client, p.fd, name, NULL, NULL);
    _exit(8);
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(WEXITSTATUS(status), 7);
  assert_int_equal(place_empty(&p, found), 1);
  assert_memory_equal(found, "." BASE ".", strlen("." BASE "."));
  assert_non_null(strstr(found, ".part"));
  place_end(&p);
}

/* A download that fails leaves nothing, whatever came of it. */
static void test_part_save__failed_downloads(void **state)
{
  static const struct {
    fake_step step;
    jumio_result result;
  } rows[] = {{{.status = 404}, JUMIO_ERR_NOT_FOUND},
              {{.status = 410}, JUMIO_ERR_GONE},                                  /* H10 */
              {{.status = 200, .body = "<html>page</html>"}, JUMIO_ERR_PROTOCOL}, /* H25 */
              {{.status = 200, .body = "{\"message\":\"x\"}"}, JUMIO_ERR_PROTOCOL},
              {{.status = 200}, JUMIO_ERR_PROTOCOL},
              {{.status = 200,
                .body = "\xFF\xD8\xFF\xE0 0123456789012345678901234567890123456789012345678901234567890123456789",
                .result = JUMIO_ERR_NETWORK,
                .delivery = JUMIO_DELIVERY_MAYBE_SENT},
               JUMIO_ERR_NETWORK}};
  (void)state;
  place p;
  place_begin(&p);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    fake_step steps[] = {RIG_TOKEN_STEP, rows[i].step};
    test_rig rig;
    char name[JUMIO_PART_NAME_SIZE], found[256];
    rig_begin(&rig, steps, 2);
    assert_int_equal(save(rig.client, p.fd, name, NULL, NULL), rows[i].result);
    assert_string_equal(name, "");
    assert_int_equal(place_empty(&p, found), 0);
    rig_end(&rig);
  }
  place_end(&p);
}

typedef struct saver {
  jumio_client *client;
  int folder;
  jumio_result result;
  char name[JUMIO_PART_NAME_SIZE];
} saver;

static void *run_saver(void *data)
{
  saver *self = data;
  self->result = save(self->client, self->folder, self->name, NULL, NULL);
  return NULL;
}

#define SAVERS 4

/* U17: several threads save the same part; one wins, and its file is whole. */
static void test_part_save__at_once(void **state)
{
  static char body[LARGE] = "\xFF\xD8\xFF\xE0";
  static char bytes[LARGE + 1];
  (void)state;
  memset(body + 4, 'y', sizeof body - 4);
  for (int round = 0; round < 20; round++) {
    const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/parts/FRONT", .status = 200, .body = body, .body_len = LARGE, .times = -1}};
    place p;
    test_rig rig;
    saver savers[SAVERS];
    pthread_t threads[SAVERS];
    char found[256];
    int won = 0;
    place_begin(&p);
    rig_begin(&rig, steps, 2);
    for (int i = 0; i < SAVERS; i++) {
      savers[i] = (saver){.client = rig.client, .folder = p.fd};
      assert_int_equal(pthread_create(&threads[i], NULL, run_saver, &savers[i]), 0);
    }
    for (int i = 0; i < SAVERS; i++) {
      pthread_join(threads[i], NULL);
      won += savers[i].result == JUMIO_OK;
      assert_true(savers[i].result == JUMIO_OK || savers[i].result == JUMIO_ERR_FILE_EXISTS);
      assert_string_equal(savers[i].name, BASE ".jpg");
    }
    assert_int_equal(won, 1);
    assert_int_equal(read_file(&p, BASE ".jpg", bytes, sizeof bytes), LARGE);
    assert_memory_equal(bytes, body, LARGE);
    assert_int_equal(place_empty(&p, found), 1);
    rig_end(&rig);
    place_end(&p);
  }
}

/* U16, and every other argument: refused before anything is made or sent. */
static void test_part_save__arguments(void **state)
{
  static const char *const bad[] = {
      "", "front", "../../x", "FRONT/..", "..", "A.B", "FR NT", "A\nB", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL};
  static char long_one[301];
  (void)state;
  place p;
  test_rig rig;
  char name[JUMIO_PART_NAME_SIZE], found[256];
  memset(long_one, 'A', sizeof long_one - 1);
  place_begin(&p);
  rig_begin(&rig, rig_happy, rig_happy_count);
#define SAVE(account, credential, classifier, len, size)                                                                                   \
  jumio_part_save(rig.client, account, JUMIO_NTS, credential, JUMIO_NTS, classifier, len, p.fd, -1, NULL, name, size, NULL, NULL)
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(SAVE(RIG_ACCOUNT, RIG_ID, bad[i], JUMIO_NTS, sizeof name), JUMIO_ERR_ARGUMENT);
  assert_int_equal(SAVE(RIG_ACCOUNT, RIG_ID, long_one, JUMIO_NTS, sizeof name), JUMIO_ERR_ARGUMENT);
  assert_int_equal(SAVE(RIG_ACCOUNT, RIG_ID, "A\0B", 3, sizeof name), JUMIO_ERR_ARGUMENT);
  assert_int_equal(SAVE("../x", RIG_ID, "FRONT", JUMIO_NTS, sizeof name), JUMIO_ERR_ARGUMENT);
  assert_int_equal(SAVE(RIG_ACCOUNT, "../../../../../../../../../../../../x", "FRONT", JUMIO_NTS, sizeof name), JUMIO_ERR_ARGUMENT);
  name[0] = 'x';
  assert_int_equal(SAVE(RIG_ACCOUNT, RIG_ID, "FRONT", JUMIO_NTS, sizeof name - 1), JUMIO_ERR_ARGUMENT);
  assert_string_equal(name, ""); /* told as no name, also where there is too little room */
  name[0] = 'x';
  assert_int_equal(save(rig.client, p.fd, NULL, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_int_equal(save(NULL, p.fd, name, NULL, NULL), JUMIO_ERR_ARGUMENT);
  assert_string_equal(name, "");
  rig.clock.no_random = 1;
  assert_int_equal(save(rig.client, p.fd, name, NULL, NULL), JUMIO_ERR_RANDOM);
  rig.clock.no_random = 0;
  assert_int_equal(rig.http.requests, 0);
  assert_int_equal(place_empty(&p, found), 0);
  rig_end(&rig);
  place_end(&p);
}

static int scenario(jumio_alloc *alloc, void *data)
{
  const place *p = data;
  const fake_step steps[] = {RIG_TOKEN_STEP, {.path = "/parts/FRONT", .status = 200, .body = "\xFF\xD8\xFF\xE0 picture", .times = -1}};
  test_rig rig;
  jumio_error *error = NULL;
  char name[JUMIO_PART_NAME_SIZE], found[256];
  jumio_result result = rig_begin_with(&rig, alloc, steps, 2, &error);
  if (result == JUMIO_OK)
    result = save(rig.client, p->fd, name, NULL, &error);
  assert_int_equal(place_empty(p, found), result == JUMIO_OK);
  jumio_error_free(error);
  rig_end(&rig);
  return result == JUMIO_OK ? 0 : result == JUMIO_ERR_OUT_OF_MEMORY ? 1 : 2;
}

/* M01, M02: without memory no file stays either. */
static void test_part_save__without_memory(void **state)
{
  (void)state;
  place p;
  place_begin(&p);
  assert_true(failing_alloc_sweep(scenario, &p) > 15);
  place_end(&p);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_part_save__names_by_content),
      cmocka_unit_test(test_part_save__prepared_data),
      cmocka_unit_test(test_part_save__never_over_what_is_there),
      cmocka_unit_test(test_part_save__what_appears_meanwhile_stays),
      cmocka_unit_test(test_part_save__the_folder),
      cmocka_unit_test(test_part_save__the_disk_is_full),
      cmocka_unit_test(test_part_save__only_the_name_is_synced),
      cmocka_unit_test(test_part_save__killed),
      cmocka_unit_test(test_part_save__failed_downloads),
      cmocka_unit_test(test_part_save__at_once),
      cmocka_unit_test(test_part_save__arguments),
      cmocka_unit_test(test_part_save__without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
