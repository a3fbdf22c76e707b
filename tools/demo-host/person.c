/** The end user who opens the link, played by the simulator on request. A real host never does this. */
#include "demo.h"

#include <curl/curl.h>

#include <stdio.h>

static size_t swallow(char *data, size_t size, size_t count, void *user_data)
{
  (void)data;
  (void)user_data;
  return size * count;
}

bool demo_person_completes(const char *endpoint, const char *execution_id)
{
  char url[DEMO_TEXT];
  long status = 0;
  CURL *curl = curl_easy_init();
  if (curl == NULL)
    return false;
  snprintf(url, sizeof url, "%s/_sim/complete?workflowExecution=%s", endpoint, execution_id);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  CURLcode sent = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_cleanup(curl);
  return sent == CURLE_OK && status == 200;
}
