// Guarantee: What comes next is read from the files.
// A project in the real host from its idea to the end of its milestone: what follows a command
// begins by itself.
// Runs: in full only, first.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { IS_FULL, inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { chainOf, commandsOf, journalsOf, ROUND, WHOLE } from "../harness/phases/chain.ts";
import { carriedOut, taskIn } from "../harness/phases/execute.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import { DOCUMENT, filesOf, honestPhases, THREE_PHASES } from "../harness/phases/whole.ts";
import { cleanup, DEFAULT_FILES, git, makeProject } from "../harness/project.ts";
import { obedientMain, team, type Worker } from "../harness/team.ts";
import { type Carrier, type Course, carried } from "./carried.ts";
import { sitDown, untilLeft } from "./person.ts";
import { CARRIER, mainRequests, ofType, play } from "./scenario.ts";

afterEach(cleanup);

const makeGreeter = () => makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } });

/** All three in `npm run test:faults`, else the second alone. */
const PHASES = IS_FULL ? THREE_PHASES : THREE_PHASES.slice(1, 2);

/** The second phase misses something when it is looked at for the first time. */
function withGap(): Worker {
  let missing: string | null = null;
  return honestPhases(PHASES, (brief) => {
    const isLook = brief.writes.endsWith("/verification.json") && brief.text.includes("sorry says");
    if (!isLook || (missing !== null && missing !== brief.nonce)) return undefined;
    missing = brief.nonce;
    return verificationFor(brief, {
      line: null,
      unmet: { "sorry says": "Nobody is asked for pardon yet." },
    });
  });
}

/** From the idea to the milestone, with that gap. */
const ALL = [
  "new-project",
  ...(IS_FULL ? commandsOf("01", ...WHOLE) : []),
  ...commandsOf(IS_FULL ? "02" : "01", ...WHOLE, ...ROUND),
  ...(IS_FULL ? commandsOf("03", ...WHOLE) : []),
  "complete-milestone",
];

/** Carries these commands out, the person's answers with them. Returns what was asked, in order. */
async function typedBy(carrier: Carrier, ...typed: Course["typed"]): Promise<string[]> {
  const kinds: string[] = [];
  const model = startModel({ script: team(withGap(), obedientMain) });
  const otherwise = (kind: string) => void kinds.push(kind);
  const { project } = await carried(carrier, { project: makeGreeter(), model, typed, otherwise });
  expect(chainOf(project)).toEqual(ALL);
  expect(git(project, "log", "--format=%s")).toContain("docs: complete-milestone");
  expect(git(project, "status", "--porcelain")).toBe("");
  return kinds;
}

/** What each phase asks of a person who has said nothing beforehand. */
const OF_PHASE = ["discuss-assumed", "execute-consent", "verify-consent"];

const answered = async (carrier: Carrier) => {
  const asked = await typedBy(carrier, ["new-project", "@idea.md", "--until-asked"]);
  // Behind the gap only its new commands are asked about.
  expect(asked.filter((kind) => !kind.startsWith("project-"))).toEqual([
    ...[...(IS_FULL ? OF_PHASE : []), ...OF_PHASE, "execute-consent", ...(IS_FULL ? OF_PHASE : [])],
    "milestone-approval",
  ]);
};
const unasked = async (carrier: Carrier) => {
  const typed: Course["typed"] = [
    ["new-project", "@idea.md", "--auto"],
    ["next", "", "--until-asked", "--auto"],
  ];
  expect(await typedBy(carrier, ...typed)).toEqual([]);
};

describe("phases come to their milestone by one command, with a gap in between", () => {
  test("in sessions, with the questions that a person decides", () => answered("session"));
  inFull("headless, with --auto", () => unasked("direct"));
  inFull("headless, with the questions that a person decides", () => answered("direct"));
  inFull("in a session, with --auto", () => unasked("session"));
});

/** Nobody gets the function of phase 1 to pass its test. */
const failing = (): Worker =>
  honestPhases([{ name: "Toasts", functions: ["cheers"] }], (brief) =>
    taskIn(brief) === "Write cheers"
      ? carriedOut(brief, {
          ...filesOf("cheers"),
          "src/cheers.ts": "export const cheers = () => 1;\n",
        })
      : undefined,
  );

describe("a command that fails ends it, and what would come next is said", () => {
  const typed = "/multi-ai:new-project --until-asked --auto @idea.md";
  const failed = [
    "new-project",
    ...commandsOf("01", "discuss-phase", "plan-phase"),
    "execute-phase 01 failed",
  ];
  const said =
    /Nothing else starts by itself\. Next would be \/multi-ai:execute-phase 1: 1 of 1 plan without a summary: 01-01\./;

  inFull("by whoever carries it on", async () => {
    const { project, model, run } = await play({
      version: "new",
      project: makeGreeter(),
      worker: failing(),
      prompt: typed,
    });
    expect(chainOf(project)).toEqual(failed);
    expect(
      CARRIER === "direct" ? run.stdout + run.stderr : mainRequests(model).at(-1)?.text,
    ).toMatch(said);
    expect(run.exitCode).toBe(CARRIER === "direct" ? 1 : 0);
  });
});

const ONE = ["new-project", ...commandsOf("01", ...WHOLE), "complete-milestone"];

describe.each(hostsOf("new"))("at the terminal (%s)", (version) => {
  const common = () => ({
    version,
    project: makeGreeter(),
    script: team(honestPhases([{ name: "Toasts", functions: ["cheers"] }]), obedientMain),
    permissionMode: "acceptEdits" as const,
  });
  const isOver = (project: string) =>
    untilLeft(
      project,
      ({ state, events }) =>
        state.status === "complete" &&
        ofType(events, "run_created").at(-1)?.entry === "complete-milestone",
      120_000,
    );

  // In every run of the tests the whole course above shows the same chain.
  inFull(
    "a line is shown for each command that begins, and one report at the end; no model is asked in between",
    async () => {
      const { terminal, project, model } = await sitDown(common());
      await terminal.submit("/multi-ai:new-project --until-asked --auto @idea.md");
      for (const next of [...WHOLE.map((one) => `${one} 1`), "complete-milestone"])
        await terminal.waitFor(
          new RegExp(`is\\s+complete\\.\\s+Next\\s+is\\s+/multi-ai:${next.replace(" ", "\\s+")}:`),
        );
      await isOver(project);
      await terminal.waitFor(/Nothing else starts by itself\. Start the next milestone/);
      expect(chainOf(project)).toEqual(ONE);
      expect(terminal.history().match(/Report of phases-/g)).toHaveLength(1);
      const given = journalsOf(project).flatMap((events) => ofType(events, "delivered"));
      const [done, others] = [
        given.filter((one) => one.directive.startsWith("done")),
        given.filter((one) => one.directive.startsWith("dispatch:")),
      ];
      expect(done.length).toBe(1);
      expect(mainRequests(model).length).toBeLessThanOrEqual(others.length + done.length);
    },
  );

  inFull(
    "in the background the same goes on beside the session, which hears of its end",
    async () => {
      const { terminal, project, model } = await sitDown(common());
      await terminal.submit("/multi-ai:new-project --until-asked --auto --background @idea.md");
      await isOver(project);
      await terminal.submit("And now?");
      await terminal.waitFor(
        /is complete\.[\s\S]*Nothing else starts by itself\. Start the next milestone/,
      );
      expect(chainOf(project)).toEqual(ONE);
      for (let most = 0; mainRequests(model).length === 0 && most < 100; most++)
        await Bun.sleep(100);
      expect(mainRequests(model).length).toBe(1);
    },
  );
});
