// The workflow of docs/extending.md, added to the plugin as the page says, through a whole run in
// the real host.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup, DEFAULT_FILES } from "../harness/project.ts";
import { GOODBYE, GOODBYE_TEST, honest, openIds } from "../harness/workers.ts";
import { bySubject, ofType, play, subjects } from "../host/scenario.ts";
import { briefOf, sectionOf } from "../host/told.ts";
import { pluginWith, SECTIONS } from "./guide.ts";
import { reviews, writes } from "./workers.ts";

afterEach(cleanup);

const SETTINGS = JSON.stringify({ tests: { commands: ["bun test"] } });
const FILES = {
  ...DEFAULT_FILES,
  "src/goodbye.ts": GOODBYE,
  "tests/goodbye.test.ts": GOODBYE_TEST,
  ".claude/multi-ai.json": SETTINGS,
};

const PAGE_LINE = "`goodbye(name)` says farewell to one person.";
const MENDED = "`goodbye(name)` says goodbye to one person.";

const PAGE = "docs/goodbye.md";
const CRITERIA = ["AC1", "AC2"];

describe.each(hostsOf("new"))("the guide's workflow (%s)", (version) => {
  test("runs to its end: tests, the page, a finding that is mended and looked at again", async () => {
    const worker = honest((brief) =>
      brief.writes.endsWith("/write.json")
        ? writes(brief, PAGE, openIds(brief).length > 0 ? MENDED : PAGE_LINE, CRITERIA)
        : reviews(brief, PAGE, PAGE_LINE, MENDED, CRITERIA),
    );
    const plugin = pluginWith(SECTIONS.get("A workflow")!);
    const prompt = "/multi-ai:docs-review --auto Document goodbye";
    const { run, tasks, state, events, model, project } = await play({
      version,
      plugin,
      prompt,
      worker,
      files: FILES,
    });
    expect([run.exitCode, state.status]).toEqual([0, "complete"]);
    expect(subjects(tasks)).toEqual([
      "Test commands",
      "Tests - Baseline",
      "Write the docs",
      "Docs Review - Opus",
      "Tests",
      "Fix Docs - Opus v1",
      "Docs Review - Opus v2",
      "Tests v2",
    ]);
    expect(ofType(events, "tested").map((one) => one.outcome)).toEqual(["pass", "pass", "pass"]);
    expect(readFileSync(join(project, PAGE), "utf8")).toContain(MENDED);
    // A reviewer is told what those of the first workflow are told.
    const again = briefOf(model, bySubject(tasks, "Docs Review - Opus v2").id);
    expect(again).toContain("Review again");
    expect(sectionOf(again, "Acceptance criteria")).toContain(
      "AC2: Each command, name and figure in it is right",
    );
    expect(sectionOf(again, "Open findings")).toContain("F1 major at docs/goodbye.md:3");
    expect(sectionOf(again, "Changed since your last round, each file whole")).toContain(
      `+${MENDED}`,
    );
    expect(sectionOf(again, "Tests, run by the program")).toContain("`bun test`");
    expect(run.results.join("\n")).toContain("Each command, name and figure in it is right");
  });
});
