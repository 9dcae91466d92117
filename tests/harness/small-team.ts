// The roles of the team workflow for a small project: honest work on every track, with one or more
// areas, and one answer changed at a time.

import type { Reply, Turn } from "./model.ts";
import type { Files } from "./project.ts";
import type { Brief, Work, Worker } from "./team.ts";
import { outdated } from "./workers.ts";

/** Fails with the name of each file of the project that says `var`. */
const LINT = `import { readFileSync } from "node:fs";
const bad = [...new Bun.Glob("src/**/*.js").scanSync(".")].filter((path) => readFileSync(path, "utf8").includes("var "));
for (const path of bad) console.log(path + ":1: say const");
process.exit(bad.length > 0 ? 1 : 0);
`;
/** The one test that is there before a run. */
export const SMOKE =
  'import { expect, test } from "bun:test";\n\ntest("counts", () => expect(1 + 1).toBe(2));\n';

export const TWO_AREAS = { hello: ["src/hello/**"], bye: ["src/bye/**"] };

export interface Small {
  areas?: Record<string, string[]>;
  /** Into the setting `team`; into the settings; beside the project's files. */
  team?: Record<string, unknown>;
  settings?: Record<string, unknown>;
  files?: Files;
}

/** A project of a few files with areas, a linter and one test. */
export const smallFiles = ({
  areas = TWO_AREAS,
  team = {},
  settings = {},
  files = {},
}: Small = {}): Files => ({
  "package.json": '{ "name": "greeter", "private": true, "type": "module" }\n',
  "lint.js": LINT,
  "tests/smoke.test.js": SMOKE,
  "src/index.js": "export {};\n",
  ".claude/multi-ai.json": JSON.stringify({
    areas,
    tests: { commands: ["bun test"] },
    team: { commands: { lint: "bun lint.js", types: false, dependencies: false }, ...team },
    ...settings,
  }),
  ...files,
});

/** The line of a brief that says where its work is done, when that is not the project. */
const workdir = (brief: Brief): string =>
  /Work in (\S+?), a checkout of your own/.exec(brief.text)?.[1] ?? "";

/** A role's gate in the form of its brief. */
export const gateOf = (_brief: Brief, over: Record<string, unknown>): Record<string, unknown> => ({
  status: "PASS",
  blockers: [],
  warnings: [],
  ...over,
});

/**
 * The item in the name of the file that a task writes: `bye` of `stage-04-bye.json` and of
 * `by-bye.json`.
 */
export const itemOf = (brief: Brief): string =>
  /(?:stage-04-|by-)(.+)\.(?:json|md)$/.exec(brief.writes)?.[1] ?? "";
/** Whether a task writes this file below `pipeline/`. */
export const writes = (brief: Brief, path: string): boolean =>
  brief.writes.endsWith(`/pipeline/${path}`);

/**
 * What an owner hands in: these files of its area, named as they are in git, and in the worktree
 * where it has one.
 */
export function builds(brief: Brief, files: Files, over: Record<string, unknown> = {}): Work {
  const area = itemOf(brief);
  const base = workdir(brief);
  const placed = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [base === "" ? path : `${base}/${path}`, text]),
  );
  return {
    artifact: gateOf(brief, { pull_request: request(area), ...over }),
    edits: placed,
  };
}

/** What an owner says of what it built. */
export const request = (title: string, open_points: string[] = []) => ({
  title,
  summary: "Done.",
  how_to_test: "Run the tests.",
  open_points,
});

const source = (area: string): string =>
  `export const ${/^\w+$/.test(area) ? area : "say"} = (name) => name;\n`;

/** Parts that a reviewer's rules name, in order. */
export const reviewedAreas = (brief: Brief): string[] =>
  /one entry for each of (.*), and no other/.exec(brief.text)![1]!.replaceAll("`", "").split(", ");
export const approval = (area: string) => ({
  area,
  summary: "Read.",
  verdict: "approved",
  blockers: [] as string[],
});
export const objection = (
  area: string,
  blocker = `src/${area}/${area}.js:1 an empty name is not told`,
  escalation: object | null = null,
) => ({ ...approval(area), verdict: "changes", blockers: [blocker], escalation });

/** What pm hands in. */
export const GREETINGS = {
  title: "Greetings",
  problem: "Nobody is greeted.",
  user_stories: ["As a guest, I want a greeting so that I feel welcome."],
  acceptance_criteria: ["hello returns the name", "bye returns the name"],
  out_of_scope: ["Other languages"],
  open_questions: [],
};
/**
 * A test for each of the two criteria; `modules`: the modules of the two areas, and what each
 * exports.
 */
const TESTS = ([hello, bye]: Modules): string => `import { expect, test } from "bun:test";
import { ${hello.name} as hello } from "../${hello.path}";
import { ${bye.name} as bye } from "../${bye.path}";

test("says hello", () => expect(hello("Ada")).toBe("Ada"));
test("says bye", () => expect(bye("Ada")).toBe("Ada"));
`;
type Modules = [hello: { name: string; path: string }, bye: { name: string; path: string }];
const MODULES: Modules = [
  { name: "hello", path: "src/hello/hello.js" },
  { name: "bye", path: "src/bye/bye.js" },
];
/** Tests for the criteria of a brief; without one the tests that are there are run again. */
export function tested(brief: Brief, modules = MODULES): Work {
  if (!brief.text.includes("hello returns the name"))
    return { artifact: gateOf(brief, { tests: [] }) };
  const file = "tests/greet.test.js";
  const tests = ["says hello", "says bye"].map((test, at) => ({ criterion: at + 1, test, file }));
  return { artifact: gateOf(brief, { tests }), edits: { [file]: TESTS(modules) } };
}

/** An answer to each question of the form. */
export function answersOf(brief: Brief): Work {
  const questions = [...brief.text.matchAll(/\{"question": (".*"), "answer": "<…>"\}/g)].map(
    (match) => match[1]!,
  );
  const answers = questions.map((question) => ({
    question: JSON.parse(question) as string,
    answer: "Yes.",
  }));
  return { artifact: gateOf(brief, { answers }) };
}

/** A summary with each warning that the brief tells. */
const deployLog = (brief: Brief) => ({
  summary: "Guests are greeted.",
  known_limits: [...brief.text.matchAll(/^- (W\d+): (.*)$/gm)].map(([, id, text]) => ({
    id,
    text,
  })),
});

const ADR = {
  title: "Empty names",
  context: "They differ.",
  decision: "No name is empty.",
  rationale: ["It is simpler."],
  consequences: "None.",
};

/** The principal's word on what goes round: these areas mend. */
export const ruling = (brief: Brief, areas: string[]): Work => ({
  artifact: gateOf(brief, { adr: ADR, areas, instruction: "Refuse an empty name." }),
});

/** By the file that the brief names. */
function honestWork(brief: Brief): Work {
  const path = brief.writes.slice(brief.writes.lastIndexOf("/pipeline/") + "/pipeline/".length);
  if (path === "gates/stage-01.json") return { artifact: gateOf(brief, { brief: GREETINGS }) };
  if (path === "gates/stage-03.json") return answersOf(brief);
  if (path.startsWith("gates/stage-04-")) {
    const area = itemOf(brief);
    return builds(brief, { [`src/${area}/${area}.js`]: `${source(area)}// ${brief.task}\n` });
  }
  if (path === "gates/stage-05-security.json") return { artifact: gateOf(brief, {}) };
  if (path.startsWith("code-review/"))
    return {
      artifact: { reviews: reviewedAreas(brief).map(approval), ...outdated(brief.text, "1") },
    };
  if (path === "ruling.json") return ruling(brief, []);
  if (path === "gates/stage-07.json") return tested(brief);
  if (path === "gates/stage-08.json") return { artifact: gateOf(brief, {}) };
  if (path === "deploy-log.json") return { artifact: deployLog(brief) };
  if (path.startsWith("retro/"))
    return { artifact: { points: ["04: all went well, and nothing was lost."] } };
  if (path === "gates/stage-09.json") return { artifact: gateOf(brief, { lessons_promoted: [] }) };
  throw new Error(`the small team has no role that writes ${path}`);
}

/** How often the program has sent this agent back, with what is wrong with its artifact. */
export const refusals = (brief: Brief, turn: Turn): number =>
  JSON.stringify(turn.messages).split(
    new RegExp(
      `(?:Stop hook feedback:\\\\n|SubagentHandback hook error: )${brief.task} is not done`,
    ),
  ).length - 1;

/**
 * Everybody does good work; `change` may answer in place of the honest role, and is asked again
 * when that was sent back.
 */
export function smallTeam(
  change: (brief: Brief, turn: Turn) => Work | Reply | undefined = () => undefined,
): Worker {
  const answers = new Map<string, Work>();
  return (brief, turn) => {
    // An agent is asked again after every tool call: what it means to write must not move under it.
    const key = `${brief.nonce} ${refusals(brief, turn)}`;
    const changed = change(brief, turn);
    if (changed !== undefined && !("artifact" in changed)) return changed;
    const work = answers.get(key) ?? changed ?? honestWork(brief);
    answers.set(key, work);
    return work;
  };
}
