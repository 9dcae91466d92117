// A history: a finding, its fix, and what the same reviewer says later of the same file.
import texts from "./texts.yaml";

export interface Said {
  /** Part of a line; left out with `missing`. */
  quote?: string;
  /** Which of several such lines, from 1. */
  nth?: number;
  missing?: true;
  problem: string;
  fix: string;
}

export interface History {
  name: string;
  file: string;
  /** The file when the first finding was raised. */
  text: string;
  /** What its fix replaced, until the reviewer called it fixed. */
  fixed: [old: string, now: string][];
  /** What changed after that, until the second finding. */
  then?: [old: string, now: string][];
  earlier: Said;
  later: Said;
}

/**
 * The histories of a file that the rule was made with, and those that were written at the same time
 * and tried for the first time when the rule stood.
 */
export const historiesOf = (read: { seen: History[]; held: History[] }): [History[], History[]] => [
  read.seen.map(withText),
  read.held.map(withText),
];

/** In the files of histories a text of texts.yaml has its name. */
const withText = (history: History): History => ({
  ...history,
  text: texts[history.text] ?? history.text,
});

const changed = (text: string, edits: History["fixed"], name: string): string =>
  edits.reduce((now, [old, next]) => {
    if (!now.includes(old)) throw new Error(`${name}: "${old}" is not in the text`);
    return now.replace(old, () => next);
  }, text);

/** The finding with its line, as a review has it. */
function placed(
  { quote, nth = 1, missing, problem, fix }: Said,
  text: string,
  { file, name }: History,
) {
  if (quote === undefined)
    return { file, line: null, quote: null, missing: missing ?? false, problem, fix };
  const lines = text
    .split("\n")
    .flatMap((line, index) => (line.includes(quote.split("\n")[0]!) ? [index + 1] : []));
  const line = lines[nth - 1];
  if (line === undefined) throw new Error(`${name}: "${quote}" is not there ${nth} times`);
  return { file, line, quote, missing: missing ?? false, problem, fix };
}

/** A history as the rule takes it. */
export function told(history: History) {
  const after = changed(history.text, history.fixed, history.name);
  const now = changed(after, history.then ?? [], history.name);
  const earlier = {
    reported: placed(history.earlier, history.text, history),
    before: history.text,
  };
  return { earlier, later: placed(history.later, now, history), now };
}
