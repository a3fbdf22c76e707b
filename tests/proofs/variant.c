/** Changing a transaction in one place, by yyjson's own tree: nothing of the library is used here. */
#include "proofs/variant.h"

#include "unit/decision/body.h"

#define POOL_SIZE ((size_t)32 * 1024 * 1024)

static yyjson_alc pool;

static bool pool_begin(void)
{
  static void *memory;
  if (memory == NULL)
    memory = malloc(POOL_SIZE);
  return memory != NULL && yyjson_alc_pool_init(&pool, memory, POOL_SIZE);
}

static void note(variant *v, variant_kind kind, const char *capability, yyjson_mut_val *object, const char *key)
{
  yyjson_mut_val *value = yyjson_mut_obj_get(object, key);
  if (value == NULL || v->count == VARIANT_PLACES)
    return;
  v->places[v->count++] = (variant_place){kind, capability, object, key, value};
}

static void note_categories(variant *v, yyjson_mut_val *holder, const char *capability)
{
  size_t i, max;
  yyjson_mut_val *credential;
  yyjson_mut_val *list = yyjson_mut_obj_get(holder, "credentials");
  yyjson_mut_arr_foreach(list, i, max, credential)
  {
    note(v, VARIANT_CATEGORY, capability, credential, "category");
  }
}

static void note_element(variant *v, const char *capability, yyjson_mut_val *element)
{
  yyjson_mut_val *decision = yyjson_mut_obj_get(element, "decision"), *data = yyjson_mut_obj_get(element, "data");
  note(v, VARIANT_ELEMENT_DECISION, capability, element, "decision");
  note(v, VARIANT_ELEMENT_TYPE, capability, decision, "type");
  note(v, VARIANT_ELEMENT_LABEL, capability, yyjson_mut_obj_get(decision, "details"), "label");
  if (strcmp(capability, "similarity") == 0)
    note(v, VARIANT_ELEMENT_DATA, capability, data, "similarity");
  else if (strcmp(capability, "extraction") == 0)
    note(v, VARIANT_ELEMENT_DATA, capability, data, "type");
  else if (strcmp(capability, "usability") == 0)
    note_categories(v, element, capability);
}

static void note_capabilities(variant *v, yyjson_mut_val *capabilities)
{
  size_t i, max, k, count;
  yyjson_mut_val *key, *list, *element;
  yyjson_mut_obj_foreach(capabilities, i, max, key, list)
  {
    const char *name = yyjson_mut_get_str(key);
    note(v, VARIANT_CAPABILITY, name, capabilities, name);
    yyjson_mut_arr_foreach(list, k, count, element)
    {
      note_element(v, name, element);
    }
  }
}

bool variant_begin(variant *v, const char *json, size_t len)
{
  v->count = 0;
  yyjson_doc *read = pool_begin() ? yyjson_read_opts((char *)(uintptr_t)json, len, 0, &pool, NULL) : NULL;
  v->doc = yyjson_doc_mut_copy(read, &pool);
  yyjson_mut_val *root = yyjson_mut_doc_get_root(v->doc), *decision = yyjson_mut_obj_get(root, "decision");
  if (!yyjson_mut_is_obj(root))
    return false;
  note(v, VARIANT_STATUS, NULL, yyjson_mut_obj_get(root, "workflow"), "status");
  note(v, VARIANT_DECISION, NULL, root, "decision");
  note(v, VARIANT_TYPE, NULL, decision, "type");
  note(v, VARIANT_LABEL, NULL, yyjson_mut_obj_get(decision, "details"), "label");
  note_categories(v, root, NULL);
  note(v, VARIANT_CAPABILITIES, NULL, root, "capabilities");
  note_capabilities(v, yyjson_mut_obj_get(root, "capabilities"));
  return true;
}

const char *variant_text(const variant *v, size_t *len)
{
  return yyjson_mut_write_opts(v->doc, 0, &pool, len, NULL);
}

void variant_set_word(const variant_place *place, const char *word)
{
  yyjson_mut_set_str(place->value, word);
}

void variant_remove(const variant_place *place)
{
  yyjson_mut_obj_remove_key(place->object, place->key);
}

void variant_empty(variant *v, const variant_place *place, bool null)
{
  yyjson_mut_val *value = null ? yyjson_mut_null(v->doc) : yyjson_mut_arr(v->doc);
  yyjson_mut_obj_put(place->object, yyjson_mut_str(v->doc, place->key), value);
}

void variant_rename(variant *v, const variant_place *place, const char *name)
{
  yyjson_mut_obj_rename_key(v->doc, place->object, place->key, name);
}

static yyjson_mut_val *element_of(yyjson_mut_doc *doc, const char *type, const char *label, const char *category)
{
  yyjson_mut_val *element = yyjson_mut_obj(doc), *decision = yyjson_mut_obj_add_obj(doc, element, "decision");
  yyjson_mut_val *details = yyjson_mut_obj_add_obj(doc, decision, "details");
  yyjson_mut_obj_add_str(doc, decision, "type", type);
  if (label != NULL)
    yyjson_mut_obj_add_str(doc, details, "label", label);
  if (category != NULL)
    yyjson_mut_obj_add_str(doc, yyjson_mut_arr_add_obj(doc, yyjson_mut_obj_add_arr(doc, element, "credentials")), "category", category);
  return element;
}

bool variant_add_element(variant *v, const char *capability, const char *type, const char *label, const char *category)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root(v->doc), *capabilities = yyjson_mut_obj_get(root, "capabilities");
  if (capabilities == NULL)
    capabilities = yyjson_mut_obj_add_obj(v->doc, root, "capabilities");
  yyjson_mut_val *list = yyjson_mut_obj_get(capabilities, capability);
  if (list == NULL)
    list = yyjson_mut_obj_add_arr(v->doc, capabilities, capability);
  return yyjson_mut_arr_append(list, element_of(v->doc, type, label, category));
}

static void turn(yyjson_mut_val **values, size_t count, size_t wide, uint64_t *seed)
{
  for (size_t i = count; i > 1; i--)
    for (size_t k = 0, other = body_pick(seed, i); k < wide; k++) {
      yyjson_mut_val *held = values[(i - 1) * wide + k];
      values[(i - 1) * wide + k] = values[other * wide + k];
      values[other * wide + k] = held;
    }
}

typedef void (*visit_fn)(variant *v, yyjson_mut_val *container, uint64_t *seed);

/* Every object and array, the inner ones first. */
static void visit(variant *v, yyjson_mut_val *value, visit_fn fn, uint64_t *seed)
{
  size_t i, max;
  yyjson_mut_val *key, *inner;
  yyjson_mut_obj_foreach(value, i, max, key, inner)
  {
    visit(v, inner, fn, seed);
  }
  yyjson_mut_arr_foreach(value, i, max, inner)
  {
    visit(v, inner, fn, seed);
  }
  fn(v, value, seed);
}

/* Names that are nearly known, and one that is not. In the capabilities only what is no list of elements says nothing. */
static void extend(variant *v, yyjson_mut_val *object, uint64_t *seed)
{
  static const char *const names[] = {"x-later", "Type", "type ", "TYPE", "labels", "Status", "decisions", "wipedOutat", "categorie", ""};
  static const char *const words[] = {"PASSED", "REJECTED", "OK", "FAKE", NEW_WORD};
  if (!yyjson_mut_is_obj(object))
    return;
  const char *name = names[body_pick(seed, sizeof names / sizeof names[0])];
  yyjson_mut_val *value = yyjson_mut_str(v->doc, words[body_pick(seed, sizeof words / sizeof words[0])]);
  if (yyjson_mut_obj_get(object, name) == NULL && body_pick(seed, 2) == 0)
    yyjson_mut_obj_insert(object, yyjson_mut_str(v->doc, name), value, 0);
  else if (yyjson_mut_obj_get(object, name) == NULL)
    yyjson_mut_obj_add(object, yyjson_mut_str(v->doc, name), value);
}

static void turn_object(variant *v, yyjson_mut_val *object, uint64_t *seed)
{
  yyjson_mut_val *members[2 * 64], *key, *value;
  size_t i, max;
  (void)v;
  if (!yyjson_mut_is_obj(object) || yyjson_mut_obj_size(object) > 64)
    return;
  yyjson_mut_obj_foreach(object, i, max, key, value)
  {
    members[2 * i] = key;
    members[2 * i + 1] = value;
  }
  turn(members, max, 2, seed);
  yyjson_mut_obj_clear(object);
  for (i = 0; i < max; i++)
    yyjson_mut_obj_add(object, members[2 * i], members[2 * i + 1]);
}

static void turn_array(variant *v, yyjson_mut_val *array, uint64_t *seed)
{
  yyjson_mut_val *values[64], *value;
  size_t i, max;
  (void)v;
  if (!yyjson_mut_is_arr(array) || yyjson_mut_arr_size(array) > 64)
    return;
  yyjson_mut_arr_foreach(array, i, max, value)
  {
    values[i] = value;
  }
  turn(values, max, 1, seed);
  yyjson_mut_arr_clear(array);
  for (i = 0; i < max; i++)
    yyjson_mut_arr_append(array, values[i]);
}

void variant_extend(variant *v, uint64_t seed)
{
  visit(v, yyjson_mut_doc_get_root(v->doc), extend, &seed);
}

void variant_turn(variant *v, uint64_t seed)
{
  visit(v, yyjson_mut_doc_get_root(v->doc), turn_object, &seed);
}

void variant_turn_arrays(variant *v, uint64_t seed)
{
  visit(v, yyjson_mut_doc_get_root(v->doc), turn_array, &seed);
}
