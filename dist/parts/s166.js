// @bun
import {
  isObject,
  parseJson
} from "./s81.js";

// src/providers/strict-schema.ts
function toStrictSchema(jsonSchema) {
  const root = jsonSchema;
  if (root.type !== "object")
    throw new Error("strict schema: the root must be an object");
  const definitions = Object.entries(root.$defs ?? {});
  return {
    ...strict(root, "#"),
    ...definitions.length > 0 && {
      $defs: Object.fromEntries(definitions.map(([name, schema]) => [name, strict(schema, `#/$defs/${name}`)]))
    }
  };
}
function dropNulls(value) {
  if (Array.isArray(value))
    return value.map(dropNulls);
  if (typeof value !== "object" || value === null)
    return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, dropNulls(member)]));
}
function strict(schema, at) {
  const description = typeof schema.description === "string" ? { description: schema.description } : {};
  if (typeof schema.$ref === "string")
    return { $ref: schema.$ref };
  if ("const" in schema)
    return { type: typeName(schema.const, at), ...description, enum: [schema.const] };
  if (Array.isArray(schema.enum)) {
    return { type: schema.type ?? typeName(schema.enum[0], at), ...description, enum: schema.enum };
  }
  const branches = schema.anyOf ?? schema.oneOf ?? (Array.isArray(schema.type) ? eachType(schema) : undefined);
  if (Array.isArray(branches)) {
    return { ...description, anyOf: branches.map((branch, i) => strict(branch, `${at}/anyOf/${i}`)) };
  }
  switch (schema.type) {
    case "object":
      return { type: "object", ...description, ...members(schema, at) };
    case "array":
      if (!isSchema(schema.items))
        throw new Error(`strict schema: ${at} is a tuple or an array of anything`);
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
function members(schema, at) {
  if (!isSchema(schema.properties))
    throw new Error(`strict schema: ${at} is a record`);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties = Object.entries(schema.properties).map(([key, member]) => {
    const inner = strict(member, `${at}/properties/${key}`);
    return [key, required.has(key) ? inner : orNull(inner)];
  });
  return {
    properties: Object.fromEntries(properties),
    required: Object.keys(schema.properties),
    additionalProperties: false
  };
}
function orNull(schema) {
  if (Array.isArray(schema.anyOf)) {
    const hasNull = schema.anyOf.some((branch) => branch.type === "null");
    return hasNull ? schema : { ...schema, anyOf: [...schema.anyOf, { type: "null" }] };
  }
  if (schema.type === "null" || Array.isArray(schema.enum) && schema.enum.includes(null))
    return schema;
  return { anyOf: [schema, { type: "null" }] };
}
function eachType(schema) {
  return schema.type.map((type) => ({ ...schema, type, description: undefined }));
}
function isSchema(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function typeName(value, at) {
  const name = value === null ? "null" : typeof value;
  if (!["string", "number", "boolean", "null"].includes(name)) {
    throw new Error(`strict schema: ${at} lists a value that is no text, number, boolean or null`);
  }
  return name;
}

// src/providers/answer.ts
var MAX_ANSWER_BYTES = 1048576;
function readObject(bytes) {
  const json = parseJson(bytes);
  if (!json.ok)
    return { ok: false, problem: json.problem.replace(/^it /, "") };
  if (!isObject(json.value))
    return { ok: false, problem: "is not a JSON object" };
  return { ok: true, text: `${JSON.stringify(dropNulls(json.value), null, 2)}
` };
}
var readAnswer = (raw) => readObject(new TextEncoder().encode(unfenced(raw, ["", "json"])));
var inWords = (schema) => `
Answer with one JSON object that matches this JSON schema, and with nothing else, neither before nor behind it:
${JSON.stringify(schema)}
`;
function unfenced(text, languages) {
  const lines = text.trim().split(`
`);
  const [first = "", last = ""] = [lines[0]?.trimEnd(), lines.at(-1)?.trimEnd()];
  const fence = /^(`{3,}|~{3,})([\w-]*)$/.exec(first);
  if (lines.length < 2 || fence === null || last !== fence[1] || !languages.includes(fence[2].toLowerCase()))
    return text;
  return lines.slice(1, -1).join(`
`);
}

export { toStrictSchema, MAX_ANSWER_BYTES, readObject, readAnswer, inWords, unfenced };
