/** Which addresses a public host name may resolve to (threat TH06, DNS rebinding). */
#ifndef JUMIO__PEER_H
#define JUMIO__PEER_H

#include <stdbool.h>
#include <stddef.h>

struct sockaddr;

/* False for loopback, link-local, private, shared, unique-local, multicast, documentation and mapped addresses, and for no IP at all. */
bool jumio__peer_is_public(const struct sockaddr *address, size_t size);

#endif
