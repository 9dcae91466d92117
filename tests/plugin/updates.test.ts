// What people have installed moves with each commit, through the real host.
// Runs: in full only.
import { afterAll, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cleanup, git, tempDir, writeFiles } from "../harness/project.ts";
import { hosts } from "./hosts.ts";
import { repository, run } from "./temp-plugin.ts";

afterAll(cleanup);

const ADDRESS = "https://git.example.invalid/multi-ai.git";

/** A repository with the plugin's own manifests, without packages to fetch. */
function published(): string {
  const root = join(tempDir(), "multi-ai");
  mkdirSync(root);
  for (const part of ["plugin.json", ".claude-plugin", "commands", "agents", "skills", "hooks"])
    cpSync(join(repository, part), join(root, part), { recursive: true });
  git(root, "init", "-q", "-b", "main");
  return root;
}

/** Another commit of it; its name, as the host shortens it. */
function committed(root: string, text: string): string {
  writeFiles(root, { "notes.md": text });
  git(root, "add", "-A");
  git(root, "-c", "user.name=a", "-c", "user.email=a@example.invalid", "commit", "-q", "-m", text);
  return git(root, "rev-parse", "HEAD").slice(0, 12);
}

const cases = hosts.flatMap(([version, claude]) =>
  ["an address", "a folder"].map((from) => [version, from, claude]),
);

test.each(cases as [string, string, string][])(
  "in Claude Code %s, installed from %s: two commits are two updates, by README's lines",
  (_version, from, claude) => {
    const root = published();
    const first = committed(root, "one");
    const home = tempDir("home-");
    const env = {
      PATH: "/usr/bin:/bin",
      HOME: home,
      DISABLE_AUTOUPDATER: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    };
    const plugin = (...args: string[]) => {
      const { code, stdout, stderr } = run([claude, "plugin", ...args], { cwd: home, env });
      expect([args, code, stderr]).toEqual([args, 0, ""]);
      return stdout;
    };
    // Git fetches the address from the folder.
    writeFiles(home, {
      ".gitconfig": `[url "${pathToFileURL(root)}"]\n\tinsteadOf = ${ADDRESS}\n`,
    });
    plugin("marketplace", "add", from === "a folder" ? root : ADDRESS);
    plugin("install", "multi-ai@multi-ai");
    const lines = readFileSync(join(repository, "README.md"), "utf8").match(
      /^claude plugin .*update.*$/gm,
    )!;
    expect(lines).toHaveLength(2);
    let before = first;
    for (const text of ["two", "three"]) {
      const next = committed(root, text);
      const said = lines.map((line) => plugin(...line.split(" ").slice(2))).join("");
      expect(said).toContain(`updated from ${before} to ${next}`);
      const copy = join(home, ".claude/plugins/cache/multi-ai/multi-ai", next);
      expect(readFileSync(join(copy, "notes.md"), "utf8")).toBe(text);
      expect(existsSync(join(copy, "hooks/guard.sh"))).toBe(true);
      before = next;
    }
    expect(plugin("update", "multi-ai@multi-ai")).toContain("already at the latest version");
  },
);
