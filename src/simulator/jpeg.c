/* A baseline JPEG encoder for mosaics: it writes only the mean of each 8 x 8 block, which is all that a sample picture needs. */
#include "sim.h"

#include <string.h>

/* The standard Huffman table for DC differences of luminance (ITU-T T.81, table K.3), up to category 10. */
static const struct {
  unsigned char code, bits;
} dc_codes[11] = {{0x00, 2}, {0x02, 3}, {0x03, 3}, {0x04, 3}, {0x05, 3}, {0x06, 3}, {0x0E, 4}, {0x1E, 5}, {0x3E, 6}, {0x7E, 7}, {0xFE, 8}};

struct bits {
  struct text *out;
  uint32_t hold;
  unsigned count;
};

static void put(struct bits *b, uint32_t value, unsigned count)
{
  b->hold = b->hold << count | value;
  b->count += count;
  while (b->count >= 8) {
    char byte = (char)(b->hold >> (b->count - 8) & 0xFF);
    text_add_n(b->out, &byte, 1);
    if ((unsigned char)byte == 0xFF)
      text_add_n(b->out, "\0", 1);
    b->count -= 8;
  }
  b->hold &= (1u << b->count) - 1;
}

static void put_block(struct bits *b, int dc, int *previous)
{
  int difference = dc - *previous, magnitude = difference < 0 ? -difference : difference;
  unsigned category = 0;
  *previous = dc;
  while (magnitude >> category)
    category++;
  put(b, dc_codes[category].code, dc_codes[category].bits);
  if (category)
    put(b, (uint32_t)(difference < 0 ? difference + (1 << category) - 1 : difference), category);
  put(b, 0, 1); /* end of block, the only code of the AC table below */
}

static void segment(struct text *out, unsigned char marker, const void *data, size_t len)
{
  char head[4] = {(char)0xFF, (char)marker, (char)((len + 2) >> 8), (char)((len + 2) & 0xFF)};
  text_add_n(out, head, sizeof head);
  text_add_n(out, data, len);
}

static void write_tables(struct text *out, unsigned width, unsigned height)
{
  static const unsigned char jfif[] = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
  static const unsigned char dc[] = {0x00, 0, 1, 5, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  static const unsigned char ac[] = {0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00};
  static const unsigned char scan[] = {3, 1, 0, 2, 0, 3, 0, 0, 63, 0};
  unsigned char quant[65] = {0};
  unsigned char frame[] = {8,
                           (unsigned char)(height >> 8),
                           (unsigned char)height,
                           (unsigned char)(width >> 8),
                           (unsigned char)width,
                           3,
                           1,
                           0x11,
                           0,
                           2,
                           0x11,
                           0,
                           3,
                           0x11,
                           0};
  memset(quant + 1, 8, 64);
  text_add_n(out, "\xFF\xD8", 2);
  segment(out, 0xE0, jfif, sizeof jfif);
  segment(out, 0xDB, quant, sizeof quant);
  segment(out, 0xC0, frame, sizeof frame);
  segment(out, 0xC4, dc, sizeof dc);
  segment(out, 0xC4, ac, sizeof ac);
  segment(out, 0xDA, scan, sizeof scan);
}

/* The mean colour of one block; the picture's sides are multiples of 8. */
static void mean(const unsigned char *rgb, unsigned width, unsigned x, unsigned y, int out[3])
{
  int sum[3] = {0, 0, 0};
  for (unsigned v = 0; v < 8; v++)
    for (unsigned u = 0; u < 8; u++)
      for (unsigned k = 0; k < 3; k++)
        sum[k] += rgb[3 * ((size_t)(y + v) * width + x + u) + k];
  for (unsigned k = 0; k < 3; k++)
    out[k] = sum[k] / 64;
}

void jpeg_encode(struct text *out, const unsigned char *rgb, unsigned width, unsigned height)
{
  struct bits bits = {.out = out};
  int previous[3] = {0, 0, 0};
  write_tables(out, width, height);
  for (unsigned y = 0; y < height; y += 8)
    for (unsigned x = 0; x < width; x += 8) {
      int c[3];
      mean(rgb, width, x, y, c);
      /* with every quantiser 8, a block's DC coefficient is simply its mean, less 128 */
      int ycc[3] = {(299 * c[0] + 587 * c[1] + 114 * c[2]) / 1000 - 128, (-169 * c[0] - 331 * c[1] + 500 * c[2]) / 1000,
                    (500 * c[0] - 419 * c[1] - 81 * c[2]) / 1000};
      for (unsigned k = 0; k < 3; k++)
        put_block(&bits, ycc[k], &previous[k]);
    }
  if (bits.count)
    put(&bits, 0x7F, 7);
  text_add_n(out, "\xFF\xD9", 2);
}
