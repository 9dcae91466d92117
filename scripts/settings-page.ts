/**
 * Writes docs/settings.md, a page of all settings of `.claude/multi-ai.json`, from what is known of
 * each field, and from what the program asks about: `bun scripts/settings-page.ts`. A test compares
 * the file with it, and tries the examples.
 */
import { join } from "node:path";
import type { Who } from "../src/engine/workflow.ts";
import { type Power, powersOf } from "../src/run/settings/trust.ts";
import { allSettings, allWorkflows } from "../src/workflows/index.ts";
import {
  describedAs,
  type Field,
  isPlain,
  knownFields,
  otherwiseOf,
  REQUIRED,
} from "./settings-schema.ts";

export const PAGE = join(import.meta.dir, "..", "docs/settings.md");

/** A field without fields of its own: what a person sets. */
export interface Leaf {
  /** Its path; `*` is a name of the person's own. */
  path: string;
  type: string;
  /** What holds where nobody sets it. Empty: nobody has said. */
  without: string;
  does: string;
}

const isField = (value: unknown): value is Field => typeof value === "object" && value !== null;

/** Words of a JSON Schema for its values. */
function typeOf(field: Field): string {
  const { type, enum: values, anyOf, items, additionalProperties: others } = field;
  if (Array.isArray(anyOf)) return anyOf.map((one) => typeOf(one)).join(", or ");
  if ("const" in field) return `\`${JSON.stringify(field.const)}\``;
  if (Array.isArray(values)) return values.map((one) => `\`${JSON.stringify(one)}\``).join(", ");
  if (type === "array")
    return `list of ${isField(items) ? typeOf(items) : "values"}`.replace(" of text", "");
  if (isField(others)) return `by name: ${typeOf(others)}`;
  if (type === "boolean") return "true or false";
  if (type === "integer" || type === "number")
    return `${type === "integer" ? "" : "decimal, "}${rangeOf(field)}`;
  return type === "null" ? "`null`" : "text";
}

const grouped = (value: unknown): string => Number(value).toLocaleString("en");

/** From where to where a number may go. */
function rangeOf({ type, minimum, exclusiveMinimum, maximum }: Field): string {
  const least =
    minimum ??
    (type === "integer" && typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : undefined);
  if (least === undefined)
    return maximum === undefined ? "any number" : `up to ${grouped(maximum)}`;
  return maximum === undefined ? `from ${grouped(least)}` : `${grouped(least)}–${grouped(maximum)}`;
}

/** All that can be set in a field, itself where it holds no other. */
export function leavesOf(field: Field, path: string, isRequired = false): Leaf[] {
  const { properties, items, additionalProperties: named, required, default: value } = field;
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, one]) =>
      leavesOf(one, `${path}.${name}`, required?.includes(name)),
    );
  }
  if (isField(named) && !isPlain(named)) return leavesOf(named, `${path}.*`);
  if (items !== undefined && !isPlain(items)) return leavesOf(items, `${path}[]`);
  const without =
    value === undefined ? otherwiseOf(field, isRequired) : `\`${JSON.stringify(value)}\``;
  return [{ path, type: typeOf(field), without, does: describedAs(field) }];
}

/** What a project might set there: its own example, or those of what it holds. */
export function exampleOf({ examples, properties = {}, type, ...field }: Field): unknown {
  if (examples !== undefined) return examples[0];
  if (type === "boolean") return true;
  // The first is what holds anyway.
  if (Array.isArray(field.enum)) return field.enum[1];
  if (type === "integer") return 5;
  const inner = Object.entries(properties).map(([name, one]) => [name, exampleOf(one)]);
  return Object.fromEntries(inner);
}

/** A description as markdown: pages by their link, what looks like a tag or an emphasis as code. */
const prose = (text: string): string =>
  text
    .replace(/docs\/([a-z-]+\.md)/g, "[$1]($1)")
    .replace(
      /(?<![[(`\w])(?:--[a-z]+|\/multi-ai:[a-z-]+|<\w+>(?:\/<\w+>)?|[a-z]+(?:_[a-z]+)+)(?![`\w)\]])/g,
      "`$&`",
    );

/** Columns of a line of JSON. */
const COLUMNS = 100;

/** JSON with as much on a line as fits. */
function jsonOf(value: unknown, indent = "", before = 0): string {
  const isList = Array.isArray(value);
  const [open, close, pad] = isList ? ["[", "]", ""] : ["{", "}", " "];
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = (deep: string): string[] =>
    Object.entries(value).map(([name, one]) => {
      const key = isList ? "" : `${JSON.stringify(name)}: `;
      return `${key}${jsonOf(one, deep, key.length)}`;
    });
  const line = `${open}${pad}${parts("").join(", ")}${pad}${close}`;
  if (!line.includes("\n") && indent.length + before + line.length <= COLUMNS) return line;
  const deep = `${indent}  `;
  return `${open}\n${parts(deep)
    .map((one) => `${deep}${one}`)
    .join(",\n")}\n${indent}${close}`;
}

const isBelow = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);

/** Whether a change of it waits for the person's approval. */
const waits = (path: string, powers: Power[]): boolean =>
  powers.some(({ field, does }) => does !== null && isBelow(path, field));

const AGENTS = "The agents of each workflow, and their models:";
const AGENTS_TOLD = `\`plan-reviewer\` is both of Claude's reviews of the plan, \`code-reviewer\` both of the code. The third review is the program's own call of Codex, with the model of [\`codex.model\`](#codex). \`codex-reviewer\` is only the small agent that makes that call where \`codex.dispatch\` is \`agent\`.

"Codex implements, Claude reviews" is \`{ "models": { "implementer": "codex/gpt-6.1-sol" } }\`, approved with \`multi-ai trust\`. Started with \`multi-ai run multi-ai --quick "<request>"\`, only Claude reviews, unless the change turns out large.`;

/** The agents of each workflow, with the models that they have. */
export function agentsList(): string[] {
  return Object.values(allWorkflows()).map(({ name, entries, roles = {}, bounds }) => {
    const people = Object.values(roles);
    JSON.stringify(entries, (_, value: { who?: Who | { other: string[] } } | null) => {
      if (value?.who && "agent" in value.who) people.push(value.who);
      return value;
    });
    const agents = Object.keys(bounds).map((agent) => {
      const models = people.flatMap((one) => (one.agent === agent ? [one.model] : []));
      return `\`${agent}\` ${[...new Set(models)].join(" and ")}`;
    });
    return `- ${name}: ${agents.join(", ")}`;
  });
}

function section(name: string, field: Field, powers: Power[]): string {
  const leaves = leavesOf(field, name);
  const isOne = leaves.length === 1 && leaves[0]!.path === name;
  const rows = leaves.map(({ path, type, without, does }) => {
    const otherwise = without === REQUIRED ? without : `default ${prose(without)}`;
    const about = [type, otherwise, ...(waits(path, powers) ? ["waits"] : [])];
    return `- \`${path}\` (${about.join("; ")}). ${prose(does)}`;
  });
  const example = exampleOf(field);
  const isShown = typeof example === "object";
  return [
    `## ${name}`,
    "",
    ...(isOne ? [] : [prose(describedAs(field)), ""]),
    ...rows,
    "",
    ...(name === "models" ? [AGENTS, "", ...agentsList(), "", AGENTS_TOLD, ""] : []),
    ...(isShown ? [`\`\`\`json\n${jsonOf({ [name]: example })}\n\`\`\`\n`] : []),
  ].join("\n");
}

const HEAD = `# Settings

<!-- Made by \`bun scripts/settings-page.ts\`: change what is said of a field, in src/settings.ts or a workflow's settings.ts, in place of this page. -->

A project's settings are in \`.claude/multi-ai.json\`. Everything may be left out. An unknown name is refused, with the name that was probably meant. \`multi-ai dry-run\` says whether the file is right.

Editors complete the file by its [schema](schemas/settings.schema.json): copy it next to the file and name it there, \`"$schema": "./settings.schema.json"\`. Globs are relative to the project's folder, as in \`src/**\`; a path without a slash is a name anywhere. \`*\` is a name of your own, \`[]\` an entry of a list.

What *waits* may do more than narrow a run: it counts once you have approved it for this project, and again when it changes. The first start shows it whole, with what to type ([security](security.md#a-strangers-repository)). In CI that is \`multi-ai trust all\`.

A run keeps the settings it was started with.
`;

/** The page's text. */
export async function settingsPage(): Promise<string> {
  const { properties = {} } = await knownFields();
  // What only editors read is told in the head.
  const { $schema: _, ...settings } = properties;
  const powers = powersOf(await allSettings());
  const sections = Object.entries(settings).map(([name, field]) => section(name, field, powers));
  return `${HEAD}\n${sections.join("\n").trimEnd()}\n`;
}

if (import.meta.main) await Bun.write(PAGE, await settingsPage());
