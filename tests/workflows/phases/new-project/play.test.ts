// new-project played whole: what the person is asked, what stands in .planning then, and what is
// never written over.
// Runs: in full too.
// Not in npm test: ^with --auto.*(?:is assumed|is sent back)
// Not in npm test: ^a person is asked (?:as usual|a field|a roadmap|who said|without git)
// Not in npm test: ^code that is there a map
// Not in npm test: ^what is there already (?:beside|files that)
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { questionsToAsk } from "../../../../src/engine/directive.ts";
import { reportText } from "../../../../src/render/report/report.ts";
import { viewQuestion } from "../../../../src/run/views/questions.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import {
  requirementsText,
  roadmapText,
  settledBy,
} from "../../../../src/workflows/phases/new-project/publish.ts";
import { resolves } from "../../../../src/workflows/phases/new-project/start.ts";
import { readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { DOCUMENT, newProjectFor, ROADMAP } from "../../../harness/phases/new-project.ts";
import {
  cleanup,
  type Files,
  filesBelow,
  makeProject,
  writeFiles,
} from "../../../harness/project.ts";
import type { Brief } from "../../../harness/team.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const empty = (files: Files = {}): string =>
  makeProject({ files: { "README.md": "# New\n", ...files } });
const withIdea = (): string => empty({ "idea.md": DOCUMENT });
const honest: Agent = (brief) => newProjectFor(brief)!;
/** Other words of one agent, by the end of what it writes; undefined: as an honest one. */
const but =
  (file: string, other: (brief: Brief) => Record<string, unknown> | undefined): Agent =>
  (brief) =>
    (brief.writes.endsWith(file) ? other(brief) : undefined) ?? newProjectFor(brief)!;

/** Starts as a person does, by what they type. */
async function begun(
  root: string,
  typed: string,
  { auto = false, agent = honest }: { auto?: boolean; agent?: Agent } = {},
): Promise<PhasesRun> {
  const found = resolves(root, typed);
  if (!found.ok) throw new Error(found.problem);
  return new PhasesRun(root, agent).start("new-project", {
    request: found.request,
    options: found.options,
    auto,
  });
}

/** The lines of a section, without empty ones around them; none where it is missing. */
function sectionLines(text: string, title: RegExp): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  const at = lines.findIndex((line) => /^#+ /.test(line) && title.test(line.replace(/^#+ /, "")));
  if (at < 0) return [];
  const next = lines.findIndex((line, index) => index > at && /^#+ /.test(line));
  const own = lines
    .slice(at + 1, next < 0 ? lines.length : next)
    .join("\n")
    .trim();
  return own === "" ? [] : own.split("\n");
}

const tree = (root: string): string[] => filesBelow(join(root, ".planning"));
/** A section of PROJECT.md. */
const said = (run: PhasesRun, title: string): string =>
  sectionLines(run.text(".planning/PROJECT.md"), new RegExp(`^${title}$`)).join("\n");
const config = (run: PhasesRun) => JSON.parse(run.text(".planning/config.json"));
/**
 * Answers everything that is open with these options by kind, else with the first one that is
 * offered.
 */
async function answerAll(run: PhasesRun, options: Record<string, string> = {}): Promise<void> {
  for (let most = 0; run.open.length > 0 && most < 40; most++) {
    const { kind, options: offered } = run.open[0]!;
    const chosen =
      kind === "project-process" && Object.keys(options).length > 0 ? "choose" : offered[0]!;
    await run.answer(options[kind] ?? chosen, kind === "project-questions" ? "You decide" : null);
  }
}

async function untilApproval(run: PhasesRun): Promise<void> {
  for (let most = 0; run.open[0]!.kind !== "project-approval" && most < 20; most++)
    await run.answer(run.open[0]!.options[0]!);
}

describe("with --auto and a document", () => {
  test("nobody is asked; the files say what the document says, and GSD's names are all there", async () => {
    const root = empty({ "docs/idea.md": DOCUMENT });
    const run = await begun(root, "@docs/idea.md", { auto: true });
    const text = reportText(reportFacts(run.project, run.run), undefined, null);
    expect(text).toMatch(/\nWritten \(\d+\)\n {2}\.planning\/ROADMAP\.md\n/);
    expect(text).not.toContain("Files changed");
    expect([run.run.status, run.refused, run.run.questions]).toEqual(["complete", [], []]);
    expect(run.run.decisions).toEqual([]);
    expect(tree(root)).toEqual([
      "PROJECT.md",
      "REQUIREMENTS.md",
      "ROADMAP.md",
      "STATE.md",
      "config.json",
      "phases/.gitkeep",
      "research/RESEARCH.md",
    ]);
    const planning = readPlanning(root);
    expect(planning.problems).toEqual([]);
    expect(planning.roadmap).toMatchObject({
      title: "Greeter",
      milestone: { version: "v1.0", name: "Greeter" },
    });
    expect(planning.roadmap!.phases).toMatchObject(
      ROADMAP.phases.map((one, at) => ({
        ...one,
        number: `${at + 1}`,
        depends_on: one.depends_on.map(String),
        done: false,
      })),
    );
    expect(planning.requirements).toMatchObject([
      { id: "GREET-01", scope: "v1", done: false },
      { id: "GREET-02", scope: "v1", done: false },
      { id: "LANG-01", scope: "later", done: false },
    ]);
    expect(said(run, "Scope")).toContain("greets by name and says goodbye");
    expect(said(run, "Assumptions")).toBe("None");
    expect(planning.state).toMatchObject({ error: null, milestone: { version: "v1.0" } });
    for (const file of tree(root))
      expect(run.text(`.planning/${file}`)).not.toMatch(/nonce|\.task|<!-- (?!multi-ai )/);
  });

  test("what the document does not say is assumed, and listed", async () => {
    const half = DOCUMENT.split("\n")
      .filter((line) => !/May|network/.test(line))
      .join("\n");
    const root = empty({ "idea.md": half });
    const run = await begun(root, "@idea.md for the fair", { auto: true });
    expect([run.run.status, run.refused]).toEqual(["complete", []]);
    expect(run.run.assumptions).toEqual([
      "constraints: As usual: must run without a network",
      "timeline: As usual: The first version is due before the fair in May",
    ]);
    const assumed = said(run, "Assumptions");
    expect(assumed).toContain(
      "- timeline: As usual: The first version is due before the fair in May",
    );
    expect(assumed).toContain("- constraints: As usual");
    expect(assumed).not.toContain("stack");
  });

  test("a draft that quotes what nobody wrote is sent back with the place", async () => {
    const root = withIdea();
    let once = true;
    const agent = but("project.json", (brief) => {
      if (!once) return undefined;
      once = false;
      const draft = newProjectFor(brief) as Record<string, object>;
      return { ...draft, timeline: { points: ["June"], from: "document", quote: "due in June" } };
    });
    const run = await begun(root, "@idea.md", { auto: true, agent });
    expect(run.refused).toEqual([expect.stringContaining('timeline.quote: found "due in June"')]);
    expect(run.run.status).toBe("complete");
  });

  test.each<[string, string, Files, RegExp]>([
    ["no such file", "@idea.md", {}, /idea\.md: found nothing, expected a document/],
    ["an empty one", "@idea.md", { "idea.md": "  \n" }, /idea\.md: found nothing/],
    ["one outside of the project", "@../../etc/passwd", {}, /outside of the project/],
    ["nothing that says what the project is", "", {}, /@doc\.md/],
  ])("%s blocks: nobody can be asked", async (_what, typed, files, problem) => {
    const root = empty(files);
    const run = await begun(root, typed, { auto: true });
    expect(run.open[0]).toMatchObject({ kind: "phase-blocked" });
    expect((run.task("Look at the folder").facts.problems as string[])[0]).toMatch(problem);
    if (typed !== "@idea.md") return;
    writeFiles(root, { "idea.md": DOCUMENT });
    await run.answer("again");
    expect(run.run.status).toBe("complete");
  });
});

describe("a person is asked", () => {
  test("how it is worked on, together; what is open about the project; and whether the roadmap is right", async () => {
    const root = empty();
    const run = await begun(root, "A program that greets people");
    // Most people want what is usual: one question, and the others only for whoever asks for them.
    expect(run.open).toMatchObject([{ kind: "project-process", options: ["usual", "choose"] }]);
    await run.answer("choose");
    const setup = run.open.map((one) => one.kind);
    expect(setup).toEqual(["mode", "granularity", "branching"].map((one) => `project-${one}`));
    // In one dialog, not one after the other.
    expect(questionsToAsk(run.run).map((one) => one.kind)).toEqual(setup);
    for (const option of ["interactive", "coarse", "phase"]) await run.answer(option);
    expect(run.open.map((one) => one.text)).toEqual([
      "What about the scope?",
      "What about the constraints?",
      "What about the stack?",
      "What about the success criteria?",
      "What about the timeline?",
      "What about the non goals?",
    ]);
    for (const said of ["Greeting", "No network", "Bun", "A second", "May", "No windows"])
      await run.answer("answer", said);
    expect(run.refused).toEqual([]);
    expect(run.open).toMatchObject([{ kind: "project-approval" }]);
    expect(viewQuestion(run.project, run.run, run.open[0]!).question.split("\n").slice(1)).toEqual([
      "1 Greeting (GREET-01; 2 criteria): A guest is greeted by name",
      "2 Goodbye (GREET-02; 2 criteria; after 1): A guest is wished goodbye by name",
      "All of it: .task/phases/roadmap.json",
    ]);
    expect(existsSync(join(root, ".planning"))).toBe(false);
    await run.answer("approve");
    expect(run.run.status).toBe("complete");
    expect(config(run)).toEqual({
      mode: "interactive",
      granularity: "coarse",
      git: { branching_strategy: "phase" },
    });
    expect(readPlanning(root).config).toMatchObject({ branching: "phase" });
    expect(said(run, "Key Decisions")).toContain("What about the timeline? → May");
    expect(said(run, "Key Decisions")).not.toContain("Who decides");
  });

  test("as usual: about the project at once, and config.json says what is usual", async () => {
    const root = empty();
    const run = await begun(root, "A program that greets people");
    await run.answer("usual");
    expect(run.open.map((one) => one.kind)).toEqual(Array(6).fill("project-questions"));
    await answerAll(run);
    expect(run.run.status).toBe("complete");
    expect(config(run)).toMatchObject({
      mode: "interactive",
      granularity: "standard",
    });
  });

  test("a field that the person left to the model counts as said by them", async () => {
    const root = empty();
    const run = await begun(root, "A program that greets people");
    await answerAll(run, { "project-granularity": "fine" });
    expect([run.refused, run.run.status]).toEqual([[], "complete"]);
  });

  test("a roadmap that they want otherwise is made again from their words", async () => {
    const root = withIdea();
    const agent = but("roadmap.json", (brief) =>
      brief.text.includes("One phase is enough")
        ? {
            phases: [
              {
                ...ROADMAP.phases[0]!,
                name: "All",
                requirements: ["GREET-01", "GREET-02"],
                depends_on: [],
              },
            ],
          }
        : undefined,
    );
    const run = await begun(root, "@idea.md", { agent });
    await untilApproval(run);
    await run.answer("revise", "One phase is enough");
    expect(run.briefs.get("Roadmap v2") ?? [...run.briefs].at(-1)![1]).toContain(
      "One phase is enough",
    );
    expect(run.open).toMatchObject([{ kind: "project-approval" }]);
    await run.answer("approve");
    expect(readPlanning(root).roadmap!.phases.map((one) => one.name)).toEqual(["All"]);
  });

  test("who said YOLO is asked for nothing more, and finds what was assumed", async () => {
    const root = empty();
    const run = await begun(root, "A program that greets people");
    await answerAll(run, { "project-mode": "yolo" });
    expect(run.run.status).toBe("complete");
    expect(
      run.run.decisions.map((one) => one.kind).filter((kind) => /questions|approval/.test(kind)),
    ).toEqual([]);
    expect(said(run, "Assumptions")).toContain("- timeline: As usual");
    expect(config(run)).toMatchObject({ mode: "yolo" });
  });

  test("without git nothing about git is asked", async () => {
    const root = makeProject({ files: { "README.md": "# New\n" }, git: false });
    const run = await (await begun(root, "x")).answer("choose");
    expect(run.open.map((one) => one.kind)).toEqual(
      ["mode", "granularity"].map((one) => `project-${one}`),
    );
  });
});

test("research that the settings skip is left out", async () => {
  const run = await new PhasesRun(withIdea(), honest).start("new-project", {
    ...{ request: "The idea", options: { document: "idea.md" }, auto: true },
    settings: { phases: { skip: ["research"] } },
  });
  expect(run.task("Research - stack").status).toBe("skipped");
  expect(run.run.status).toBe("complete");
});

describe("code that is there", () => {
  test("is mapped first, and every agent behind it is told of the map", async () => {
    const root = makeProject();
    const run = await begun(root, "Greet guests by name", { auto: true });
    expect([run.run.status, run.refused]).toEqual(["complete", []]);
    const order = run.run.tasks.filter(
      (task) => task.who.program === undefined && task.status === "done",
    );
    expect(order.find((task) => task.who.agent !== "person")?.subject).toBe("Map the code base");
    expect(run.briefs.get("Describe the project")).toContain(".task/phases/codebase.md");
    expect(readdirSync(join(root, ".planning/codebase"))).toEqual(["CODEBASE.md"]);
    expect(run.text(".planning/codebase/CODEBASE.md")).toMatch(
      /^# Code base\n\n## Stack\n.*## Concerns\n/s,
    );
    expect(said(run, "Context")).toContain("began with 2 files of code");
  });

  test("a map that a person has written stays as it is", async () => {
    const root = makeProject();
    writeFiles(root, { ".planning/codebase/STACK.md": "my own\n" });
    const run = await begun(root, "Greet guests by name", { auto: true });
    expect(run.run.status).toBe("complete");
    expect(run.text(".planning/codebase/STACK.md")).toBe("my own\n");
    expect(readdirSync(join(root, ".planning/codebase"))).toEqual(["STACK.md"]);
    expect(run.briefs.get("Describe the project")).toContain(
      "Maps of it: .planning/codebase/STACK.md",
    );
  });
});

test("a roadmap that does not hold is sent back", async () => {
  const root = withIdea();
  let tries = 0;
  const agent = but("roadmap.json", () =>
    tries++ === 0 ? { phases: [{ ...ROADMAP.phases[0]!, criteria: [] }] } : undefined,
  );
  const run = await begun(root, "@idea.md", { auto: true, agent });
  expect(run.refused.join("\n")).toContain("phases[0].criteria");
  expect(run.run.status).toBe("complete");
  expect(readPlanning(root).problems).toEqual([]);
});

describe("what is there already", () => {
  test("a second new-project is refused, with the way on, and nothing is changed", async () => {
    const root = withIdea();
    await begun(root, "@idea.md", { auto: true });
    // What happened last stands in STATE.md, whatever that was.
    const files = () => tree(root).filter((path) => path !== "STATE.md");
    const texts = () => files().map((path) => readFileSync(join(root, ".planning", path), "utf8"));
    const before = texts();
    expect(await new PhasesRun(root, honest).type("new-project", "@idea.md")).toMatch(
      /ROADMAP\.md.*expected none\. multi-ai run next continues it/,
    );
    const run = await new PhasesRun(root, honest).start("new-project", {
      request: "again",
      auto: true,
    });
    expect(run.open).toMatchObject([{ kind: "phase-blocked" }]);
    await run.answer("give_up");
    expect(run.run.status).toBe("failed");
    expect(texts()).toEqual(before);
  });

  test("files that appear while it runs are not written over", async () => {
    const root = withIdea();
    const agent = but("roadmap.json", () => {
      writeFiles(root, {
        ".planning/REQUIREMENTS.md": "# Mine\n",
        ".planning/phases/01-own/.gitkeep": "",
      });
      return undefined;
    });
    const run = await begun(root, "@idea.md", { auto: true, agent });
    expect(run.open).toMatchObject([{ kind: "phase-blocked" }]);
    const problems = () => run.task("Write .planning").facts.problems;
    expect(problems()).toEqual([
      expect.stringContaining(".planning/phases: found phases that were not there before"),
    ]);
    rmSync(join(root, ".planning/phases"), { recursive: true });
    await run.answer("again");
    expect(problems()).toEqual([
      expect.stringContaining(".planning/REQUIREMENTS.md: found a file that was not there"),
    ]);
    expect(tree(root)).toEqual(["REQUIREMENTS.md"]);
    rmSync(join(root, ".planning/REQUIREMENTS.md"));
    await run.answer("again");
    expect([run.run.status, readPlanning(root).problems]).toEqual(["complete", []]);
  });

  test("what an attempt that was broken off has written already is its own", async () => {
    const root = withIdea();
    const run = await begun(root, "@idea.md");
    await untilApproval(run);
    const settled = settledBy(run);
    writeFiles(root, {
      ".planning/REQUIREMENTS.md": requirementsText(settled),
      ".planning/ROADMAP.md": roadmapText(settled),
    });
    await run.answer("approve");
    expect([run.run.status, readPlanning(root).problems]).toEqual(["complete", []]);
    expect(tree(root)).toContain("PROJECT.md");
  });

  test("a link in the place of .planning is not followed", async () => {
    const root = withIdea();
    mkdirSync(join(root, "elsewhere"));
    symlinkSync("elsewhere", join(root, ".planning"));
    const run = await begun(root, "@idea.md", { auto: true });
    expect(run.open).toMatchObject([{ kind: "phase-blocked" }]);
    expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
  });

  test("nor is one below it that appears while it runs", async () => {
    const root = withIdea();
    const agent = but("roadmap.json", () => {
      mkdirSync(join(root, "elsewhere"));
      mkdirSync(join(root, ".planning"));
      symlinkSync("../elsewhere", join(root, ".planning/research"));
      return undefined;
    });
    const run = await begun(root, "@idea.md", { auto: true, agent });
    expect((run.task("Write .planning").facts.problems as string[])[0]).toContain(
      ".planning/research/RESEARCH.md: it is a symbolic link",
    );
    expect([readdirSync(join(root, "elsewhere")), tree(root)]).toEqual([[], []]);
  });

  test("a configuration that is there answers for the person, and keeps what is unknown", async () => {
    const root = withIdea();
    const own = { mode: "yolo", depth: "quick", theirs: { x: 1 } };
    writeFiles(root, { ".planning/config.json": JSON.stringify(own) });
    const run = await begun(root, "@idea.md");
    expect([run.run.status, run.run.decisions]).toEqual(["complete", []]);
    expect(run.text(".planning/config.json")).toBe(JSON.stringify(own));
  });

  test("a milestone behind others goes on with their numbers, and leaves PROJECT.md as it is", async () => {
    const root = withIdea();
    const done = await begun(root, "@idea.md", { auto: true });
    const [project, roadmap] = [
      done.text(".planning/PROJECT.md"),
      done.text(".planning/ROADMAP.md"),
    ];
    writeFiles(root, { ".planning/milestones/v1.0-ROADMAP.md": roadmap });
    rmSync(join(root, ".planning/ROADMAP.md"));
    rmSync(join(root, ".planning/REQUIREMENTS.md"));
    const run = await begun(root, "@idea.md", { auto: true });
    expect([run.run.status, run.refused]).toEqual(["complete", []]);
    expect(run.briefs.get("Describe the project")).toContain("A new milestone of it begins: v1.1");
    expect(run.text(".planning/PROJECT.md")).toBe(project);
    const planning = readPlanning(root);
    expect(planning.problems).toEqual([]);
    expect(planning.roadmap!.phases.map(({ number, depends_on }) => [number, depends_on])).toEqual([
      ["3", []],
      ["4", ["3"]],
    ]);
    expect(planning.state).toMatchObject({ milestone: { version: "v1.1", name: "Greeter" } });
    expect(run.text(".planning/REQUIREMENTS.md")).toContain("| GREET-02 | Phase 4 | Pending |");
  });
});
