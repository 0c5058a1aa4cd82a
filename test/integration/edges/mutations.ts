/** The parts of a JSON schema that mutations are drawn from. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
}

export interface Mutation {
  /** What was done, for the title of a failure. */
  readonly name: string;
  /** Field that the refusal must name (or a parent or child of it). */
  readonly field: string;
  readonly value: unknown;
}

const HUGE_TEXT = 'x'.repeat(20_000);
const HUGE_LIST = Array.from({ length: 5_000 }, () => 'x');
type Json = Record<string, unknown>;

/** A valid body with one thing wrong, for every field of its schema and every kind of wrong. */
export function mutationsOf(schema: JsonSchema, valid: Json): Mutation[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    ...wrongValues(property).map(({ name: what, value }) => ({
      name: `${name} ${what}`,
      field: name,
      value: { ...valid, [name]: value },
    })),
    ...(schema.required?.includes(name)
      ? [{ name: `${name} missing`, field: name, value: without(valid, name) }]
      : []),
    ...nested(name, property, valid),
  ]);
}

function nested(name: string, property: JsonSchema, valid: Json): Mutation[] {
  const inner = valid[name];
  if (!property.properties || typeof inner !== 'object' || inner === null) return [];
  return mutationsOf(property, inner as Json).map((mutation) => ({
    name: `${name}.${mutation.name}`,
    field: `${name}.${mutation.field}`,
    value: { ...valid, [name]: mutation.value },
  }));
}

function without(valid: Json, name: string): Json {
  return Object.fromEntries(Object.entries(valid).filter(([key]) => key !== name));
}

function wrongValues(schema: JsonSchema): { name: string; value: unknown }[] {
  const [type] = [schema.type].flat();
  const always = [{ name: 'null', value: null }];
  switch (type) {
    case 'string':
      return [
        ...always,
        { name: 'a number', value: 7 },
        { name: 'empty', value: '' },
        { name: 'huge', value: HUGE_TEXT },
        { name: 'with a control character', value: 'a\u0000b' },
      ];
    case 'integer':
    case 'number':
      return [
        ...always,
        { name: 'a word', value: 'seven' },
        { name: 'negative', value: -1 },
        { name: 'huge', value: 1e300 },
        { name: 'a fraction', value: 1.5 },
      ];
    case 'array':
      return [
        ...always,
        { name: 'a word', value: 'seven' },
        { name: 'huge', value: HUGE_LIST },
        { name: 'of the wrong things', value: [{}] },
      ];
    case 'boolean':
      return [...always, { name: 'a word', value: 'yes' }];
    default:
      return [...always, { name: 'a word', value: 'seven' }];
  }
}
