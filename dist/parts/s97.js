// @bun
import {
  accepted,
  latest
} from "./s121.js";
import {
  someOf,
  oneLine2,
  plural
} from "./s28.js";
import {
  titled,
  again2,
  stop4,
  ownWords,
  noteFile,
  escalation,
  QUESTIONS
} from "./s188.js";
import {
  another,
  TEST_QUESTIONS
} from "./s179.js";
import {
  declinedSince2
} from "./s260.js";
import {
  isBad,
  verdictOf2,
  newestOf,
  openWarnings,
  openQuestions,
  barsBy,
  lacksTests,
  otherTests3,
  team,
  countOf
} from "./s150.js";
import {
  partText,
  changedParts,
  areasWithWork
} from "./s259.js";
import {
  teamFacts,
  changesAsked
} from "./s49.js";
import {
  trackOf,
  hasStage,
  hasDesign,
  whyLighter
} from "./s50.js";
import {
  gateOf
} from "./s100.js";
import {
  taskOf
} from "./s5.js";

// src/workflows/team/words/checkpoint.ts
var MAX_SHOWN = 3;
var joined = (names) => names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
var DONE = {
  a: (run, outOfScope) => {
    const count = countOf(run, "criteria");
    const others = otherTests3(run);
    const criteria = count === undefined ? "" : ` with ${plural(count, "acceptance criterion", "acceptance criteria")}`;
    return [
      `The PM has written a brief${criteria}.`,
      ...outOfScope.length > 0 ? [`Out of scope: ${outOfScope.map(oneLine2).join("; ")}.`] : [],
      ...lacksTests(run) ? ["No test command was found: name one here (Another command), or the program runs no tests."] : [],
      ...others.length > 0 ? [`Other tests, for Another command: ${someOf(others, 4)}.`] : []
    ];
  },
  b: (run) => {
    const adrs = countOf(run, "adrs");
    const areas = areasWithWork(run);
    const whose = areas.length > 0 ? ` for ${joined(areas)}` : "";
    const decided = adrs === undefined ? "" : ` with ${plural(adrs, "ADR")}`;
    return [`The Principal has approved a design${whose}${decided}.`, scopeLine(run)];
  },
  c: (run) => {
    const total = countOf(run, "tests_total");
    const criteria = countOf(run, "criteria");
    const last = newestOf(run, "qa-tests");
    const met = teamFacts(last).flags?.all_criteria_met === true;
    const mended = run.tasks.filter((task) => task.kind === "fix" && task.gate === "qa-tests" && !task.void);
    const fixed = mended.filter((task) => task.status === "done").length;
    const verified = criteria === undefined ? "" : ` ${met ? "All" : "Not all"} ${criteria} acceptance criteria verified.`;
    return [
      total === undefined ? `${last === undefined || last.outcome === null ? "No test was run by the program" : "The tests were run, and are not known by name"}.${verified}` : `${countOf(run, "tests_passed") ?? 0}/${total} tests pass.${verified}`,
      ...fixed > 0 ? [`${plural(fixed, "fix was", "fixes were")} needed before this checkpoint.`] : [],
      ...changedParts(run).length > 0 ? [`Changed: ${joined(changedParts(run).map(partText))}.`] : []
    ];
  }
};
function scopeLine(run) {
  const scope = newestOf(run, "scope");
  if (scope?.waiver)
    return `You accepted its scope although pm asks for changes: ${oneLine2(scope.waiver.reason)}`;
  const word = scope ? verdictOf2(scope) : null;
  return word !== null && !isBad(word) ? "The PM has confirmed its scope." : "The PM has not confirmed its scope.";
}
var READ = {
  a: (run) => `Read pipeline/brief.md if you would like to adjust anything before ${hasDesign(trackOf(run)) ? "design" : "build"} starts.`,
  b: () => "Read pipeline/design-spec.md and pipeline/adr/ before build starts.",
  c: (run) => `Read pipeline/test-report.md ${hasStage(trackOf(run), "01") ? "against pipeline/brief.md " : ""}to verify coverage. ${behindC(run)}`
};
function behindC({ settings, options }) {
  const { deploy: asked = "" } = options;
  if (!hasStage(trackOf({ options }), "08"))
    return "Then the run ends, without a sign-off.";
  if (asked === "")
    return "Then: sign-off; proceed deploys nothing.";
  return `Then: sign-off and, as started, deployment to ${asked === "asked" ? settings.deploy?.environment ?? "" : asked}.`;
}
function some(what, items, show, most) {
  if (items.length < 2)
    return items.map((item) => `1 ${what}: ${show(item)}`);
  const whole = items.length <= most;
  const shown = items.slice(0, whole ? most : most - 1).map((item) => `- ${show(item)}`);
  return [`${items.length} ${what}s:`, ...shown, ...whole ? [] : [`- and ${items.length - shown.length} more`]];
}
function checkpointLines(run, which, outOfScope) {
  const gate = gateOf(team, run, `checkpoint-${which}`);
  const rule = gate.gate === "checkpoint" ? gate.ask.options.proceed?.unless : undefined;
  const bars = rule === undefined ? [] : barsBy(rule, run);
  const why = whyLighter(run);
  const most = why === null ? MAX_SHOWN : MAX_SHOWN - 1;
  const more = bars.length > 2 ? ` and ${bars.length - 2} more` : "";
  return [
    ...DONE[which](run, outOfScope),
    ...why === null ? [] : [oneLine2(why)],
    ...some("warning", openWarnings(run), (one) => `${one.id} ${oneLine2(one.text)}`, most),
    ...some("open question", openQuestions(run), (one) => oneLine2(one.text), most),
    READ[which](run),
    ...bars.length > 0 ? [`Not possible now: proceed, because of ${bars.slice(0, 2).map(oneLine2).join("; ")}${more}.`] : []
  ];
}

// src/workflows/team/words/questions.ts
var proceed = (description) => ({ label: "Proceed", description });
var without = { label: "Without deploying", description: "Go on without; say why, the status shows it" };
var anotherTest = { ...another, description: "Tests; or with lint:, types: before it. You are asked again" };
var revise = (description) => ({ label: "Ask for changes", description });
var seatText = (run, { task }) => {
  const found = task === null ? undefined : taskOf(run, task);
  const areas = changesAsked(found).map((one) => one.area);
  return `${found?.item ?? "A reviewer"} asks for changes of ${areas.join(", ") || "another area"}`;
};
var declinedLines = (run, task) => declinedSince2(run, task).map(({ by, text, reason }) => `${by} declined "${text}": ${reason}`);
var reasonLines = ({ run }, _question, task) => {
  const { blockers = [] } = teamFacts(task);
  if (blockers.length > 0 || task.note === "")
    return { lines: [...blockers, ...declinedLines(run, task)], file: task.writes };
  return { lines: [...task.note.split(`
`).filter(Boolean), ...declinedLines(run, task)], file: noteFile(task) };
};
var seatLines = ({ run }, _question, task) => ({
  lines: [
    ...changesAsked(task).flatMap(({ area, escalation: escalation2, blockers }) => [
      ...escalation2 ? [`Reason (${area}): ${escalation2.reason}`, `To decide (${area}): ${escalation2.decision}`] : [],
      ...blockers.map((blocker) => `${area}: ${blocker}`)
    ]),
    ...declinedLines(run, task)
  ],
  file: task.writes
});
var atCheckpoint = (which, title, options) => ({
  header: `Checkpoint ${which.toUpperCase()}`,
  title: () => `Checkpoint ${which.toUpperCase()} \u2014 ${title}. Go on?`,
  lines: ({ project, run }) => {
    const brief = accepted(project, latest(run, "stage-01"));
    return { lines: checkpointLines(run, which, brief?.out_of_scope_items ?? []), file: null };
  },
  options
});
var TEAM_WORDS = {
  "checkpoint-a": atCheckpoint("a", "Requirements complete", {
    proceed: proceed("Go on with this brief"),
    revise: revise("Say what; pm writes the brief again"),
    stop: stop4,
    name: anotherTest
  }),
  "checkpoint-b": atCheckpoint("b", "Design complete", {
    proceed: proceed("Open questions are answered; then the build starts"),
    revise: revise("Say what; principal designs again"),
    stop: stop4,
    name: anotherTest
  }),
  "checkpoint-c": atCheckpoint("c", "Tests complete", {
    proceed: proceed("Go on with what is tested"),
    deploy: { label: "Proceed and deploy", description: "Then deploy as the settings say" },
    revise: revise("Say what; the tests are written and run again"),
    stop: stop4,
    name: { ...another, description: "To deploy by; you are asked again with it" }
  }),
  "brief-questions": {
    ...ownWords("Brief"),
    lines: (_scene, _question, task) => ({ lines: [], file: task.documents[0] ?? null })
  },
  "gate-failed": {
    header: "Not passed",
    title: titled(": by its own result this does not pass. What now?"),
    lines: reasonLines,
    options: {
      again: { label: "Again", description: "Say what to do differently; it is done once more" },
      accept: { label: "Accept", description: "Go on as it is; say why, the status shows it" },
      stop: stop4
    }
  },
  veto: {
    header: "Veto",
    title: titled(": security does not let this pass. What now?"),
    lines: reasonLines,
    options: {
      fix: { label: "Have it fixed", description: "The owner mends it; security looks again" },
      lift: { label: "Lift the veto", description: "Go on against security; say why" },
      stop: stop4
    }
  },
  "peer-escalation": {
    header: "Escalation",
    title: (_scene, question) => `Escalation \u2014 Stage 6 (Peer Review): ${question.text ?? ""}`,
    lines: seatLines,
    options: {}
  },
  "peer-undecided": {
    header: "Escalation",
    title: ({ run }, question) => `Escalation \u2014 Peer Review: ${seatText(run, question)}. Whose way is it?`,
    lines: seatLines,
    options: {
      owner: { label: "The owner's way", description: "It stays as it is; say why" },
      reviewer: { label: "The reviewer's way", description: "The owner changes it" },
      stop: stop4
    }
  },
  "check-limit": {
    header: "Limit",
    title: titled(": still red after several fixes. How to go on?"),
    lines: reasonLines,
    commandLabel: () => "Red: ",
    options: {
      continue: { label: "One more fix", description: "Mend and run once more" },
      accept: { label: "Accept", description: "Go on as it is; say why" },
      stop: stop4,
      name: another
    }
  },
  "baseline-cannot-run": TEST_QUESTIONS["baseline-cannot-run"],
  "tests-unclear": TEST_QUESTIONS["tests-unclear"],
  "check-cannot-run": {
    header: "Check",
    title: titled(" came to no result. What now?"),
    lines: reasonLines,
    commandLabel: () => "Without a result: ",
    options: {
      again: { label: "Again", description: "Run it once more, after you mended it" },
      waive: { label: "Waive", description: "Go on without; say why, the status shows it" },
      stop: stop4,
      name: another
    }
  },
  unbuilt: {
    header: "Unchanged",
    title: titled(": its owners say that all is built, and no file of the project has changed. What now?"),
    lines: reasonLines,
    options: {
      build: { label: "Build it", description: "Its owners start again" },
      accept: { label: "Accept", description: "Review the project as it is; say why" },
      stop: stop4
    }
  },
  "deploy-failed": {
    header: "Deployment",
    title: titled(" failed. What now?"),
    lines: reasonLines,
    options: {
      again: { ...again2, description: "Deploy once more, after you mended it" },
      without,
      stop: stop4,
      name: { ...another, description: "Type it; it deploys in the place of this one" }
    }
  },
  "deploy-unseen": {
    header: "Changed",
    title: titled(": files are others than were tested and approved. What now?"),
    lines: reasonLines,
    options: {
      check: { label: "Test and review", description: "Tests run, reviewers look again; then you are asked" },
      anyway: { label: "Deploy as it is", description: "Untested and unapproved; say why" },
      without,
      stop: stop4
    }
  },
  escalation: {
    ...escalation,
    lines: reasonLines,
    options: {
      ...escalation.options,
      redo: { label: "Design anew", description: "Say what to change; the design starts over" },
      lift: { label: "Lift the veto", description: "Go on against the reviewer; say why" }
    }
  }
};
var wordsOf = (kind) => ({ ...QUESTIONS, ...TEAM_WORDS })[kind];
var labelOf = ({ kind, option }) => wordsOf(kind).options[option]?.label ?? option;

export { TEAM_WORDS, wordsOf, labelOf };
