// `multi-ai report --html`: a file that says what the run's report says, in a place of its own.
import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { excerptOf } from "../../src/cli/report-page.ts";
import { pagePath, writePage } from "../../src/cli/write-page.ts";
import { findProject } from "../../src/project/project.ts";
import { escaped } from "../../src/render/html/markup.ts";
import { BEGINNING } from "../../src/render/html/page.ts";
import { firstOf } from "../harness/in-full.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { cli } from "./cli.ts";
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

describe("a real run of", () => {
  test.each(firstOf(Object.keys(MADE)))(
    "%s has each of its tasks, findings, decisions and files on its page",
    async (name) => {
      const { root, run } = await MADE[name]!();
      const { json } = await cli(root, ["report", "--json"]);
      const { code, out } = await cli(root, ["report", "--html"]);
      const file = join(root, ".task/report.html");
      expect([code, out]).toEqual([0, expect.stringContaining(`${file} (`)]);
      const page = readFileSync(file, "utf8");
      expect(page).toStartWith(BEGINNING);
      for (const { id, subject } of run.tasks) {
        expect(page).toContain(`<li id="task-${id}"`);
        expect(page).toContain(escaped(subject));
        expect(page).toContain(`data-task="${id}"`);
      }
      for (const { problem } of json.findings) expect(page).toContain(escaped(problem.trim()));
      for (const { asked, question } of json.decisions) expect(page).toContain(escaped((asked ?? question).trim()));
      for (const { path } of json.files) expect(page).toContain(`<code>${escaped(path)}</code>`);
      expect(json.files.length).toBeGreaterThan(0);
      expect(page).toContain('<span class="a">+');
      expect(page).not.toContain("undefined");
      const steps = JSON.parse(/id="journal">(.*?)<\/script>/s.exec(page)![1]!).steps;
      expect(steps).toHaveLength(run.seq);
    },
  );
});

test("a finding has the lines of the tree that was reviewed, and each verdict is there", async () => {
  const { root } = await STATES["complete after fixes and a waiver"]();
  await cli(root, ["report", "--html"]);
  const page = readFileSync(join(root, ".task/report.html"), "utf8");
  // What was reviewed first had no third line: the fix added it.
  expect(page).toContain('<span class="mark"><b>2</b>  return &quot;Goodbye, &quot;.concat(name);');
  expect(page).toContain("Complete, with 1 approval waived or overruled by the person");
  expect(page).toContain("<b>T13</b> Code Review - Opus v2: ");
  expect(page).toContain("Good enough for today");
});

test("the lines around a place: by its quote, else by its number", () => {
  const text = Array.from({ length: 20 }, (_, at) => `line ${at + 1}`).join("\n");
  expect(excerptOf(text, 10, "")).toEqual({
    first: 7,
    lines: [7, 8, 9, 10, 11, 12, 13].map((n) => `line ${n}`),
    marked: [10, 10],
  });
  expect(excerptOf(text, 3, "line 18")?.marked).toEqual([18, 18]);
  expect(excerptOf(text, 99, "")).toBeNull();
  expect(excerptOf(text, null, "nowhere")).toBeNull();
  expect(excerptOf("token = ghp_0123456789abcdefghijABCDEFGHIJ012345", 1, "")?.lines[0]).not.toContain("ghp_0123");
});

describe("the file", () => {
  const project = (files: Record<string, string> = {}) => findProject(makeProject({ files }));
  const page = (text = "new"): string => `${BEGINNING}${text}`;

  test("is the user's own, and replaces an older page", async () => {
    const { root } = await STATES["story question open"]();
    const path = join(root, "out.html");
    writeFileSync(path, page("old"), { mode: 0o644 });
    const { code, json } = await cli(root, ["report", "--html=out.html", "--json"]);
    expect([code, json]).toEqual([0, { file: path, bytes: statSync(path).size }]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toContain("Not over yet: waits for you");
  });

  test("that is something else stays as it is", () => {
    const at = project({ "index.html": "<p>mine" });
    const path = join(at.root, "index.html");
    expect(() => writePage(at, path, page())).toThrow("is there already and is no report of multi-ai");
    expect(readFileSync(path, "utf8")).toBe("<p>mine");
  });

  test("that is a link is refused, whatever it leads to", () => {
    const at = project();
    const target = join(tempDir(), "target.html");
    writeFileSync(target, page("old"));
    symlinkSync(target, join(at.root, "a.html"));
    symlinkSync(join(tempDir(), "nothing"), join(at.root, "b.html"));
    for (const name of ["a.html", "b.html"])
      expect(() => writePage(at, join(at.root, name), page())).toThrow(`${name} is a link, and is not followed`);
    expect(readFileSync(target, "utf8")).toBe(page("old"));
  });

  test("does not get through a folder of the project that is a link", () => {
    const at = project();
    const elsewhere = tempDir();
    symlinkSync(elsewhere, join(at.root, "docs"));
    expect(() => writePage(at, join(at.root, "docs/r.html"), page())).toThrow("docs is a symbolic link");
    rmSync(at.task, { recursive: true, force: true });
    symlinkSync(elsewhere, at.task);
    expect(() => writePage(at, join(at.task, "report.html"), page())).toThrow(".task is a symbolic link");
    expect(existsSync(join(elsewhere, "r.html")) || existsSync(join(elsewhere, "report.html"))).toBe(false);
  });

  test.each(["events.jsonl", ".task/events.jsonl", "page", ".html"])("is not called %s", (name) => {
    const at = project();
    expect(() => pagePath(at, at.root, name)).toThrow("it has to end in .html");
  });

  test("that cannot be written is named, with what to do", () => {
    const at = project();
    expect(() => writePage(at, join(at.root, "no/r.html"), page())).toThrow(
      `There is no folder ${join(at.root, "no")}. Name another place`,
    );
    expect(existsSync(join(at.root, "no"))).toBe(false);
    mkdirSync(join(at.root, "taken.html"));
    expect(() => writePage(at, join(at.root, "taken.html"), page())).toThrow("taken.html is a folder");
    const shut = join(at.root, "shut");
    mkdirSync(shut);
    chmodSync(shut, 0o555);
    if (process.getuid?.() !== 0)
      expect(() => writePage(at, join(shut, "r.html"), page())).toThrow(
        "r.html cannot be written: you have no permission",
      );
  });

  test("is not made without a run, and the place is checked in the terminal, too", async () => {
    expect((await cli(makeProject(), ["report", "--html"])).err).toContain("No run here");
    const { root } = await STATES["story question open"]();
    const { code, err } = await cli(root, ["report", "--html=.task/events.jsonl"]);
    expect([code, err]).toEqual([1, expect.stringContaining("it has to end in .html")]);
    expect((await cli(root, ["report", "--html="])).code).toBe(2);
  });
});
