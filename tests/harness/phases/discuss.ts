// What honest agents of `discuss-phase` write for the greeter: two assumptions, or one open
// question.
import type { Brief } from "../team.ts";
import { nameOf } from "./plan.ts";

/**
 * What the person said, as the brief has it: each as `- <question> → <words>` or `- <kind>,
 * <option>: <words>`.
 */
function saidIn(brief: Brief): string[] {
  const from = brief.text.indexOf("## Decided by the person");
  const [section = ""] = from < 0 ? [] : brief.text.slice(from + 3).split(/^## /m);
  return [...section.matchAll(/^- (.*)$/gm)].map(([, line]) => line!);
}

const talked = {
  boundary: "Two sentences more, and nothing else.",
  discretion: ["names of variables"],
  code: ["src/greet.ts has the form of a function"],
  deferred: ["other languages"],
};

/** The assumptions of the phase; each correction becomes one of its own. `file`: one that is there. */
export const assumptionsOf = (brief: Brief, file = "src/greet.ts") => ({
  ...talked,
  criteria: brief.text.includes("has no success criteria") ? ["A word finds its note"] : [],
  assumptions: [
    {
      area: "Form",
      text: "Each function is a file of its own, as greet is",
      evidence: [{ file, shows: "one function per file" }],
      confidence: "high",
    },
    {
      area: "Names",
      text: "An empty name is taken as it is",
      evidence: [],
      confidence: "low",
    },
    ...saidIn(brief).map((line) => ({
      area: "Corrections",
      text: `It is so: ${line.split(": ").at(-1)}`,
      evidence: [],
      confidence: "high",
    })),
  ],
});

/** One open question. */
export const adviceOf = () => {
  return {
    ...talked,
    questions: [
      {
        area: "Names",
        question: "What becomes of an empty name?",
        why: "Every caller sees it.",
        variants: [
          {
            name: "Take it",
            means: "the sentence has a gap",
            pros: ["nothing to do"],
            cons: ["it looks odd"],
            score: 5,
          },
          {
            name: "An error",
            means: "the function throws",
            pros: ["callers notice"],
            cons: ["more code"],
            score: 8,
          },
          {
            name: "A friend",
            means: "it greets a friend",
            pros: ["reads well"],
            cons: ["hides a mistake"],
            score: 3,
          },
        ],
        reason: "A gap is never meant.",
      },
    ],
  };
};

/** Undefined: the brief is of another command. */
export function discussAnswer(brief: Brief): Record<string, unknown> | string | undefined {
  switch (nameOf(brief)) {
    case "discuss-assumptions.json":
      return assumptionsOf(brief);
    case "discuss-advice.json":
      return adviceOf();
    default:
      return undefined;
  }
}
