// The workflow with areas of docs/extending.md, through a whole run in the real host.
import { afterEach, describe, expect, test } from "bun:test";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup, DEFAULT_FILES } from "../harness/project.ts";
import type { Brief, Work } from "../harness/team.ts";
import { honest, nextId, openIds } from "../harness/workers.ts";
import { bySubject, ofType, play, subjects } from "../host/scenario.ts";
import { briefOf } from "../host/told.ts";
import { pluginWith, SECTIONS } from "./guide.ts";

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

const work = (item: string, line: string, answered: string[]): Work => ({
  edits: { [readme(item)]: `# ${item}\n\n${line}\n` },
  artifact: {
    status: "complete",
    reason: null,
    changed_files: [readme(item)],
    criteria: [{ id: "AC1", met: true }],
    deviations: [],
    answered,
    declined: [],
  },
});

const review = (brief: Brief) => {
  const isFirst = brief.round === 1;
  const place = { file: readme("beta"), line: 3, quote: isFirst ? LINE : MENDED };
  return {
    status: isFirst ? "needs_changes" : "approved",
    summary: "The READMEs.",
    criteria: [{ id: "AC1", met: !isFirst, evidence: [place] }],
    findings: isFirst
      ? [
          {
            id: nextId(brief),
            severity: "major",
            ...place,
            problem: "Not so.",
            fix: "Say goodbye.",
          },
        ]
      : [],
    prior: openIds(brief).map((id) => ({ id, state: "fixed" })),
  };
};

const worker = honest((brief) => {
  const [, item] = /\/write\/(\w+)\.json$/.exec(brief.writes) ?? [];
  if (item) return work(item, LINE, []);
  return brief.writes.endsWith("/write.json")
    ? work("beta", MENDED, openIds(brief))
    : review(brief);
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
