import { expect, test } from "bun:test";
import { settingsSchema } from "../../../scripts/settings-schema.ts";
import { settingsProblems } from "../../../src/run/settings/read-settings.ts";
import { settingsFile } from "../../../src/settings.ts";
import { allSettings } from "../../../src/workflows/index.ts";
// A terminal has loaded the test runners by then: the schemas of their reports have to leave these
// words alone.
import "../../../src/runners/index.ts";

/**
 * Whatever is wrong in whatever field is told with the field, what was found and what is expected,
 * in words, once.
 */

const schema = await allSettings();

function problems(value: unknown): string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : settingsProblems(value, parsed.error.issues, schema);
}

interface Node {
  type?: string;
  properties?: Record<string, Node>;
  additionalProperties?: Node | false;
  items?: Node;
  anyOf?: Node[];
  enum?: unknown[];
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
}

/**
 * Every field of the published schema, by its path; an entry of a list is `[0]`, a name of the
 * person's own `planner`.
 */
function fields(
  node: Node,
  path: (string | number)[] = [],
): [path: (string | number)[], node: Node][] {
  const own: [string, Node][] = Object.entries(node.properties ?? {});
  const named: [string, Node][] = node.additionalProperties
    ? [["planner", node.additionalProperties]]
    : [];
  return [
    ...(path.length === 0 ? [] : ([[path, node]] as [(string | number)[], Node][])),
    ...[...own, ...named].flatMap(([name, one]) => fields(one, [...path, name])),
    ...(node.items ? fields(node.items, [...path, 0]) : []),
  ];
}

const FIELDS = fields(JSON.parse(await settingsSchema()));

const pathText = (path: (string | number)[]): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .slice(1);

const within = (path: (string | number)[], value: unknown): unknown =>
  path.reduceRight<unknown>(
    (inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }),
    value,
  );

/** What nobody should have to read. */
const RAW =
  /\/\^|Invalid|undefined|nothing, which|expected (?:array|boolean|int|number|object|record|string)\b/;

/** Values that a field of this kind cannot have. */
function wrongFor(node: Node): unknown[] {
  const kinds = [node, ...(node.anyOf ?? [])];
  const takes = (type: string): boolean =>
    kinds.some((one) => one.type === type || (type === "number" && one.type === "integer"));
  const highest = Math.max(...kinds.map((one) => one.maximum ?? 0));
  const longest = Math.max(...kinds.map((one) => one.maxLength ?? 0));
  const most = Math.max(...kinds.map((one) => one.maxItems ?? 0));
  return [
    true,
    "",
    ["a", 1],
    ["x".repeat(400)],
    { no_such_field: 1 },
    "x\ny z",
    -1,
    1.5e300,
    ...(takes("string") ? ["x".repeat((longest || 1_000) + 1)] : ["5"]),
    ...(highest > 0 ? [highest + 1] : []),
    ...(most > 0 ? [Array(most + 1).fill("a")] : []),
  ];
}

test.each(FIELDS.map(([path, node]) => [pathText(path), path, node] as const))(
  "%s",
  (field, path, node) => {
    let refused = 0;
    for (const wrong of wrongFor(node)) {
      const said = problems(within(path, wrong));
      refused += said.length > 0 ? 1 : 0;
      const places = said.map(
        (line) => /^(.+?): found (?:.+), (?:expected |which is not a setting)/s.exec(line)?.[1],
      );
      expect([wrong, said.filter((line) => RAW.test(line))]).toEqual([wrong, []]);
      // Each line has the form, and names a field that no other one names.
      expect([said, places.includes(undefined)]).toEqual([said, false]);
      expect(new Set(places).size).toBe(places.length);
      // What is wrong is told where it is, or of what it stands in.
      for (const place of places)
        expect([
          place,
          place!.startsWith(field) || field.startsWith(place!.split(/[.[]/)[0]!),
        ]).toEqual([place, true]);
    }
    expect([field, refused > 0]).toEqual([field, true]);
  },
);

test.each<[unknown, string[]]>([
  [{ auto: "yes" }, ['auto: found "yes", expected true or false']],
  [
    { tests: { commands: "npm test" } },
    ['tests.commands: found "npm test", expected a list in [ ]'],
  ],
  [{ tests: { commands: ["a\nb"] } }, ['tests.commands[0]: found "a\\nb", expected one line']],
  [{ tests: { commands: [" "] } }, ['tests.commands[0]: found " ", expected at least 1 character']],
  [
    { tests: { commands: [`${"x".repeat(300)}\ny`] } },
    [`tests.commands[0]: found "${"x".repeat(56)}…, expected at most 300 characters; and one line`],
  ],
  [
    { team: { commands: { lint: ["npm test", "npm run e2e"] } } },
    [
      'team.commands.lint: found ["npm test","npm run e2e"], expected one command in quotes, such as "make lint && make test", or false, which runs none',
    ],
  ],
  [
    { ceiling_tokens: 1e20 },
    [
      "ceiling_tokens: found 100000000000000000000, expected at most 9007199254740991; and at most 10000000000",
    ],
  ],
  [{ limits: { per_reviewer: "5" } }, ['limits.per_reviewer: found "5", expected a number']],
  [{ limits: { per_reviewer: 1.5 } }, ["limits.per_reviewer: found 1.5, expected a whole number"]],
  [{ models: "opus" }, ['models: found "opus", expected names with their values in { }']],
  [
    { models: { implementer: 5 } },
    [
      "models.implementer: found 5, expected opus, sonnet, haiku, inherit, or codex/ and the name of a model",
    ],
  ],
  [{ tests: "npm test" }, ['tests: found "npm test", expected fields in { }']],
  [
    { checkpoints: { a: { auto_pass_when: "all" } } },
    ['checkpoints.a.auto_pass_when: found "all", expected "no_warnings" or null, which asks'],
  ],
  [{ deploy: { check: "x" } }, ["deploy.command: found nothing, expected a text in quotes"]],
  [
    { deploy: { command: "x", runbook: "run.md" } },
    ['deploy.runbook: found "run.md", which is not a setting; known: command, check'],
  ],
  [
    { bounds: { Planner: {} } },
    ["bounds.Planner: found {}, expected the name of an agent, such as planner"],
  ],
  // Who is told how a run stands.
  [
    { notify: [{ kind: "telegram", chat_id: "1" }] },
    ['notify[0]: found {"kind":"telegram","chat_id":"1"}, expected token_env for telegram'],
  ],
  [
    { notify: [{ kind: "webhook", url: "https://a.b/c", url_env: "HOOK" }] },
    [
      'notify[0]: found {"kind":"webhook","url":"https://a.b/c","url_env":"HOOK"}, expected url or url_env for webhook',
    ],
  ],
  [
    { notify: [{ kind: "webhook" }] },
    ['notify[0]: found {"kind":"webhook"}, expected url or url_env for webhook'],
  ],
  [
    { notify: [{ kind: "webhook", url: "https://me:pw@a.b" }] },
    ["notify[0].url: found a text, expected an https:// address without a password"],
  ],
  [
    { notify: [{ kind: "webhook", url: "file:///etc/passwd" }] },
    ['notify[0].url: found "file:///etc/passwd", expected an https:// address without a password'],
  ],
  [
    { notify: [{ kind: "telegram", chat_id: 12, token_env: "110201543:AAHdqT" }] },
    [
      "notify[0].token_env: found a text, expected the name of a variable, not its value",
      "notify[0].chat_id: found 12, expected a number or @channel, in quotes",
    ],
  ],
  [
    { notify: [{ kind: "mail", to: "me" }] },
    [
      'notify[0].kind: found "mail", expected one of "telegram", "webhook", "command"',
      'notify[0].to: found "me", which is not a setting; known: kind, url, url_env, token_env, chat_id, command, on',
    ],
  ],
  [
    { notify: [{ kind: "webhook", url: "https://a.b/c", chat_id: "1" }] },
    [
      'notify[0]: found {"kind":"webhook","url":"https://a.b/c","chat_id":"1"}, expected no chat_id for webhook',
    ],
  ],
  [
    { notify: [{ kind: "command" }] },
    ['notify[0]: found {"kind":"command"}, expected command for command'],
  ],
  [
    { notify: [{ kind: "command", command: "./tell", token_env: "T" }] },
    [
      'notify[0]: found {"kind":"command","command":"./tell","token_env":"T"}, expected no token_env for command',
    ],
  ],
  // A name that is unknown: the one that was meant, by its letters, its words, or where it stands
  // elsewhere.
  [{ checkpoints: { d: {} } }, ["checkpoints.d: found {}, which is not a setting; known: a, b, c"]],
  // Who writes a key into the file is not shown it again: what is said here is read by a model,
  // too.
  [
    { providers: { xai: { api_key: "sk-0123456789" } } },
    [
      "providers.xai.api_key: found a text, which is not a setting; known: base_url, key_env, model, max_output_tokens, protocol",
    ],
  ],
  [
    { review: "together" },
    ['review: found "together", expected fields in { }; did you mean reviews?'],
  ],
  [
    { providers: { openai: { key_env: "sk-0123456789" } } },
    ["providers.openai.key_env: found a text, expected the name of a variable, not a key"],
  ],
  [
    { providers: { mine: { base_url: "models.example" } } },
    [
      'providers.mine.base_url: found "models.example", expected an address such as https://api.example.org/v1, without a key in it',
    ],
  ],
  [
    { team: { commands: { tests: "a", lnt: "b" } } },
    [
      'team.commands.tests: found "a", which is no longer a setting; use tests.commands, or tests.run: false for none',
      'team.commands.lnt: found "b", which is not a setting; did you mean lint? known: lint, types, dependencies',
    ],
  ],
])("%j", (value, lines) => {
  expect(problems(value)).toEqual(lines);
});

test.each([
  "https://user:pass@models.example/v1",
  "https://models.example/v1?key=abc",
  "ftp://models.example",
  "https://",
])("%s is no address of a provider", (base_url) => {
  const schema = settingsFile({});
  expect(schema.safeParse({ providers: { mine: { base_url } } }).success).toBe(false);
});

test("a field named as what every object has is a field like any other", () => {
  for (const name of ["__proto__", "constructor", "toString"])
    expect(problems(JSON.parse(`{"${name}":1}`))[0]).toStartWith(
      `${name}: found 1, which is not a setting; known: auto, `,
    );
});
