/** Changing words, types, members and elements of a JSON text, by yyjson's tree. */
#include "fuzz/mutate.h"

#include "fuzz/fuzz.h"

#include "decision/rules.h"
#include "unit/decision/body.h"

#include <yyjson.h>

#define NODES_MAX 4096
#define CHANGES_MAX 4

typedef struct node {
  yyjson_mut_val *parent; /* an object or an array */
  const char *key;        /* of an object's member */
  size_t index;           /* in an array */
  yyjson_mut_val *value;
} node;

typedef struct mutation {
  yyjson_mut_doc *doc;
  const mutate_words *words;
  uint64_t seed;
  size_t count;
  node nodes[NODES_MAX];
} mutation;

static size_t pick(mutation *m, size_t count)
{
  return body_pick(&m->seed, count);
}

static void note(mutation *m, yyjson_mut_val *parent, const char *key, size_t index, yyjson_mut_val *value)
{
  if (m->count < NODES_MAX)
    m->nodes[m->count++] = (node){parent, key, index, value};
}

static void collect(mutation *m, yyjson_mut_val *value)
{
  size_t i, max;
  yyjson_mut_val *key, *inner;
  yyjson_mut_obj_foreach(value, i, max, key, inner)
  {
    note(m, value, yyjson_mut_get_str(key), 0, inner);
    collect(m, inner);
  }
  yyjson_mut_arr_foreach(value, i, max, inner)
  {
    note(m, value, NULL, i, inner);
    collect(m, inner);
  }
}

static const char *any_word(mutation *m)
{
  size_t at = pick(m, m->words->word_count + jumio__rule_count());
  return at < m->words->word_count ? m->words->words[at] : jumio__rule_at(at - m->words->word_count)->text;
}

static const char *any_name(mutation *m)
{
  if (m->words->rule_ids && pick(m, 4) == 0)
    return jumio__rule_at(pick(m, jumio__rule_count()))->id;
  return m->words->names[pick(m, m->words->name_count)];
}

static yyjson_mut_val *any_value(mutation *m)
{
  static const int64_t numbers[] = {0, 1, -1, 100, 10011, INT64_MAX, INT64_MIN};
  switch (pick(m, 8)) {
  case 0:
    return yyjson_mut_null(m->doc);
  case 1:
    return yyjson_mut_bool(m->doc, pick(m, 2) != 0);
  case 2:
    return yyjson_mut_sint(m->doc, numbers[pick(m, sizeof numbers / sizeof numbers[0])]);
  case 3:
    return yyjson_mut_arr(m->doc);
  case 4:
    return yyjson_mut_obj(m->doc);
  case 5: /* something that stands elsewhere */
    return yyjson_mut_val_mut_copy(m->doc, m->nodes[pick(m, m->count)].value);
  default:
    return yyjson_mut_str(m->doc, any_word(m));
  }
}

static void replace(mutation *m, const node *n, yyjson_mut_val *value)
{
  if (n->key != NULL)
    yyjson_mut_obj_replace(n->parent, yyjson_mut_str(m->doc, n->key), value);
  else
    yyjson_mut_arr_replace(n->parent, n->index, value);
}

static void remove_node(const node *n)
{
  if (n->key != NULL)
    yyjson_mut_obj_remove_key(n->parent, n->key);
  else
    yyjson_mut_arr_remove(n->parent, n->index);
}

/* A member or an element more in what the node is, else beside it. */
static void add(mutation *m, const node *n)
{
  yyjson_mut_val *holder = yyjson_mut_is_ctn(n->value) ? n->value : n->parent;
  const char *name = any_name(m);
  if (yyjson_mut_is_arr(holder))
    yyjson_mut_arr_append(holder, any_value(m));
  else if (yyjson_mut_obj_get(holder, name) == NULL)
    yyjson_mut_obj_add(holder, yyjson_mut_str(m->doc, name), any_value(m));
}

static void change_once(mutation *m)
{
  m->count = 0;
  collect(m, yyjson_mut_doc_get_root(m->doc));
  if (m->count == 0)
    return;
  const node *n = &m->nodes[pick(m, m->count)];
  for (int tries = 0; tries < 8 && !yyjson_mut_is_str(n->value) && pick(m, 2) == 0; tries++)
    n = &m->nodes[pick(m, m->count)]; /* words first */
  switch (pick(m, 8)) {
  case 0:
    remove_node(n);
    break;
  case 1:
    add(m, n);
    break;
  case 2:
    if (n->key != NULL && yyjson_mut_obj_get(n->parent, any_name(m)) == NULL)
      yyjson_mut_obj_rename_key(m->doc, n->parent, n->key, any_name(m));
    break;
  case 3:
    replace(m, n, any_value(m));
    break;
  case 4:
    if (n->key == NULL)
      yyjson_mut_arr_append(n->parent, yyjson_mut_val_mut_copy(m->doc, n->value));
    break;
  default:
    if (yyjson_mut_is_str(n->value))
      yyjson_mut_set_str(n->value, any_word(m));
    else
      replace(m, n, any_value(m));
    break;
  }
}

size_t mutate_json(uint8_t *data, size_t size, size_t most, uint64_t seed, const mutate_words *words)
{
  static mutation m;
  size_t len = 0;
  yyjson_doc *read = yyjson_read((const char *)data, size, 0);
  m.doc = yyjson_doc_mut_copy(read, NULL);
  yyjson_doc_free(read);
  m.words = words;
  m.seed = seed;
  if (m.doc == NULL)
    return 0;
  for (size_t i = 1 + pick(&m, CHANGES_MAX); i > 0; i--)
    change_once(&m);
  char *text = yyjson_mut_write(m.doc, 0, &len);
  yyjson_mut_doc_free(m.doc);
  if (text == NULL || len > most)
    len = 0;
  else
    memcpy(data, text, len);
  free(text);
  return len;
}

size_t mutate_input(uint8_t *data, size_t size, size_t most, unsigned seed, const mutate_words *words)
{
  size_t changed = seed % 16 != 0 ? mutate_json(data, size, most, seed, words) : 0;
  return changed != 0 ? changed : LLVMFuzzerMutate(data, size, most);
}
