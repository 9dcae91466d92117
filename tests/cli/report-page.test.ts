// `multi-ai report --html`: a file that says what the run's report says, in a place of its own.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BEGINNING } from "../../src/render/report-page.ts";
import { firstOf } from "../harness/in-full.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { cli } from "./cli.ts";
import { inProcess, terminalContext } from "./in-process.ts";
import { makeCouncilRun } from "./make-council-run.ts";
import { type MadeRun, STATES } from "./make-run.ts";
import { makeTeamRun } from "./make-team-run.ts";

afterAll(cleanup);

const MADE: Record<string, () => Promise<MadeRun>> = {
  "multi-ai": STATES["complete after fixes and a waiver"],
  team: () =>
    makeTeamRun({ answer: ({ options, text }) => ({ option: options[0]!, text: text === null ? null : "Yes." }) }),
  council: () => makeCouncilRun({ answer: ({ options }) => ({ option: options[0]!, text: null }) }),
};

/** What a reader sees, in one line. */
const seen = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(
      /&(lt|gt|amp|quot|#x27|#39);/g,
      (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"' })[name as "lt"] ?? "'",
    )
    .replace(/\s+/g, " ");
const flat = (text: string): string => text.trim().replace(/\s+/g, " ");

test.each(firstOf(Object.keys(MADE)))(
  "a real run of %s has each of its tasks, findings, decisions and files on its page",
  async (name) => {
    const { root, run } = await MADE[name]!();
    const { json } = await cli(root, ["report", "--json"]);
    const { code, out } = await cli(root, ["report", "--html"]);
    const file = join(root, ".task/report.html");
    expect([code, out]).toEqual([0, expect.stringContaining(`${file} (`)]);
    const page = readFileSync(file, "utf8");
    expect(page).toStartWith(BEGINNING);
    expect(page).not.toMatch(/<script|undefined/);
    const text = seen(page);
    for (const { id, subject } of run.tasks) expect(text).toContain(flat(`${id} ${subject}`));
    for (const { problem } of json.findings) expect(text).toContain(flat(problem));
    for (const { asked, option } of json.decisions) expect(text).toContain(flat(asked ?? option));
    for (const { path, added, removed } of json.files) expect(text).toContain(`${path} +${added} -${removed}`);
    expect(json.files.length).toBeGreaterThan(0);
    expect(page).toContain('<span class="added">+');
  },
);

describe("the file", () => {
  let root: string;
  beforeAll(async () => {
    ({ root } = await STATES["story question open"]());
  });
  const written = async (name: string, from = root) =>
    (await inProcess(
      ["report", `--html=${name}`],
      terminalContext(from, { PATH: process.env.PATH, HOME: tempDir() }),
    ))!;

  test("is the user's own, and replaces an older page", async () => {
    const path = join(root, "out.html");
    writeFileSync(path, `${BEGINNING}old`, { mode: 0o644 });
    expect(await written("out.html")).toMatchObject({ exit: 0, data: { file: path, bytes: statSync(path).size } });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toContain("not over yet: waits for you");
  });

  test("that is something else, or a link, or is not called a page, stays as it is", async () => {
    writeFileSync(join(root, "index.html"), "<p>mine");
    const target = join(tempDir(), "target.html");
    writeFileSync(target, `${BEGINNING}old`);
    symlinkSync(target, join(root, "link.html"));
    mkdirSync(join(root, "taken.html"));
    const elsewhere = tempDir();
    symlinkSync(elsewhere, join(root, "docs"));
    for (const [name, problem] of [
      ["index.html", "is there already and is no report of multi-ai. Name another place"],
      ["link.html", "link.html is a link, and is not followed"],
      ["taken.html", "is a folder"],
      ["docs/r.html", "docs is a symbolic link"],
      ["no/r.html", `There is no folder ${join(root, "no")}. Name another place`],
      [".task/events.jsonl", "it has to end in .html"],
      [".html", "it has to end in .html"],
    ] as const)
      expect([name, await written(name)]).toMatchObject([name, { exit: 1, text: expect.stringContaining(problem) }]);
    expect(readFileSync(join(root, "index.html"), "utf8")).toBe("<p>mine");
    expect(readFileSync(target, "utf8")).toBe(`${BEGINNING}old`);
    expect([existsSync(join(elsewhere, "r.html")), existsSync(join(root, "no"))]).toEqual([false, false]);
    rmSync(join(root, "docs"));
  });

  test("is not made without a run or without a name, nor beside another text", async () => {
    expect((await written("a.html", makeProject())).text).toContain("No run here");
    expect((await cli(root, ["report", "--html="])).code).toBe(2);
    expect((await cli(root, ["report", "--html", "--md"])).code).toBe(2);
  });
});
