/**
 * Writes docs/schemas/settings.schema.json, the JSON Schema of `.claude/multi-ai.json`, from the zod
 * schema that the program itself uses: `bun scripts/settings-schema.ts`. A test compares the file
 * with it.
 */
import { join } from "node:path";
import * as z from "zod/mini";
import { type About, glob, MAX_GLOB } from "../src/settings.ts";
import { allSettings } from "../src/workflows/index.ts";

/** A field of a JSON Schema. */
export interface Field extends About {
  properties?: Record<string, Field>;
  additionalProperties?: boolean | Field;
  items?: Field;
  required?: string[];
  [key: string]: unknown;
}

/** What a pattern can say of a glob; that each brace has its partner is beyond one. */
const GLOB = {
  pattern:
    "^(?!\\s*$)(?!!)(?![A-Za-z]:)(?!~(?:[/\\\\]|$))(?!(?:\\.?[/\\\\])*\\.?$)(?!(?:.*[/\\\\])?\\.\\.(?:[/\\\\]|$))[^\\u0000-\\u001f\\u007f-\\u009f]*$",
  minLength: 1,
  maxLength: MAX_GLOB,
};

/** All settings as a JSON Schema, with all that is known of each field. */
export const knownFields = async (): Promise<Field> =>
  z.toJSONSchema(await allSettings(), {
    io: "input",
    override: ({ zodSchema, jsonSchema }) =>
      void Object.assign(jsonSchema, zodSchema === (glob as unknown) && GLOB),
  }) as Field;

/** Said of a field that nobody may leave out. */
export const REQUIRED = "has to be there";

/** What holds where nobody sets a field without a default, in words. */
export const otherwiseOf = (field: Field, isRequired: boolean): string =>
  field.otherwise ?? (isRequired ? REQUIRED : "none");

/** What a field does, and in which runs. */
export const describedAs = ({ description = "", workflow }: Field): string =>
  workflow === undefined
    ? description
    : `In ${workflow} runs: ${description.charAt(0).toLowerCase()}${description.slice(1)}`;

/** Whether it is set itself, and not what it holds. */
export const isPlain = ({ properties, additionalProperties: named, items }: Field): boolean =>
  [properties, typeof named === "object" && named.properties, items?.properties].every(
    (inner) => !inner,
  );

/** As editors show a field: what holds where nobody sets it stands in brackets at the end. */
function forEditors(field: Field, isRequired: boolean): Field {
  const { power: _, otherwise: __, workflow: ___, description, ...form } = field;
  const { properties, additionalProperties: named, items, required } = form;
  const text = describedAs(field);
  const isUnset = isPlain(field) && field.default === undefined;
  return {
    ...(description !== undefined && {
      description: isUnset ? text.replace(/\.$/, ` (${otherwiseOf(field, isRequired)}).`) : text,
    }),
    ...form,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [
          name,
          forEditors(inner, required?.includes(name) ?? false),
        ]),
      ),
    }),
    ...(typeof named === "object" && { additionalProperties: forEditors(named, false) }),
    ...(items && { items: forEditors(items, false) }),
  };
}

/** The file's text. */
export async function settingsSchema(): Promise<string> {
  const { $schema, ...schema } = forEditors(await knownFields(), false);
  const about = {
    $schema,
    title: "Settings of multi-ai for one project",
    description: "The file .claude/multi-ai.json.",
  };
  return `${JSON.stringify({ ...about, ...schema }, null, 2)}\n`;
}

if (import.meta.main)
  await Bun.write(
    join(import.meta.dir, "..", "docs/schemas/settings.schema.json"),
    await settingsSchema(),
  );
