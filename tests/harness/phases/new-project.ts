// What honest agents of `new-project` write for their briefs: everything that they say stands in
// what they were given.
import type { Brief } from "../team.ts";

/** A document that says all that has to be known of a small project. */
export const DOCUMENT = `# Greeter

A program for the command line that greets people, for teams that welcome guests.

It greets by name and says goodbye by name.
It must run without a network.
It is written in TypeScript and runs on Bun.
It worked when a guest is greeted within a second.
The first version is due before the fair in May.
There will be no graphical interface.
`;

/** What a person who is asked knows of each field, and what stands in the document about it. */
const FIELDS = {
  scope: "greets by name and says goodbye by name",
  constraints: "must run without a network",
  stack: "written in TypeScript and runs on Bun",
  success_criteria: "a guest is greeted within a second",
  timeline: "The first version is due before the fair in May",
  non_goals: "There will be no graphical interface",
};
type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as Field[];

const questionOf = (field: Field): string => `What about the ${field.replaceAll("_", " ")}?`;

/** The answer of the person to a field's question, as a brief shows it. */
const answerTo = (text: string, field: Field): string | null => {
  const line = text.split("\n").find((one) => one.startsWith(`- ${questionOf(field)} → `));
  return line?.split(" → ")[1]?.trim() ?? null;
};

export const REQUIREMENTS = [
  { id: "GREET-01", text: "A guest is greeted by name", scope: "v1" },
  { id: "GREET-02", text: "A guest is wished goodbye by name", scope: "v1" },
  { id: "LANG-01", text: "Greetings come in several languages", scope: "later" },
];

/** What is known of each field and from where; of what is assumed the words are a guess. */
export type Known = Record<
  Field,
  { from: "request" | "document" | "code" | "assumed"; quote: string }
>;

/** `project.json` for a brief, without its stamp. */
export function draftFor(brief: Pick<Brief, "text">): Record<string, unknown> {
  const documented = brief.text.includes("## The document ");
  const known = NAMES.map((name) => {
    const isThere = documented && brief.text.includes(FIELDS[name]);
    return [name, { from: isThere ? "document" : "assumed", quote: FIELDS[name] }];
  });
  return {
    ...draftFrom(brief, Object.fromEntries(known)),
    name: "Greeter",
    summary: "A program that greets people by name.",
    core_value: "Each guest is greeted by name.",
    requirements: REQUIREMENTS,
    assumptions: documented ? [] : ["Guests have one name"],
  };
}

/**
 * The fields of `project.json` by what is known of them and what the person has answered, with a
 * question for what is assumed.
 */
export function draftFrom({ text }: Pick<Brief, "text">, known: Known) {
  const asks = !text.includes('"questions": []');
  const field = (name: Field) => {
    const said = answerTo(text, name);
    if (said !== null) return { points: [said], from: "person", quote: said };
    const { from, quote } = known[name];
    if (from === "assumed") return { points: [`As usual: ${quote}`], from, quote: "" };
    return { points: [quote === "" ? "What is there" : quote], from, quote };
  };
  const fields = Object.fromEntries(NAMES.map((name) => [name, field(name)]));
  const open = NAMES.filter((name) => fields[name]!.from === "assumed");
  return {
    ...fields,
    questions: asks
      ? open.map((name) => ({
          about: name,
          question: questionOf(name),
          options: [`As usual: ${name}`, "You decide"],
        }))
      : [],
  };
}

/** Two phases for the requirements above. */
export const ROADMAP = {
  phases: [
    {
      name: "Greeting",
      goal: "A guest is greeted by name",
      criteria: ["A guest who types their name sees a greeting with it", "`bun test` exits with 0"],
      requirements: ["GREET-01"],
      depends_on: [] as number[],
      risk: "low, nothing like it is there yet",
    },
    {
      name: "Goodbye",
      goal: "A guest is wished goodbye by name",
      criteria: [
        "A guest who leaves sees a goodbye with their name",
        "A guest without a name sees a plain goodbye",
      ],
      requirements: ["GREET-02"],
      depends_on: [1],
      risk: "low, it is as the greeting",
    },
  ],
};

/** Whether a brief asks for a document of sections, by the file that it writes. */
export const isProse = (writes: string): boolean =>
  /(?:^|phases\/)(?:project-(?:research-\w+|codebase|synthesis)|map-codebase|plan-(?:research|patterns))\.json$/.test(
    writes,
  );

/** A document by its form, with the same words in each of its sections. */
export function proseFor(
  { text }: Pick<Brief, "text">,
  words = "Seen in src/greet.ts: greet() takes a name and returns a text.",
): Record<string, string> {
  const names = [...text.slice(text.lastIndexOf('"nonce": ')).matchAll(/^ {2}"(.+?)": "/gm)];
  return Object.fromEntries(names.map(([, name]) => [name!, words]));
}

/** What an honest agent of `new-project` writes; null: the brief is none of that command's. */
export function newProjectFor(brief: Brief): Record<string, unknown> | null {
  const { writes } = brief;
  if (writes.endsWith("phases/project.json")) return draftFor(brief);
  if (writes.endsWith("phases/roadmap.json")) return ROADMAP;
  if (isProse(writes)) return proseFor(brief);
  return null;
}
