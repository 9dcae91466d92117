// The drive for readers of phases: a command of it is a process, the run between two of them lies in the project.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DOCUMENT, newProjectFor } from "../harness/phases/new-project.ts";
import { cleanup, DEFAULT_FILES, makeProject, onCleanup, tempDir, writeFiles } from "../harness/project.ts";
import { artifactText, type Brief, readBrief } from "../harness/team.ts";
import { agentBody } from "./drive.ts";

afterEach(cleanup);

const DRIVE = join(import.meta.dir, "phases-drive.ts");

/** A project with a document, and what a person or a reader types there. */
function played() {
  const root = makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } });
  onCleanup(() => rmSync(`${root}.readers`, { recursive: true, force: true }));
  return {
    root,
    type(...words: string[]): { exit: number; text: string } {
      const env = { ...process.env, TMPDIR: tempDir() };
      const { exitCode, stdout, stderr } = Bun.spawnSync([process.execPath, DRIVE, root, ...words], { env });
      return { exit: exitCode, text: `${stdout}${stderr}` };
    },
  };
}

const pathIn = (text: string, name: string): string => new RegExp(`^  ${name}: +(\\S+)`, "m").exec(text)![1]!;
const given = (text: string): Brief => readBrief(readFileSync(pathIn(text, "brief"), "utf8"))!;

test("a reader gets the agent's file and the brief; what does not count comes back, what counts leads on", () => {
  const { root, type } = played();
  const first = type("start", "new-project", "--auto", "@idea.md");
  expect(first.text).toContain("Map the code base: a reader is due");
  expect(readFileSync(pathIn(first.text, "agent"), "utf8")).toBe(`${agentBody("pattern-mapper")}\n`);
  const brief = given(first.text);
  expect(pathIn(first.text, "write")).toBe(brief.writes);
  expect(type("submit").text).toContain("the file is not there");

  writeFiles("/", { [brief.writes]: "no stamp" });
  const refused = type("submit", brief.task);
  expect(refused.text).toContain(`${brief.task} does not count:\n- `);
  expect(given(refused.text)).toEqual(brief);

  writeFiles("/", { [brief.writes]: artifactText(brief, { artifact: newProjectFor(brief)! }) });
  const taken = type("submit");
  expect(taken.text).toContain(`${brief.task}: ok`);
  const tries = join(pathIn(first.text, "agent"), "..");
  expect(existsSync(join(tries, "refused.1.txt")) && existsSync(join(tries, "answer.2.md"))).toBe(true);
  // Nothing is sent twice: the next reader's brief is the same when it is asked for again.
  expect(given(type("next").text)).toEqual(given(taken.text));
  expect(type("state").text).toContain("Map the code base");
  expect(Bun.spawnSync(["git", "status", "--short"], { cwd: root }).stdout.toString()).toBe("");
});

test("a person's answer is a letter, a label or words", () => {
  const { type } = played();
  expect(type("answer", "A")).toEqual({ exit: 1, text: "No run here; start one.\n" });
  expect(type("start", "new-project", "@idea.md").text).toContain("Q1 · Who decides along the way?");
  expect(type("answer", "b").text).toContain("Q1: yolo");
  expect(type("answer", "Q3", "verifier").text).toContain("Q3: verifier");
  expect(type("start", "next").text).toContain("is live; go on with next");
});
