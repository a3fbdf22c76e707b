/** The verifications of the demonstration: all six statuses, by upload and by link, with callbacks and by polling. */
#include "demo.h"

demo_case demo_cases[] = {
    {.name = "case-01", .scenario = "passed", .way = DEMO_UPLOAD, .callback = true, .expected = JUMIO_IDV_PASSED},
    {.name = "case-02", .scenario = "part-missing", .way = DEMO_LINK, .callback = true, .expected = JUMIO_IDV_PASSED},
    {.name = "case-03", .scenario = "denied-no-match", .way = DEMO_UPLOAD, .callback = true, .expected = JUMIO_IDV_DENIED},
    {.name = "case-04", .scenario = "denied-liveness", .way = DEMO_LINK, .callback = true, .expected = JUMIO_IDV_DENIED},
    {.name = "case-05", .scenario = "fraud-manipulated-photo", .way = DEMO_UPLOAD, .callback = true, .expected = JUMIO_IDV_FRAUD},
    {.name = "case-06",
     .scenario = "incomplete-unsupported-document",
     .way = DEMO_UPLOAD,
     .callback = false,
     .expected = JUMIO_IDV_INCOMPLETE},
    {.name = "case-07", .scenario = "incomplete-blurred", .way = DEMO_LINK, .callback = true, .expected = JUMIO_IDV_INCOMPLETE},
    {.name = "case-08", .scenario = "session-expired", .way = DEMO_START_ONLY, .callback = true, .expected = JUMIO_IDV_FAILED},
    {.name = "case-09", .scenario = "token-expired", .way = DEMO_NOTHING, .callback = false, .expected = JUMIO_IDV_FAILED},
    {.name = "case-10",
     .scenario = "stays-initiated",
     .way = DEMO_NOTHING,
     .callback = true,
     .expected = JUMIO_IDV_PENDING,
     .stays_open = true},
};
const size_t demo_case_count = sizeof demo_cases / sizeof demo_cases[0];
