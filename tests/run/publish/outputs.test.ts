// Runs: together.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run, Task } from "../../../src/engine/run.ts";
import type { Project } from "../../../src/project/project.ts";
import { writeOutputs } from "../../../src/run/publish/outputs.ts";
import { viewOf } from "../../../src/run/views/status.ts";
import { putObject } from "../../../src/store/objects.ts";
import { readLessons } from "../../../src/workflows/team/documents/lessons.ts";
import { featureOf } from "../../../src/workflows/team/record/accepted.ts";
import type { TeamView } from "../../../src/workflows/team/table/views.ts";
import { dispatched } from "../../engine/given.ts";
import { Team } from "../../workflows/team/given.ts";
import { walkthrough } from "../../workflows/team/walkthrough.ts";

let project: Project;
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), "kept-"));
  project = { root, task: join(root, ".task"), found: "folder" };
});
afterEach(() => rmSync(project.root, { recursive: true, force: true }));

const LESSON = "Shape: hashes";
const WITH_BRIEF = JSON.parse(
  readFileSync(
    join(import.meta.dir, "../../fixtures/pipeline/walkthrough/gates/stage-01.json"),
    "utf8",
  ),
);

/** What a role would have written for a task. */
function content(task: Task): string {
  const gate = {
    stage: task.schema,
    status: "PASS",
    agent: "pm",
    track: "full",
    timestamp: "2026-01-01T00:00:00Z",
  };
  const lists = { blockers: [], warnings: [], task: task.id, nonce: "ab".repeat(16) };
  if (task.schema === "stage-01") return JSON.stringify({ ...WITH_BRIEF, ...lists });
  if (task.schema === "stage-09")
    return JSON.stringify({ ...gate, lessons_promoted: [LESSON], ...lists });
  if (task.schema === "scope-review")
    return JSON.stringify({ status: "approved", reasons: [], ...lists });
  if (task.writes.endsWith(".json"))
    return JSON.stringify({
      ...gate,
      ...lists,
      notes: ["A note"],
      points: [`A point of ${task.item}`],
      answers: [{ note: "dev-backend 1", taken: true, text: "yes" }],
    });
  return `<!-- task: ${task.id} nonce: ${"ab".repeat(16)} -->\n# ${task.subject}\n\n- A point of ${task.item}\n`;
}

/** What the program wrote from artifacts. */
const PAGES: Record<string, (task: Task) => string> = {
  "peer-review": ({ item }) => `pipeline/code-review/by-${item}.md`,
};

/** The run, with artifacts and documents that can be read back. */
function kept(team: Team): Run {
  const run = structuredClone(team.now);
  for (const task of run.tasks) {
    if (task.artifact === null) continue;
    task.artifact = putObject(project.task, content(task));
    const page = PAGES[task.schema]?.(task);
    task.handed =
      page === undefined
        ? []
        : [{ path: page, sha: putObject(project.task, `# ${task.subject}\n`) }];
  }
  return run;
}

const at = (path: string): string => join(project.root, path);
const read = (path: string): string => readFileSync(at(path), "utf8");
function write(path: string, text: string): void {
  mkdirSync(at(path.slice(0, path.lastIndexOf("/"))), { recursive: true });
  writeFileSync(at(path), text);
}
const all = (): string[] =>
  existsSync(at("pipeline"))
    ? (readdirSync(at("pipeline"), { recursive: true, encoding: "utf8" }) as string[])
        .filter((path) => statSync(at(`pipeline/${path}`)).isFile())
        .sort()
    : [];

/** Reviews whose reviewer looked again. */
const RE_REVIEWED = ["frontend", "platform"].flatMap((area) =>
  [1, 2].map((version) => `earlier/code-review/by-${area}.v${version}.md`),
);

describe("the files of a run", () => {
  test("are all there at its end, and belong to the program", () => {
    expect(writeOutputs(project, kept(walkthrough())).problems).toEqual([]);
    expect(all().filter((path) => !path.startsWith("gates/"))).toEqual([
      "context.md",
      "design-review-notes.md",
      "diagram.md",
      ...RE_REVIEWED,
      "lessons-learned.json",
      "lessons-learned.md",
      "retrospective.md",
      "test-report.md",
    ]);
    expect(all().filter((path) => path.startsWith("gates/"))).toHaveLength(14);
    expect(JSON.parse(read("pipeline/gates/stage-01.json"))).not.toHaveProperty("nonce");
    const notes = read("pipeline/design-review-notes.md");
    expect(notes.match(/^## .*$/gm)).toEqual([
      "## dev-backend notes",
      "## dev-frontend notes",
      "## dev-platform notes",
      "## principal notes",
    ]);
    expect(notes).not.toContain("nonce");
    expect(notes).toContain("## principal notes\n\n- dev-backend 1: taken — yes\n");
    expect(read("pipeline/retrospective.md").match(/^## .*$/gm)).toHaveLength(7);
  });

  test("that a kill left out, or somebody changed, are made good by the next call", () => {
    const run = kept(walkthrough());
    writeOutputs(project, run);
    const texts = all().map((path) => read(`pipeline/${path}`));
    const names = all();
    rmSync(at("pipeline/gates/stage-06-backend.json"));
    rmSync(at("pipeline/diagram.md"));
    write("pipeline/gates/stage-05.json", "{}");
    write("pipeline/lessons-learned.md", read("pipeline/lessons-learned.md"));
    rmSync(join(project.task, "kept.json"));
    writeOutputs(project, run);
    const again = all().filter((path) => !path.startsWith("before/"));
    expect(again).toEqual(names);
    expect(again.map((path) => read(`pipeline/${path}`))).toEqual(texts);
  });
});

describe("what is not ours", () => {
  test("an agent's file is left alone while it writes it", () => {
    const team = walkthrough("Fix tests - backend v1");
    writeOutputs(project, kept(team));
    dispatched("Fix tests - backend v1")(team);
    write("pipeline/gates/stage-04-backend.json", "half writ");
    const run = kept(team);
    writeOutputs(project, run);
    expect(read("pipeline/gates/stage-04-backend.json")).toBe("half writ");
    run.tasks.find((task) => task.status === "running")!.status = "ready";
    writeOutputs(project, run);
    expect(JSON.parse(read("pipeline/gates/stage-04-backend.json")).status).toBe("PASS");
  });

  test("a person's own file is set aside before it is overwritten: once", () => {
    write("pipeline/context.md", "my own notes\n");
    writeOutputs(project, new Team().now);
    expect(read("pipeline/context.md")).toBe("# Context\n");
    const aside = () => all().filter((path) => path.startsWith("before/"));
    const [moved] = aside();
    expect(moved).toEndWith("/context.md");
    expect(read(`pipeline/${moved}`)).toBe("my own notes\n");
    writeOutputs(project, kept(walkthrough("Clarification")));
    writeOutputs(project, kept(walkthrough()));
    expect(aside()).toEqual([moved!]);
    expect(all().filter((path) => path.startsWith("earlier/"))).toEqual(RE_REVIEWED);
  });

  test.each(["pipeline/context.md", "pipeline/gates/stage-01.json"])(
    "nothing is written through the link %s",
    (path) => {
      const outside = join(project.root, "outside.txt");
      writeFileSync(outside, "mine");
      mkdirSync(at("pipeline/gates"), { recursive: true });
      symlinkSync(outside, at(path));
      const { problems, written } = writeOutputs(project, kept(new Team().until("checkpoint-a")));
      expect(problems).toEqual([expect.stringContaining(`${path} was not written`)]);
      expect(problems[0]).toContain("symbolic link");
      expect(written).not.toContain(path);
      expect(written.length).toBeGreaterThan(0);
      expect(readFileSync(outside, "utf8")).toBe("mine");
      expect(lstatSync(at(path)).isSymbolicLink()).toBe(true);
    },
  );

  test("an area's name cannot lead out of the folder", () => {
    const team = new Team({ areas: { "..": ["a/**"], "x/../../../y": ["b/**"] } as never });
    team.until("checkpoint-c");
    const { written } = writeOutputs(project, kept(team));
    for (const path of written) expect(path).toMatch(/^pipeline\/(?:gates\/)?[\w.-]+$/);
    expect(readdirSync(project.root).sort()).toEqual([".task", "pipeline"]);
  });
});

describe("lessons", () => {
  const OLD = JSON.stringify({
    run: "team-0badcafe",
    lessons: [
      { id: "L004", title: "Old", text: "keep it short.", reinforced: 2, last: "2025-01-01" },
    ],
  });
  test("are added to those of earlier runs, once however often it is called", () => {
    write("pipeline/lessons-learned.json", OLD);
    const run = kept(walkthrough());
    writeOutputs(project, run);
    const text = read("pipeline/lessons-learned.md");
    expect(text).toContain("L005 — Shape: hashes Reinforced: 1 (last: 2026-01-01)");
    expect(text).toContain("L004 — Old: keep it short. Reinforced: 2 (last: 2025-01-01)");
    writeOutputs(project, run);
    expect(read("pipeline/lessons-learned.md")).toBe(text);
    writeOutputs(project, { ...run, run: "team-00000002" });
    const { lessons } = readLessons(read("pipeline/lessons-learned.json"));
    expect(lessons.map((one) => [one.id, one.reinforced])).toEqual([
      ["L004", 2],
      ["L005", 1],
      ["L006", 1],
    ]);
  });

  test("are left alone where their data cannot be read, and what is wrong is named", () => {
    write("pipeline/lessons-learned.json", "Remember the milk\n");
    const { problems } = writeOutputs(project, kept(walkthrough()));
    expect(problems).toEqual([expect.stringContaining("lessons-learned.json: it is not JSON")]);
    expect(read("pipeline/lessons-learned.json")).toBe("Remember the milk\n");
    write("pipeline/lessons-learned.json", OLD);
    writeOutputs(project, kept(walkthrough()));
    expect(read("pipeline/lessons-learned.md")).toContain("L005");
  });

  test("replace no page that somebody else has written", () => {
    write("pipeline/lessons-learned.md", "my own notes\n");
    const { problems } = writeOutputs(project, kept(walkthrough()));
    expect(problems).toEqual([expect.stringContaining("lessons-learned.md is none of ours")]);
    expect(read("pipeline/lessons-learned.md")).toBe("my own notes\n");
  });
});

describe("what a run is about", () => {
  test("is the title of its accepted brief, else the request", () => {
    expect(featureOf({ project, run: new Team().now })).toBe("Add a greeting");
    const run = kept(new Team().until("checkpoint-a"));
    expect(featureOf({ project, run })).toBe("Password Reset via Email");
    expect((viewOf(project, run).stages as TeamView).feature).toBe("Password Reset via Email");
    for (const task of run.tasks) task.artifact = null;
    expect(featureOf({ project, run })).toBe("Add a greeting");
  });

  test("the person's question at a checkpoint says what was done", () => {
    const run = kept(walkthrough("checkpoint-a"));
    const [question] = viewOf(project, run).questions;
    expect(question!.question).toMatch(
      /^Q1 · Checkpoint A — Requirements complete. Continue\?\n1. POST [\s\S]*\nRequirements: PASS, 7/,
    );
  });
});
