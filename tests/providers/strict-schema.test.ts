import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { z } from "zod";
import { dropNulls, toStrictSchema } from "../../src/providers/strict-schema.ts";

const strict = (schema: z.ZodType) => toStrictSchema(z.toJSONSchema(schema)) as Record<string, unknown>;
const property = (schema: z.ZodType) => (strict(z.object({ x: schema })).properties as Record<string, unknown>).x;

describe("toStrictSchema", () => {
  test("closes every object and requires all its properties", () => {
    expect(strict(z.object({ a: z.string(), in: z.object({ b: z.boolean().optional() }).optional() }))).toEqual({
      type: "object",
      properties: {
        a: { type: "string" },
        in: {
          anyOf: [
            {
              type: "object",
              properties: { b: { anyOf: [{ type: "boolean" }, { type: "null" }] } },
              required: ["b"],
              additionalProperties: false,
            },
            { type: "null" },
          ],
        },
      },
      required: ["a", "in"],
      additionalProperties: false,
    });
  });

  test.each([
    [
      "a pattern and lengths",
      z
        .string()
        .min(1)
        .max(9)
        .regex(/^F\d+$/),
      { type: "string" },
    ],
    ["bounds of a number", z.int().positive(), { type: "integer" }],
    ["bounds of a list", z.array(z.string()).min(1), { type: "array", items: { type: "string" } }],
    ["a default", z.boolean().default(false), { type: "boolean" }],
  ])("%s: left out, for the real schema to check", (_, schema, expected) => expect(property(schema)).toEqual(expected));

  test.each([
    ["a choice", z.enum(["a", "b"]), { type: "string", enum: ["a", "b"] }],
    ["a literal", z.literal("a"), { type: "string", enum: ["a"] }],
    ["a description", z.string().describe("why"), { type: "string", description: "why" }],
    ["null allowed", z.string().nullable(), { anyOf: [{ type: "string" }, { type: "null" }] }],
    ["an optional choice", z.enum(["a"]).optional(), { anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }] }],
    [
      "an optional union",
      z.union([z.string(), z.number()]).optional(),
      { anyOf: [{ anyOf: [{ type: "string" }, { type: "number" }] }, { type: "null" }] },
    ],
  ])("%s", (_, schema, expected) => expect(property(schema)).toEqual(expected as typeof schema));

  test("shared and recursive parts stay references", () => {
    const part = z.object({ id: z.string().optional() }).meta({ id: "Part" });
    const result = strict(z.object({ a: part, b: part.optional() }));
    expect(result.properties).toEqual({
      a: { $ref: "#/$defs/Part" },
      b: { anyOf: [{ $ref: "#/$defs/Part" }, { type: "null" }] },
    });
    expect((result.$defs as Record<string, object>).Part).toMatchObject({ required: ["id"] });
  });

  test.each([
    ["a root that is a list", z.array(z.string()), "the root"],
    ["a root that is a union", z.union([z.object({}), z.object({})]), "the root"],
    ["a record", z.object({ r: z.record(z.string(), z.string()) }), "#/properties/r"],
    ["anything", z.object({ u: z.unknown() }), "#/properties/u"],
    ["a tuple", z.object({ t: z.tuple([z.string()]) }), "#/properties/t"],
    ["a list of anything", z.object({ l: z.array(z.any()) }), "#/properties/l/items"],
  ])("%s cannot be strict, and it says where", (_, schema, where) => expect(() => strict(schema)).toThrow(where));
});

describe("dropNulls", () => {
  test("takes back what strict mode put in: a value that is valid, with null for absence, is valid again", () => {
    const schema = z.strictObject({
      id: z.string(),
      line: z.int().optional(),
      at: z.strictObject({ step: z.string().optional() }).optional(),
      list: z.array(z.strictObject({ quote: z.string().optional() })),
    });
    const withNulls = fc.record({
      id: fc.string(),
      line: fc.option(fc.integer()),
      at: fc.option(fc.record({ step: fc.option(fc.string()) })),
      list: fc.array(fc.record({ quote: fc.option(fc.string()) })),
    });
    fc.assert(fc.property(withNulls, (value) => schema.safeParse(dropNulls(value)).success));
  });
});
