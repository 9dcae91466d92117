// What honest agents write from `new-project` to the end of its milestone: a few sentences by name,
// a phase for each group.
import type { Brief, Work, Worker } from "../team.ts";
import { discussAnswer } from "./discuss.ts";
import { carriedOut, isCodeReview, reviewedCode, taskIn } from "./execute.ts";
import { DOCUMENT, draftFor, newProjectFor, ROADMAP } from "./new-project.ts";
import { planAnswer } from "./plan.ts";
import { verificationFor } from "./verify.ts";

/** A phase and the functions that it brings. */
export interface PhaseOfWhole {
  name: string;
  functions: string[];
}

export const THREE_PHASES: PhaseOfWhole[] = [
  { name: "Farewells", functions: ["goodbye", "thanks"] },
  { name: "Pardon", functions: ["sorry"] },
  { name: "Toasts", functions: ["cheers"] },
];

/** The document that the project is made from. */
export { DOCUMENT };

const said = (fn: string): string => `${fn[0]!.toUpperCase()}${fn.slice(1)}`;
const source = (fn: string): string =>
  `export function ${fn}(name: string): string {\n  return "${said(fn)}, ".concat(name);\n}\n`;
const test = (fn: string): string =>
  `import { expect, test } from "bun:test";\nimport { ${fn} } from "../src/${fn}.ts";\n\n` +
  `test("${fn} by name", () => {\n  expect(${fn}("Ada")).toBe("${said(fn)}, Ada");\n});\n`;

/** Files that bring a function. */
export const filesOf = (fn: string): Record<string, string> => ({
  [`src/${fn}.ts`]: source(fn),
  [`tests/${fn}.test.ts`]: test(fn),
});

const idOf = (at: number): string => `WORD-${String(at + 1).padStart(2, "0")}`;

const requirementsOf = (phases: PhaseOfWhole[]) =>
  phases
    .flatMap(({ functions }) => functions)
    .map((fn, at) => ({
      id: idOf(at),
      text: `${fn}(name) is a sentence for one person`,
      scope: "v1",
    }));

function roadmapOf(phases: PhaseOfWhole[]) {
  const all = phases.flatMap(({ functions }) => functions);
  return {
    ...ROADMAP,
    phases: phases.map(({ name, functions }, at) => ({
      ...ROADMAP.phases[0]!,
      name,
      goal: `${name} can be said`,
      criteria: [
        ...functions.map(
          (fn) => `${fn} says its sentence by name, as \`bun test tests/${fn}.test.ts\` shows`,
        ),
        "`bun test` exits with 0",
      ],
      requirements: functions.map((fn) => idOf(all.indexOf(fn))),
      depends_on: at === 0 ? [] : [at],
    })),
  };
}

/** Another answer in the place of the honest one; undefined: none. */
type Change = (brief: Brief) => Work | Work["artifact"] | undefined;

const isWork = (value: Work | Work["artifact"]): value is Work =>
  typeof value === "object" && "artifact" in value;

/** Everybody does good work; `change` may answer in place of the honest agent. */
export function honestPhases(
  phases: PhaseOfWhole[] = THREE_PHASES,
  change: Change = () => undefined,
): Worker {
  const honest = (brief: Brief): Work => {
    const changed = change(brief);
    if (changed !== undefined) return isWork(changed) ? changed : { artifact: changed };
    const { writes } = brief;
    if (writes.endsWith("/project.json"))
      return { artifact: { ...draftFor(brief), requirements: requirementsOf(phases) } };
    if (writes.endsWith("/roadmap.json")) return { artifact: roadmapOf(phases) };
    const known = newProjectFor(brief) ?? discussAnswer(brief) ?? planAnswer(brief);
    if (known) return { artifact: known };
    const fn = /Write (\w+)/.exec(taskIn(brief))?.[1];
    if (fn) return carriedOut(brief, filesOf(fn));
    if (isCodeReview(brief)) return { artifact: reviewedCode() };
    return { artifact: verificationFor(brief, { line: null }) };
  };
  // An agent is asked again after every tool call: what it means to write must not move under it.
  const settled = new Map<string, Work>();
  return (brief) => {
    const work = settled.get(brief.nonce) ?? honest(brief);
    settled.set(brief.nonce, work);
    return work;
  };
}
