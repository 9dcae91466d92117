type Schema = Record<string, unknown>;

/**
 * Turns a JSON schema emitted by zod into one that OpenAI's strict structured outputs accept: every object is closed
 * and requires all its properties, what was optional may be null instead, unions are `anyOf`, and keywords that strict
 * mode knows only in part (lengths, patterns, defaults) are left out: the reply is checked against the real schema
 * afterwards. Throws on what strict mode cannot say: a root that is no object, records, tuples, intersections,
 * "anything".
 */
export function toStrictSchema(jsonSchema: object): object {
  const root = jsonSchema as Schema;
  if (root.type !== "object") throw new Error("strict schema: the root must be an object");
  const definitions = Object.entries((root.$defs ?? {}) as Record<string, Schema>);
  return {
    ...strict(root, "#"),
    ...(definitions.length > 0 && {
      $defs: Object.fromEntries(definitions.map(([name, schema]) => [name, strict(schema, `#/$defs/${name}`)])),
    }),
  };
}

/**
 * The way back: removes each object property that is null, at any depth. For schemas in which absence has a meaning
 * and null has none, as all of ours.
 */
export function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, dropNulls(member)]));
}

function strict(schema: Schema, at: string): Schema {
  const description = typeof schema.description === "string" ? { description: schema.description } : {};
  // Strict mode allows nothing beside $ref.
  if (typeof schema.$ref === "string") return { $ref: schema.$ref };
  const choices = "const" in schema ? [schema.const] : schema.enum;
  if (Array.isArray(choices)) return { type: schema.type, ...description, enum: choices };
  const branches = schema.anyOf ?? schema.oneOf ?? (Array.isArray(schema.type) ? eachType(schema) : undefined);
  if (Array.isArray(branches)) {
    return { ...description, anyOf: branches.map((branch, i) => strict(branch as Schema, `${at}/anyOf/${i}`)) };
  }
  switch (schema.type) {
    case "object":
      return { type: "object", ...description, ...members(schema, at) };
    case "array":
      if (!isSchema(schema.items)) throw new Error(`strict schema: ${at} is a tuple or an array of anything`);
      return { type: "array", ...description, items: strict(schema.items, `${at}/items`) };
    case "string":
    case "number":
    case "integer":
    case "boolean":
    case "null":
      return { type: schema.type, ...description };
    default:
      throw new Error(`strict schema: ${at} has no form that strict mode knows`);
  }
}

function members(schema: Schema, at: string): Schema {
  if (!isSchema(schema.properties)) throw new Error(`strict schema: ${at} is a record`);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties = Object.entries(schema.properties).map(([key, member]) => {
    const inner = strict(member as Schema, `${at}/properties/${key}`);
    return [key, required.has(key) ? inner : { anyOf: [inner, { type: "null" }] }];
  });
  return {
    properties: Object.fromEntries(properties),
    required: Object.keys(schema.properties),
    additionalProperties: false,
  };
}

function eachType(schema: Schema): Schema[] {
  return (schema.type as unknown[]).map((type) => ({ ...schema, type, description: undefined }));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
