// What honest roles of the team workflow do in a field project.
import { ownersOf, TESTS } from "../../src/workflows/team/areas.ts";
import type { Files } from "../harness/project.ts";
import {
  answersOf,
  approval,
  gateOf,
  itemOf,
  objection,
  reviewedAreas,
} from "../harness/small-team.ts";
import type { Brief } from "../harness/team.ts";
import { outdated } from "../harness/workers.ts";
import {
  asWritten,
  changes,
  changesAll,
  fileOf,
  type Role,
  reads,
  renames,
  rootOf,
  runs,
  type Step,
} from "./agents.ts";
import type { FieldProject } from "./project.ts";

const areasOf = ({ team }: FieldProject): Record<string, string[]> =>
  team?.areas ?? { app: ["**"] };

/**
 * The files of the change that belong to an area; those of no area are the first one's to change.
 */
function filesOf(project: FieldProject, area: string): Files {
  const areas = areasOf(project);
  const owners = ownersOf(areas);
  const ownerOf = (path: string): string => owners(path)[0] ?? Object.keys(areas)[0]!;
  return Object.fromEntries(
    Object.entries(project.change).filter(([path]) => ownerOf(path) === area),
  );
}

const featureBrief = ({ title, request, criteria, outOfScope }: FieldProject) => ({
  title,
  problem: request,
  user_stories: ["As a user, I want this so that I need no detour."],
  acceptance_criteria: criteria.map(({ text }) => text),
  out_of_scope: outOfScope,
  open_questions: [],
});

function design(project: FieldProject) {
  const { title, criteria } = project;
  const components = Object.keys(areasOf(project)).flatMap((area) => {
    const paths = Object.keys(filesOf(project, area));
    const numbers = criteria.flatMap(({ code }, at) => (paths.includes(code[0]) ? [at + 1] : []));
    const name = `The code of ${area}`;
    return paths.length === 0 ? [] : [{ name, area, criteria: numbers, paths }];
  });
  return {
    title,
    architecture: "The smallest change, in the style of what is there.",
    api_contracts: "As the criteria say.",
    components,
    security: "Nothing is secret here.",
  };
}

const pullRequest = (area: string, project: FieldProject) => ({
  title: `PR: ${area}`,
  summary: `${project.title}.`,
  how_to_test: project.tests === null ? "Look at it." : `\`${project.tests}\``,
  open_points: [project.team?.openPoints?.[area] ?? ""].filter(Boolean),
});

const mappings = ({ criteria }: FieldProject) =>
  criteria.flatMap(({ test }, at) =>
    test ? [{ criterion: at + 1, test: test[0], file: test[1] }] : [],
  );

/** The checkout of an owner that does not work in the project itself. */
const workdirOf = (brief: Brief): string =>
  /Work in (\S+?), a checkout of your own/.exec(brief.text)?.[1] ?? rootOf(brief);

/** By the file that the brief names. */
export function team(project: FieldProject): Role {
  const { tries = [] } = project;
  const tests = project.tests ?? project.team?.names ?? null;
  const testChange = project.team?.testChange ?? project.testChange;
  return (brief) => {
    const root = rootOf(brief);
    const path = fileOf(brief).slice("pipeline/".length);
    const seen = reads(root, brief.reads);
    const hands = (artifact: object): Step[] =>
      changes(root, fileOf(brief), () => asWritten(brief, artifact));
    const gate = (over: Record<string, unknown>): Step[] => hands(gateOf(brief, over));
    const base = workdirOf(brief);
    const inBase = (command: string): string =>
      base === root ? command : `cd ${base} && ${command}`;
    const tried = [...(tests === null ? [] : [project.startsIn?.tests ?? tests]), ...tries].map(
      (one) => runs(inBase(one)),
    );

    if (path === "gates/stage-01.json")
      return [
        ...reads(root, Object.keys(project.files).slice(0, 3)),
        ...gate({ brief: featureBrief(project) }),
      ];
    if (path === "design-draft.json") return [...seen, ...hands({ design: design(project) })];
    if (path === "design-review/pm.json") return [...seen, ...gate({})];
    if (path.startsWith("design-review/")) {
      const note = project.team?.notes?.[path.slice("design-review/dev-".length, -".json".length)];
      return [...seen, ...hands({ notes: note === undefined ? [] : [note] })];
    }
    if (path === "gates/stage-02.json") {
      const notes = Object.keys(project.team?.notes ?? {});
      const answers = notes.map((area) => ({
        note: `dev-${area} 1`,
        taken: true,
        text: "the design says so now",
      }));
      return [...seen, ...gate({ adrs: [], answers })];
    }
    if (path === "gates/stage-03.json") {
      const { answers } = answersOf(brief).artifact as { answers: unknown };
      return [...seen, ...gate({ answers, scope_changed: false })];
    }
    if (path.startsWith("gates/stage-04-")) {
      const area = itemOf(brief);
      const isFirst = brief.text.includes(`Build the area ${area}'s part`);
      const isOutdated =
        area === TESTS && brief.text.includes("Tests that passed before the build fail now");
      const files = isOutdated
        ? (project.team?.outdated ?? {})
        : isFirst
          ? filesOf(project, area)
          : {};
      const { blocker } = project.team ?? {};
      const declined =
        !isFirst && blocker?.area === area
          ? { declined: [{ blocker: blocker.text, reason: blocker.declined }] }
          : {};
      const moved = Object.fromEntries(
        Object.entries(project.moves ?? {}).filter(([, to]) => isFirst && Object.hasOwn(files, to)),
      );
      const placed = Object.fromEntries(
        Object.entries(files).map(([file, text]) => [`${base}/${file}`, text]),
      );
      return [
        ...seen,
        ...renames(moved, base === root ? undefined : inBase),
        ...changesAll(base, placed),
        ...tried,
        ...gate({ pull_request: pullRequest(area, project), ...declined }),
      ];
    }
    if (path === "gates/stage-05-security.json")
      return [
        ...seen,
        ...gate({ security_approved: true, veto: false, triggering_conditions: [] }),
      ];
    if (path.startsWith("code-review/")) {
      const { blocker } = project.team ?? {};
      const reviews = reviewedAreas(brief).map((area) =>
        blocker?.area === area && !brief.text.includes(blocker.declined)
          ? objection(area, blocker.text)
          : approval(area),
      );
      return [
        ...seen,
        ...reads(root, Object.keys(project.change)),
        ...hands({ reviews, ...outdated(brief.text, "1") }),
      ];
    }
    if (path === "gates/stage-07.json")
      return [
        ...seen,
        ...changesAll(root, testChange),
        ...tried,
        ...gate({ tests: mappings(project) }),
      ];
    if (path === "gates/stage-08.json")
      return [
        ...seen,
        ...gate({
          pm_signoff: true,
          deploy_requested: false,
          runbook_referenced: false,
          auto_from_stage_07: false,
        }),
      ];
    if (path.startsWith("retro/"))
      return [...seen, ...hands({ points: ["04: the tests that were there showed the way."] })];
    if (path === "gates/stage-09.json") return [...seen, ...gate({ lessons_promoted: [] })];
    throw new Error(`no role of the field writes ${path}`);
  };
}
