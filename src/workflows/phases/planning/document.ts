import * as z from "zod/mini";
import { PLUGIN, startHere } from "../../../plugin.ts";
import { sha256 } from "../../../store/journal.ts";
import { fold, someOf } from "../../../text.ts";
import { pathText } from "../../contract/fields.ts";
import { PLANNING } from "../paths.ts";
import { CannotEdit, inline } from "./edit.ts";
import type { Tell } from "./files.ts";
import { frontMatterOf, linesOf, readHead, renderFrontMatter } from "./front-matter.ts";

interface DocumentKind<Fields extends object> {
  schema: z.ZodMiniType<Fields>;
  /** A field that every document of this kind has. */
  key: string;
  /** The text that people read. */
  body(fields: Fields): string;
  /** The fields, with what lines of a body that a person has changed say otherwise. */
  edited?(fields: Fields, lines: readonly string[]): Fields;
}

/**
 * A document of `.planning` whose front matter is what counts. Its body shows that to people, and is
 * written anew with each change; what stands below the body's last line is the person's.
 */
export const planningDocument = <Fields extends object, Input>(
  kind: DocumentKind<Fields> & { schema: z.ZodMiniType<Fields, Input> },
) => ({
  schema: kind.schema,
  /** Whether a text is such a document, in our form. */
  is: (source: string): boolean => isDocument(kind, source),
  /** The whole file. `below`: what else is kept in it. */
  text: (fields: Input, below?: string): string =>
    documentText(kind, kind.schema.parse(fields), below),
  read: (source: string, tell: Tell) => readDocument(kind, source, tell),
  /** @throws CannotEdit */
  edit: (source: string, edit: (fields: Fields) => Fields): string =>
    editDocument(kind, source, edit),
});
/** Whether a text is one of these documents. */
export interface Known {
  is(source: string): boolean;
}

/** An object of which unknown keys stay. */
export const loose = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.looseObject(shape) as unknown as z.ZodMiniObject<Shape, z.core.$strip>;

/** A text in one line. */
export const singleLine = z.pipe(z.string(), z.transform(fold));

/** A field that is left out where it has no value. */
export const optional = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.nullish(schema),
    z.transform((value) => value ?? undefined),
  );

/** The body's last line, with hashes of the front matter and the body as they were written. */
const END = /^<!-- multi-ai ([0-9a-f]{6}) ([0-9a-f]{6}): [^\n]*-->[ \t]*\r?(?:\n|$)/m;
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n(?:[\s\S]*?\n)?---[ \t]*\r?(?:\n|$)/;

/** Lines without blanks at their ends, which editors take away. */
const trimmedLines = (text: string): string[] => linesOf(text).map((line) => line.trimEnd());
/** Whether a line says something: the word for an empty list does not. */
const hasText = (line: string): boolean => !/^(?:None)?$/.test(line);
const textLines = (text: string): string[] => trimmedLines(text).filter(hasText);
const textOf = (text: string): string => trimmedLines(text).join("\n").trim();
const hashOf = (text: string): string => sha256(textOf(text)).slice(0, 6);

/** The body. A text in it that looks like its last line does not end it. */
const bodyOf = <Fields extends object>({ body }: DocumentKind<Fields>, fields: Fields): string =>
  body(fields).replace(/^<!--(?= multi-ai )/gm, "&lt;!--");

/** The text of a document. `below`: what a person has written under the body. */
function documentText<Fields extends object>(
  kind: DocumentKind<Fields>,
  fields: Fields,
  below = "",
): string {
  const front = renderFrontMatter(fields as Record<string, unknown>);
  const shown = bodyOf(kind, fields).trimEnd();
  const notice = "what stands below this line is yours; above it, change the fields at the top";
  return `${front}${shown}\n\n<!-- ${PLUGIN} ${hashOf(front)} ${hashOf(shown)}: ${notice} -->\n${below}`;
}

const OTHER_FORM = "the form of another tool or of an earlier version";
/** What is told of a project that is planned so. */
export const foreignPlanning = (): string =>
  `${PLANNING} has ${OTHER_FORM}; ${startHere("new-project")} reads it and plans what is left`;
/** The same of one document. */
export const FOREIGN_DOCUMENT = `it has ${OTHER_FORM}, expected fields at its top; move it away`;

/** Whether a text is a document of this kind. */
const isDocument = ({ key }: Pick<DocumentKind<object>, "key">, source: string): boolean =>
  END.test(source) || frontMatterOf(source)?.fields[key] !== undefined;

/**
 * The body, and what stands below it. Without the body's last line it is as long as the one that is
 * expected, if it begins as that does.
 */
function partsOf(text: string, expected: readonly string[]) {
  const end = END.exec(text);
  if (end !== null)
    return {
      body: text.slice(0, end.index),
      below: text.slice(end.index + end[0].length),
      hashes: { front: end[1]!, body: end[2]! },
    };
  const lines = text.split(/(?<=\n)/);
  const places = [...lines.keys()].filter((at) => hasText(lines[at]!.trimEnd()));
  const isOurs = lines[places[0]!]?.trimEnd() === expected[0];
  const to = isOurs ? (places[expected.length - 1] ?? lines.length - 1) + 1 : 0;
  return { body: lines.slice(0, to).join(""), below: lines.slice(to).join(""), hashes: null };
}

/** The fields, if each line of a changed body is as it was, or as these fields make it. */
function takenFrom<Fields extends object>(
  kind: DocumentKind<Fields>,
  fields: Fields,
  body: string,
): { fields: Fields } | { wrong: number; names: string } {
  const lines = trimmedLines(body).map((line) => line.replace(/^(\s*- \[)X(?=\])/, "$1x"));
  const edited = kind.edited?.(structuredClone(fields), lines) ?? fields;
  const before = textLines(bodyOf(kind, fields));
  const after = textLines(bodyOf(kind, edited));
  const places = [...lines.keys()].filter((at) => hasText(lines[at]!));
  const isAfter = (place: number, at: number): boolean =>
    lines[place] === after[at] ||
    // Who takes a tick back mostly leaves its date.
    (before[at] !== after[at] && lines[place]!.replace(COMPLETED, "") === after[at]);
  const found = places.findIndex((place, at) => lines[place] !== before[at] && !isAfter(place, at));
  const isWhole = places.length === after.length;
  if (isWhole && (places.every(isAfter) || (found < 0 && places.length === before.length)))
    return { fields: edited };
  const at = found < 0 ? Math.min(places.length, before.length) - 1 : found;
  const wrong = places[at] ?? 0;
  return { wrong, names: fieldsChanged(fields, before[at] ?? "", lines[wrong] ?? "") };
}
const COMPLETED = / \(completed \d{4}-\d\d-\d\d\)$/;

/** Lines that a person wrote where the program writes: they go below. */
function strayLines(body: string, shown: string): string[] {
  const known = new Set(linesOf(shown).map((line) => line.trim()));
  return linesOf(body).filter((line) => !known.has(line.trim()));
}

/** Comments of a front matter, which is written anew, in the form of the text below it. */
const commentsIn = (front: string): string[] =>
  linesOf(front).flatMap((line) => {
    const text = /^\s*#\s*(.*)$/.exec(line)?.[1];
    return text ? [`<!-- ${text.replaceAll("--", "- -")} -->`] : [];
  });

/** Each text in a value with its place, such as `phases[0].goal`. */
const textsIn = (value: unknown, path: PropertyKey[] = []): [place: string, text: string][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : [[pathText(path), inline(String(value))]];

/** Names of the fields that a line showed before a person changed it. */
function fieldsChanged(fields: object, before: string, now: string): string {
  const changed = textsIn(fields).filter(
    ([, text]) => text !== "" && before.includes(text) && !now.includes(text),
  );
  // A name that is part of another text may be there by chance.
  const names = changed.flatMap(([place, text]) =>
    changed.some(([, other]) => other !== text && other.includes(text)) ? [] : place,
  );
  return someOf(names, MOST_NAMES) || "the fields";
}
const MOST_NAMES = 3;

const withLinesBelow = (below: string, lines: readonly string[]): string =>
  lines.length === 0 ? below : `${below}\n${lines.join("\n")}\n`;

/**
 * What a document says. A box, status or title that a person has changed in the body counts where
 * that can be told; else it is told where to change it. `fields`: null where they cannot be read.
 * Pure.
 */
function readDocument<Fields extends object>(
  kind: DocumentKind<Fields>,
  source: string,
  tell: Tell,
) {
  const front = FRONT_MATTER.exec(source)?.[0] ?? "";
  const head = readHead(front, tell, `${kind.key}:`);
  const fields = head.fields(kind.schema);
  const shown = fields === null ? "" : bodyOf(kind, fields);
  const { body, below: own, hashes } = partsOf(source.slice(front.length), textLines(shown));
  const isFrontChanged = hashes === null || hashOf(front) !== hashes.front;
  const below = withLinesBelow(own, isFrontChanged ? commentsIn(front) : []);
  const untouched = { fields, below, isChanged: false, head };
  if (fields === null || hashOf(body) === hashes?.body) return untouched;
  // Fields that are as they were when the body was written, whatever else was changed beside them.
  const areAsWritten = hashes !== null && (!isFrontChanged || hashOf(shown) === hashes.body);
  const taken = areAsWritten ? takenFrom(kind, fields, body) : { wrong: 0, names: "the fields" };
  if ("fields" in taken) return { ...untouched, fields: taken.fields, isChanged: true };
  if (textOf(shown) === textOf(body) || (hashes === null && body === "")) return untouched;
  tell(
    head.bodyLine + taken.wrong,
    `a change of this text does not count: change ${taken.names} at the top of the file`,
    "",
  );
  const strays = strayLines(body, shown);
  return { ...untouched, below: withLinesBelow(below, strays), isChanged: true };
}

/**
 * A document with its fields changed, and what a person has added. One that stays the same is not
 * written anew. @throws CannotEdit
 */
function editDocument<Fields extends object>(
  kind: DocumentKind<Fields>,
  source: string,
  edit: (fields: Fields) => Fields,
): string {
  const problems: string[] = [];
  const { fields, below, isChanged } = readDocument(kind, source, (_, one, of) => {
    if (of === undefined) problems.push(one);
  });
  if (fields === null)
    throw new CannotEdit(isDocument(kind, source) ? problems.join("; ") : FOREIGN_DOCUMENT);
  const after = edit(structuredClone(fields));
  return Bun.deepEquals(after, fields) && !isChanged ? source : documentText(kind, after, below);
}
