// `multi-ai report --html`: a file that says what the run's report says, in a place of its own.
// Runs: in full too, together.
import { afterAll, expect, test } from "bun:test";
import { readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BEGINNING } from "../../../src/render/report/print/page.ts";
import { firstOf } from "../../harness/in-full.ts";
import { cleanup, makeProject, tempDir } from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { makeCouncilRun } from "../made/make-council-run.ts";
import { type MadeRun, STATES } from "../made/make-run.ts";
import { makeTeamRun } from "../made/make-team-run.ts";

afterAll(cleanup);

const MADE: Record<string, () => Promise<MadeRun>> = {
  "multi-ai": STATES["complete after fixes and a waiver"],
  team: () =>
    makeTeamRun({
      answer: ({ options, text }) => ({ option: options[0]!, text: text === null ? null : "Yes." }),
    }),
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
  "a real run of %s has each of its findings, decisions and files on its page",
  async (name) => {
    const { root } = await MADE[name]!();
    const { json } = await cli(root, ["report", "--json"]);
    const { code, out } = await cli(root, ["report", "--html"]);
    const file = join(root, ".task/report.html");
    expect([code, out]).toEqual([0, expect.stringContaining(`${file} (`)]);
    const page = readFileSync(file, "utf8");
    expect(page).toStartWith(BEGINNING);
    expect(page).not.toContain("undefined");
    expect(page).not.toContain("<script");
    // Whoever gets the file learns no folder of this machine.
    expect(page).not.toContain(root);
    expect(page).not.toContain(join(import.meta.dir, "../../.."));
    const text = seen(page);
    for (const { problem } of json.findings) expect(text).toContain(flat(problem));
    for (const { asked, option } of json.decisions) expect(text).toContain(flat(asked ?? option));
    for (const { path, added, removed } of json.files)
      expect(text).toMatch(new RegExp(`${RegExp.escape(path)} ?\\+${added} -${removed}`));
    expect(json.files.length).toBeGreaterThan(0);
  },
);

test("the file is the user's own, and replaces an older one, also a link; none is made beside another text", async () => {
  const { root } = await STATES["story question open"]();
  const file = join(root, ".task/report.html");
  const target = join(tempDir(), "target.html");
  writeFileSync(target, "mine");
  symlinkSync(target, file);
  expect((await cli(root, ["report", "--html", "--json"])).json).toEqual({
    file,
    bytes: statSync(file).size,
  });
  expect([readFileSync(target, "utf8"), statSync(file).mode & 0o777]).toEqual(["mine", 0o600]);
  expect(readFileSync(file, "utf8")).toContain("not over yet: waiting for you");
  expect((await cli(root, ["report", "--html", "--md"])).code).toBe(2);
  expect((await cli(makeProject(), ["report", "--html"])).err).toContain("No run here");
});
