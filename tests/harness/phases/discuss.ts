// What an honest agent of `discuss-phase` writes for the greeter: two assumptions.
import type { Brief } from "../team.ts";
import { nameOf } from "./plan.ts";

/** What the person said, as the brief has it: each as `- <kind>, <option>: <words>`. */
function saidIn(brief: Brief): string[] {
  const from = brief.text.indexOf("## Decided by the person");
  const [section = ""] = from < 0 ? [] : brief.text.slice(from + 3).split(/^## /m);
  return [...section.matchAll(/^- (.*)$/gm)].map(([, line]) => line!);
}

/** The assumptions of the phase; each correction becomes one of its own. `file`: one that is there. */
export const assumptionsOf = (brief: Brief, file = "src/greet.ts") => ({
  boundary: "Two sentences more, and nothing else.",
  discretion: ["names of variables"],
  code: ["src/greet.ts has the form of a function"],
  deferred: ["other languages"],
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

/** Undefined: the brief is of another command. */
export function discussAnswer(brief: Brief): Record<string, unknown> | string | undefined {
  return nameOf(brief) === "discuss-assumptions.json" ? assumptionsOf(brief) : undefined;
}
