// Guarantee: What comes next is read from the files.
// `roadmap adopt` reads files at the top of `.planning` in the forms of GSD and of earlier versions
// once, and writes ours, in one commit; what it does not understand stays and is listed.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../../src/workflows/phases/adopt/act.ts";
import { adoptedRequirements } from "../../../src/workflows/phases/adopt/requirements.ts";
import { adoptedRoadmap } from "../../../src/workflows/phases/adopt/roadmap.ts";
import { adoptedState } from "../../../src/workflows/phases/adopt/state.ts";
import { routeIn } from "../../../src/workflows/phases/next-route.ts";
import { readOverview } from "../../../src/workflows/phases/planning/read.ts";
import { requirementsText } from "../../../src/workflows/phases/planning/requirements.ts";
import { roadmapText } from "../../../src/workflows/phases/planning/roadmap.ts";
import { act } from "../../../src/workflows/phases/roadmap-verb.ts";
import { resolves } from "../../../src/workflows/phases/start.ts";
import { standingLines, standingOf } from "../../../src/workflows/phases/state.ts";
import { convert, FORMS, foreign, read, write } from "../../fixtures/planning/forms.ts";
import { cleanup, git, makeProject } from "../../harness/project.ts";

afterAll(cleanup);

const told = (of: (tell: (line: number | null, problem: string) => void) => unknown): string[] => {
  const notes: string[] = [];
  of((line, problem) => notes.push(`${line} ${problem}`));
  return notes;
};
const roadmap = (text: string, archived: string[] = []) => {
  let found!: ReturnType<typeof adoptedRoadmap>;
  const notes = told((tell) => {
    found = adoptedRoadmap(text, tell, archived);
  });
  return { ...found, notes };
};

describe("a roadmap", () => {
  const GSD = `# Roadmap: Notes

## Milestones

- ✅ **v0.9 Old** - Phases 1-2 (shipped 2026-01-01)
- 🚧 **v1.0 Notes** - Phases 3-4 (in progress)

<details>
<summary>v0.9 (shipped)</summary>

### Phase 1: Gone

</details>

- [x] **Phase 3: Base** - keep notes (completed 2026-01-03)
- [ ] **Phase 4: Search** - find notes

### Phase 3: Base
**Goal:** Notes are kept
**Depends on:** Nothing (first phase)
**Requirements:** STOR-01
**Success Criteria** (what must be TRUE):
  1. A note is there
     after a restart
  2. It is the same
**Plans**: 1 plan

Plans:
- [x] 03-01: keep

### Phase 04: Search
**Depends on**: Phases 1-3 (needs 3 tables)
**Requirements**: [STOR-02 through STOR-04]
**Risk**: high

\`\`\`markdown
### Phase 9: only shown
\`\`\`

## Backlog

- later
`;
  test("gives its phases and the milestone at work; the rest stays, under its headings", () => {
    const { fields, below, notes } = roadmap(GSD);
    expect(notes).toEqual([]);
    expect(fields).toMatchObject({
      title: "Notes",
      milestone: { version: "v1.0", name: "Notes" },
      phases: [
        {
          ...{ number: "3", name: "Base", goal: "Notes are kept", done: true, depends_on: [] },
          criteria: ["A note is there after a restart", "It is the same"],
          ...{ requirements: ["STOR-01"], completed: "2026-01-03" },
        },
        {
          ...{ number: "4", name: "Search", goal: "find notes", risk: "high", done: false },
          ...{ depends_on: ["1", "2", "3"], requirements: ["STOR-02", "STOR-03", "STOR-04"] },
        },
      ],
    });
    expect(below).toBe(`
## Milestones

- ✅ **v0.9 Old** - Phases 1-2 (shipped 2026-01-01)

<details>
<summary>v0.9 (shipped)</summary>

### Phase 1: Gone

</details>

- [x] **Phase 3: Base** - keep notes (completed 2026-01-03)

### Phase 3: Base
**Plans**: 1 plan

Plans:
- [x] 03-01: keep

### Phase 04: Search
**Depends on**: Phases 1-3 (needs 3 tables)

\`\`\`markdown
### Phase 9: only shown
\`\`\`

## Backlog

- later
`);
  });

  test("is read in spellings that real projects have", () => {
    const { fields, notes } = roadmap(
      "# R\n\n- [ ] Phase 3: c\n- [ ] **Phase 3: c**\n- [ ] **Phase 2.1: d (INSERTED)** - now\n\n### Phase Numbering\n\nWhole numbers.\n\n### [wip] Phase 3 (INSERTED): c\n**Depends on:** Phases 1-2\n**Requirements:** nothing\n**Success Criteria\n(what must be TRUE)**:\n- It is kept\n- It is found\n\n### Phase 999.1: Someday\n**Goal**: x\n",
    );
    expect(fields.phases).toMatchObject([
      {
        ...{ number: "3", name: "c", depends_on: ["1", "2"], requirements: [] },
        criteria: ["It is kept", "It is found"],
      },
      { number: "2.1", name: "d", goal: "now", criteria: [] },
    ]);
    expect(notes).toEqual([
      '11 "[wip]" is left out',
      "5 Phase 2.1 has no section: its line is all there is of it",
    ]);
  });

  test.each([
    ["- [X] **Phase 1: Base** - Repo, DB and CI"],
    ["- [x] **Phase 1: Base** (done by Tim, 2026-10-03)"],
    ["- [ ] Phase 1: Base (needs design)"],
    ["- [ ] ~~soon~~ **Phase 1: Base**"],
    ["**Requirements**: R-01 (partly)"],
    ["**Depends on**: Phase 1 (only the schema part)"],
    ["**Goal** (not agreed): Notes are kept"],
    ["**Success Criteria**: see the wiki"],
    ["**Goal**: Notes are kept <!-- ask Ada -->"],
  ])("words of %p that are in no field stay", (line) => {
    const goal = line.startsWith("**Goal") ? "" : "**Goal**: Notes are kept\n";
    const isBox = line.startsWith("-");
    const [above, below] = isBox ? [`${line}\n\n`, ""] : ["", `${line}\n`];
    const found = roadmap(`# R\n\n${above}### Phase 1: Base\n${goal}${below}`);
    expect(found.fields.phases).toMatchObject([
      { number: "1", name: "Base", goal: "Notes are kept" },
    ]);
    expect(found.below).toContain(`${line}\n`);
    expect(found.left).toContain(isBox ? 3 : goal === "" ? 4 : 5);
  });

  test.each<[string, string, string, boolean]>([
    ["an entry that speaks of it", "", "\n## Notes\n- [x] Reviewed the plan of Phase 1\n", false],
    ["an entry with a link to it", "- [x] [Phase 1: Base](#base)\n", "\n", true],
    ["a mark before it", "- [x] **[wip] Phase 1: Base**\n", "\n", true],
    ["criteria at the end of the file", "", "**Success Criteria**:\n  1. It is so\n", false],
  ])("%s: whether it is ticked is what its box says", (_, above, below, done) => {
    const text = `# R\n\n${above}\n### Phase 1: Base\n**Goal**: Notes are kept\n${below}`;
    expect(roadmap(text).fields.phases).toMatchObject([{ number: "1", name: "Base", done }]);
  });

  test("a milestone that is planned for later stays as it is, and is told", () => {
    const later = "### v2.0 Teams (Planned)\n\n#### Phase 5: Sharing\n**Goal**: TBD\n";
    const now = "### 🚧 v1.1 Sync (In Progress)\n\n#### Phase 3: Sync\n**Goal**: Sync\n";
    const boxes = "- [ ] **Phase 3: Sync**\n- [ ] **Phase 5: Sharing**\n";
    const text = `# R\n\n- 📋 **v2.0 Teams** - Phases 5+ (planned)\n\n${boxes}\n${now}\n${later}`;
    const { fields, below, notes } = roadmap(text);
    expect(fields.phases.map(({ number }) => number)).toEqual(["3"]);
    expect(fields.milestone).toEqual({ version: "v1.1", name: "Sync" });
    expect(below).toContain("- [ ] **Phase 5: Sharing**\n");
    expect(below).toEndWith(`\n${later}`);
    expect(notes).toEqual([
      "15 Phase 5 (Sharing) is of a later milestone: it is not taken over yet",
    ]);
    // Where nothing else is there, the first of them is what comes next.
    const last = "### v3.0 Web (Planned)\n\n#### Phase 6: Pages\n**Goal**: TBD\n";
    for (const before of ["", "- 🚧 **v1.1 Sync** - (in progress)\n\n"])
      expect(
        roadmap(`# R\n\n${before}${later}\n${last}`).fields.phases.map(({ number }) => number),
      ).toEqual(["5"]);
  });

  test.each([
    [GSD.replace("[ ] **Phase 4", "[X] **Phase 4"), "16 the box [X] of phase 4 counts as ticked"],
    [GSD.replace("### Phase 3: B", "### Phase 3 — B"), '18 "Phase 3 — Base" is no phase'],
    [GSD.replace("### Phase 04:", "### Phase 3:"), "31 Phase 3 stands here again"],
    [GSD.replace("[STOR-02 through STOR-04]", "all of it"), '33 "all of it" is no requirement'],
    [GSD.replace("STOR-04]", "STOR-99999]"), "33 "],
    [GSD.replace("**Risk**: high", "**Status**: Complete"), "34 found the status Complete and no"],
  ])("what is doubtful is told with its line: %#", (text, note) => {
    expect(roadmap(text).notes.join("\n")).toContain(note);
  });

  test.each<[string, string, string[], string[]]>([
    ["as a heading", "### 🚧 v1.0 A\n#### Phase 1: x\n### ✅ v1.1 B\n#### Phase 2: y\n", [], ["1"]],
    [
      "by its range",
      "- 🚧 **v1.0 A** - Phases 1-2\n- ✅ **v1.1 B** - Phases 3-4\n\n## Phase Details\n\n### Phase 1: x\n",
      [],
      ["1"],
    ],
    ["in the archive", "### 🚧 v1.0 A\n#### Phase 1: x\n", ["v1.1"], ["1"]],
    ["that is not over", "### 🚧 v1.0 A\n#### Phase 1: x\n### 📋 v1.1 B\n", [], []],
    ["of the same version", "### 🚧 v1.1 A\n#### Phase 1: x\n", ["v1.1"], []],
  ])(
    "phases that are open before a later milestone %s are asked about",
    (_, text, archived, open) => {
      expect(roadmap(`# R\n\n${text}`, archived).earlier).toEqual(open);
    },
  );
});

test("requirements by bold, lines, sections and the table of phases; doubles are told", () => {
  const text = `# Requirements: Notes

**Defined:** 2026-01-02

## v1 Requirements

### Storage

- [x] **STOR-01**: A note is kept,
      after a restart
- [ ] __STOR-02__: It is found
- [ ] \`STOR-03\` It is shown
- [ ] **STOR-01**: again

## Nice to have

- [ ] **SYNC-01**: Notes sync

## Non-Goals

- **WEB-01**: A site

## Traceability

| Requirement | Phase | Status |
|---|---|---|
| STOR-01 | Phase 01 | Complete |
| STOR-02 | Phase 2 | Pending |

**Coverage:** all
`;
  let found!: ReturnType<typeof adoptedRequirements>;
  const notes = told((tell) => {
    found = adoptedRequirements(text, tell);
  });
  expect(notes).toEqual(["13 STOR-01 stands here again: the first one counts"]);
  expect(found.fields).toMatchObject({
    ...{ title: "Notes", defined: "2026-01-02" },
    requirements: [
      {
        ...{ id: "STOR-01", text: "A note is kept, after a restart", scope: "v1", done: true },
        ...{ phase: "1", group: "Storage" },
      },
      { id: "STOR-02", text: "It is found", scope: "v1", done: false, phase: "2" },
      { id: "STOR-03", text: "It is shown", scope: "v1" },
      { id: "SYNC-01", scope: "later" },
      { id: "WEB-01", scope: "out", done: false },
    ],
  });
  expect(found.below).toContain("- [ ] **STOR-01**: again\n");
  expect(found.below).toEndWith("## Traceability\n\n**Coverage:** all\n");
});

test.each<[line: string, found: object | null, note: string]>([
  ["- [ ] **PRÜF-01**: two", { id: "PRÜF-01", text: "two" }, ""],
  ["- [ ] **REQ1**: two", { id: "REQ1", text: "two" }, ""],
  ["- [ ] **A.04** two", { id: "A.04", text: "two" }, ""],
  ["- **A-05 — two**", { id: "A-05", text: "two", scope: "v1" }, ""],
  ["- [ ] A-02 two", { id: "A-02", text: "two" }, ""],
  ["- [X] A-02 two", { done: true }, "the box [X] of A-02 counts as ticked"],
  ["- [~] **A-02**: two", { done: false }, "the box [~] of A-02 counts as open"],
  ["- ~~**A-06**: two~~", null, "has no id such as AUTH-01"],
  ["- [ ] two", null, '"- [ ] two" has no id'],
  ["- **v2.0** two", null, ""],
  ["|ID|What|Status|\n|-|-|-|\n|R1|two|approved|", { id: "R1", done: false }, 'status "approved"'],
  ["|ID|What|Status|\n|-|-|-|\n|R1|two|Verified|", { id: "R1", done: true }, ""],
])("a requirement written as %p is taken, or told with its line", (line, found, note) => {
  const notes = told((tell) => {
    const { fields, below } = adoptedRequirements(`# R\n\n## v1\n\n${line}\n`, tell);
    expect(fields.requirements).toMatchObject(found === null ? [] : [found]);
    if (found === null) expect(below).toContain(line);
  });
  expect(notes).toEqual(note === "" ? [] : [expect.stringContaining(note)]);
});

test("requirements in a table, points out of scope without an id, and a title of one word", () => {
  const text = `# Requirements

- [ ] **AUTH-03** : Log in
- [ ] **AUTH-04:** Log out

| ID | Requirement | Phase | Status | Owner |
|----|----|----|----|----|
| SYNC-01 | Push | 3 | Complete | |
| SYNC-02 | Pull | Phase 3 | Blocked | |
| SYNC-03 | Merge | 4 | Pending | Tim |

## Out of Scope

| Feature | Reason |
|----|----|
| Mobile app | Web first |

- Billing
`;
  const { fields, below, left } = adoptedRequirements(text, () => {});
  expect(fields).toMatchObject({
    title: "",
    requirements: [
      { id: "AUTH-03", text: "Log in" },
      { id: "AUTH-04", text: "Log out" },
      { id: "SYNC-01", text: "Push", phase: "3", done: true },
      { id: "SYNC-02", text: "Pull", phase: "3", done: false },
      { id: "SYNC-03", text: "Merge", phase: "4", done: false },
    ],
    out_of_scope: ["Mobile app: Web first", "Billing"],
  });
  expect([left, below]).toEqual([[6, 7, 9, 10], expect.stringContaining("| Blocked |")]);
  const shown = requirementsText(fields);
  expect(shown).toContain("\n# Requirements\n");
  expect(shown).toContain("## Out of Scope\n\n- Mobile app: Web first\n- Billing\n");
});

test("a state with its front matter, and tasks left undone; its text and what does not fit stay", () => {
  const text = `# Project State

Phase: 126 of 5 (Search)
Status: error: it fails
Stopped at: 02-01, task 1

- 02-01, task 2, was not done by sonnet: too long
- Ask Ada

### Decisions

- By words

### Blockers/Concerns

- Tim's key
`;
  const front = `gsd_state_version: 1.0
milestone: v1.0
milestone_name: milestone
status: executing
progress: many
`;
  const license = "<!-- SPDX-License-Identifier: MIT -->\n";
  const { fields, below } = adoptedState(`${license}---\n${front}---\n\n${text}`, () => {});
  expect(fields).toEqual({
    gsd_state_version: "1.0",
    ...{ milestone: "v1.0", milestone_name: "milestone", before_progress: "many" },
    stopped_at: "02-01, task 1",
    // Whoever corrects one of both places has corrected it.
    status: "executing",
    ...{ decisions: ["By words"], concerns: ["Tim's key"] },
    undone: [{ plan: "02-01", task: 2, model: "sonnet", why: "too long" }],
  } as never);
  expect(below).toBe(`\n${license}${text}`);
  expect(adoptedState(text, () => {}).fields.status).toBe("error: it fails");
});

const GSD_FORM = FORMS[0]!;
const typed = (root: string, ...answers: string[]) =>
  adopt(root, [(adopt(root, []).data as { code: string }).code, ...answers]);

test("nothing is written before the person's word; then one commit, which git takes back", () => {
  const root = foreign(GSD_FORM);
  const before = git(root, "rev-parse", "HEAD");
  const shown = adopt(root, []).lines.join("\n");
  expect(shown).toContain("To be written in this program's form: .planning/ROADMAP.md");
  expect(shown).toContain(
    "Kept as it is, at the end of each file:\n  .planning/ROADMAP.md: lines 8-10, 16-21, 27-37\n",
  );
  expect(shown).toContain("\n  .planning/STATE.md: all of its text\n");
  const { asks } = typed(root);
  expect(git(root, "status", "--porcelain")).toBe("");
  const { lines } = asks!.then();
  expect(read(root, "PROJECT.md")).toMatch(
    /^---\ntitle: Notes\n---\n# Notes\n\n<!-- .* -->\n\n## What This Is\n\nNotes\.\n/,
  );
  expect(git(root, "rev-list", "--count", `${before.trim()}..HEAD`).trim()).toBe("1");
  expect(git(root, "status", "--porcelain")).toBe("");
  expect(read(root, "STATE.md")).toContain(
    "\nPhase: 2 of 2 (Search)\nPlan: 1 of 1 in current phase\n",
  );
  const [, commit] = /git revert ([0-9a-f]+) takes it back/.exec(lines.join("\n"))!;
  expect(existsSync(join(root, ".planning/before-adopt"))).toBe(false);
  git(root, "revert", "--no-edit", commit!);
  expect(git(root, "diff", before.trim())).toBe("");
});

test("a plan that is no text stops its phase alone", () => {
  const root = foreign(GSD_FORM);
  const path = join(root, ".planning/phases/02-search/02-01-PLAN.md");
  writeFileSync(path, Buffer.from("caf\u00e9", "latin1"));
  write(root, "phases/01-base/01-01-PLAN.md", "---\na: [\n---\n");
  expect(
    adopt(root, [])
      .lines.join("\n")
      .match(/01-01-PLAN\.md:\d+: .*not valid YAML/g),
  ).toHaveLength(1);
  convert(root);
  expect(readOverview(root)).toMatchObject({ adopted: true, problems: [] });
});

test.each<[string, boolean, (root: string) => void]>([
  ["has it as it was edited", true, () => {}],
  [
    "never had it",
    true,
    (root) => {
      git(root, "rm", "-qr", "--cached", ".planning");
      git(root, "commit", "-qm", "away");
    },
  ],
  [
    "has no commit",
    true,
    (root) => {
      git(root, "add", "-A");
      git(root, "update-ref", "-d", "HEAD");
    },
  ],
  [
    "ignores it",
    false,
    (root) => {
      git(root, "rm", "-qr", "--cached", ".planning");
      write(root, "../.gitignore", ".planning/\n");
    },
  ],
  ["gets no commit of it", false, (root) => write(root, "config.json", '{"commit_docs": false}')],
  ["is on no branch", false, (root) => git(root, "checkout", "-q", "--detach")],
  ["is not there", false, (root) => rmSync(join(root, ".git"), { recursive: true })],
])("the way back that is named holds where git %s", (_, isCommitted, edit) => {
  const root = foreign(GSD_FORM);
  write(root, "ROADMAP.md", `${read(root, "ROADMAP.md")}\nMine.\n`);
  edit(root);
  const names = ["ROADMAP.md", "REQUIREMENTS.md", "phases/02-search/02-01-PLAN.md"];
  const texts = (folder = "") => names.map((name) => read(root, folder + name));
  const before = texts();
  const hasGit = existsSync(join(root, ".git"));
  write(root, "../src/mine.ts", "mine\n");
  if (hasGit) git(root, "add", "src/mine.ts");
  expect(adopt(root, []).lines.join("\n")).toContain("To be written in this program's form: ");
  const shown = typed(root).asks!.then().lines.join("\n");
  expect(read(root, "ROADMAP.md")).toEndWith("\nMine.\n");
  if (hasGit)
    expect(git(root, "status", "--porcelain", "src/mine.ts").trim()).toBe("A  src/mine.ts");
  const [, commit] = /git revert ([0-9a-f]+) takes it back/.exec(shown) ?? [];
  expect(commit !== undefined).toBe(isCommitted);
  if (commit !== undefined) {
    git(root, "commit", "-qm", "mine");
    git(root, "revert", "--no-edit", commit);
    expect(texts()).toEqual(before);
    expect(adopt(root, ["undo"]).lines.join("\n")).toContain("git revert of its commit");
  } else {
    expect(shown).toContain("Files as they were are in .planning/before-adopt.");
    expect(texts("before-adopt/")).toEqual(before);
  }
});

test("every command says in one line what is to be typed, and none writes", () => {
  const root = foreign(GSD_FORM);
  const before = git(root, "rev-parse", "HEAD");
  expect(standingLines(standingOf(root)!, { width: 99 }, false)[0]).toContain(
    "no phase is adopted",
  );
  for (const [entry, request] of [
    ["plan-phase", "2"],
    ["complete-milestone", ""],
    ["new-project", "An idea"],
  ] as const) {
    const { phasesModule } = require("../../../src/workflows/phases/index.ts");
    const found = phasesModule.starts[entry].resolves()(root, request, {});
    expect([entry, found]).toEqual([
      entry,
      { ok: false, problem: expect.stringMatching(/^\.planning: [^\n]*roadmap adopt[^\n]*$/) },
    ]);
  }
  expect(resolves(root, "")).toMatchObject({
    ok: false,
    problem:
      "Adopt what is here: its files have the form of GSD or of an earlier version.\nType multi-ai roadmap adopt",
  });
  expect([git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")]).toEqual([
    before,
    "",
  ]);
});

test("phases of an old milestone that is open above one that is over are settled once", () => {
  const old = "## 🚧 v1.0 Old\n\n### Phase 2: Search";
  const root = foreign({
    name: "old",
    edit: (at) =>
      write(
        at,
        "ROADMAP.md",
        `${read(at, "ROADMAP.md").replace("### Phase 2: Search", old)}\n- ✅ **v1.1 New** - Phases 3-3\n`,
      ),
  });
  expect(adopt(root, []).lines.join("\n")).toContain(
    "earlier (1): phases that are open in a milestone before one that is over: 2",
  );
  expect(typed(root).wrong).toContain("found no answer for earlier");
  typed(root, "earlier=done").asks!.then();
  expect(readOverview(root).roadmap!.phases.map(({ done }) => done)).toEqual([true, true]);
  expect(adopt(root, []).lines.join("\n")).not.toContain("earlier");
});

const PLAN =
  '---\nphase: 01-x\nplan: 01\n---\n<task type="auto"><name>x</name><action>do</action></task>\n';

describe("workstreams", () => {
  const project = () => {
    const root = foreign(GSD_FORM);
    for (const name of ["billing", "search"]) {
      write(root, `workstreams/${name}/ROADMAP.md`, `# Roadmap: ${name}\n\n### Phase 1: ${name}\n`);
      write(root, `workstreams/${name}/phases/01-x/01-CONTEXT.md`, `# ${name}\n`);
      write(root, `workstreams/${name}/phases/01-x/01-01-PLAN.md`, PLAN);
    }
    git(root, "add", "-A");
    git(root, "commit", "-qm", "workstreams");
    return root;
  };
  const activate = (root: string, name: string) => write(root, "active-workstream", `${name}\n`);
  const title = (root: string) => readOverview(root).roadmap?.title;

  test("the active one takes the place of what is left over at the top, and can change", () => {
    const root = project();
    activate(root, "billing");
    const left = read(root, "ROADMAP.md");
    convert(root);
    expect([title(root), readOverview(root).problems]).toEqual(["billing", []]);
    expect(read(root, "phases/01-x/01-CONTEXT.md")).toBe("# billing\n");
    expect(read(root, "workstreams/root/ROADMAP.md")).toBe(left);
    // Its plans come with it.
    expect(read(root, "phases/01-x/01-01-PLAN.md")).toContain("\ntasks:\n");
    expect(git(root, "status", "--porcelain").trim()).toBe("?? .planning/active-workstream");
    activate(root, "search");
    expect(routeIn(root, readOverview(root)).action).toBe("adopt");
    const ours = read(root, "ROADMAP.md");
    convert(root);
    expect([title(root), read(root, "workstreams/billing/ROADMAP.md")]).toEqual(["search", ours]);
    activate(root, "billing");
    convert(root);
    expect([title(root), read(root, "ROADMAP.md")]).toEqual(["billing", ours]);
  });

  test("without an active one and without a roadmap at the top the person names one", () => {
    const root = makeProject();
    write(root, "workstreams/billing/ROADMAP.md", "# Roadmap\n\n### Phase 1: x\n");
    expect(routeIn(root, readOverview(root)).action).toBe("adopt");
    const named = "Write the name of one workstream into .planning/active-workstream";
    expect(adopt(root, []).lines).toEqual([`${named}: billing.`]);
    write(root, "PROJECT.md", "# Notes\n");
    expect(adopt(root, []).lines[0]).toBe(`${named}: billing.`);
    activate(root, "biling");
    expect(adopt(root, []).lines[0]).toBe(`${named}, not "biling": billing.`);
    activate(root, "billing");
    convert(root);
    expect(routeIn(root, readOverview(root)).action).not.toBe("adopt");
    expect(adopt(root, []).lines.join("\n")).not.toContain(named);
    activate(root, "biling");
    expect(adopt(root, []).lines[0]).toContain('not "biling"');
  });
});

test.each([
  ["in lines", "**Phase 1: Base**\nGoal: x\n\n**Phase 2: Search**\n- **Goal:** y\n", [5, 8], null],
  ["in lists", "- **Phase 1: Base** — x ✅\n- **Phase 2: Search** — y\n", [5, 6], null],
  [
    "in rows",
    "| # | Phase | Status |\n|-|-|-|\n| 1 | Base | Complete |\n| 2 | Search | |\n",
    [7, 8],
    null,
  ],
  ["in lines and headings", "**Phase 1: Base**\n\n### Phase 2: Search\n", [5], null],
  ["without folders", "**Phase 8: Base**\n", [5], null],
  ["of before", "✅ v0.9 Old\n\n| Phase |\n|-|\n| 1. Base |\n\n### Phase 2: Search\n", [], []],
  ["beside others", "**Phase 8: Base**\n\n### Phase 1: Base\n### Phase 2: Search\n", [], [5]],
])(
  "phases %s are told with their lines, and none with a folder is lost",
  (_, text, lines, told) => {
    const root = foreign(GSD_FORM);
    write(root, "ROADMAP.md", `# Roadmap\n\n## Phase Details\n\n${text}`);
    const shown = adopt(root, []);
    const at = [...shown.lines.join("\n").matchAll(/ROADMAP\.md:(\d+): .*"### Phase/g)];
    expect(at.map((one) => Number(one[1]))).toEqual(told ?? lines);
    expect(shown.isBroken).toBe(told === null);
    expect(shown.lines.join("\n")).not.toContain('"Phase Details" is no phase');
  },
);

test.each(["", "- 📋 **v1.1 Next** — Phases 3+ (planned)\n"])(
  "between GSD's milestones the next one begins: %p",
  (planned) => {
    const root = foreign(GSD_FORM);
    write(
      root,
      "ROADMAP.md",
      `# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 MVP** — Phases 1-2 (shipped 2026-01-01)\n${planned}\n<details>\n<summary>✅ v1.0 MVP</summary>\n\n- [x] Phase 1: Base\n- [x] Phase 2: Search\n\n</details>\n\n## Progress\n\n| Phase | Milestone | Status |\n|-|-|-|\n| 1. Base | v1.0 | Complete |\n`,
    );
    write(
      root,
      "milestones/v1.0-ROADMAP.md",
      "# Roadmap\n\n### Phase 1: Base\n### Phase 2: Search\n",
    );
    rmSync(join(root, ".planning/REQUIREMENTS.md"));
    rmSync(join(root, ".planning/phases"), { recursive: true });
    convert(root);
    expect(routeIn(root, readOverview(root))).toMatchObject({
      ...{ row: "between milestones", action: "done", problems: [] },
    });
  },
);

test("roadmaps of the archive are adopted with the rest: numbers go on behind them", () => {
  const root = makeProject();
  write(
    root,
    "milestones/v1.0-ROADMAP.md",
    "# Roadmap: Notes\n\n- [x] Phase 3: x\n\n### Phase 3: x\n",
  );
  expect(routeIn(root, readOverview(root)).action).toBe("adopt");
  convert(root);
  expect(read(root, "milestones/v1.0-ROADMAP.md")).toStartWith(
    roadmapText({ title: "Notes", phases: [{ number: "3", name: "x", done: true }] }),
  );
  expect(routeIn(root, readOverview(root)).action).toBe("done");
});

const shown = (root: string, from: string): string[] => {
  const layout = { width: 100, paint: { bold: String, dim: String } };
  return act({ root, from, layout, args: [] } as never).lines;
};

test("what a pause has left is named, and stays", () => {
  const root = foreign(GSD_FORM);
  convert(root);
  // Now, and so behind the other files of the phase.
  write(root, "phases/02-search/.continue-here.md", "Go on with the index.\n");
  expect(shown(root, root)).toContain(
    ".planning/phases/02-search/.continue-here.md says where work stopped: read it before you go on.",
  );
  expect(shown(root, root)).toContain("  Go on with the index.");
});

test("a project in a folder of the repository is told where it has to be", () => {
  const root = makeProject({ files: { "packages/api/.planning/ROADMAP.md": "# Roadmap\n" } });
  const from = join(root, "packages/api");
  expect(shown(root, from)[0]).toBe(
    `${from}/.planning is not used: the project is the folder with .git, ${root}. Move it there.`,
  );
});
