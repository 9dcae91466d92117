// What a person reads names what works where it is read: slash commands in the host, in a terminal
// the program as it was called.
// Runs: in full too.
// Not in npm test: and in an app none begins with .
// Not in npm test: without a run, and with settings that are wrong
import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { inHost, PLUGIN as PLUGIN_NAME, SLASH_COMMANDS, START_FILE } from "../../../src/plugin.ts";
import { columns } from "../../../src/text.ts";
import { allStarts } from "../../../src/workflows/index.ts";
import { STATES } from "../../cli/made/make-run.ts";
import { firstOf } from "../../harness/in-full.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { WITH_COMPILED } from "../../harness/start.ts";

afterAll(cleanup);

const PLUGIN = join(import.meta.dir, "../../..");

/** What the built hook answers to a typed command, through the guard. */
function typed(root: string, command: string, args = "", entryPoint = "cli"): string {
  const payload = {
    hook_event_name: "UserPromptExpansion",
    session_id: "s",
    command_name: `multi-ai:${command}`,
    command_args: args,
  };
  const done = Bun.spawnSync(
    ["sh", "-c", '. "$0"', join(PLUGIN, "hooks/guard.sh"), "-", "step", "UserPromptExpansion"],
    {
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "/",
        CLAUDE_PROJECT_DIR: root,
        CLAUDE_CODE_ENTRYPOINT: entryPoint,
        ...WITH_COMPILED,
      },
      stdin: Buffer.from(JSON.stringify(payload)),
    },
  );
  const answer = JSON.parse(done.stdout.toString() || "{}");
  return String(answer.reason ?? answer.systemMessage ?? "");
}

/** Commands of the program, as a terminal types them. */
const IN_TERMINAL =
  /(?<![\w/:!`-]|! )multi-ai (?:status|report|log|dry-run|decide|ruling|cancel|resume|reset|park|rollback|trust|run|next|phase)\b/;

test("each slash command that texts name is one of the plugin's", () => {
  const files = readdirSync(join(PLUGIN, "commands"))
    .map((name) => name.replace(/\.md$/, ""))
    .map((name) => (name === START_FILE ? PLUGIN_NAME : name));
  const starts = new Set(Object.keys(allStarts()));
  expect(files.filter((name) => !starts.has(name)).sort()).toEqual(SLASH_COMMANDS.toSorted());
  expect([inHost("report --run x"), inHost("visualize")]).toEqual([
    "/multi-ai:report --run x",
    "! multi-ai visualize",
  ]);
});

/** What a model reads in the host's shell, where the program is on the PATH, and names of types. */
const FOR_MODELS = ["policy/policy.ts", "hooks/agents/launches.ts"];

const NAMED = /["`'](?:[^"`']* )?multi-ai (?:(?!uses )[a-z]|--|\$\{)/;

test("no text of the source has a terminal's command in it: who reads it is known where it is said", () => {
  const src = join(PLUGIN, "src");
  const found = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !FOR_MODELS.includes(path))
    .flatMap((path) =>
      readFileSync(join(src, path), "utf8")
        .split("\n")
        .filter((line) => !/^\s*(?:\/\*\*?|\*|\/\/) /.test(line) && NAMED.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});

describe("in the host no text names a terminal's command", () => {
  test.each(firstOf(["complete", "cancelled", "story question open", "review running"] as const))(
    "%s",
    async (state) => {
      const { root, run } = await STATES[state]();
      for (const command of [
        "status",
        "report",
        "rollback",
        "resume",
        "decide",
        "park",
        "reset",
        "report",
      ]) {
        const said = typed(root, command, command === "decide" ? "nonsense" : "");
        expect([command, said]).not.toEqual([command, ""]);
        expect([command, IN_TERMINAL.exec(said)?.[0] ?? null]).toEqual([command, null]);
        // The host wraps what is wider than its own margins leave of a small terminal.
        const rows = said.split("\n").filter((line) => /^[✓●✗▶▷?·–] +T\d/.test(line));
        expect(rows.length > 0).toBe(command === "status");
        for (const row of rows) expect(columns(row)).toBeLessThanOrEqual(70);
      }
      expect(typed(root, "report", `--run ${run.run}`)).toContain(run.run);
    },
  );

  // What is typed behind `!` an app sends to the model.
  test("and in an app none begins with !: a command that needs a terminal says so", async () => {
    const { root } = await STATES.cancelled();
    const inApp = (command: string, args = "") => typed(root, command, args, "claude-vscode");
    const report = inApp("report");
    expect(report).toContain("multi-ai log (in a terminal): what happened, and why it ended");
    const help = inApp("multi-ai", "--help");
    expect(help.replaceAll(/\s+/g, " ")).toContain("multi-ai help --all (in a terminal) lists");
    const slip = inApp("multi-ai", "log");
    expect(slip).toContain("did you mean multi-ai log (in a terminal)?");
    for (const said of [report, help, slip, inApp("status")])
      expect(said).not.toMatch(/(?:^|\s)! /);
  });

  test("without a run, and with settings that are wrong", () => {
    const root = makeProject();
    for (const command of ["status", "report", "park", "cancel", "reset"]) {
      const said = typed(root, command);
      expect([command, IN_TERMINAL.exec(said)?.[0] ?? null]).toEqual([command, null]);
      // They are there already.
      expect([command, said]).not.toEqual([command, expect.stringContaining("in Claude Code")]);
    }
    writeFiles(root, { ".claude/multi-ai.json": '{"limit": 3}' });
    const said = typed(root, "multi-ai", "Add a door");
    expect(said).toContain("! multi-ai dry-run checks it");
    expect(IN_TERMINAL.exec(said)?.[0] ?? null).toBeNull();
  });
});

describe("in a terminal the program is named as it was called", () => {
  const said = (command: string[], cwd: string, env: Record<string, string> = {}): string => {
    const all = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/", ...env };
    const { stdout, stderr } = Bun.spawnSync(command, { cwd, env: all });
    return `${stdout}${stderr}`;
  };
  const bin = join(PLUGIN, "bin/multi-ai");

  test("by its path, by its name where that is on the PATH, and by the script", async () => {
    const { root } = await STATES["story question open"]();
    expect(said([bin, "status"], root)).toContain(`Answer: ${bin} decide`);
    const folder = tempDir();
    symlinkSync(bin, join(folder, "multi-ai"));
    const PATH = `${folder}:${process.env.PATH}`;
    expect(said(["sh", "-c", "multi-ai status"], root, { PATH })).toContain(
      "Answer: multi-ai decide",
    );
    const script = join(PLUGIN, "scripts/orchestrator.ts");
    expect(said([process.execPath, script, "status"], root)).toContain(
      `Answer: bun ${script} decide`,
    );
    const project = ["status", "--project", root];
    expect(said([process.execPath, "scripts/orchestrator.ts", ...project], PLUGIN)).toContain(
      // In the folder where it is typed there is another project.
      `Answer: bun scripts/orchestrator.ts --project ${root} decide`,
    );
  });
});

test("setup prints in a session the line that its launcher prints, and says there that the packages are there", () => {
  const root = makeProject();
  expect(typed(root, "setup")).toMatch(
    /^Type this line in a terminal.*\nmkdir -p ~\/\.local\/bin && ln -sf?n '.*\/bin\/multi-ai' ~\/\.local\/bin\/multi-ai$/m,
  );
  expect(typed(root, "setup", "packages")).toBe("multi-ai: its packages are there.");
  expect(typed(root, "setup", "fence --off")).toMatch(
    /^Type it in a terminal of your own, in this project: \S*\/bin\/multi-ai'? setup fence --off$/,
  );
  expect(typed(root, "setup", "nothing")).toContain(
    'unknown argument "nothing"; expected packages or fence',
  );
});
