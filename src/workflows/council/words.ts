import { acceptedTasks } from "../../engine/run.ts";
import { given, someOf } from "../../text.ts";
import type { QuestionWords } from "../contract/contract.ts";
import type { PlannedFacts } from "../execute/plan/plan.ts";
import { hollowLines } from "../execute/plan/plan-rules.ts";
import { reachLines } from "../execute/plan/reach.ts";
import { problemLines } from "../kit/words.ts";
import { askReasons } from "../tests/may-run.ts";
import { labelled } from "../tests/test-questions.ts";
import { findingLine } from "../words/finding-words.ts";
import { again, noteFile, ownWords, stop, titled } from "../words/words.ts";
import { MASTER_PLAN } from "./paths.ts";
import { isBlocking, ledgerOf } from "./vote/ledger.ts";
import { planFacts, TAKE, type TakenFacts, takenIn } from "./vote/recorded.ts";
import { isBuiltUnasked, whyBlocked } from "./vote/tally.ts";
import { verdictLines, votesLine } from "./vote/verdict.ts";
import { planCommands } from "./workflow.ts";

/** Words of the questions that only the council asks. */

const giveUp = {
  label: "Give up",
  description: "The run ends as BLOCKED; what is done so far is kept",
};

export const WORDS: Record<string, QuestionWords> = {
  "refine-questions": ownWords("Prompt"),
  "blocked-task": {
    header: "Blocked",
    title: titled(": no agent in this role gave a valid result. The run is BLOCKED. What now?"),
    lines: (_scene, _question, task) => ({
      lines: [task.failure?.message, task.facts.error as string | undefined, task.note].flatMap(
        (text) => text?.split("\n").filter(Boolean) ?? [],
      ),
      file: noteFile(task),
    }),
    options: { again, give_up: giveUp, stop },
  },
  blocked: {
    header: "Blocked",
    title: ({ run }) => `The council is BLOCKED. ${whyBlocked(run)} What now?`,
    lines({ run }) {
      const open = ledgerOf(run).objections.filter(isBlocking);
      const points = open.map((one) => `${one.id} ${findingLine({ ...one, place: one.at })}`);
      return { lines: [votesLine(run), ...verdictLines(run), ...points], file: MASTER_PLAN };
    },
    options: {
      another_round: {
        label: "Another round",
        description: "The plan is rewritten and voted on again",
      },
      overrule: {
        label: "Overrule",
        description: "Continue against this vote; say why, the report shows it",
      },
      give_up: giveUp,
      stop,
    },
  },
  consent: {
    header: "Consent",
    title({ run }) {
      const what = takenIn(run)
        ? "Nobody votes on this plan again."
        : "The council approved the plan.";
      return `${what} ${planCommands(run).length === 0 ? "Build it?" : "Build it, and let the program run these commands?"}`;
    },
    lines({ run }) {
      const made = acceptedTasks(run).flatMap((task) => planFacts(task) ?? []);
      const {
        notes,
        tasks = [],
        ...plan
      }: Partial<PlannedFacts & TakenFacts> = takenIn(run) ?? made.at(-1) ?? {};
      const from = notes ?? [
        ...given(
          !isBuiltUnasked(run),
          "No majority that includes both veto holders: it is built only if you say so",
        ),
        ...[votesLine(run), ...verdictLines(run)],
      ];
      const why = askReasons(run, planCommands(run));
      const named = tasks.map(({ n, name, files }) => `Task ${n} ${name}: ${someOf(files, 5)}`);
      const hollow = hollowLines(planCommands(run), run.settings.execute?.isolation !== "checkout");
      return {
        lines: [...why, ...from, ...hollow, ...reachLines({ ...plan, tasks }), ...named],
        file: MASTER_PLAN,
      };
    },
    commandLabel: labelled("Runs"),
    options: {
      approve: { label: "Build it", description: "Tasks run, several in parallel" },
      init_git: { label: "Build it with git", description: "git init first: one commit per task" },
      revise: {
        label: "Ask for changes",
        description: "Say what; the plan is rewritten and voted on again",
      },
      anew: { label: "Redo all", description: "Every task runs again" },
      again: { ...again, description: "Read the plan again after you change it" },
      stop,
    },
  },
  [TAKE]: {
    header: "Plan",
    title: titled(": the plan cannot be carried out as it is. What now?"),
    lines: problemLines,
    options: { again: { ...again, description: "Read it again after you fix it" }, stop },
  },
};
