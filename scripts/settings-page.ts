/**
 * Writes docs/settings.md, a page of all settings of `.claude/multi-ai.json`, from the schema that
 * editors get and from what the program asks about: `bun scripts/settings-page.ts`. A test compares
 * the file with it, and tries the examples.
 */
import { join } from "node:path";
import { type Power, powersOf } from "../src/run/life/trust.ts";
import { allSettings } from "../src/workflows/index.ts";
import { type Field, settingsSchema } from "./settings-schema.ts";

export const PAGE = join(import.meta.dir, "..", "docs/settings.md");

/**
 * What a project might set, by the setting's first name. Together those of a name hold each setting
 * below it.
 */
export const EXAMPLES: Record<string, Record<string, unknown>[]> = {
  $schema: [{ $schema: "./multi-ai.schema.json" }],
  auto: [{ auto: true }],
  limits: [
    { limits: { per_reviewer: 5, plan_reviews: 6, code_reviews: 9 } },
    { limits: { rounds: 4 } },
  ],
  tests: [
    { tests: { run: true, commands: ["npm test", "npm run test:e2e"], timeout_minutes: 30 } },
  ],
  bounds: [{ bounds: { implementer: { tool_calls: 300, minutes: 90, tokens: 4_000_000 } } }],
  ceiling_tokens: [{ ceiling_tokens: 40_000_000 }],
  models: [{ models: { implementer: "opus", "code-reviewer": "inherit" } }],
  codex: [{ codex: { dispatch: "check", model: "gpt-6.1-sol", missing: "opus" } }],
  providers: [
    {
      providers: {
        openai: { model: "gpt-6.1-sol", max_output_tokens: 8192 },
        gateway: {
          base_url: "https://models.example.org/v1",
          key_env: "GATEWAY_KEY",
          protocol: "openai",
          model: "house-large",
        },
      },
    },
  ],
  prices: [
    {
      prices: {
        "house-large": { input: 1.5, cached: 0.15, output: 6 },
        "claude-opus-5-5": { input: 3.6, cache_write: 4.5, cached: 0.18, output: 18 },
      },
    },
  ],
  agent_commits: [{ agent_commits: true }],
  secrets: [{ secrets: ["*.token", "config/private"] }],
  commits: [{ commits: { title: "[{ticket}] {title}", sign_off: true } }],
  budget: [
    {
      budget: {
        enabled: true,
        tokens_max: 20_000_000,
        usd_max: 5,
        calls_max: 60,
        on_exceed: "warn",
      },
    },
  ],
  notify: [
    {
      notify: [
        { kind: "telegram", token_env: "TELEGRAM_BOT_TOKEN", chat_id: "123456789" },
        {
          kind: "webhook",
          url: "https://example.com/runs",
          token_env: "HOOK_TOKEN",
          on: ["question", "end"],
        },
        { kind: "webhook", url_env: "SECRET_ADDRESS" },
      ],
    },
    {
      notify: [{ kind: "command", command: "./scripts/tell.sh", on: ["end"] }],
    },
  ],
  areas: [{ areas: { backend: ["src/backend/**"], frontend: ["src/frontend/**"] } }],
  checkpoints: [
    {
      checkpoints: {
        a: { auto_pass_when: "no_warnings" },
        b: { auto_pass_when: null },
        c: { auto_pass_when: "all_criteria_passed" },
      },
    },
  ],
  deploy: [
    {
      deploy: {
        command: "docker compose up -d --wait && npm run smoke",
        check: "npm run smoke:deployed",
        health: "http://localhost:8080/health",
        rollback: "docker compose -f ops/last.yml up -d --wait",
      },
    },
  ],
  team: [
    {
      team: {
        profile: "app_worktree",
        qa: ["e2e/**"],
        commands: {
          lint: "npm run lint",
          types: "npx tsc --noEmit",
          tests: "npm test",
          dependencies: false,
        },
      },
    },
  ],
  council: [
    {
      council: {
        use: {
          "grok-devil": ["xai/grok-4.7", "host/sonnet"],
          "mistral-security": "mistral/mistral-large-latest",
        },
      },
    },
  ],
  execute: [
    {
      execute: {
        isolation: "checkout",
        allow: ["make check"],
        commits: "branch",
      },
    },
  ],
};

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

/**
 * What a description says in brackets at its end, where the schema has no default; and the
 * description without it.
 */
function withoutIt({ default: own, description = "" }: Field): { without: string; does: string } {
  if (own !== undefined) return { without: `\`${JSON.stringify(own)}\``, does: description };
  const [, does = description, without = ""] = /^(.*) \((.*)\)\.$/s.exec(description) ?? [];
  return { without, does: does === description ? does : `${does}.` };
}

/** Maps whose fields have one form: the last has all that the others have. */
const ALIKE = ["council.use", "checkpoints"];
/** What is set as a whole, with what it may hold by name. */
const TOGETHER = ["bounds.*", "prices.*", "team.commands"];

/** What is said of it; or, where nothing is, of each that it holds. */
function together(field: Field): { without: string; does: string } {
  if (field.description !== undefined) return withoutIt(field);
  const inner = Object.entries(field.properties ?? {}).map(([name, one]) => ({
    name,
    one,
    ...withoutIt(one),
  }));
  return {
    without: [...new Set(inner.map(({ without }) => without))].join(", or "),
    does: inner.map(({ name, one, does }) => `\`${name}\` (${typeOf(one)}): ${does}`).join(" "),
  };
}

/** All that can be set in a field, itself where it holds no other. Fields of one form are one. */
export function leavesOf(field: Field, path: string): Leaf[] {
  const of = (one: Field, name: string): Leaf[] => leavesOf(one, `${path}.${name}`);
  const { properties, items, additionalProperties: others } = field;
  if (ALIKE.includes(path)) return of(Object.values(properties ?? {}).at(-1)!, "*");
  if (TOGETHER.includes(path))
    return [
      { path, type: `by name: ${Object.keys(properties ?? {}).join(", ")}`, ...together(field) },
    ];
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([name, one]) => of(one, name));
  if (isField(others) && others.properties !== undefined) return of(others, "*");
  if (items?.properties !== undefined) return leavesOf(items, `${path}[]`);
  return [{ path, type: typeOf(field), ...withoutIt(field) }];
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
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

/** What the program asks about before it counts, of a setting or below it. */
const askedLines = (name: string, powers: Power[]): string[] =>
  powers.flatMap(({ field, does }) =>
    does === null || !isBelow(field, name) ? [] : [`- \`${field}\` waits (${prose(does)}).`],
  );

function section(name: string, field: Field, powers: Power[]): string {
  const leaves = leavesOf(field, name);
  const isOne = leaves.length === 1 && leaves[0]!.path === name;
  const about = isOne || field.description === undefined ? [] : [prose(withoutIt(field).does), ""];
  const rows = leaves.map(
    ({ path, type, without, does }) =>
      `| \`${path}\` | ${cell(type)} | ${cell(prose(without))} | ${cell(prose(does))} |`,
  );
  const asked = askedLines(name, powers);
  // The first example shows the form; the others prove that each setting is taken.
  const example = EXAMPLES[name]![0]!;
  const isPlain = typeof example[name] !== "object";
  const blocks = isPlain ? [] : [`\`\`\`json\n${jsonOf(example)}\n\`\`\`\n`];
  return [
    `## ${name}`,
    "",
    ...about,
    "| setting | type | default | what it does |",
    "|---|---|---|---|",
    ...rows,
    "",
    ...(asked.length === 0 ? [] : [...asked, ""]),
    ...blocks,
  ].join("\n");
}

const HEAD = `# Settings

<!-- Made by \`bun scripts/settings-page.ts\`: change the schema or its descriptions in place of this page. -->

A project's settings are in \`.claude/multi-ai.json\`. Everything may be left out. An unknown name is refused, with the name that was probably meant. \`multi-ai dry-run\` says whether the file is right.

Editors complete the file by its [schema](schemas/settings.schema.json): copy it next to the file and name it there, \`"$schema": "./settings.schema.json"\`. Globs are relative to the project's folder, as in \`src/**\`; a path without a slash is a name anywhere. In the tables, \`*\` is a name of your own and \`[]\` an entry of a list.

A setting that may do more than narrow a run waits until you have approved it for this project, and again when it changes. The first start shows each of them whole, with what to type ([security](security.md#a-strangers-repository)). In CI that is \`multi-ai trust all\`.

A run keeps the settings it was started with.
`;

/** The page's text. */
export async function settingsPage(): Promise<string> {
  const { properties = {} }: Field = JSON.parse(await settingsSchema());
  // What only editors read is told in the head.
  const { $schema: _, ...settings } = properties;
  const powers = powersOf(await allSettings());
  const sections = Object.entries(settings).map(([name, field]) => section(name, field, powers));
  return `${HEAD}\n${sections.join("\n").trimEnd()}\n`;
}

if (import.meta.main) await Bun.write(PAGE, await settingsPage());
