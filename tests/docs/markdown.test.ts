// What the markdown names exists: files, commands, verbs, settings.
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { anchors, links, read, root } from "./pages.ts";

const folder = (name: string): string[] => readdirSync(join(root, name)).map((file) => `${name}/${file}`);
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...folder("docs"),
  ...folder("commands"),
  ...folder("agents"),
  "skills/orchestration/SKILL.md",
].filter((file) => file.endsWith(".md"));

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
    expect([...new Set(named)].filter((name) => !existsSync(join(root, `commands/${name}.md`)))).toEqual([]);
  });

  test("every verb of the command line is one", () => {
    const lines = [...read(page).matchAll(/`multi-ai ([a-z][a-z-]*)/g)].map((match) => match[1]!);
    expect([...new Set(lines)].filter((verb) => verb !== "help" && !(verb in VERBS))).toEqual([]);
  });

  test("it holds no path of a machine and no name of a place where it was made", () => {
    expect(read(page)).not.toMatch(/(^|[^A-Za-z0-9_.])\/(home|root|Users|tmp)\//);
  });
});

describe.each(folder("commands"))("%s", (file) => {
  const text = read(file);
  test("costs nothing until it is typed", () => expect(text).toContain("disable-model-invocation: true"));
  test("gives no argument to a shell", () => expect(text).not.toMatch(/!`|\$ARGUMENTS|\$\d/));
  test("is short", () => expect(text.split(/\s+/).length).toBeLessThan(260));
});
