// /multi-ai:setup in a session: what it shows, what it does of what was named, and what nobody has typed.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { narrow } from "../../src/host/payload.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../src/plugin.ts";
import { findProject } from "../../src/project/project.ts";
import { columns, HOST_TABLE } from "../../src/text.ts";
import { SESSION, STATES } from "../cli/make-run.ts";
import { OWN_PROGRAMS, putPrograms, systemPrograms } from "../harness/own-programs.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";

beforeAll(() => speak(inHost));
afterAll(() => speak(calledAs(PLUGIN)));
afterEach(cleanup);

const LOCAL = ".claude/settings.local.json";
const SETTINGS = ".claude/multi-ai.json";

interface Typing {
  env?: Record<string, string>;
  transcript?: string;
}

/** A person's home and project, and what is answered to `/multi-ai:setup` with words behind it. */
function place({
  project = makeProject(),
  programs = { claude: OWN_PROGRAMS.claude, npm: OWN_PROGRAMS.npm } as Record<string, string>,
} = {}) {
  const home = tempDir();
  const bin = join(home, ".local/bin");
  putPrograms(bin, programs);
  const env = { HOME: home, PATH: `${bin}:${systemPrograms()}`, SHELL: "/bin/bash", CLAUDE_PROJECT_DIR: project };
  const type = async (words: string, { env: more = {}, transcript = "" }: Typing = {}): Promise<string> => {
    const payload = narrow({
      hook_event_name: "UserPromptExpansion",
      session_id: SESSION,
      transcript_path: transcript,
      command_name: "multi-ai:setup",
      command_args: words,
    });
    const output = await handle(hookCall(payload, findProject(project), { ...env, ...more }));
    // Nothing goes to the model.
    expect(Object.keys(output ?? {})).toEqual(["decision", "reason"]);
    return String(output!.reason);
  };
  const text = (path: string): string => readFileSync(join(project, path), "utf8");
  const has = (path: string): boolean => existsSync(join(project, path));
  const untouched = (): boolean => !has(".claude") && !has(".gitignore") && !existsSync(join(home, "ran"));
  return { home, project, type, text, json: (path: string) => JSON.parse(text(path)), has, untouched };
}

/** A section of the answer, without its heading. */
const under = (said: string, heading: string): string => said.split(`${heading}\n`)[1]?.split("\n\n")[0] ?? "";
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

describe("bare", () => {
  test("it shows what was looked at, each offer with name, file and change, and what to type; nothing is changed", async () => {
    const { project, type, untouched } = place();
    const said = await type("");
    expect(flat(said)).toMatch(
      /^Looked at \d+ things: \d+ fine, \d+ warnings?\. ! multi-ai dry-run --all lists them\./,
    );
    const [looked = ""] = said.split("Offered, by name:");
    for (const line of looked.split("\n")) expect(columns(line)).toBeLessThanOrEqual(HOST_TABLE);
    const offered = flat(under(said, "Offered, by name:")).replaceAll(" /", "/");
    expect(offered).toContain("gitignore: Have git ignore what a run keeps");
    expect(offered).toContain("a line more: .task/");
    expect(offered).toContain("task_tools: Have Claude Code's own task list show the run");
    expect(offered).toContain('env.CLAUDE_CODE_ENABLE_TODO_TOOLS becomes "1"');
    expect(flat(said).replaceAll(" ", "")).toContain(`${project}/.gitignore:`);
    expect(under(said, "To type in a terminal:")).toBe("  Codex is not installed:\n    npm install -g @openai/codex");
    expect(flat(said)).toEndWith(
      "Nothing was changed. /multi-ai:setup all does all that is offered, /multi-ai:setup gitignore settings only that.",
    );
    expect(untouched()).toBe(true);
  });
});

describe("named", () => {
  test("just that is done", async () => {
    const { type, text, json, has } = place();
    const said = await type("gitignore settings");
    expect(text(".gitignore")).toBe(".task/\n");
    expect(json(SETTINGS)).toEqual({ $schema: "./multi-ai.schema.json" });
    expect(has(LOCAL)).toBe(false);
    expect(under(said, "Done:")).toContain(".gitignore");
    expect(under(await type("GitIgnore"), "As it should be:")).toBe("  git ignores .task/");
  });

  test("all does all of it but what a terminal is for, and a second time there is nothing to do", async () => {
    const { home, type, text, json } = place();
    const said = await type("all");
    expect(json(LOCAL)).toMatchObject({
      env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" },
      statusLine: { refreshInterval: 10 },
    });
    expect(text(".gitignore")).toBe(".task/\n");
    const script = readFileSync(join(home, ".local/share/bash-completion/completions/multi-ai"), "utf8");
    expect(script).toStartWith("# Made by multi-ai setup --completion bash");
    expect(under(said, "To type in a terminal:")).toContain("npm install -g @openai/codex");
    expect(existsSync(join(home, "ran"))).toBe(false);
    const before = [".gitignore", SETTINGS, LOCAL].map(text);
    expect(await type("all")).not.toContain("Done:");
    expect([".gitignore", SETTINGS, LOCAL].map(text)).toEqual(before);
  });

  test.each([
    ["gitignroe", 'found "gitignroe", expected all, gitignore, settings, '],
    ["gitignroe", "; did you mean gitignore?"],
    ["gitignore toString", 'found "toString", expected all, '],
    ["settings=40M", 'found "settings=40M", expected all'],
    ["--yes", "unknown option --yes"],
    ["\u001b[31mred", 'found "[31mred", expected all'],
  ])("%p is refused, and nothing is changed", async (words, says) => {
    const { type, untouched } = place();
    expect(await type(`gitignore ${words}`)).toContain(says);
    expect(untouched()).toBe(true);
  });
});

describe("nothing is changed", () => {
  test("in the project while a run is live", async () => {
    const made = await STATES["story question open"]();
    const { home, type, untouched } = place({ project: made.root });
    const said = flat(await type("all"));
    expect(said).toContain(
      `run ${made.run.run} is live: Claude Code's settings, and files of the project, are not changed`,
    );
    expect(untouched()).toBe(true);
    expect(existsSync(join(home, ".local/bin/multi-ai"))).toBe(true);
  });

  test("in a file that may only be read, or that is a link: each is named, and the others are done", async () => {
    const { project, type, text } = place();
    writeFiles(project, { ".gitignore": "node_modules\n" });
    chmodSync(join(project, ".gitignore"), 0o444);
    mkdirSync(join(project, ".claude"));
    symlinkSync("/etc/hostname", join(project, LOCAL));
    const said = await type("gitignore task_tools settings");
    const refused = flat(under(said, "Not done:")).replaceAll(" ", "");
    expect(refused).toContain("mayonlyberead;itstaysasitis");
    expect(refused).toContain("settings.local.jsonisasymboliclink;itstaysasitis");
    expect([text(".gitignore"), existsSync(join(project, SETTINGS))]).toEqual(["node_modules\n", true]);
  });
});
