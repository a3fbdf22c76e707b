/** The template of links into Jumio's portal. */
#ifndef JUMIO__CLIENT_PORTAL_LINK_H
#define JUMIO__CLIENT_PORTAL_LINK_H

#include <stddef.h>

/* The rule that a template breaks, or NULL. */
const char *jumio__portal_link_broken(const char *text, size_t len);

#endif
