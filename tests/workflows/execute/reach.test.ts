// What a plan's consent names of files that run later.
import { expect, test } from "bun:test";
import { reachLines } from "../../../src/workflows/execute/plan/reach.ts";

const lines = (...files: string[]) => reachLines({ tasks: [{ n: 1, name: "x", files } as never] });

test("files that run later or change what agents do are named, each once, with what they do", () => {
  expect(
    lines(
      "src/a.ts",
      ".claude/settings.json",
      ".claude/skills/x/SKILL.md",
      ".husky/pre-commit",
      ".github/workflows/ci.yml",
      ".mcp.json",
      "CLAUDE.md",
      "web/package.json",
      "vitest.config.ts",
      ".vscode/tasks.json",
      ".gitignore",
    ),
  ).toEqual([
    "Changes .claude/settings.json: hooks and permissions of Claude Code",
    "Changes .mcp.json: starts servers in Claude Code",
    "Changes .claude/skills/x/SKILL.md, CLAUDE.md: tells agents what to do",
    "Changes .husky/pre-commit, .github/workflows/ci.yml: runs at each commit or push",
    "Changes web/package.json: its scripts run at installs and in tests",
    "Changes vitest.config.ts: decides how tests run",
    "Changes .vscode/tasks.json: runs in editors that open the project",
    "Changes .gitignore: decides which files git and tools see",
  ]);
});

test("a glob that may stand for one is named, also where a plan names it for all of its tasks", () => {
  expect(lines(".github/**")).toEqual(["Changes .github/**: runs at each commit or push"]);
  const tasks = [{ n: 1, name: "x", files: [], plan: "01-01" } as never];
  expect(reachLines({ tasks, plan_files: { "01-01": ["*.json"] } }).join()).toContain(
    "Changes *.json: its scripts",
  );
});

test("of other files nothing is said", () => {
  expect(
    lines("src/**", "docs/claude.txt", "README.md", "lib/package.ts", "tests/{a,b}.test.ts"),
  ).toEqual([]);
  expect(reachLines({})).toEqual([]);
});
