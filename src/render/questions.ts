import { linesOf, visible } from "../command-line.ts";
import { commandRange, numbered, plainYes } from "../engine/decisions/questions.ts";
import type { EventBody } from "../engine/events.ts";
import { openQuestion, type Question, type Run, taskOf } from "../engine/run.ts";
import { clip, cut, fit, oneLine } from "../text.ts";
import type { QuestionLines, Tick } from "../workflows/contract/contract.ts";
import { questionWords, workflowOf } from "../workflows/index.ts";
import { sidesOf } from "../workflows/words/words.ts";

/**
 * Lines of a dialog beside the commands that it shows; a longer one hides its options on a small
 * terminal.
 */
const MAX_LINES = 15;
/** Lines of a question that say what it is about. */
const MAX_FACT_LINES = MAX_LINES - 2;
const MAX_LINE_CHARS = 160;
/**
 * What is longer is printed into the session before the dialog: a small terminal has room for no
 * more.
 */
const MAX_DIALOG_LINES = 3;
/** Characters of an agent's question, which may take a few lines. */
const MAX_TITLE_CHARS = 800;

export const BACK = "back";
const AGAIN = [{ label: "Go back", description: "Choose again", key: BACK }];

/**
 * The first option of every dialog of the host, which Enter takes. What is typed while a dialog is
 * open is swallowed, so that words with Enter after them were an answer that nobody gave.
 */
export const NOT_YET = {
  label: "Not yet: let me read or ask",
  description: "Nothing is decided; the question stays open",
  key: "",
};
/** The host's dialog has room for four options, and one of them is that. */
const MAX_OPTIONS = 3;
/** Where several are ticked, Enter only ticks, and nothing has to stand before them. */
const MAX_TICKS = 4;

/** A text as one line of at most `max` characters. */
const clipLine = (text: string, max = MAX_LINE_CHARS): string =>
  cut(text.replaceAll(/\s+/g, " ").trim(), max);

/** A label without commas: in the host's answer several labels are joined by one. */
const label = (text: string): string => text.replaceAll(",", ";");

/**
 * The question as it is shown: what is decided, commands first and whole, then at most 13 lines,
 * the file to read, and the options. The engine has put no more commands into it than there is room
 * for.
 */
export const questionView = (...of: [Run, Question, QuestionLines]) => partsOf(...of).view;

/**
 * The same in a session: `read` is printed first, and `dialog` is the text of the question without
 * it; `short` is that text whatever there is to read. `document`: what is to be read beside its
 * lines.
 */
export function sessionQuestion(
  run: Run,
  question: Question,
  facts: QuestionLines,
  document: string | null,
) {
  const { view, head, file, rows } = partsOf(run, question, facts);
  const ticks = ticksOf(run, question, facts);
  // Numbers are ticked; of all else there is room for the last, which takes none of them.
  const plain = view.options.filter(({ key }) => ticks === null || key !== ticks.option);
  const rest = ticks === null ? plain : [plain.at(-1)!, ...plain.slice(0, -1)];
  const room = ticks === null ? MAX_OPTIONS : MAX_TICKS - ticks.all.length;
  const others = rest.slice(room).map((option) => option.label);
  const typed = others.length > 0 ? [`Or type: ${others.join(", ")}`] : [];
  const short = [
    named(question, [...head, `Read it above${file ? `, or in ${file}` : ""}.`]),
    ...typed,
  ].join("\n");
  const whole = [view.question, ...typed].join("\n");
  const isLong = document !== null || rows > MAX_DIALOG_LINES;
  const read = isLong ? [...(document === null ? [] : [document]), ...facts.lines] : [];
  return {
    ...view,
    short,
    question: whole,
    dialog: isLong ? short : whole,
    read,
    ticks,
    offered: [...(ticks?.all ?? [NOT_YET]), ...rest.slice(0, room)].map(
      ({ label, description }) => ({ label, description }),
    ),
  };
}

/** What is ticked one by one, and the option that takes it; null: there is no room, or nothing. */
function ticksOf(run: Run, question: Question, { ticks = [] }: QuestionLines) {
  const option = numbered(workflowOf(run.workflow), run, question);
  if (option === undefined || question.wants_reason !== null) return null;
  const all = ticks.map((one): Tick => ({ ...one, label: label(one.label) }));
  return all.length === 0 || all.length > MAX_TICKS ? null : { option, all };
}

const named = ({ id }: Question, [first, ...more]: string[]): string =>
  [`${id} · ${first}`, ...more].join("\n");

/** A question's text by what it is, for whoever has more than lines to show it in. */
interface QuestionParts {
  title: string;
  /** To the letter. */
  commands: string[];
  lines: string[];
  price: string[];
  /** Has all of it. */
  file: string | null;
}

/**
 * A question as it is shown; what stands first in it, the file that has all of it, and how many
 * rows the rest takes.
 */
function partsOf(run: Run, question: Question, facts: QuestionLines) {
  const workflow = workflowOf(run.workflow);
  const words = questionWords(run.workflow, question.kind);
  const shown = (
    header: string,
    text: string[],
    options: typeof AGAIN,
    more: Partial<QuestionParts> = {},
  ) => ({
    id: question.id,
    header,
    question: named(question, text),
    multiple: false as const,
    options,
    parts: { title: text[0]!, commands: [], lines: [], price: [], file: null, ...more },
  });
  if (question.wants_reason !== null) {
    const option = optionLabel(run, question, question.wants_reason);
    const [what, how] =
      question.wants_reason === "name"
        ? ["the command", ", one per line"]
        : ["the reason or the change", ""];
    const text = [`${option}: type ${what} as your own answer${how}.`];
    return { view: shown(words.header, text, AGAIN), head: text, file: null, rows: 0 };
  }
  const sides = sidesOf(workflow, run, question);
  const room = MAX_FACT_LINES;
  // A long reason is cut only where there is no room for all of it.
  const taken = facts.lines.reduce(
    (sum, { length }) => sum + Math.ceil(length / MAX_LINE_CHARS),
    0,
  );
  const most = taken > room && !facts.whole ? MAX_LINE_CHARS : Number.POSITIVE_INFINITY;
  const lines = clip(facts.lines, room, (line) => clipLine(line, most));
  const part = commandRange(workflow, run, question);
  const which =
    part === null ? "" : ` These are commands ${part.from} to ${part.to} of ${part.of}.`;
  const title = `${words.title({ workflow, run }, question)}${which}`;
  const heading = clipLine(title, MAX_TITLE_CHARS);
  // Of a question that is cut here the artifact has the rest.
  const isCut = heading !== clipLine(title, Number.POSITIVE_INFINITY);
  const file = facts.file ?? (isCut ? taskOf(run, question.task)?.writes : null);
  const commands = (question.commands ?? []).map(
    (command) => `${words.commandLabel?.(command) ?? ""}${visible(command)}`,
  );
  const head = [heading, ...commands];
  const text = [...head, ...lines, ...(file ? [`All of it: ${file}`] : [])];
  const header =
    sides !== null ? "Two sides" : question.why.length > 0 ? "No progress" : words.header;
  const price = facts.price ?? [];
  const own = lines.filter((line) => !price.includes(line));
  const parts = { commands, lines: own, price, file: file ?? null };
  return { view: shown(header, text, optionsOf(run, question), parts), head, file, rows: taken };
}

/** Its options, also while it waits for words to one of them. */
function optionsOf(run: Run, question: Question): typeof AGAIN {
  if (question.labels.length > 0)
    return question.labels.map((text) => ({ label: label(text), description: "", key: "answer" }));
  const words = questionWords(run.workflow, question.kind);
  const sides = sidesOf(workflowOf(run.workflow), run, question);
  return question.options.map((key) => ({
    ...(words.options[key] ?? { label: key, description: "" }),
    ...(sides !== null && Object.hasOwn(sides, key) ? { description: sides[key]! } : {}),
    key,
  }));
}

/** One question as the host's dialog, the terminal and `next --json` show it. */
export type QuestionView = ReturnType<typeof questionView>;

interface Answer {
  option: string | null;
  text: string | null;
}

/**
 * What an answer from the dialog means: a label is that option; anything else is free text, which
 * is never an approval.
 */
export function dialogAnswer(
  shown: QuestionView & { ticks?: ReturnType<typeof ticksOf> },
  question: Question,
  given: string,
): Answer | "leave_open" {
  if (given === NOT_YET.label) return "leave_open";
  const { ticks = null } = shown;
  // The host joins what is ticked.
  const parts = given.split(", ");
  const ticked = ticks?.all.filter((one) => parts.includes(one.label)) ?? [];
  if (ticks !== null && ticked.length > 0) {
    const labels = ticked.map((one) => one.label);
    const words = parts.filter((part) => !labels.includes(part));
    // Both some of them and none says nothing.
    if (words.some((one) => shown.options.some((option) => option.label === one)))
      return "leave_open";
    return {
      option: ticks.option,
      text: [...ticked.map(({ number }) => number), ...words].join(" "),
    };
  }
  const picked = shown.options.find((option) => option.label === given);
  if (!picked) return { option: null, text: given };
  return { option: picked.key, text: question.labels.length > 0 ? picked.label : null };
}

/** A letter, or one with words after it. */
const LETTERED = /^([A-Ea-e])(?:(?:\s+[-–—]|\s*:)\s+(\S[\s\S]*))?$/;

/**
 * What a typed prompt means as an answer: exactly an option's label or letter, or the letter, a
 * dash or colon, and a reason. Null: it is no answer.
 */
export function typedAnswer(
  { options }: Pick<QuestionView, "options">,
  question: Question,
  prompt: string,
): Answer | null {
  const typed = prompt.trim();
  const byLabel = options.find(
    (option) => option.label.toLowerCase() === label(typed).toLowerCase(),
  );
  const match = LETTERED.exec(typed);
  // Labels of the question's own may be letters: the one that was read stands before its place in
  // the list.
  const [, letter] = match ?? [];
  const byLetter =
    letter === undefined
      ? undefined
      : (options.find((option) => option.label.toLowerCase() === letter.toLowerCase()) ??
        options[letter.toUpperCase().charCodeAt(0) - 65]);
  const picked = byLabel ?? byLetter;
  if (!picked) return null;
  const reason = byLabel ? null : (match?.[2]?.trim() ?? null);
  // Who asks something has not decided yet.
  if (reason !== null && /[?？]\s*$/.test(reason)) return null;
  if (question.labels.length > 0)
    return {
      option: "answer",
      text: reason === null ? picked.label : `${picked.label}: ${reason}`,
    };
  return { option: picked.key, text: reason };
}

/** Numbers alone, for a question that has an option for those. */
function onlyNumbers(run: Run, question: Question, prompt: string): Answer | null {
  const text = prompt.trim();
  const option = /^\d[\d\s,]*$/.test(text) && numbered(workflowOf(run.workflow), run, question);
  return option ? { option, text } : null;
}

/** What people write before the option that lets the run go on. */
const YES = /^(?:yes|ok|okay)\b[\s,.:;!–—-]*/i;

/**
 * The same of the options that are shown, and of the others while words to one of them are asked
 * for; also with a yes before a plain yes ("yes, approve"). Words beside one ("A: only if the
 * tests stay") are what they may be, a condition: the question's option for words of their own, or,
 * where it has none, no answer.
 */
export function meantAnswer(
  run: Run,
  view: QuestionView,
  question: Question,
  prompt: string,
): Answer | null {
  const read = (words: string): Answer | null =>
    typedAnswer(view, question, words) ??
    typedAnswer({ options: optionsOf(run, question) }, question, words);
  const said = read(prompt) ?? onlyNumbers(run, question, prompt);
  const answer = said ?? read(prompt.trim().replace(YES, ""));
  if (answer === null || question.labels.length > 0) return said;
  const plain =
    answer.option !== null
      ? plainYes(workflowOf(run.workflow), run, question, answer.option)
      : null;
  if (plain === null) return said;
  if (answer.text === null) return answer;
  return plain.other ? { option: null, text: answer.text } : null;
}

/** What an answer in the person's own words was taken for. */
const TAKEN: Record<string, string> = {
  correct: "a correction",
  revise: "a change that you ask for",
  name: "the command to run",
  answer: "your answer",
};

/** An option as the person has read it. */
export const optionLabel = (
  run: Pick<Run, "workflow">,
  { kind }: Pick<Question, "kind">,
  option: string,
): string =>
  (questionWords(run.workflow, kind).options[option] ?? AGAIN.find(({ key }) => key === option))
    ?.label ?? option;

/** An answer as the person would say it. */
export function saidAs(
  run: Run,
  open: Question,
  option: string | null,
  text: string | null,
): string {
  // Labels of the question's own are the answer itself: each has the same key.
  const isOwn = open.labels.length > 0 && text !== null;
  const label = option === null ? "your own words" : optionLabel(run, open, option);
  return [...(isOwn ? [] : [label]), text]
    .flatMap((one) => (one === null ? [] : [oneLine(one)]))
    .join(": ");
}

/** That an answer counts, with what was said in it. */
export const recordedText = (id: string, answer: string): string =>
  `Recorded: ${id} is answered with ${fit(answer, 200).replace(/\.$/, "")}.`;

/**
 * Answers in the person's own words, repeated to them as what they were taken for. `run`: before
 * them.
 */
export function echoedAnswers(run: Run, events: readonly Pick<EventBody, "type">[]): string[] {
  return (events as readonly EventBody[]).flatMap((event) => {
    if (event.type !== "answered" || event.text === null) return [];
    const open = openQuestion(run, event.question);
    // A label of the question's own is no more than what was picked.
    if (open?.labels.some((text) => label(text) === event.text)) return [];
    const what =
      TAKEN[event.option] ??
      `the reason for ${open ? optionLabel(run, open, event.option) : event.option}`;
    const text = linesOf(event.text).map(visible).join(" ⏎ ");
    return [
      `${event.question}: taken as ${what}: ${event.option === "name" ? text : cut(text, MAX_TITLE_CHARS)}`,
    ];
  });
}

/**
 * What is typed to answer a question; `words`: they are what it waits for, and no option. `count`:
 * of options, `decide`: the command.
 */
export const answerLine = (
  question: string,
  words: boolean,
  count: number,
  decide: string,
): string =>
  words
    ? `${decide} --question ${question} --reason "…"`
    : `${decide} <${["A", "B", "…"].slice(0, count).join(", ")}> --question ${question}`;

/** Whether an option was chosen already that wants words, which are what it waits for. */
export const wantsWords = ({ options }: QuestionView): boolean => options[0]?.key === BACK;

/** What is typed in a session to answer it. */
export const howTyped = (view: QuestionView, options = "an option's letter or label"): string =>
  wantsWords(view)
    ? `Type what it asks for, or ${options}.`
    : `Type ${options}, or anything else to discuss it first.`;

/** That a question is open after what a person said; `why`: it was no answer. */
export function stillOpenText(view: QuestionView, why = ""): string {
  const letters = view.options.map(({ label }, at) => `${String.fromCharCode(65 + at)} ${label}`);
  return `${view.id} is still open${why}. ${howTyped(view, letters.join(", "))}`;
}
export const NO_ANSWER = ": your answer matches none of its options";

/**
 * The question for a place without a dialog: text, options with letters, and how to answer;
 * `decide`: the command to type, null where none is taken.
 */
export function questionText(view: QuestionView, decide: string | null): string {
  const options = view.options.map(
    (option, index) =>
      `  ${String.fromCharCode(65 + index)}  ${option.label}${option.description ? ` — ${option.description}` : ""}`,
  );
  const lines = [view.question, ...options];
  if (decide === null) return lines.join("\n");
  const how = wantsWords(view)
    ? `${answerLine(view.id, true, options.length, decide)}, or to choose again: ${decide} A --question ${view.id}`
    : `${answerLine(view.id, false, options.length, decide)} [--reason "…"]`;
  return [...lines, "", `Answer: ${how}`].join("\n");
}
