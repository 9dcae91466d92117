import { readPlan } from "./document.ts";

/** What one plan has that another has not. */
export interface Change {
  /** The sections and tasks that differ, those of the newer plan first. */
  texts: PartText[];
  /** Names of those that are the same, in the order of the plan; tasks with their title. */
  same: string[];
}

/** A section or task in which two plans differ: its text in each, null where it is not there. */
interface PartText {
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

export function changeOf(before: string, after: string): Change {
  const [was, is] = [textsOf(before), textsOf(after)];
  const names = [...new Set([...is.keys(), ...was.keys()])];
  const texts = names.map((part) => ({ part, before: was.get(part) ?? null, after: is.get(part) ?? null }));
  const titles = new Map(readPlan(after).tasks.map(({ n, name }) => [`Task ${n}`, `Task ${n}: ${name}`]));
  return {
    texts: texts.filter((one) => one.before !== one.after),
    same: texts.filter((one) => one.before === one.after).map(({ part }) => titles.get(part) ?? part),
  };
}
