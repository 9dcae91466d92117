// Messages to receivers, for each occasion.

import { messageOf } from "../../src/run/notify/message.ts";
import { OCCASIONS, type Occasion } from "../../src/settings.ts";
import type { Notice } from "../../src/workflows/notice.ts";
import type { MadeRun } from "../cli/make-run.ts";
import type { Entry } from "./entry.ts";

const AT_WORK = {
  ...{ id: "T6", subject: "Implementation", phase: "implementation", agent: "implementer", round: 2, dispatch: 1 },
  ...{ outcome: null, seen: null },
};
const TOLD_OF: Partial<Record<Occasion, object>> = {
  silent: { ...AT_WORK, edge: "silent", seen: { at: "2026-11-22T10:00:00.000Z", tool: "Bash" } },
  phase: { ...AT_WORK, edge: "end", outcome: "complete" },
};

/** Messages to receivers, for each occasion. */
export function notices({ project, run }: MadeRun): Entry[] {
  return OCCASIONS.flatMap((on) =>
    ([null, "rate_limit"] as const).map((held): Entry => {
      const notice = {
        ...{ on, run: run.run, workflow: run.workflow, status: on === "end" ? "failed" : "running", held, round: null },
        questions: held === null ? [{ id: "Q1", kind: "story", about: "T1 Gather requirements" }] : [],
        task: TOLD_OF[on] ?? null,
        ...{ failed: ["T6 Implementation"], minutes: 12, tokens: 40_000, done: 3, total: 9, seq: 1 },
      } as unknown as Notice;
      const facts = {
        root: project.root,
        files: 2,
        snapshot: "refs/multi-ai/x",
        lines: [],
        cost: { usd: null, unknown: [] },
      };
      const { title, text } = messageOf(notice, facts);
      return {
        kind: "notice",
        of: `${on}${held === null ? "" : ", held"}`,
        where: "terminal",
        text: `${title}\n${text}`,
      };
    }),
  );
}
