/** The library under test, through its public interface only. */
#include "sdk.h"

#include "common.h"

void bench_sdk_must(jumio_result result, jumio_error *err, const char *what)
{
  if (result != JUMIO_OK)
    bench_die("%s: %s: %s", what, jumio_result_name(result), jumio_error_get_message(err));
}

jumio_client *bench_sdk_client(jumio_alloc *alloc, const char *origin, const char *ca_file, const char *ca_path, const char *id,
                               const char *secret)
{
  jumio_config *config = NULL;
  jumio_client *client = NULL;
  jumio_error *err = NULL;
  bench_sdk_must(jumio_config_new(alloc, &config, &err), err, "configuration");
  bench_sdk_must(jumio_config_set_test_endpoint(config, origin, JUMIO_NTS, &err), err, "test endpoint");
  bench_sdk_must(jumio_config_set_credentials(config, id, JUMIO_NTS, secret, JUMIO_NTS, &err), err, "credentials");
  bench_sdk_must(jumio_config_set_user_agent(config, "libjumio-idv bench/1.0", JUMIO_NTS, &err), err, "user agent");
  if (ca_file != NULL)
    bench_sdk_must(jumio_config_set_option(config, JUMIO_OPTION_CA_FILE, ca_file, JUMIO_NTS, &err), err, "CA file");
  if (ca_path != NULL)
    bench_sdk_must(jumio_config_set_option(config, JUMIO_OPTION_CA_PATH, ca_path, JUMIO_NTS, &err), err, "CA folder");
  jumio_config_set_switch(config, JUMIO_SWITCH_PACING, 0, NULL);
  bench_sdk_must(jumio_client_new(config, &client, &err), err, "client");
  jumio_config_free(config);
  return client;
}
