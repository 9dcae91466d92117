import { expect, test } from "bun:test";
import { checkData, type Given, gate, walkthrough } from "./given.ts";

export type Row = [name: string, over: object, context: Given, problem: RegExp];

/** One gate of the walkthrough with what may be changed in it. */
export interface Case {
  kind: string;
  file: string;
  context: Given;
}

export const refuses = ({ kind, file, context }: Case, rows: Row[]) =>
  test.each<Row>(rows)("is refused: %s", (_name, over, more, problem) => {
    expect(checkData(kind, gate(file, over), { ...context, ...more }).problems.join("\n")).toMatch(problem);
  });

export const W1 = { id: "W1", text: "Redis not confirmed" };
export const edited = (file: string, from: string | RegExp, to: string) => walkthrough(file).replace(from, to);
export const BLOCKED = { status: "FAIL", blockers: ["b"] };
export const REDIS = "Do we have Redis in the stack?";

export const STAGES: Record<string, Case> = {
  "stage-01": { kind: "stage-01", file: "gates/stage-01.json", context: { role: "pm", brief: null } },
  "stage-02": {
    kind: "stage-02",
    file: "gates/stage-02.json",
    context: {
      role: "principal",
      notes: ["backend", "frontend", "platform"].map((area) => ({ role: `dev-${area}`, notes: ["note"] })),
    },
  },
  "stage-03": { kind: "stage-03", file: "gates/stage-03.json", context: { role: "pm", openQuestions: [REDIS] } },
  "stage-04": {
    kind: "stage-04",
    file: "gates/stage-04-backend.json",
    context: {
      role: "dev-backend",
      item: "backend",
      changed: [
        "src/backend/routes/auth.js",
        "src/backend/services/tokenService.js",
        "src/backend/models/passwordResetToken.js",
      ],
    },
  },
  "stage-05-security": {
    kind: "stage-05-security",
    file: "gates/stage-05-security.json",
    context: { role: "security", warnings: [W1] },
  },
  "stage-07": {
    kind: "stage-07",
    file: "gates/stage-07.json",
    context: { role: "dev-qa", changed: ["src/tests/auth.test.js"] },
  },
  "stage-09": { kind: "stage-09", file: "gates/stage-09.json", context: { role: "principal" } },
};
