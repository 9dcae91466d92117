/** The six seats of the council. Pure data. */

interface Seat {
  /** Also its role, its item in the panel, and what stands before the ids of its objections. */
  id: string;
  title: string;
  /** What it looks at, in words to whoever sits there. */
  focus: string;
  /** Its REJECT cannot be outvoted, only cleared by a new plan or overruled by the person. */
  veto?: true;
}

export const SEATS: readonly Seat[] = [
  {
    id: "claude-architecture",
    title: "Architecture & executor compatibility",
    focus:
      "Whether the parts fit together and into what is there: boundaries, data flow, order of the tasks, and whether an executor that sees one task alone can carry each out as it is written.",
    veto: true,
  },
  {
    id: "gpt4o-product",
    title: "Product & UX",
    focus:
      "Whether the plan builds what was asked for and nothing else: who uses it, what they see, messages and failures as a user meets them, and success criteria that show it.",
  },
  {
    id: "gemini-validation",
    title: "Research validation",
    focus:
      "Whether what the plan takes for granted is so: libraries, versions, interfaces and limits against the research and the project, and what is planned although it is done already.",
  },
  {
    id: "deepseek-code",
    title: "Code quality",
    focus:
      "Whether the code that comes of it can be kept: the simplest design that does it, names, errors, edge cases, and tests that can fail.",
  },
  {
    id: "grok-devil",
    title: "Devil's advocate",
    focus:
      "How the plan fails: the assumption that nobody has questioned, the cheaper way, the case in which it does harm, and what cannot be undone.",
  },
  {
    id: "mistral-security",
    title: "Security & privacy",
    focus:
      "What the plan opens to an attacker or gives away: input that nobody checks, secrets, rights, personal data, commands and packages that are run.",
    veto: true,
  },
];

/** Who reviews the code: its role, and its agent. */
export const REVIEWER = "code-reviewer";

export const SEAT_IDS: readonly string[] = SEATS.map((seat) => seat.id);
export const seatOf = (id: string | null): Seat | undefined => SEATS.find((seat) => seat.id === id);
