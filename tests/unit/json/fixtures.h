/** Small documents in the forms that Jumio answers with, for the tests of the JSON layer; all ids and names are invented. */
#ifndef JUMIO_TEST_JSON_FIXTURES_H
#define JUMIO_TEST_JSON_FIXTURES_H

static const char *const json_fixtures[] = {
    /* token */
    "{\"access_token\":\"abc.def.ghi\",\"expires_in\":3600,\"token_type\":\"Bearer\"}",
    /* status, with blanks */
    "{ \"account\" : { \"id\" : \"11111111-1111-4111-8111-111111111111\" } ,\r\n\t\"workflowExecution\" : "
    "{ \"id\" : \"22222222-2222-4222-8222-222222222222\" , \"definitionKey\" : 10011 , \"status\" : \"PROCESSED\" } }\n",
    /* callback */
    "{\"callbackSentAt\":\"2026-01-31T10:20:31.120Z\",\"userReference\":\"u-1\",\"workflowExecution\":{\"id\":"
    "\"22222222-2222-4222-8222-222222222222\",\"href\":\"https:\\/\\/retrieval.amer-1.jumio.ai\\/api\\/v1\",\"status\":\"PROCESSED\"},"
    "\"account\":{\"id\":\"11111111-1111-4111-8111-111111111111\"}}",
    /* problem */
    "{\"title\":\"Too Many Requests\",\"status\":429,\"detail\":null,\"instance\":[true,false,{}]}",
    /* decision with every kind of value */
    "{\"decision\":{\"type\":\"PASSED\",\"details\":{\"label\":\"OK\"},\"risk\":{\"score\":-1.5e1}},\"capabilities\":{\"usability\":[{"
    "\"id\":\"a\","
    "\"data\":{\"firstName\":\"J\xC3\xBCrgen "
    "\\ud83d\\ude00\",\"none\":null,\"yes\":true,\"no\":false,\"n\":[0,-1,2.50]}}],\"extraction\":[]}}",
};

#define JSON_FIXTURES (sizeof json_fixtures / sizeof json_fixtures[0])

#endif
