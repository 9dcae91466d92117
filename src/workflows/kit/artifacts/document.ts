import * as z from "zod/mini";
import type { Task } from "../../../engine/run.ts";
import { oneLine } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { stamp } from "../../contract/fields.ts";
import { nothing } from "../../review/check.ts";
import { described } from "./form.ts";
import { jsonKind } from "./json-kind.ts";

/**
 * Documents of agents: they hand in a text for each section as JSON, and code writes what people
 * and other agents read.
 */

/** A text, or a list of them, which says where it has none. */
type Section = string | readonly string[];

const itemText = (text: string): string => `- ${text.trim().replace(/\s*[\r\n]+\s*/g, "\n  ")}`;
const sectionText = (section: Section): string =>
  typeof section === "string" ? section.trim() : section.map(itemText).join("\n") || "None";

/** A document of sections. `head`: what stands before them. */
export const page = (head: string, sections: Record<string, Section>): string =>
  `${[head, ...Object.entries(sections).map(([title, section]) => `## ${title}\n\n${sectionText(section)}`)].join("\n\n")}\n`;

type Texts = Record<string, string>;

interface DocumentSpec {
  /** Texts for the head, each with what its writer puts there. */
  fields?: Texts;
  head?(texts: Texts): string;
  maxKb?: number;
}

const filled = () => z.string().check(z.trim(), z.minLength(1));

/** The lines of a form that nobody has filled in. */
const unfilled = (forms: Texts, texts: Texts): string[] =>
  Object.entries(forms).flatMap(([name, form]) => {
    const lines = (texts[name] ?? "").split("\n").map((line) => line.trim());
    const left = form.split("\n").find((line) => line.includes("<") && lines.includes(line));
    return left === undefined ? [] : [`${name}: found ${left}, expected text in its place`];
  });

/**
 * Such a document. `path`: where a task's is; `sections`: by title, each with what its writer puts
 * there.
 */
export function documentKind(
  path: string | ((task: Task) => string),
  sections: Texts,
  { fields = {}, head, maxKb = 48 }: DocumentSpec = {},
) {
  const forms = { ...fields, ...sections };
  const shape = Object.entries(forms).map(([name, form]) => [
    name,
    described(filled(), { form: () => JSON.stringify(form) }),
  ]);
  const schema = z.catchall(
    z.object({ ...stamp, ...Object.fromEntries(shape) }),
    filled(),
  ) as unknown as z.ZodMiniType<Texts>;
  const documentOf = (value: Texts): string => {
    const texts = Object.entries(value).flatMap(([name, text]) =>
      Object.hasOwn({ ...stamp, ...fields }, name) ? [] : [[oneLine(name), text]],
    );
    return page(head?.(value) ?? "", Object.fromEntries(texts)).trimStart();
  };
  const check = (value: Texts): Checked => {
    const size = Buffer.byteLength(documentOf(value));
    const tooLong = `the whole file: found ${size} bytes, expected at most ${maxKb * 1024}`;
    const problems = size > maxKb * 1024 ? [tooLong] : unfilled(forms, value);
    return { ...nothing, problems, outcome: "done" };
  };
  return {
    ...jsonKind(schema, check, () => [
      `Each section is a field with its text, which may be markdown; one without anything says \`None.\`. Others may follow, as fields of their own. At most ${maxKb} kB.`,
    ]),
    written: (value: Texts, _: unknown, task: Task) => [
      { path: typeof path === "string" ? path : path(task), text: documentOf(value) },
    ],
  };
}
