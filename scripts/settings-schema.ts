/**
 * Writes docs/schemas/settings.schema.json, the JSON Schema of `.claude/multi-ai.json`, from the zod
 * schema that the program itself uses: `bun scripts/settings-schema.ts`. A test compares the file
 * with it.
 */
import { join } from "node:path";
import * as z from "zod/mini";
import { type About, glob, MAX_GLOB } from "../src/settings.ts";
import { allSettings, allWorkflows } from "../src/workflows/index.ts";

/** A field of a JSON Schema. */
export interface Field {
  description?: string;
  properties?: Record<string, Field>;
  additionalProperties?: boolean | Field;
  items?: Field;
  [key: string]: unknown;
}

/** What the workflows have where a person says nothing, such as `multi-ai 10, team 5`. */
const ownLimit = (name: string): string | undefined =>
  Object.values(allWorkflows())
    .flatMap(({ name: workflow, limits }) =>
      limits[name] === undefined ? [] : [`${workflow} ${limits[name]}`],
    )
    .join(", ") || undefined;

/** As editors show a field: what holds where nobody sets it stands in brackets at the end. */
function forEditors({
  power: _,
  narrows: _narrows,
  otherwise,
  description,
  ...field
}: Field & About): Field {
  if (description === undefined) return field;
  return {
    description:
      otherwise === undefined ? description : description.replace(/\.$/, ` (${otherwise}).`),
    ...field,
  };
}

/** What a pattern can say of a glob; that each brace has its partner is beyond one. */
const GLOB = {
  pattern:
    "^(?!\\s*$)(?!!)(?![A-Za-z]:)(?!~(?:[/\\\\]|$))(?!(?:\\.?[/\\\\])*\\.?$)(?!(?:.*[/\\\\])?\\.\\.(?:[/\\\\]|$))[^\\u0000-\\u001f\\u007f-\\u009f]*$",
  minLength: 1,
  maxLength: MAX_GLOB,
};

/** The file's text. */
export async function settingsSchema(): Promise<string> {
  const { $schema, ...schema } = z.toJSONSchema(await allSettings(), {
    io: "input",
    override: ({ zodSchema, jsonSchema, path }) => {
      const [above, name] = [path.at(-3), path.at(-1)];
      const otherwise = above === "limits" ? ownLimit(String(name)) : undefined;
      const field = forEditors({ ...(jsonSchema as Field), ...(otherwise && { otherwise }) });
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      Object.assign(jsonSchema, field, zodSchema === (glob as unknown) && GLOB);
    },
  }) as Field;
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
