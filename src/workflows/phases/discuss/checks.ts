import type { Run } from "../../../engine/run.ts";
import { accepted, acceptedFiles } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { cut, fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { ROADMAP } from "../paths.ts";
import { bullets, inline, newSections, paragraphs } from "../planning/edit.ts";
import { change } from "../planning/files.ts";
import { plainNumber } from "../planning/numbers.ts";
import { setCriteria } from "../planning/roadmap.ts";
import { replaced } from "../replace.ts";
import { Stopped } from "../stopped.ts";
import { adviceSchema, assumptionsSchema } from "./kinds.ts";
import {
  ADVICE,
  ASSUMPTIONS,
  type Assumption,
  answers,
  askedAs,
  assumes,
  byScore,
  corrections,
  discussRecord,
  fileNamed,
  lacksCriteria,
  type OpenChoice,
} from "./record.ts";

/** What `discuss-phase` leaves in `.planning`. */

/**
 * The person's own words, each once: what they asked for beside the phase, and what they corrected.
 */
function wordsOf(run: Run): string[] {
  const asked = run.request.text.replace(/^Phase [\d.]+:?\s*/, "");
  const texts = [asked, ...corrections(run)].map((one) => cut(fold(one), 1_000));
  return [...new Set(texts.filter((text) => text !== ""))];
}

/** What was talked over. @throws Stopped */
function talkOf(scene: Scene) {
  const { project, run } = scene;
  // What the objects hold is what was written: the schemas fill in what may be left out.
  const files = acceptedFiles(run);
  const [talked, advised] = [files.get(ASSUMPTIONS), files.get(ADVICE)];
  const assumptions =
    assumptionsSchema.safeParse(accepted(project, talked?.sha ?? null)).data ?? null;
  const advice = adviceSchema.safeParse(accepted(project, advised?.sha ?? null)).data ?? null;
  const record = discussRecord(scene);
  if (record === null || (assumptions === null && advice === null))
    throw new Stopped("what was talked over is gone from .task/objects: discuss the phase again");
  return {
    ...{ folder: record.folder, replaced: record.replaced, context: record.context },
    /** Not that of today: the same check again, after a break, writes the same text. */
    date: (talked?.task.ended_at ?? advised?.task.ended_at ?? run.updated_at).slice(0, 10),
    /** Nobody was asked. */
    assumed: assumes(run),
    /** The person's own words, each once. */
    words: wordsOf(run),
    /** What they answered, by question. */
    answers: answers(run),
    /** One of both was made. */
    ...{ assumptions, advice },
  };
}
type Talk = Omit<ReturnType<typeof talkOf>, "folder" | "replaced">;

/** It goes into the phase's CONTEXT.md. */
export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const talk = talkOf(scene);
  const path = `${talk.folder}/${talk.context.phase}-CONTEXT.md`;
  return replaced(project, task, {
    texts: new Map([[path, contextText(talk)]]),
    // Two contexts of one phase would say two things. An earlier version noted none.
    replaced: talk.replaced ?? [],
    more: lacksCriteria(scene)
      ? [change(ROADMAP, (text) => setCriteria(text, talk.context.phase, criteriaOf(talk)))]
      : [],
    overwrite: run.options.overwrite === "yes",
    facts: () => ({ path }),
  });
};

const criteriaOf = ({ assumptions, advice }: Talk): string[] =>
  (assumptions ?? advice)?.criteria ?? [];

/** The same as the phase's CONTEXT.md. Pure. */

const sentence = (text: string): string => fold(text).replace(/[.;,]$/, "");

function ofAssumption({ text, confidence, evidence }: Assumption, assumed: boolean): string {
  const files = [...new Set(evidence.map(({ file }) => `\`${fileNamed(file)}\``))];
  const rests = files.length === 0 ? "" : `; see ${files.join(", ")}`;
  const by = assumed
    ? `assumed with ${confidence} confidence, nobody was asked`
    : "confirmed by the person";
  return `${sentence(text)} (${by}${rests})`;
}

function ofChoice(choice: OpenChoice, { answers, assumed }: Talk): string {
  const words = answers.get(askedAs(choice));
  const chosen = words ?? byScore(choice)[0]!.name;
  // A dialog has a semicolon in the place of a comma.
  const means = choice.variants.find(
    ({ name }) => name.replaceAll(",", ";") === chosen.replaceAll(",", ";"),
  )?.means;
  const by =
    words === undefined && assumed
      ? `recommended, nobody was asked: ${sentence(choice.reason)}`
      : "chosen by the person";
  return `${fold(choice.question)} → ${sentence(chosen)}${means === undefined ? "" : `: ${sentence(means)}`} (${by})`;
}

/** Files with all that each is there for, each once. */
const byPath = (references: readonly { path: string; why: string }[]): string[] =>
  [...Map.groupBy(references, ({ path }) => path)].map(
    ([path, all]) =>
      `\`${path}\` — ${[...new Set(all.map(({ why }) => sentence(why)))].join("; ")}`,
  );

/**
 * Decisions by what they are about, in the order in which that comes up; numbered through: plans
 * name them.
 */
function decisionLines(talk: Talk): string[] {
  const { assumptions, advice } = talk;
  const decisions = [
    ...(assumptions?.assumptions ?? []).map((assumption) => ({
      area: assumption.area,
      text: ofAssumption(assumption, talk.assumed),
    })),
    ...(advice?.questions ?? []).map((question) => ({
      area: question.area,
      text: ofChoice(question, talk),
    })),
  ];
  let number = 0;
  const sections = [...Map.groupBy(decisions, ({ area }) => fold(area))].map(
    ([area, all]): [string, string[]] => [
      `### ${inline(area)}`,
      all.map(({ text }) => `- **D-${String(++number).padStart(2, "0")}:** ${inline(text)}`),
    ],
  );
  const discretion = bullets((assumptions ?? advice)?.discretion ?? []);
  return newSections(...sections, ["### Claude's Discretion", discretion]).slice(0, -1);
}

export function contextText(talk: Talk): string {
  const { context, assumptions, advice } = talk;
  const made = assumptions ?? advice;
  const evidence = (assumptions?.assumptions ?? []).flatMap((assumption) => assumption.evidence);
  const references = [
    ...context.files.map(({ path, about }) => ({ path, why: about })),
    ...evidence.map(({ file, shows }) => ({ path: fileNamed(file), why: shows })),
  ];
  return [
    `# Phase ${plainNumber(context.phase)}: ${inline(context.name)} - Context`,
    "",
    `**Gathered:** ${talk.date}`,
    "**Status:** Ready for planning",
    "",
    ...newSections(
      ["## Phase Boundary", [paragraphs(made?.boundary ?? context.goal)]],
      ["## Implementation Decisions", decisionLines(talk)],
      ["## Canonical References", bullets(byPath(references))],
      ["## Existing Code Insights", bullets(made?.code ?? [])],
      ["## Specific Ideas", bullets(talk.words)],
      ["## Deferred Ideas", bullets(made?.deferred ?? [])],
    ),
  ].join("\n");
}
