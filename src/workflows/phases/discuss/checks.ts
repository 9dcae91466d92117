import type { Run } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { cut, fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { ROADMAP } from "../paths.ts";
import { setCriteria } from "../planning/documents/roadmap.ts";
import { bullets, inline, newSections, paragraphs } from "../planning/edit.ts";
import { change } from "../planning/files.ts";
import { plainNumber } from "../planning/numbers.ts";
import { newest, recordAs } from "../recorded.ts";
import { replaced } from "../replace.ts";
import { onRecord } from "../stopped.ts";
import { assumptionsSchema } from "./kinds.ts";
import {
  ASSUMPTIONS,
  type Assumption,
  assumes,
  corrections,
  discussRecord,
  fileNamed,
  lacksCriteria,
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
  const { run } = scene;
  return {
    ...onRecord(discussRecord(scene)),
    /** Not that of today: the same check again, after a break, writes the same text. */
    date: (newest(run, ASSUMPTIONS)?.ended_at ?? run.updated_at).slice(0, 10),
    /** Nobody was asked. */
    assumed: assumes(run),
    /** The person's own words, each once. */
    words: wordsOf(run),
    made: onRecord(recordAs(assumptionsSchema, scene, ASSUMPTIONS)),
  };
}
type Talk = ReturnType<typeof talkOf>;

/** It goes into the phase's CONTEXT.md. */
export const publish: Check = async (scene, task) => {
  const talk = talkOf(scene);
  const path = `${talk.folder}/${talk.context.phase}-CONTEXT.md`;
  return replaced(scene, task, {
    texts: new Map([[path, contextText(talk)]]),
    // Two contexts of one phase would say two things.
    replaced: talk.replaced,
    more: lacksCriteria(scene)
      ? [change(ROADMAP, (text) => setCriteria(text, talk.context.phase, talk.made.criteria))]
      : [],
    facts: () => ({ path }),
  });
};

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
function decisionLines({ made, assumed }: Talk): string[] {
  let number = 0;
  const lineOf = (assumption: Assumption): string =>
    `- **D-${String(++number).padStart(2, "0")}:** ${inline(ofAssumption(assumption, assumed))}`;
  const sections = [...Map.groupBy(made.assumptions, ({ area }) => fold(area))].map(
    ([area, all]): [string, string[]] => [`### ${inline(area)}`, all.map(lineOf)],
  );
  return newSections(...sections, ["### Claude's Discretion", bullets(made.discretion)]).slice(
    0,
    -1,
  );
}

function contextText(talk: Talk): string {
  const { context, made } = talk;
  const evidence = made.assumptions.flatMap((assumption) => assumption.evidence);
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
      ["## Phase Boundary", [paragraphs(made.boundary)]],
      ["## Implementation Decisions", decisionLines(talk)],
      ["## Canonical References", bullets(byPath(references))],
      ["## Existing Code Insights", bullets(made.code)],
      ["## Specific Ideas", bullets(talk.words)],
      ["## Deferred Ideas", bullets(made.deferred)],
    ),
  ].join("\n");
}
