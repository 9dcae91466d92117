/** The words of a shell line, read as a person would who writes it plainly. */

/**
 * A command: its words without quotes, the files that its output goes to, and in how many subshells
 * it runs.
 */
interface Simple {
  words: string[];
  outputs: string[];
  depth: number;
}

const HEREDOC = /(?<!<)<<[-~]?[ \t]*(?:(["'])([^\n]+?)\1|\\?([\w.!-]+))/g;
/**
 * Characters that are read: what is longer is a program, and what that does is compared after it.
 */
const MAX_CHARS = 20_000;

/** A line without the texts that it feeds to its commands. */
function withoutDocuments(line: string): string {
  const kept: string[] = [];
  const ends: string[] = [];
  for (const one of line.split("\n")) {
    if (ends.length === 0) {
      kept.push(one);
      ends.push(...[...one.matchAll(HEREDOC)].map(([, , quoted, bare]) => (quoted ?? bare)!));
    } else if (one.trim() === ends[0]) ends.shift();
  }
  // Without its end it was none, such as a shift of bits.
  return ends.length > 0 ? line : kept.join("\n");
}

/**
 * A comment or a stream that goes where another one goes, a word in quotes, a command that stands
 * for its output, an operator, white space, or a run of other characters.
 */
const TOKEN =
  /((?<=^|[\s;&|(])#[^\n]*|\d?>&(?:\d+|-)(?=[\s;&|)]|$))|"((?:\$\((?:[^()]|\([^()]*\))*\)|\$(?!\()|[^"\\$]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])|(\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`)|(&?>>?[|&]?|&&|\|\||[;|&\n()]|(?<!\$)\{|\})|(\s+)|((?:\$\{\w+\}|\$(?!\()|[^\s"'\\;|&\n(){}>$`])+)/g;
const STANDS = /\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`/g;

/** The commands of a line, in order. A command inside `$(…)` comes before the command around it. */
export function commandsIn(line: string): Simple[] {
  const all: Simple[] = [{ words: [], outputs: [], depth: 0 }];
  let depth = 0;
  let word: string | null = null;
  let isOutput = false;
  const close = (): void => {
    if (word !== null) {
      const last = all.at(-1)!;
      if (isOutput) last.outputs.push(word);
      else last.words.push(word);
      isOutput = false;
    }
    word = null;
  };
  for (const [
    ,
    aside,
    double,
    single,
    escaped,
    substitution,
    operator,
    blank,
    plain,
  ] of withoutDocuments(line).slice(0, MAX_CHARS).matchAll(TOKEN)) {
    const part =
      double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? substitution ?? plain;
    for (const [text] of (substitution ?? double?.replace(/\\[\s\S]/g, "") ?? "").matchAll(
      STANDS,
    )) {
      const inner = commandsIn(text.slice(text.startsWith("$") ? 2 : 1, -1));
      all.splice(-1, 0, ...inner.map((one) => ({ ...one, depth: one.depth + depth + 1 })));
    }
    if (aside !== undefined) close();
    else if (escaped === "\n") continue;
    else if (part !== undefined) word = (word ?? "") + part;
    else if (blank !== undefined && !blank.includes("\n")) close();
    else if (operator?.includes(">")) {
      // A number before it names the stream.
      if (word !== null && /^\d$/.test(word)) word = null;
      close();
      isOutput = true;
    } else {
      close();
      isOutput = false;
      if (operator === "(") depth++;
      if (operator === ")") depth--;
      all.push({ words: [], outputs: [], depth });
    }
  }
  close();
  return all.filter(({ words, outputs }) => words.length + outputs.length > 0);
}

/** Words before a command's own name. */
const BEFORE =
  /^(?:\w+\+?=.*|sudo|env|time|nohup|builtin|command|exec|timeout|nice|ionice|stdbuf|setsid|xargs|coproc|then|do|else|elif|if|until|while|!|\d[\d.]*[smhd]?|-.*)$/s;
/** Options of such words that a value follows. */
const TAKES_VALUE = /^-[uCskdI]$/;

export const nameOf = (word: string): string => word.slice(word.lastIndexOf("/") + 1);

/** A command's own name, without folders, and the words after it; null: it has none. */
export function called({ words }: Simple): { name: string; args: string[] } | null {
  const first = words.findIndex(
    (word, at) => !BEFORE.test(word) && !TAKES_VALUE.test(words[at - 1] ?? ""),
  );
  return first < 0 ? null : { name: words[first]!, args: words.slice(first + 1) };
}
