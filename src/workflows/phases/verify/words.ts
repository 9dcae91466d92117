import type { Run } from "../../../engine/run.ts";
import { given } from "../../../text.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { hollowLines } from "../../execute/plan/plan-rules.ts";
import { askReasons } from "../../tests/may-run.ts";
import { stop } from "../../words/words.ts";
import { newLines } from "../state/approved.ts";
import { runsLabel, texts, WORDS } from "../words.ts";
import {
  humanAnswers,
  humanCount,
  humanItems,
  knownCommands,
  moreCommands,
  surveyOf,
  verificationOf,
  verifyCommands,
} from "./recorded.ts";

/** Words of the questions that a verification asks. */

const phase = ({ options }: Run): string => `Phase ${options.phase}`;

export const QUESTIONS: Record<string, QuestionWords> = {
  "verify-consent": {
    header: "Commands",
    title: ({ run }) =>
      `${phase(run)}: these commands check its criteria and plans. May the program run them?`,
    lines({ run }) {
      const [commands, known] = [verifyCommands(run), knownCommands(run)];
      const others = commands.filter((command) => !known.includes(command));
      const { more, file } = moreCommands(run);
      return {
        lines: [
          ...given(more > 0, `${more} more commands run with these: read them in the file below`),
          ...askReasons(run, others),
          ...newLines(commands, known),
          ...hollowLines(commands, false),
        ],
        file,
      };
    },
    commandLabel: runsLabel,
    options: {
      approve: { label: "Run them", description: "Each runs by itself, in the project" },
      stop,
    },
  },
  "verify-human": {
    header: "You judge",
    title: ({ run }) =>
      `${phase(run)}, ${humanAnswers(run).length + 1} of ${humanCount(run)} only you can judge: is it as expected?`,
    lines: (scene) => {
      const [answer, survey] = [verificationOf(scene), surveyOf(scene)];
      const items = answer === null || survey === null ? [] : humanItems(answer, survey);
      const item = items[humanAnswers(scene.run).length];
      if (item === undefined) return { lines: [], file: null };
      return {
        lines: [`Do: ${item.test}`, `Expected: ${item.expected}`, `Why you: ${item.why}`],
        file: null,
      };
    },
    options: {
      yes: { label: "Yes", description: "It is as expected" },
      revise: { label: "No", description: "Say what is wrong; it becomes a gap" },
      later: { label: "Later", description: "The phase waits for you; the rest continues" },
      done: { label: "Continue", description: "Everything is answered" },
      stop,
    },
  },
  "verify-open": {
    header: "Gaps",
    title: ({ run }) =>
      `${phase(run)} still has gaps that another round is unlikely to close. How should it continue?`,
    lines: (_scene, _question, task) => ({
      lines: [
        `Round ${task.facts.round}: ${task.facts.met} of ${task.facts.total} met`,
        ...texts(task.facts.gaps),
      ],
      file: task.writes,
    }),
    options: {
      another: { label: "Another round", description: "Plan the gaps again" },
      accept: { label: "Accept", description: "The phase counts as done with these gaps; say why" },
      leave: {
        label: "Leave it",
        description: "The run fails; the phase stays in error until it is fixed",
      },
      stop,
    },
  },
  "verify-moved": WORDS["phase-blocked"]!,
};
