// What each role writes in the walkthrough holds; what is wrong with it is told by field or
// document.
import { describe, expect, test } from "bun:test";
import {
  AREAS,
  accepted,
  BRIEF,
  checkData,
  DRAFT,
  type Given,
  gate,
  KINDS,
  NONCE,
  walkthrough,
} from "./given.ts";

const W1 = { id: "W1", text: "Redis not confirmed" };
const REDIS = "Do we have Redis in the stack?";
const BLOCKED = { status: "FAIL", blockers: ["b"] };
const owners = ["backend", "frontend", "platform"];

/** Gates of the walkthrough, by kind: its file, and what it is checked against. */
const GATES: Record<string, [file: string, context: Given]> = {
  "stage-01": ["gates/stage-01.json", { role: "pm", brief: null }],
  "stage-02": [
    "gates/stage-02.json",
    { role: "principal", notes: owners.map((area) => ({ role: `dev-${area}`, notes: ["note"] })) },
  ],
  "scope-review": ["design-review/pm.json", { role: "pm" }],
  "stage-03": ["gates/stage-03.json", { role: "pm", openQuestions: [REDIS] }],
  "stage-04": [
    "gates/stage-04-backend.json",
    { role: "dev-backend", item: "backend", changed: ["src/backend/routes/auth.js"] },
  ],
  "stage-05-security": ["gates/stage-05-security.json", { role: "security", warnings: [W1] }],
  ruling: ["ruling.json", { role: "principal" }],
  "stage-07": ["gates/stage-07.json", { role: "dev-qa", changed: ["src/tests/auth.test.js"] }],
  "stage-08": ["gates/stage-03.json", { role: "pm" }],
  "stage-09": ["gates/stage-09.json", { role: "principal" }],
};
const said = (kind: string, over: object = {}, more: Given = {}) => {
  const [file, context] = GATES[kind]!;
  const documents = { ...context.documents, ...more.documents };
  return checkData(kind, gate(file, over), { ...context, ...more, documents });
};

describe.each(Object.keys(GATES))("%s", (kind) => {
  test("the walkthrough's own holds, with whatever earlier versions asked for beside it", () => {
    const { problems, outcome } = said(kind);
    expect([problems, outcome]).toEqual([
      [],
      ["stage-05-security", "scope-review"].includes(kind) ? "approved" : "done",
    ]);
  });

  test.each<[string, object, RegExp]>([
    ["another run's task", { task: "T8" }, /^task: found "T8", expected "T7"$/m],
    ["no nonce", { nonce: undefined }, /^nonce: found nothing/m],
    [
      "a role that warns",
      { status: "WARN" },
      /^status: found "WARN", expected one of "PASS", "FAIL", "ESCALATE"$/m,
    ],
    [
      "a pass with blockers",
      { blockers: ["b"] },
      /^blockers: found \["b"\] with status PASS, expected none/m,
    ],
    [
      "an escalation without blockers",
      { status: "ESCALATE" },
      /^blockers: found none with status ESCALATE/m,
    ],
    ["a blank blocker", { blockers: [" "] }, /^blockers\[0\]: found " "/m],
    [
      "an unknown warning",
      { warnings: ["W7: x"] },
      /^warnings: found "W7: x", expected the id of an open warning/m,
    ],
    [
      "an unknown warning closed",
      { closed_warnings: [{ id: "W7", reason: "r" }] },
      /^closed_warnings: found "W7"/m,
    ],
  ])("is refused: %s", (_name, over, problem) => {
    expect(said(kind, over).problems.join("\n")).toMatch(problem);
  });

  test("closes a warning that is open, and asks pm a question, unless it is the last word", () => {
    const own = {
      questions: ["why?"],
      warnings: ["W1: still there"],
      closed_warnings: [{ id: "W1", reason: "settled" }],
    };
    const { problems, facts } = said(kind, own, { warnings: [W1] });
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({
      status: "PASS",
      closed: own.closed_warnings,
      warnings: own.warnings,
      blockers: [],
    });
    expect(facts.questions).toEqual(kind === "stage-09" ? [] : ["why?"]);
  });
});

const doc = (path: string, text: string | null): Given => ({
  documents: { [`pipeline/${path}`]: text },
});
const components = (change: (one: (typeof DRAFT)["components"][number]) => object) => ({
  design: { components: DRAFT.components.map((one) => ({ ...one, ...change(one) })) },
});
test.each<[kind: string, what: string, over: object, context: Given, problem: RegExp]>([
  ["stage-01", "no brief", { brief: undefined }, {}, /^brief: found nothing/],
  [
    "stage-01",
    "a brief without a part",
    { brief: { ...BRIEF, out_of_scope: undefined } },
    {},
    /^brief.out_of_scope: found nothing/m,
  ],
  [
    "stage-02",
    "a criterion left out",
    components(({ criteria }) => ({ criteria: criteria.filter((one) => one !== 4) })),
    {},
    /^components: found none for criterion 4/m,
  ],
  [
    "stage-02",
    "a criterion that is not there",
    components(({ criteria }) => ({ criteria: [...criteria, 9] })),
    {},
    /^components\[0\].criteria: found 9, expected criteria of the brief/m,
  ],
  [
    "stage-02",
    "an unknown area",
    components(() => ({ area: "mobile" })),
    {},
    /^components\[0\].area: found "mobile", expected one of the areas/m,
  ],
  [
    "stage-02",
    "a note without an answer",
    {},
    { notes: [{ role: "dev-backend", notes: ["a", "b"] }] },
    /expected an answer to the note dev-backend 2/,
  ],
  [
    "stage-03",
    "a question unanswered",
    {},
    { openQuestions: [REDIS, "Why?"] },
    /expected an answer to: Why\?/,
  ],
  ["stage-03", "no answers", { answers: undefined }, {}, /answers: found nothing/],
  [
    "stage-03",
    "a brief without criteria",
    { brief: { ...BRIEF, acceptance_criteria: [] } },
    {},
    /^brief.acceptance_criteria: found /m,
  ],
  [
    "stage-04",
    "a declined entry that nobody asked for",
    { declined: [{ blocker: "backend: wrong", reason: "It is right." }] },
    { mayDecline: ["backend: src/backend/a.js:3 leaks"] },
    /declined\[0\].blocker: found "backend: wrong", expected one of "backend: src\/backend\/a.js:3 leaks"/,
  ],
  [
    "stage-04",
    "a declined finding of the program",
    { declined: [{ blocker: "npm test failed", reason: "It is right." }] },
    {},
    /expected one of none: no reviewer asks for anything here/,
  ],
  ["ruling", "no decision", { adr: undefined }, {}, /adr, instruction: found nothing/],
  ["stage-04", "no pull request", { pull_request: undefined }, {}, /pull_request: found nothing/],
  ["stage-07", "no tests", { tests: [] }, {}, /expected a test for criterion 6/],
  [
    "ruling",
    "an unknown area",
    { areas: ["mobile"] },
    {},
    /areas\[0\]: found "mobile", expected one of backend/,
  ],
  [
    "ruling",
    "a component of no area",
    components(() => ({ area: "mobile" })),
    {},
    /^components\[0\].area: found "mobile"/m,
  ],
  [
    "stage-07",
    "code that qa changed",
    {},
    { changed: ["src/backend/routes/auth.js"] },
    /found "src\/backend\/routes\/auth.js", expected only test files/,
  ],
  [
    "stage-09",
    "no such lesson",
    { lessons_promoted: ["L001"] },
    {},
    /found "L001", expected .* the id of a lesson/,
  ],
  [
    "stage-09",
    "a lesson without a title",
    { lessons_promoted: ["be careful"] },
    {},
    /found "be careful"/,
  ],
  [
    "stage-09",
    "more than may be",
    { lessons_promoted: ["A: b", "C: d", "E: f", "G: h"] },
    {},
    /lessons_promoted: found 4, expected at most 3/,
  ],
])("%s is refused with %s", (kind, _what, over, context, problem) => {
  expect(said(kind, over, context).problems.join("\n")).toMatch(problem);
});

describe("what code knows of a gate", () => {
  test("stage-01: its criteria and what is out of scope; its open questions are the person's", () => {
    expect(said("stage-01").facts).toMatchObject({
      counts: { criteria: 7 },
      out_of_scope: ["SMS reset", "Social login recovery", "Admin-initiated password reset"],
    });
    const open_questions = [
      { question: "Which store?", options: ["Redis", "memory"] },
      { question: "For whom?", options: [] },
    ];
    const brief = { ...BRIEF, open_questions };
    for (const over of [{}, { status: "ESCALATE", blockers: ["The store is the person's"] }])
      expect(said("stage-01", { ...over, brief })).toMatchObject({
        problems: [],
        outcome: "questions",
        questions: open_questions,
      });
    const held = said("stage-01", {
      ...{ status: "ESCALATE", blockers: ["Who pays?"], brief: undefined },
    });
    expect([held.problems, held.outcome, held.questions]).toEqual([[], "escalate", []]);
  });

  test("stage-02: its ADRs, the areas of its components, the questions of its answers; a test's path is its writer's", () => {
    expect(said("stage-02").facts).toMatchObject({
      counts: { adrs: 1 },
      questions: [REDIS],
      areas: owners,
    });
    const areas = { ...AREAS, backend: [...AREAS.backend!, ...AREAS.frontend!] };
    const moved = components(({ area }) => (area === "frontend" ? { area: "backend" } : {}));
    expect(said("stage-02", moved, { areas }).facts.areas).toEqual(["backend", "platform"]);
    const told = components(({ paths }) => ({ paths: [...paths, "src/tests/auth.test.js"] }));
    expect(said("stage-02", told).problems).toEqual([]);
    expect(said("stage-02", { answers: undefined }, { notes: [] }).problems).toEqual([]);
  });

  test("scope: changes have reasons, which the principal reads; what a person has to decide is theirs", () => {
    const escalated = { status: "ESCALATE", blockers: ["Is SMS wanted?"] };
    expect(said("scope-review", escalated).outcome).toBe("escalate");
    expect(said("scope-review", { status: "FAIL", blockers: ["SMS is in it"] })).toMatchObject({
      problems: [],
      outcome: "needs_changes",
      facts: { blockers: ["SMS is in it"] },
    });
  });

  test("stage-03: the answers, and whether the brief wants something else now", () => {
    expect(said("stage-03").facts).toMatchObject({
      answered: [{ question: REDIS, answer: expect.stringContaining("No Redis.") }],
      counts: { open_questions: 0, answered_questions: 1 },
    });
    const acceptance_criteria = BRIEF.acceptance_criteria.map((one) => one.replace("8", "12"));
    expect(said("stage-03", { brief: { ...BRIEF, acceptance_criteria } })).toMatchObject({
      problems: [],
      outcome: "scope_changed",
    });
    expect(said("stage-03", { brief: BRIEF }).outcome).toBe("done");
  });

  test("stage-04: its files by the trees; a file of no area, or of several, is each owner's; what failed needs no request", () => {
    const changed = ["package.json", "src/backend/a.js", "src/backend/b.js", "Cargo.lock"];
    const areas = { backend: ["src/backend/**"], mobile: ["src/backend/b.js"] };
    expect(said("stage-04", {}, { areas, changed })).toMatchObject({
      problems: [],
      facts: { changed: ["rest", "backend", "mobile"], files: changed },
    });
    expect(said("stage-04", {}, { changed: null }).facts.changed).toEqual(["backend"]);
    const failed = said("stage-04", { ...BLOCKED, pull_request: undefined }, { changed: [] });
    expect([failed.problems, failed.outcome]).toEqual([[], "fail"]);
  });

  test.each([
    ["as the brief shows it", "backend: src/backend/a.js:3 leaks"],
    ["without the area before it", "src/backend/a.js:3  leaks"],
    ["as it stands in the review", "BLOCKER: src/backend/a.js:3 leaks"],
  ])("stage-04: an entry of a reviewer is declined %s", (_how, blocker) => {
    const mayDecline = ["backend: src/backend/a.js:3 leaks"];
    expect(
      said("stage-04", { declined: [{ blocker, reason: "It is masked." }] }, { mayDecline }),
    ).toMatchObject({
      problems: [],
      facts: { declined: [{ text: mayDecline[0], reason: "It is masked." }] },
    });
  });

  test("stage-05-security: all but an approval is a veto, for the owners of the files that it names", () => {
    for (const status of ["FAIL", "ESCALATE"])
      expect(
        said("stage-05-security", { status, blockers: ["src/frontend/a.js:3 leaks"] }),
      ).toMatchObject({
        problems: [],
        outcome: "veto",
        facts: { owners: ["frontend"] },
      });
  });

  test("ruling: one that a person has to make decides nothing itself", () => {
    const none = { adr: undefined, areas: undefined, instruction: undefined };
    const escalated = { ...none, status: "ESCALATE", blockers: ["Which of both is wanted?"] };
    expect(said("ruling", escalated)).toMatchObject({
      problems: [],
      outcome: "escalate",
      facts: { owners: [] },
    });
    expect(said("ruling", none).problems).toEqual([
      "adr, instruction: found nothing, expected both with status PASS",
    ]);
  });

  test("ruling: who follows it", () => {
    expect(said("ruling", { areas: ["Backend", "backend"] }).facts).toMatchObject({
      counts: { adrs: 2 },
      owners: ["backend"],
      note: expect.stringContaining("Send the reset link by email"),
    });
    const instruction = "Send it by email. ".repeat(100);
    expect(said("ruling", { instruction }).facts.note).toBe(instruction);
    const bare = { design: undefined };
    expect(said("ruling", bare, { track: "quick", design: {} }).problems).toEqual([]);
  });

  test("stage-07: the criteria are those of the accepted brief, and the mapping decides whether pm signs", () => {
    const failing = JSON.parse(walkthrough("gates/stage-07.failing.json")) as object;
    expect(said("stage-07", failing)).toMatchObject({
      outcome: "fail",
      facts: { counts: { criteria: 7 }, flags: { all_criteria_met: false, one_to_one: true } },
    });
    const acceptance_criteria = BRIEF.acceptance_criteria.slice(0, 6);
    const fewer = { brief: accepted({ ...BRIEF, acceptance_criteria }) };
    expect(said("stage-07", {}, fewer).problems.join("\n")).toMatch(/found 7, expected the number/);
    const { tests } = gate("gates/stage-07.json") as { tests: object[] };
    const more = { tests: [...tests, { ...tests[0], test: "answers 410 for" }] };
    expect(said("stage-07", more)).toMatchObject({
      problems: [],
      facts: { flags: { one_to_one: false } },
    });
  });

  test("stage-08: pm signs, or does not; stage-09: a known lesson is confirmed", () => {
    expect(said("stage-08", BLOCKED)).toMatchObject({ problems: [], outcome: "fail" });
    const known = doc("lessons-learned.json", walkthrough("lessons-learned.json"));
    expect(said("stage-09", { lessons_promoted: ["L001"] }, known)).toMatchObject({
      problems: [],
      facts: { promoted: ["L001"] },
    });
  });
});

const STAMP = { task: "T7", nonce: NONCE };
const notes = (count: number) => Array.from({ length: count }, (_, at) => `note ${at}`);
test.each<[kind: string, data: object, context: Given, problems: RegExp | null]>([
  ["design-notes", { notes: notes(8), questions: ["why?"] }, {}, null],
  ["design-notes", { notes: [] }, {}, null],
  ["design-notes", { notes: notes(9) }, {}, /notes: found .*, expected at most 8 entries/],
  ["retro", JSON.parse(walkthrough("retro.json")).pm, {}, null],
  ["retro", { points: [] }, {}, null],
  ["deploy-log", JSON.parse(walkthrough("deploy-log.json")), { warnings: [W1] }, null],
  [
    "deploy-log",
    JSON.parse(walkthrough("deploy-log.json")),
    { warnings: [W1, { id: "W12", text: "Mails are lost" }] },
    /^known_limits: found nothing, expected the open warning W12: Mails are lost$/,
  ],
])("%s of %j", (kind, data, context, problem) => {
  const { problems, facts } = checkData(kind, { ...STAMP, ...data }, context);
  if (problem) expect(problems.join("\n")).toMatch(problem);
  else expect([problems, facts.questions]).toEqual([[], "questions" in data ? ["why?"] : []]);
});

test("a draft of the design holds; what its areas and criteria have against it is told", () => {
  const draft = (over: object) =>
    checkData("design-draft", { ...STAMP, design: { ...DRAFT, ...over } });
  expect(draft({})).toMatchObject({ problems: [], outcome: "done" });
  expect(draft({ components: [] }).problems.join("\n")).toMatch(/^design.components: found /m);
  expect(draft({ security: " " }).problems.join("\n")).toMatch(/^design.security: found " "/m);
  expect(draft(components(({ name }) => ({ area: name })).design).problems).toHaveLength(5);
});

test("every kind is there, and none is checked against nothing; what is told at once is bounded", () => {
  expect(Object.keys(KINDS)).toHaveLength(15);
  for (const kind of Object.keys(KINDS)) {
    for (const data of [{}, null, [], "PASS"])
      expect(checkData(kind, data).problems).not.toEqual([]);
  }
  const review = { area: "x", summary: "s", verdict: "approved", blockers: ["b"] };
  const reviews = Array.from({ length: 100 }, () => review);
  const { problems } = checkData("peer-review", { task: "T7", nonce: NONCE, reviews });
  expect([problems.length, problems[20]]).toEqual([21, "and 181 more problems"]);
});
