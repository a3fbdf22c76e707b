/* Makes the server's certificate: self-signed for loopback, and its own authority, so that a client can trust it as CA. */
#define _GNU_SOURCE
#include "sim.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int describe(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key)
{
  static const unsigned char loopback[4] = {127, 0, 0, 1};
  static const char name[] = "localhost";
  unsigned char serial[8];
  time_t now = time(NULL);
  int rc = gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial);
  serial[0] &= 0x7F;
  serial[0] |= 1;
  if (rc >= 0)
    rc = gnutls_x509_crt_set_version(crt, 3);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_serial(crt, serial, sizeof serial);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_activation_time(crt, now - 86400);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_expiration_time(crt, now + 30 * 86400);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_dn(crt, "CN=jumio-sim", NULL);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, name, sizeof name - 1, GNUTLS_FSAN_SET);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, loopback, 4, GNUTLS_FSAN_APPEND);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_basic_constraints(crt, 1, -1);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_CERT_SIGN);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_key(crt, key);
  return rc;
}

static int add_key_ids(gnutls_x509_crt_t crt)
{
  unsigned char id[64];
  size_t len = sizeof id;
  int rc = gnutls_x509_crt_get_key_id(crt, GNUTLS_KEYID_USE_SHA1, id, &len);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_subject_key_id(crt, id, len);
  if (rc >= 0)
    rc = gnutls_x509_crt_set_authority_key_id(crt, id, len);
  return rc;
}

bool tls_make(char **cert_pem, char **key_pem, char **error)
{
  gnutls_x509_privkey_t key = NULL;
  gnutls_x509_crt_t crt = NULL;
  gnutls_datum_t cert = {0}, secret = {0};
  int rc = gnutls_x509_privkey_init(&key);
  if (rc >= 0)
    rc = gnutls_x509_crt_init(&crt);
  if (rc >= 0)
    rc = gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
  if (rc >= 0)
    rc = describe(crt, key);
  if (rc >= 0)
    rc = add_key_ids(crt);
  if (rc >= 0)
    rc = gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0);
  if (rc >= 0)
    rc = gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &cert);
  if (rc >= 0)
    rc = gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &secret);
  if (rc >= 0) {
    *cert_pem = text_copy_n((char *)cert.data, cert.size);
    *key_pem = text_copy_n((char *)secret.data, secret.size);
  } else {
    *error = text_format("cannot make a certificate: %s", gnutls_strerror(rc));
  }
  gnutls_free(cert.data);
  gnutls_free(secret.data);
  if (crt)
    gnutls_x509_crt_deinit(crt);
  if (key)
    gnutls_x509_privkey_deinit(key);
  return rc >= 0;
}
