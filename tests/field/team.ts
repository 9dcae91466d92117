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

const list = (lines: readonly string[]): string =>
  lines.length === 0 ? "None.\n" : lines.map((one) => `- ${one}\n`).join("");

const featureBrief = ({
  title,
  request,
  criteria,
  outOfScope,
}: FieldProject): string => `# Feature Brief: ${title}

## Problem Statement

${request}

## User Stories

1. As a user, I want this so that I need no detour.

## Acceptance Criteria

${criteria.map(({ text }, at) => `${at + 1}. ${text}`).join("\n")}

## Out of Scope

${list(outOfScope)}
## Open Questions

None at this time.
`;

function design(project: FieldProject, status: "DRAFT" | "APPROVED"): string {
  const { title, criteria } = project;
  const owned = Object.keys(areasOf(project)).flatMap((area) => {
    const files = Object.keys(filesOf(project, area));
    return files.length === 0 ? [] : [{ area, files }];
  });
  const rows = owned.map(({ area, files }) => {
    const numbers = criteria.flatMap(({ code }, at) => (files.includes(code[0]) ? [at + 1] : []));
    return `| The code of ${area} | ${area} | ${numbers.join(", ") || "-"} | ${files.map((one) => `\`${one}\``).join(", ")} |`;
  });
  return `# Design: ${title}

STATUS: ${status}

## Architecture

The smallest change, in the style of what is there.

## API Contracts

As the criteria say.

## Component Ownership

| Component | Area | Criteria | Paths |
|---|---|---|---|
${rows.join("\n")}

## Security

Nothing is secret here.
`;
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

const stamped = (brief: Brief, text: string): string =>
  `<!-- task: ${brief.task} nonce: ${brief.nonce} -->\n${text}`;

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
    const documents = (files: Files): Step[] => changesAll(root, files);
    const hands = (artifact: object): Step[] =>
      changes(root, fileOf(brief), () => asWritten(brief, artifact));
    const gate = (over: Record<string, unknown>): Step[] => hands(gateOf(brief, over));
    const writes = (text: string): Step[] => changes(root, fileOf(brief), stamped(brief, text));
    const base = workdirOf(brief);
    const inBase = (command: string): string =>
      base === root ? command : `cd ${base} && ${command}`;
    const tried = [...(tests === null ? [] : [project.startsIn?.tests ?? tests]), ...tries].map(
      (one) => runs(inBase(one)),
    );

    if (path === "gates/stage-01.json")
      return [
        ...reads(root, Object.keys(project.files).slice(0, 3)),
        ...documents({ "pipeline/brief.md": featureBrief(project) }),
        ...gate({ out_of_scope_items: project.outOfScope, required_sections_complete: true }),
      ];
    if (path === "design-spec.md") return [...seen, ...writes(design(project, "DRAFT"))];
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
      return [
        ...seen,
        ...documents({ "pipeline/design-spec.md": design(project, "APPROVED") }),
        ...gate({ adrs: [], answers }),
      ];
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
        ...renames(moved, inBase),
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
        ...hands({ reviews, ...outdated(brief.text) }),
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
