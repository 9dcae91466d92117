// The workflow with areas of docs/extending.md, through a whole run in the real host.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup, DEFAULT_FILES } from "../harness/project.ts";
import { honest } from "../harness/workers.ts";
import { bySubject, ofType, play, subjects } from "../host/scenario.ts";
import { briefOf } from "../host/told.ts";
import { pluginWith, SECTIONS } from "./guide.ts";
import { reviews, writes } from "./workers.ts";

afterEach(cleanup);

const FILES = {
  ...DEFAULT_FILES,
  "packages/alpha/package.json": "{}",
  "packages/beta/package.json": "{}",
  ".claude/multi-ai.json": JSON.stringify({ tests: { commands: ["bun test"] } }),
};
const readme = (item: string): string => `packages/${item}/README.md`;
const LINE = "It is for greetings.";
const MENDED = "It is for goodbyes.";

const worker = honest((brief) => {
  const [, item] = /\/write\/(\w+)\.json$/.exec(brief.writes) ?? [];
  if (item) return writes(brief, readme(item), LINE, ["AC1"]);
  return brief.writes.endsWith("/write.json")
    ? writes(brief, readme("beta"), MENDED, ["AC1"])
    : reviews(brief, readme("beta"), LINE, MENDED, ["AC1"]);
});

describe.each(hostsOf("new"))("the guide's workflow with areas (%s)", (version) => {
  test("does one part after the other, each within its own, and mends what is found", async () => {
    const plugin = pluginWith(
      ["A workflow", "A workflow with areas"].flatMap((title) => SECTIONS.get(title)!),
    );
    const command = (name: string): string => join(plugin, "commands", `${name}.md`);
    cpSync(command("docs-review"), command("package-docs"));
    const prompt = "/multi-ai:package-docs --auto Say what it is for";
    const { run, tasks, state, events, model, project } = await play({
      ...{ version, plugin, prompt, worker, files: FILES },
    });
    expect([run.exitCode, state.status]).toEqual([0, "complete"]);
    expect(subjects(tasks)).toEqual([
      "Find the packages",
      "Test commands",
      "Tests - Baseline",
      "Readmes",
      "Readme Review - Opus",
      "Document alpha",
      "Document beta",
      "Tests",
      "Tests v2",
      "Fix Readmes - Opus v1",
      "Readme Review - Opus v2",
      "Tests v3",
    ]);
    expect(ofType(events, "tested").every((one) => one.outcome === "pass")).toBe(true);
    expect(readFileSync(join(project, readme("beta")), "utf8")).toContain(MENDED);
    expect(briefOf(model, bySubject(tasks, "Document beta").id)).toContain(
      "Write packages/beta/README.md",
    );
  });
});
