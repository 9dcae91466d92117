// Planning of another tool becomes a project: agents read it, the person approves what counts as
// done, and then its files move aside, byte for byte.
// Guarantee: What comes next is read from the files.
// Runs: in full too, together.
import { afterEach, describe, expect, spyOn, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { disk } from "../../../../src/store/files/disk.ts";
import { readOverview } from "../../../../src/workflows/phases/planning/read.ts";
import { routeIn } from "../../../../src/workflows/phases/routes/next-route.ts";
import { FOREIGN, foreign, inPlanning } from "../../../fixtures/planning/foreign.ts";
import { inFull } from "../../../harness/in-full.ts";
import { DOCUMENT, newProjectFor, ROADMAP } from "../../../harness/phases/new-project.ts";
import { executedAt, greeter } from "../../../harness/phases/project.ts";
import {
  cleanup,
  type Files,
  filesBelow,
  git,
  makeProject,
  writeFiles,
} from "../../../harness/project.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const DONE = { ...ROADMAP.phases[0]!, done: true };
/** The first phase is done; what is quoted stands in the files, as in the document. */
const agent: Agent = (brief) => {
  if (brief.writes.endsWith("roadmap.json")) return { phases: [DONE, ROADMAP.phases[1]!] };
  const isShown = brief.text.includes("## Planning of another tool");
  return newProjectFor({
    ...brief,
    text: isShown ? `${brief.text}\n## The document \n${DOCUMENT}` : brief.text,
  })!;
};

/** All files below `.planning`, with their bytes; a link with where it leads. */
const planned = (root: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(join(root, ".planning")).map((path) => [
      path,
      readFileSync(join(root, ".planning", path)).toString("base64"),
    ]),
  );
const nextIn = (root: string) => routeIn(root, readOverview(root));

/** Up to the question whether the roadmap is right. */
async function drafted(root: string, request = ""): Promise<PhasesRun> {
  const run = new PhasesRun(root, agent);
  expect(await run.type("new-project", request)).toBeNull();
  for (let most = 0; most < 10 && run.open[0]?.kind !== "project-approval"; most++)
    await run.answer(run.open[0]!.options[0]!);
  expect([run.open[0]?.kind, run.refused]).toEqual(["project-approval", []]);
  return run;
}
const asideOf = (run: PhasesRun): string => `before/${run.run.created_at.slice(0, 10)}`;
/** What a project holds once it moved. */
const moved = (before: Record<string, string>, to: string): Record<string, string> =>
  Object.fromEntries(Object.entries(before).map(([path, bytes]) => [`${to}/${path}`, bytes]));

test("next names new-project; its agents are shown the files; the person sees what was done", async () => {
  const root = foreign();
  expect(nextIn(root)).toMatchObject({ action: "new-project", row: "another form" });
  const play = new PhasesRun(root, agent);
  expect(await play.type("plan-phase", "2")).toContain("multi-ai run new-project reads it");
  const before = planned(root);
  const run = await drafted(root);
  for (const subject of ["Describe the project", "Draft the roadmap"])
    expect(run.briefs.get(subject)).toContain("- .planning/ROADMAP.md\n");
  expect(run.shown).toContain("1 Greeting (done before; GREET-01; 2 criteria)");
  expect(run.shown).toContain(`now moves to .planning/${asideOf(run)}/, unchanged`);
  // Nothing moves before that.
  expect(planned(root)).toEqual(before);
  await run.answer("approve");
  expect(run.run.status).toBe("complete");
  expect(planned(root)).toMatchObject(moved(before, asideOf(run)));
  expect(git(root, "status", "--porcelain", ".planning")).toBe("");
  const { foreign: isForeign, problems, roadmap, requirements } = readOverview(root);
  expect([isForeign, problems]).toEqual([false, []]);
  expect(roadmap!.phases.map(({ number, done }) => [number, done])).toEqual([
    ["1", true],
    ["2", false],
  ]);
  expect(requirements!.map(({ id, done }) => [id, done])).toContainEqual(["GREET-01", true]);
  expect(nextIn(root)).toMatchObject({ action: "discuss-phase", phase: "2" });
});

test.each([
  ["of the moves", 3],
  ["of what is written then", 9],
])("an attempt that ends in the midst %s loses nothing, and is taken up", async (_of, renames) => {
  const root = foreign();
  const before = planned(root);
  const run = await drafted(root);
  const rename = disk.rename;
  let left = renames;
  const broken = spyOn(disk, "rename").mockImplementation((from, to) => {
    if (from.includes("/.planning/") && left-- <= 0)
      throw Object.assign(new Error("the disk is full"), { code: "ENOSPC" });
    rename(from, to);
  });
  await run.answer("approve");
  broken.mockRestore();
  expect(run.open).toMatchObject([{ kind: "phase-blocked" }]);
  const bytes = Object.values(planned(root));
  for (const one of Object.values(before)) expect(bytes).toContain(one);
  expect(readdirSync(join(root, ".planning", asideOf(run)))).toHaveLength(Math.min(renames, 5));
  expect(readOverview(root).roadmap).toBeNull();
  await run.answer("again");
  expect(run.run.status).toBe("complete");
  expect(planned(root)).toMatchObject(moved(before, asideOf(run)));
  expect(nextIn(root)).toMatchObject({ action: "discuss-phase", phase: "2" });
});

test("what is odd moves as it is: other encodings, links, empty folders, names in any language", async () => {
  const root = foreign();
  const odd: Files = {
    "Übersicht.md": "# Übersicht\n",
    "workstreams/laden/ROADMAP.md": "# Fahrplan\n",
    "active-workstream": "laden\n",
  };
  writeFiles(root, inPlanning(odd));
  await Bun.write(join(root, ".planning/PROJECT.md"), new Uint8Array([0xff, 0xfe, 0x41, 0x00]));
  await Bun.write(join(root, ".planning/big.bin"), new Uint8Array(3_000_000));
  symlinkSync("../README.md", join(root, ".planning/link.md"));
  mkdirSync(join(root, ".planning/empty"));
  writeFiles(root, inPlanning({ "notes.md": DOCUMENT }));
  const before = planned(root);
  const run = await drafted(root);
  await run.answer("approve");
  expect(run.run.status).toBe("complete");
  const to = join(root, ".planning", asideOf(run));
  expect(planned(root)).toMatchObject(moved(before, asideOf(run)));
  expect(readlinkSync(join(to, "link.md"))).toBe("../README.md");
  expect(readdirSync(join(to, "empty"))).toEqual([]);
});

test("what any tool's form is read of stays; that it says yolo approves nothing", async () => {
  const kept = {
    "config.json": '{ "mode": "yolo" }\n',
    "codebase/STACK.md": "# Stack\n",
    "debug/crash.md": "# Crash\n",
    "quick/001-fix/001-PLAN.md": "# Fix\n",
    "todos/pending/one.md": "# One\n",
  };
  const root = foreign(inPlanning(kept));
  const run = await drafted(root);
  expect(run.subjects).toContain("(Map the code base)");
  await run.answer("approve");
  expect(run.run.status).toBe("complete");
  for (const [path, text] of Object.entries(kept)) expect(run.text(`.planning/${path}`)).toBe(text);
});

test("with --auto nobody has to say what it is", async () => {
  const root = foreign();
  const run = new PhasesRun(root, agent);
  expect(await run.type("new-project", "", { auto: true })).toBeNull();
  expect([run.run.status, run.refused]).toEqual(["complete", []]);
});

inFull("what moved aside stays where the same happens once more on that day", async () => {
  const root = foreign();
  const first = planned(root);
  const run = await drafted(root);
  await run.answer("approve");
  const day = asideOf(run);
  writeFiles(root, inPlanning({ ...FOREIGN, "STATE.md": "# Later\n" }));
  const again = await drafted(root);
  await again.answer("approve");
  expect(again.run.status).toBe("complete");
  expect(planned(root)).toMatchObject({
    ...moved(first, day),
    [`${day}-2/STATE.md`]: Buffer.from("# Later\n").toString("base64"),
  });
});

inFull("milestones that are over are counted, and move as well", async () => {
  const { "ROADMAP.md": roadmap, ...rest } = FOREIGN;
  const over = { "milestones/v1.0-ROADMAP.md": roadmap!, "PROJECT.md": rest["PROJECT.md"]! };
  const root = makeProject({ files: { "README.md": "# New\n", ...inPlanning(over) } });
  expect(nextIn(root)).toMatchObject({ action: "new-project", row: "another form" });
  const run = await drafted(root);
  await run.answer("approve");
  const { roadmap: ours, problems } = readOverview(root);
  expect([ours!.milestone!.version, ours!.phases[0]!.number, problems]).toEqual(["v1.1", "1", []]);
});

test("what git ignores moves, and without git, too", async () => {
  const ignored = makeProject({ files: { ".gitignore": ".planning/\n" } });
  const bare = makeProject({ git: false });
  for (const root of [ignored, bare]) {
    writeFiles(root, inPlanning(FOREIGN));
    const before = planned(root);
    const run = await drafted(root);
    await run.answer("approve");
    expect(run.run.status).toBe("complete");
    expect(planned(root)).toMatchObject(moved(before, asideOf(run)));
  }
});

describe("is another tool's", () => {
  test.each<[string, Files]>([
    ["a roadmap", { "ROADMAP.md": FOREIGN["ROADMAP.md"]! }],
    ["an empty roadmap", { "ROADMAP.md": "" }],
    ["one in another language", { "ROADMAP.md": "# Fahrplan\n\n## Phase 1: Anfang\n" }],
    ["requirements alone", { "REQUIREMENTS.md": FOREIGN["REQUIREMENTS.md"]! }],
    ["workstreams alone", { "workstreams/shop/ROADMAP.md": "# Roadmap\n" }],
  ])("%s", (_what, files) => {
    const root = makeProject({ files: inPlanning(files) });
    expect(nextIn(root)).toMatchObject({ action: "new-project", row: "another form" });
  });
});

describe("is the project's own", () => {
  test.each<[string, () => string]>([
    ["one that is planned", () => makeProject({ files: greeter() })],
    ["one that is carried out", executedAt],
    [
      "one with a plan of another tool",
      () => executedAt(inPlanning({ "phases/02-goodbye/02-01-PLAN.md": "# Plan\n" })),
    ],
    ["a map of the code alone", () => makeProject({ files: inPlanning({ "codebase/A.md": "x" }) })],
  ])("%s", (_what, root) => {
    expect(readOverview(root()).foreign).toBe(false);
  });

  test("its requirements in another form are corrected, not planned anew", async () => {
    const root = makeProject({
      files: greeter({}, inPlanning({ "REQUIREMENTS.md": FOREIGN["REQUIREMENTS.md"]! })),
    });
    const { action, problems } = nextIn(root);
    expect([action, problems]).toEqual(["mend", [expect.stringContaining("REQUIREMENTS.md")]]);
    const run = new PhasesRun(root, agent);
    expect(await run.type("new-project", "Anew")).toContain("expected none");
  });

  test("behind a link nothing is read, and nothing moves", async () => {
    const root = makeProject();
    const outside = foreign();
    symlinkSync(join(outside, ".planning"), join(root, ".planning"));
    expect(nextIn(root)).toMatchObject({ action: "mend" });
    const before = planned(outside);
    expect(await new PhasesRun(root, agent).type("new-project", "An idea")).toContain(
      "is a symbolic link",
    );
    expect(planned(outside)).toEqual(before);
  });
});
