/* Sample pictures: an ID's front (JPEG) and back (PNG), a selfie (JPEG), a one-page PDF, and prepared data. */
#define _GNU_SOURCE
#include "sim.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#define WIDTH 640u
#define HEIGHT 400u

static void fill(unsigned char *rgb, unsigned x0, unsigned y0, unsigned x1, unsigned y1, unsigned colour)
{
  for (unsigned y = y0; y < y1; y++)
    for (unsigned x = x0; x < x1; x++) {
      unsigned char *p = rgb + 3 * ((size_t)y * WIDTH + x);
      p[0] = (unsigned char)(colour >> 16);
      p[1] = (unsigned char)(colour >> 8);
      p[2] = (unsigned char)colour;
    }
}

static void face(unsigned char *rgb, int cx, int cy, int radius)
{
  for (int y = -radius; y <= radius; y++)
    for (int x = -radius * 3 / 4; x <= radius * 3 / 4; x++)
      if (x * x * 16 / 9 + y * y <= radius * radius)
        fill(rgb, (unsigned)(cx + x), (unsigned)(cy + y), (unsigned)(cx + x) + 1, (unsigned)(cy + y) + 1, 0xE0B090);
  unsigned left = (unsigned)(cx - radius / 3), right = (unsigned)(cx + radius / 3), size = (unsigned)radius / 8;
  unsigned eyes = (unsigned)(cy - radius / 5), mouth = (unsigned)(cy + radius / 2);
  fill(rgb, left - size, eyes - size, left + size, eyes + size, 0x303040);
  fill(rgb, right - size, eyes - size, right + size, eyes + size, 0x303040);
  fill(rgb, left, mouth, right, mouth + size, 0xA04040);
}

static unsigned char *draw(enum sim_sample sample)
{
  unsigned char *rgb = sim_alloc((size_t)3 * WIDTH * HEIGHT);
  for (unsigned y = 0; y < HEIGHT; y++)
    fill(rgb, 0, y, WIDTH, y + 1, sample == SAMPLE_SELFIE ? 0x5878A0 + y / 4 : 0xC8D8C0 + y / 16);
  if (sample == SAMPLE_SELFIE) {
    fill(rgb, 200, 330, 440, HEIGHT, 0x404858);
    face(rgb, 320, 200, 150);
    return rgb;
  }
  if (sample == SAMPLE_FRONT)
    face(rgb, 120, 190, 90);
  fill(rgb, 0, 0, WIDTH, 48, 0x284878);
  for (unsigned line = 0; line < 6; line++)
    fill(rgb, sample == SAMPLE_FRONT ? 260 : 40, 96 + line * 40, 560 - line * 24, 108 + line * 40, 0x505850);
  for (unsigned line = 0; line < 2 && sample == SAMPLE_BACK; line++)
    fill(rgb, 24, 336 + line * 28, 616, 350 + line * 28, 0x101418);
  return rgb;
}

static void png_chunk(struct text *out, const char *type, const void *data, size_t len)
{
  unsigned long crc = crc32(0, (const unsigned char *)type, 4);
  if (len)
    crc = crc32(crc, data, (unsigned)len);
  unsigned char size[4] = {(unsigned char)(len >> 24), (unsigned char)(len >> 16), (unsigned char)(len >> 8), (unsigned char)len};
  unsigned char check[4] = {(unsigned char)(crc >> 24), (unsigned char)(crc >> 16), (unsigned char)(crc >> 8), (unsigned char)crc};
  text_add_n(out, (char *)size, 4);
  text_add_n(out, type, 4);
  text_add_n(out, data, len);
  text_add_n(out, (char *)check, 4);
}

static void png_encode(struct text *out, const unsigned char *rgb)
{
  static const unsigned char head[] = {0, 0, WIDTH >> 8, WIDTH & 255, 0, 0, HEIGHT >> 8, HEIGHT & 255, 8, 2, 0, 0, 0};
  size_t row = (size_t)3 * WIDTH, raw_len = (row + 1) * HEIGHT;
  unsigned char *raw = sim_alloc(raw_len);
  for (size_t y = 0; y < HEIGHT; y++)
    memcpy(raw + y * (row + 1) + 1, rgb + y * row, row);
  uLongf packed_len = compressBound((uLong)raw_len);
  unsigned char *packed = sim_alloc(packed_len);
  if (compress2(packed, &packed_len, raw, (uLong)raw_len, 6) != Z_OK)
    packed_len = 0;
  text_add_n(out, "\x89PNG\r\n\x1A\n", 8);
  png_chunk(out, "IHDR", head, sizeof head);
  png_chunk(out, "IDAT", packed, packed_len);
  png_chunk(out, "IEND", "", 0);
  free(raw);
  free(packed);
}

static void pdf_write(struct text *out)
{
  static const char page[] = "BT /F1 24 Tf 72 720 Td (Sample document) Tj ET";
  size_t at[6];
  text_add(out, "%PDF-1.4\n");
  at[1] = out->len;
  text_add(out, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
  at[2] = out->len;
  text_add(out, "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
  at[3] = out->len;
  text_add(out, "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                "/Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n");
  at[4] = out->len;
  text_addf(out, "4 0 obj\n<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n", sizeof page - 1, page);
  at[5] = out->len;
  text_add(out, "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
  size_t table = out->len;
  text_add(out, "xref\n0 6\n0000000000 65535 f \n");
  for (size_t i = 1; i < 6; i++)
    text_addf(out, "%010zu 00000 n \n", at[i]);
  text_addf(out, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", table);
}

struct sim_blob *picture_make(enum sim_sample sample)
{
  static const char data[] = "{\"firstName\":\"Anna\",\"lastName\":\"Muster\",\"dateOfBirth\":\"1988-04-17\","
                             "\"address\":{\"country\":\"AUT\"},\"id\":{\"idNumber\":\"ZZ0000000\"}}";
  struct text out = {0};
  enum sim_media media = MEDIA_JPEG;
  if (sample == SAMPLE_DOCUMENT) {
    pdf_write(&out);
    media = MEDIA_PDF;
  } else if (sample == SAMPLE_DATA) {
    text_add(&out, data);
    media = MEDIA_JSON;
  } else {
    unsigned char *rgb = draw(sample);
    if (sample == SAMPLE_BACK)
      png_encode(&out, rgb);
    else
      jpeg_encode(&out, rgb, WIDTH, HEIGHT);
    media = sample == SAMPLE_BACK ? MEDIA_PNG : MEDIA_JPEG;
    free(rgb);
  }
  struct sim_blob *blob = blob_new(out.data, out.len, media);
  free(out.data);
  return blob;
}

bool picture_write(const char *directory, char **error)
{
  static const char *const names[] = {"id-front.jpg", "id-back.png", "selfie.jpg", "document.pdf"};
  if (mkdir(directory, 0777) != 0 && errno != EEXIST) {
    *error = text_format("cannot make %s: %s", directory, strerror(errno));
    return false;
  }
  for (size_t i = 0; i < sizeof names / sizeof *names && !*error; i++) {
    struct sim_blob *blob = picture_make((enum sim_sample)i);
    char *path = text_format("%s/%s", directory, names[i]);
    if (!text_write_file(path, blob->data, blob->len))
      *error = text_format("cannot write %s: %s", path, strerror(errno));
    free(path);
    blob_unref(blob);
  }
  return *error == NULL;
}
