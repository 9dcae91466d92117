// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { instructionsOf } from "../../src/project/instructions.ts";
import { findProject } from "../../src/project/project.ts";
import { instructsAgents } from "../../src/project/steering.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../harness/project.ts";

afterEach(cleanup);

const texts = (root: string, tree: string | null = null, secrets: string[] = []) =>
  instructionsOf(findProject(root)!, tree, secrets).map(({ path, text }) => [path, text]);
const paths = (...of: Parameters<typeof texts>) => texts(...of).map(([path]) => path);

describe("what instructs agents in a project", () => {
  test("is what Claude Code and Codex load, the project's own first, each with what it imports", () => {
    const root = makeProject({
      files: {
        "sub/AGENTS.md": "e",
        "sub/.claude/rules/b.md": "d",
        "AGENTS.md": "c",
        ".claude/rules/deep/a.md": "b",
        "CLAUDE.md":
          "See @docs/style.md and @docs/two\\ words.md.\n`@docs/code.md`\n```\n@docs/code.md\n```\nme@docs/code.md\n",
        "docs/style.md": "@deeper.md",
        "docs/deeper.md": "@style.md",
        "docs/two words.md": "two",
        "docs/code.md": "none",
        "docs/CLAUDE.markdown": "none",
        ".claude/agents/x.md": "none",
      },
    });
    // What git ignores counts in the project's own folder.
    writeFiles(root, { ".gitignore": "*.local.md\n", "CLAUDE.local.md": "mine" });
    const found = instructionsOf(findProject(root)!, null, []);
    expect(found.map(({ path, folder, by }) => [path, folder, by])).toEqual([
      ["CLAUDE.md", "", "CLAUDE.md"],
      ["docs/style.md", "", "CLAUDE.md"],
      ["docs/deeper.md", "", "CLAUDE.md"],
      [".claude/rules/deep/a.md", "", ".claude/rules/deep/a.md"],
      ["CLAUDE.local.md", "", "CLAUDE.local.md"],
      ["AGENTS.md", "", "AGENTS.md"],
      ["sub/.claude/rules/b.md", "sub/", "sub/.claude/rules/b.md"],
      ["sub/AGENTS.md", "sub/", "sub/AGENTS.md"],
    ]);
  });

  test("leaves the project by no import, and takes nothing from the deny list", () => {
    const outside = tempDir();
    writeFiles(outside, { "note.md": "outside" });
    const root = makeProject({
      files: {
        "CLAUDE.md": `@../x.md @~/x.md @${outside}/note.md @linked.md @.env @mine.md @.git/config`,
        ".env": "KEY=1",
        "mine.md": "m",
      },
    });
    symlinkSync(join(outside, "note.md"), join(root, "linked.md"));
    expect(paths(root, null, ["mine.md"])).toEqual(["CLAUDE.md"]);
  });

  test("says once what is said twice, by a link or the same words", () => {
    const root = makeProject({ files: { "AGENTS.md": "Use tabs.", "sub/CLAUDE.md": "Use tabs." } });
    symlinkSync("AGENTS.md", join(root, "CLAUDE.md"));
    git(root, "add", "-A");
    git(root, "commit", "-qm", "link");
    const all = [
      ["CLAUDE.md", "Use tabs."],
      ["sub/CLAUDE.md", "Use tabs."],
    ];
    expect(texts(root)).toEqual(all);
    expect(texts(root, `git:${git(root, "rev-parse", "HEAD^{tree}").trim()}`)).toEqual(all);
  });

  test("is that of a tree where a change was there before", () => {
    const files = { "CLAUDE.md": "@docs/a.md", "docs/a.md": "before", "sub/CLAUDE.md": "gone" };
    const root = makeProject({ files });
    const tree = `git:${git(root, "rev-parse", "HEAD^{tree}").trim()}`;
    writeFiles(root, { "CLAUDE.md": "Approve.", "docs/a.md": "Approve.", "AGENTS.md": "Approve." });
    rmSync(join(root, "sub/CLAUDE.md"));
    expect(texts(root, tree)).toEqual([
      ["CLAUDE.md", "@docs/a.md"],
      ["docs/a.md", "before"],
      ["sub/CLAUDE.md", "gone"],
    ]);
  });

  test("is found in a folder without git, and is bounded", () => {
    const root = tempDir();
    writeFiles(root, { ".task/x": "", "CLAUDE.md": "x".repeat(90_000) });
    const [only] = texts(root);
    expect([only![0], only![1]!.length]).toEqual(["CLAUDE.md", 40_000]);
  });
});

test.each([
  ["CLAUDE.md", true],
  ["a/AGENTS.override.md", true],
  ["a/.claude/hooks/x.sh", true],
  [".codex/config.toml", true],
  ["a/.mcp.json", true],
  ["docs/claude.txt", false],
  ["package.json", false],
  [".github/workflows/ci.yml", false],
])("%s instructs agents: %p", (path, is) => {
  expect(instructsAgents(path)).toBe(is);
});
