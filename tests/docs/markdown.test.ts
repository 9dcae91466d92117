// What the markdown names exists: files, links, commands, verbs, settings.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Field, settingsSchema } from "../../scripts/settings-schema.ts";
import { VERBS } from "../../src/cli/verbs.ts";
import { readSettings } from "../../src/run/settings/read-settings.ts";
import { cleanup, makeProject, writeFiles } from "../harness/project.ts";
import { anchors, codeSpans, links, READ_PAGES, read, root } from "./pages.ts";

afterAll(cleanup);

const folder = (name: string): string[] =>
  readdirSync(join(root, name)).map((file) => `${name}/${file}`);
const PAGES = [
  ...READ_PAGES,
  "CHANGELOG.md",
  ...folder("commands"),
  ...folder("agents"),
  ...folder("prompts/roles"),
  "skills/orchestration/SKILL.md",
];

const SCHEMA: Field = JSON.parse(await settingsSchema());
const SETTINGS = Object.keys(SCHEMA.properties ?? {});

/** A file or folder of this repository, as a page names it. */
const OURS =
  /^(?:agents|bin|commands|demo|docs|hooks|prompts|scripts|server|skills|src|tests)\/[\w./-]*$/;

/** Whether the settings have a field; `*` is a name of the person's own. */
function isSetting(field: Field | undefined, [name, ...rest]: string[]): boolean {
  if (field === undefined) return false;
  if (name === undefined) return true;
  const others = name === "*" ? Object.values(field.properties ?? {})[0] : undefined;
  if (others !== undefined) return isSetting(others, rest);
  const named = field.additionalProperties;
  return isSetting(
    field.properties?.[name] ?? (typeof named === "object" ? (named as Field) : undefined),
    rest,
  );
}

describe.each(PAGES)("%s", (page) => {
  test("every relative link leads somewhere, to a heading where it names one", () => {
    const missing = links(read(page)).filter(({ file, anchor }) => {
      const target = file === "" ? page : join(dirname(page), file);
      if (!existsSync(join(root, target))) return true;
      return anchor !== null && !anchors(read(target)).includes(anchor);
    });
    expect(missing).toEqual([]);
  });

  test("every slash command is one of the plugin", () => {
    const named = [...read(page).matchAll(/\/multi-ai:([a-z-]+)/g)].map((match) => match[1]!);
    // The changelog also names what went.
    const missing =
      page === "CHANGELOG.md"
        ? []
        : named.filter((name) => !existsSync(join(root, `commands/${name}.md`)));
    expect([...new Set(missing)]).toEqual([]);
  });

  test("every verb of the command line is one", () => {
    const lines = [...read(page).matchAll(/`multi-ai ([a-z][a-z-]*)/g)].map((match) => match[1]!);
    const missing =
      page === "CHANGELOG.md"
        ? []
        : lines.filter((verb) => !["help", "setup"].includes(verb) && !(verb in VERBS));
    expect([...new Set(missing)]).toEqual([]);
  });

  test("it holds no path of a machine and no name of a place where it was made", () => {
    expect(read(page)).not.toMatch(/(^|[^A-Za-z0-9_.])\/(home|root|Users|tmp)\//);
  });
});

describe.each(READ_PAGES)("%s", (page) => {
  const spans = codeSpans(read(page));

  test("every file of this repository that it names is there", () => {
    expect(spans.filter((one) => OURS.test(one) && !existsSync(join(root, one)))).toEqual([]);
  });

  test("every setting that it names is one", () => {
    const named = spans.filter(
      (one) => /^[a-z_]+(?:\.[\w*-]+)+$/.test(one) && !/\.(?:md|json|ts)$/.test(one),
    );
    const ours = named.map((one) => one.split(".")).filter(([first]) => SETTINGS.includes(first!));
    expect(
      ours.filter((names) => !isSetting(SCHEMA, names)).map((names) => names.join(".")),
    ).toEqual([]);
  });

  test("every example of settings is taken", async () => {
    const blocks = [...read(page).matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
      (match) => match[1]!,
    );
    for (const block of blocks.filter((one) =>
      Object.keys(JSON.parse(one)).every((name) => SETTINGS.includes(name)),
    )) {
      const project = makeProject();
      writeFiles(project, { "docs/runbook.md": "# Restart\n", ".claude/multi-ai.json": block });
      const settings = await readSettings(project);
      expect([block, settings.ok ? [] : settings.problems]).toEqual([block, []]);
    }
  });
});

describe.each(folder("commands"))("%s", (file) => {
  const text = read(file);
  test("costs nothing until it is typed", () =>
    expect(text).toContain("disable-model-invocation: true"));
  test("gives no argument to a shell", () => expect(text).not.toMatch(/!`|\$ARGUMENTS|\$\d/));
  test("is short", () => expect(text.split(/\s+/).length).toBeLessThan(260));
});
