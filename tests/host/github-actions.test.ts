// The workflow for GitHub Actions, with its steps run here one after the other as a runner does, in
// the real host.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { makeSandbox } from "../harness/sandbox.ts";
import { obedientMain, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { type Step, steps } from "../scripts/github-actions.ts";

afterEach(cleanup);

const repository = join(import.meta.dir, "../..");
const left = new Set(["node_modules", ".git", ".task", "tests"]);

/** In the place of npm on a runner: Claude Code is there already, all else the real one does. */
const NPM = `#!/bin/sh
case "$1 $2" in
  "install --global") echo "$*" >>"$HOME/npm.txt" ;;
  *) PATH=\${PATH#*:} exec npm "$@" ;;
esac
`;

/** The values of the expressions in a step's environment, for an issue. */
const values = (
  source: string,
  issue: { title: string; body: string },
): Record<string, string> => ({
  "vars.MULTI_AI_SOURCE": source,
  "secrets.ANTHROPIC_API_KEY": "",
  "github.event.issue.title": issue.title,
  "github.event.issue.body": issue.body,
});

/**
 * A runner: a clone of a project, a copy of the plugin as its address, and what it gives to each
 * step.
 */
function runner(issue: { title: string; body: string }) {
  const project = makeProject();
  const clone = join(tempDir("clone-"), "multi-ai");
  cpSync(repository, clone, { recursive: true, filter: (path) => !left.has(basename(path)) });
  const programs = tempDir("npm-");
  writeFiles(programs, { npm: NPM });
  Bun.spawnSync(["chmod", "+x", join(programs, "npm")]);
  const model = startModel({ script: team(honest(), obedientMain) });
  const temp = tempDir("runner-");
  const { env, home } = makeSandbox({
    ...{ version: "new", project, model, inFront: [programs], codexOnPath: false },
    env: {
      RUNNER_TEMP: temp,
      npm_config_cache: join(homedir(), ".npm"),
      npm_config_userconfig: join(homedir(), ".npmrc"),
    },
  });
  const given = values(clone, issue);
  const known = { ...env };

  /** Runs a step; its additions to the PATH hold from the next one on. */
  async function perform({ name, run, env: own = {} }: Step) {
    const script = join(temp, "step.sh");
    const path = join(temp, "path.txt");
    writeFileSync(script, run!);
    writeFileSync(path, "");
    const filled = Object.entries(own).flatMap(([key, value]) => {
      const expression = /^\$\{\{ (.*) \}\}$/.exec(String(value))?.[1];
      const text = expression === undefined ? String(value) : given[expression]!;
      // The key of these tests is in the environment already.
      return text === "" && expression?.startsWith("secrets.") ? [] : [[key, text] as const];
    });
    const child = Bun.spawn(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd: project,
      env: { ...known, ...Object.fromEntries(filled), GITHUB_PATH: path },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    const [out, err, code] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    const added = readFileSync(path, "utf8").split("\n").filter(Boolean);
    known.PATH = [...added.reverse(), known.PATH].join(":");
    return { name, out, err, code };
  }
  return { project, home, temp, perform };
}

test("a labelled issue becomes a run to its end; its text reaches the agents to the letter, and no shell", async () => {
  const issue = {
    title: `--auto "quoted" 'and' $(touch pwned) \`touch pwned\` ; touch pwned ü`,
    body: "first\n\n-- second $(touch pwned)\n%s \\n ${{ secrets.ANTHROPIC_API_KEY }}\n",
  };
  const { project, temp, home, perform } = runner(issue);
  for (const step of steps().filter((one) => one.run !== undefined)) {
    const { name, out, err, code } = await perform(step);
    expect({ name, code, said: code === 0 ? "" : out + err }).toEqual({ name, code: 0, said: "" });
  }
  expect(readFileSync(join(home, "npm.txt"), "utf8")).toStartWith(
    "install --global @anthropic-ai/claude-code@",
  );
  const first = JSON.parse(
    readFileSync(join(project, ".task/events.jsonl"), "utf8").split("\n")[0]!,
  );
  const request = readFileSync(join(project, ".task/objects", first.request.sha), "utf8");
  expect(request).toBe(`${issue.title}\n\n${issue.body}`.trim());
  expect(existsSync(join(project, "pwned"))).toBe(false);
  const result = join(temp, "multi-ai");
  expect(readdirSync(result).sort()).toEqual([".task", "changes.patch", "report.html"]);
  expect(readFileSync(join(result, "report.html"), "utf8")).toContain("<strong>complete</strong>");
  expect(readFileSync(join(result, "changes.patch"), "utf8")).toContain("diff --git");
  expect(JSON.parse(readFileSync(join(result, ".task/state.json"), "utf8")).status).toBe(
    "complete",
  );
});
