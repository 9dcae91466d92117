// Guarantee: You decide, and it is recorded.
// Of a review's findings the person ticks those to fix, or names them by number.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import { type Brief, team, type Worker } from "../harness/team.ts";
import { sitDown, untilLeft } from "./person.ts";
import { ofType } from "./scenario.ts";
import { briefs, sectionOf } from "./told.ts";

afterEach(cleanup);

const approval = { status: "approved", summary: "Sound.", criteria: [], findings: [], prior: [] };
const LINES = ["export const one = 2;", "export const two = 3;", "export const six = 7;"];
const finds = (_brief: Brief) => ({
  ...approval,
  status: "needs_changes",
  findings: LINES.map((quote, at) => ({
    ...{ id: `F${at + 1}`, severity: "major", file: "src/n.ts", line: at * 10 + 1, quote },
    ...{ problem: `The number of ${quote.split(" ")[2]} is too large.`, fix: "Take one off." },
  })),
});

const worker: Worker = (brief) => {
  if (brief.writes.endsWith("fix-result.json"))
    return {
      artifact: {
        ...{ status: "complete", reason: null, changed_files: ["src/n.ts"], criteria: [] },
        ...{ deviations: [], answered: [], declined: [] },
      },
      edits: { "src/n.ts": "export const one = 1;\n" },
    };
  if (brief.round > 1)
    return {
      artifact: {
        ...approval,
        prior: LINES.map((_, at) => ({ id: `F${at + 1}`, state: "fixed" })),
      },
    };
  return { artifact: brief.writes.endsWith("review-intent.json") ? finds(brief) : approval };
};

describe.each(hostsOf("new"))("which findings are fixed (%s)", (version) => {
  test("they are ticked in one dialog", async () => {
    const project = makeProject({ files: DEFAULT_FILES });
    const gap = "\n".repeat(10);
    writeFileSync(join(project, "src/n.ts"), `${LINES.join(gap)}\n`);
    const seat = await sitDown({
      version,
      project,
      script: team(worker),
      codex: undefined,
      rows: 60,
    });
    const { terminal, model } = seat;
    await terminal.submit("/multi-ai:review --fix");
    const screen = await terminal.waitFor(/Which findings should be fixed[\s\S]*\[ \] None/);
    expect(screen.match(/\[ \] .+/g)?.map((one) => one.trim())).toEqual([
      ...["[ ] 1 major at src/n.ts:1", "[ ] 2 major at src/n.ts:11", "[ ] 3 major at src/n.ts:21"],
      ...["[ ] None", "[ ] Type something"],
    ]);
    await terminal.press("enter", /❯ 1\. \[✔\]/);
    await terminal.press("down", /❯ 2\. \[ \]/);
    await terminal.press("down", /❯ 3\. \[ \]/);
    await terminal.press("enter", /❯ 3\. \[✔\]/);
    await terminal.press("down", /❯ 4\. /);
    await terminal.press("down", /❯ 5\. /);
    await terminal.press("down", /❯ +Submit/);
    await terminal.press("enter", /❯ 1\. Submit answers/);
    terminal.key("enter");
    const { events, state } = await untilLeft(project, (now) => now.state.status === "complete");
    expect(ofType(events, "answered")).toMatchObject([
      { option: "revise", text: "1 3", via: "dialog" },
    ]);
    const fixing = briefs(model).find(({ text }) => text.includes("## Findings to fix"))!;
    const chosen = sectionOf(fixing.text, "Findings to fix");
    expect(chosen.match(/^\d+\./gm)).toEqual(["1.", "3."]);
    expect(state.status).toBe("complete");
    expect(model.failures).toEqual([]);
  });
});
