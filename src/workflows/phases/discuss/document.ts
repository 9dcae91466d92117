import { fold } from "../../../text.ts";
import type { PlanContext } from "../plan/model.ts";
import { fileNamed } from "../plan/prose.ts";
import { renderContext } from "../planning/context.ts";
import type { Advice, Assumption, Assumptions, OpenChoice } from "./record.ts";

/** What was talked over, as the phase's CONTEXT.md. Pure. */

interface Talk {
  context: PlanContext;
  /** `2026-01-31`. */
  date: string;
  /** Nobody was asked. */
  assumed: boolean;
  /** The person's own words, each once. */
  words: string[];
  /** What they answered, by question. */
  said: ReadonlyMap<string, string>;
  /** One of them was made. */
  assumptions: Assumptions | null;
  advice: Advice | null;
}

const sentence = (text: string): string => fold(text).replace(/[.;,]$/, "");

function ofAssumption({ text, confidence, corrected, evidence, otherwise }: Assumption, assumed: boolean): string {
  const files = [...new Set(evidence.map(({ file }) => fileNamed(file)))];
  const rests = files.length === 0 ? "" : `; see ${files.map((one) => `\`${one}\``).join(", ")}`;
  const by = corrected
    ? `as the person said: "${fold(corrected)}"`
    : assumed
      ? `assumed with ${confidence} confidence, nobody was asked`
      : "confirmed by the person";
  // Nobody has seen the other ways: whoever reads this can still take one.
  const other =
    assumed && !corrected
      ? otherwise.map(({ choice, means }) => `; otherwise: ${sentence(choice)}, so that ${sentence(means)}`).join("")
      : "";
  return `${sentence(text)} (${by}${other}${rests})`;
}

function ofChoice({ question, variants, recommended, reason, id }: OpenChoice, { said, assumed }: Talk): string {
  const words = said.get(id);
  const chosen = words ?? recommended;
  const means = variants.find(
    ({ name }) => fold(name.replaceAll(",", ";")) === fold(chosen.replaceAll(",", ";")),
  )?.means;
  const by =
    words === undefined && assumed ? `recommended, nobody was asked: ${sentence(reason)}` : "chosen by the person";
  return `${fold(question)} → ${sentence(chosen)}${means === undefined ? "" : `: ${sentence(means)}`} (${by})`;
}

/** Decisions by what they are about, in the order in which that comes up. */
const byArea = (items: readonly { area: string; text: string }[]): { area: string; texts: string[] }[] =>
  [...Map.groupBy(items, ({ area }) => fold(area))].map(([area, all]) => ({
    area,
    texts: all.map(({ text }) => text),
  }));

/** Each file once, with all that it is there for. */
const byPath = (references: readonly { path: string; why: string }[]): { path: string; why: string }[] =>
  [...Map.groupBy(references, ({ path }) => path)].map(([path, all]) => ({
    path,
    why: [...new Set(all.map(({ why }) => sentence(why)))].join("; "),
  }));

export function contextText(talk: Talk): string {
  const { context, assumptions, advice } = talk;
  const made = assumptions ?? advice;
  const evidence = (assumptions?.assumptions ?? []).flatMap((one) => one.evidence);
  return renderContext({
    phase: context.phase,
    name: context.name,
    date: talk.date,
    boundary: made?.boundary ?? context.goal,
    decisions: byArea([
      ...(assumptions?.assumptions ?? []).map((one) => ({ area: one.area, text: ofAssumption(one, talk.assumed) })),
      ...(advice?.questions ?? []).map((one) => ({ area: one.area, text: ofChoice(one, talk) })),
    ]),
    discretion: made?.discretion ?? [],
    specifics: talk.words,
    references: byPath([
      ...context.files.map(({ path, about }) => ({ path, why: about })),
      ...evidence.map(({ file, shows }) => ({ path: fileNamed(file), why: shows })),
    ]),
    code: made?.code ?? [],
    deferred: made?.deferred ?? [],
  });
}
