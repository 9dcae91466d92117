// The data of the field's projects holds together: what agents quote and name is in the files that they write.
import { describe, expect, test } from "bun:test";
import { isTestFile } from "../../src/workflows/execute/test-file.ts";
import { isOwnCommand } from "../../src/workflows/own-commands.ts";
import { PHASE_NAME, unobservable } from "../../src/workflows/phases/new-project/roadmap.ts";
import { tasksOf } from "./council.ts";
import { criteriaOf, roadmapOf } from "./phases.ts";
import type { FieldProject } from "./project.ts";
import { PROJECTS } from "./projects/index.ts";

const linesOf = (text: string | undefined): string[] => (text ?? "").split("\n");

test("there are twelve kinds of projects and more, each with a name of its own", () => {
  expect(PROJECTS.length).toBeGreaterThanOrEqual(12);
  expect(new Set(PROJECTS.map((one) => one.name)).size).toBe(PROJECTS.length);
});

describe.each(PROJECTS.map((one) => [one.name, one] as const))("%s", (_name, project: FieldProject) => {
  test("each criterion has a line of the change, of its own file", () => {
    for (const { code } of project.criteria) {
      const [file, part] = code;
      const line = linesOf(project.change[file]).find((one) => one.includes(part));
      expect([file, part, line !== undefined]).toEqual([file, part, true]);
    }
  });

  test("a test of a criterion is in a file that is written for it", () => {
    const written = { ...project.testChange, ...project.team?.testChange };
    for (const { test } of project.criteria) if (test) expect(Object.keys(written)).toContain(test[1]);
    if (project.tests !== null) for (const { test } of project.criteria) expect(test).toBeDefined();
  });

  test("what a reviewer quotes is in the file that it names, and what mends it changes that", () => {
    const { asks } = project;
    if (!asks) return;
    if (asks.of === "code") expect(project.change[asks.code![0]]).toContain(asks.code![1]);
    for (const [path, text] of Object.entries(asks.mended ?? {})) expect(text).not.toBe(project.change[path]!);
  });

  test("a change changes something, and the request is one line", () => {
    for (const [path, text] of Object.entries({ ...project.change, ...project.testChange }))
      expect([path, text === project.files[path]]).toEqual([path, false]);
    expect(project.request).not.toContain("\n");
  });
});

describe.each(PROJECTS.map((one) => [one.name, one] as const))(
  "the council's plan of %s",
  (_name, project: FieldProject) => {
    const tasks = tasksOf(project);
    const written = { ...project.change, ...project.testChange };

    test("has two tasks or more, one of which depends on another, with a test and a check that is none", () => {
      expect(tasks.length).toBeGreaterThanOrEqual(2);
      expect(tasks.some(({ after = [] }) => after.length > 0)).toBe(true);
      expect(tasks.every(({ criteria }) => criteria.length > 0)).toBe(true);
    });

    test("names files of the change, and texts for what that does not have", () => {
      const texts = tasks.flatMap((one) => Object.keys(one.texts ?? {}));
      const gone = tasks.flatMap((one) => [...(one.deletes ?? []), ...Object.keys(one.moves ?? {})]);
      for (const { files } of tasks)
        for (const file of files) expect([...Object.keys(written), ...texts, ...gone]).toContain(file);
    });

    test("with --auto it asks nobody: every command is one of the project's own", () => {
      if (!project.council?.auto) return;
      for (const command of tasks.flatMap(({ setup = [], criteria }) => [...setup, ...criteria]))
        expect([command, isOwnCommand(command)]).toEqual([command, true]);
    });
  },
);

describe.each(PROJECTS.map((one) => [one.name, one] as const))("the phases of %s", (_name, project: FieldProject) => {
  const roadmap = roadmapOf(project);
  const tasks = roadmap.flatMap(({ plans }) => plans.flatMap((one) => one.tasks));

  test("have each criterion of the project once, and two to five that can be observed", () => {
    expect(roadmap.flatMap((one) => one.criteria).sort()).toEqual(project.criteria.map((_, at) => at));
    for (const phase of roadmap) {
      const criteria = criteriaOf(project, phase);
      expect(criteria.length).toBeGreaterThanOrEqual(2);
      expect(criteria.length).toBeLessThanOrEqual(5);
      expect(criteria.map((one) => [one, unobservable(one)])).toEqual(criteria.map((one) => [one, null]));
      expect(phase.name).toMatch(PHASE_NAME);
    }
  });

  test("make the whole change, test first where they say so", () => {
    const files = tasks.flatMap((one) => one.files);
    for (const path of Object.keys({ ...project.change, ...project.testChange })) expect(files).toContain(path);
    for (const one of tasks) if (one.tdd) expect([one.name, one.files.some(isTestFile)]).toEqual([one.name, true]);
  });
});

test("of the phases one is asked, one has no git, one more than one phase, one is test first, one in turn, one on a branch", () => {
  const all = PROJECTS.map(({ phases = {} }) => phases);
  const tasks = (project: FieldProject) => roadmapOf(project).flatMap(({ plans }) => plans.flatMap((one) => one.tasks));
  expect(all.some((one) => one.asks)).toBe(true);
  expect(all.some((one) => one.uncommitted !== undefined)).toBe(true);
  expect(all.some((one) => one.document !== undefined)).toBe(true);
  expect(all.some((one) => one.settings?.includes("worktrees=no"))).toBe(true);
  expect(all.some((one) => one.settings?.includes("branching=phase"))).toBe(true);
  expect(PROJECTS.some((one) => roadmapOf(one).length > 1)).toBe(true);
  expect(PROJECTS.some((one) => tasks(one).some(({ tdd }) => tdd))).toBe(true);
  expect(PROJECTS.some((one) => one.git === false)).toBe(true);
  expect(PROJECTS.some((one) => one.startsIn !== undefined)).toBe(true);
});
