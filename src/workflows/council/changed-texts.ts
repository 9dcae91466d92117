import { readPlan } from "./plan-document.ts";

/** A section or task in which two plans differ: its text in each, null where it is not there. */
export interface PartText {
  part: string;
  before: string | null;
  after: string | null;
}

/** Text of each section and task of a plan, by its name, in the order of the plan. */
function textsOf(plan: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { key, lines } of readPlan(plan).parts) {
    const text = lines
      .map((line) => line.text.trimEnd())
      .join("\n")
      .trim();
    if (text !== "") texts.set(key, `${texts.has(key) ? `${texts.get(key)}\n` : ""}${text}`);
  }
  return texts;
}

/** The sections and tasks that differ, those of the newer plan first. */
export function changedTexts(before: string, after: string): PartText[] {
  const [was, is] = [textsOf(before), textsOf(after)];
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((part) => ({ part, before: was.get(part) ?? null, after: is.get(part) ?? null }))
    .filter((one) => one.before !== one.after);
}
