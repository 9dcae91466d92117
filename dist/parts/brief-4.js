// @bun
import {
  oneLine2,
  fence
} from "./s28.js";
import {
  execution
} from "./s129.js";
import {
  MASTER_PLAN
} from "./s31.js";
import {
  seatOf
} from "./s34.js";
import {
  isSettled2,
  toAnswer,
  owedBy
} from "./s193.js";

// src/workflows/council/pm-brief.ts
var part = (title, body) => ({ title, body });
var fenced = (title, text) => part(title, text.trim() === "" ? "" : fence(text));
var bullets = (title, items) => items.length === 0 ? "" : `${title}:
${items.map((one) => `- ${one}`).join(`
`)}`;
var joined = (...texts) => texts.filter((one) => one !== "").join(`

`);
var refinedText = (refined) => joined(refined.what_to_build, `Where it fits: ${refined.where_it_fits}`, bullets("Requirements", refined.requirements), bullets("Inputs", refined.inputs), bullets("Outputs", refined.outputs), bullets("Success criteria", refined.success_criteria), bullets("Assumptions", refined.assumptions));
var GIB = 1073741824;
var gib = (bytes) => `${(bytes / GIB).toFixed(1)} GiB`;
var inLine = (items) => items === null ? "unknown" : items.length === 0 ? "none" : items.join(", ");
var hostAuditText = (host) => joined([
  `Disk: ${host.disk === null ? "unknown" : `${gib(host.disk.free)} of ${gib(host.disk.total)} free`}`,
  `Ports on which something listens: ${inLine(host.ports)}`,
  `Tools: ${inLine(host.tools.map((one) => `${one.name} ${one.version}`))}`,
  `Services: ${inLine(host.services)}`,
  `Git: ${host.project.git ? "yes" : "no"}`
].join(`
`), bullets("Folders whose names have words of the request", host.folders.map((one) => `${one.path} (${one.words.join(", ")})`)), bullets("Files to depth 2", host.tree), bullets("Last commits", host.commits), bullets("Not seen", host.problems));
var auditText = (audit) => joined(audit.project_path === null ? "Nothing of it is there." : `It stands in: ${audit.project_path}`, bullets("Done", audit.completed_work.map((one) => `${one.id}: ${one.text} (${one.path})`)), bullets("Missing", audit.missing_work.map((one) => `${one.id}: ${one.text}`)), bullets("Relevant", audit.relevant_existing.map((one) => `${one.path}: ${one.what}`)), bullets("Can be reused", audit.reuse_opportunities), bullets("Constraints", audit.constraints), bullets("Dependencies that are there", audit.dependencies_available), audit.ports_in_use.length === 0 ? "" : `Ports in use: ${audit.ports_in_use.join(", ")}`, `Built in: ${audit.recommended_base_dir}`, audit.notes.trim());
var decidedPart = ({ decided }) => part("Decided by the person", decided);
var refinedPart = ({ refined }) => fenced("Refined request", refined === null ? "" : refinedText(refined));
var memoryPart = ({ memory }) => fenced("What earlier runs taught you; the project may have changed since", memory);
var PM_BRIEFS = {
  refiner: {
    work: ({ asks, decided }) => `${decided === "" ? "Turn the request into a short specification." : "The person has decided (see below): keep the specification that stands in your file, and work in what was decided and nothing else."}${asks ? "" : " Nobody can be asked: settle each open point, note it in `assumptions`, and leave `questions` empty."}`,
    parts: (facts) => [facts.request, decidedPart(facts), memoryPart(facts)]
  },
  auditor: {
    work: () => "Say what of the request this project has already, and what is missing.",
    parts: (facts) => [
      facts.request,
      decidedPart(facts),
      refinedPart(facts),
      fenced("Host audit, made by the program", facts.hostAudit === null ? "" : hostAuditText(facts.hostAudit)),
      ...(facts.hostAudit?.texts ?? []).map((one) => fenced(`Beginning of ${one.path}`, one.text)),
      memoryPart(facts)
    ]
  },
  "tech-researcher": {
    work: () => "Research what the audit calls missing.",
    parts: (facts) => [
      facts.request,
      decidedPart(facts),
      refinedPart(facts),
      fenced("Audit", facts.audit === null ? "" : auditText(facts.audit)),
      fenced("Who will build it, and what they can do", facts.constraints),
      memoryPart(facts)
    ]
  }
};

// src/workflows/council/brief.ts
var refinedPart2 = ({ refined }) => ({
  title: "Refined prompt",
  body: refined === null ? "" : fence(refinedText(refined))
});
var memoryPart2 = ({ memory }) => ({
  title: "What earlier runs taught you; the project may have changed since",
  body: memory === "" ? "" : fence(memory)
});
var decidedPart2 = ({ decided }) => ({ title: "Decided by the person", body: decided });
var constraintsPart = ({ constraints }) => ({
  title: "Who will build it, and what they can do",
  body: fence(constraints)
});
var STATES = {
  open: "open",
  taken: "the plan says that it was taken",
  refused: "the plan refuses it",
  cleared: "cleared by its seat",
  overruled: "overruled by the person"
};
function objectionLine({ words }, one) {
  const said = words(one.id);
  return [
    `- ${one.id} (${one.severity}, ${STATES[one.state]}) at ${oneLine2(one.at)}: ${oneLine2(said?.problem ?? one.problem)}`,
    said === null || said.quote === "" ? "" : ` Quoted: ${JSON.stringify(oneLine2(said.quote))}.`,
    said === null ? "" : ` Fix: ${oneLine2(said.fix)}`,
    one.reason === null ? "" : ` Answered: ${oneLine2(one.reason)}`
  ].join("");
}
function vetoLines({ words }, list) {
  const lines = list.flatMap(({ id, seat }) => {
    const condition = words(id)?.condition;
    return condition ? [`- Veto of ${seat}, cleared by: ${oneLine2(condition)}`] : [];
  });
  return [...new Set(lines)];
}
var objections = (facts, title, list) => ({
  title,
  body: [...vetoLines(facts, list), ...list.map((one) => objectionLine(facts, one))].join(`
`)
});
var votesPart = ({ votes, anonymous, seat }) => ({
  title: "Votes on the plan before",
  body: votes.filter((one) => one.seat !== seat).map((one) => {
    const by = anonymous ? "" : ` (${one.model})`;
    return `- ${one.seat}${by}: ${one.vote}${one.feedback === "" ? "" : `: ${oneLine2(one.feedback)}`}`;
  }).join(`
`)
});
function seatLine({ seat }) {
  const { id = "", title = "", focus = "" } = seatOf(seat) ?? {};
  return `You hold the seat ${id}, ${title}. Its focus: ${focus}`;
}
var changedParts = ({ texts, same }) => [
  {
    title: "What changed since you approved",
    body: texts.map(({ part, before, after }) => [
      `### ${part}${before === null ? " (new)" : after === null ? " (gone)" : ""}`,
      ...before === null ? [] : [`Before:
${fence(before, "markdown")}`],
      ...after === null ? [] : [`Now:
${fence(after, "markdown")}`]
    ].join(`
`)).join(`

`)
  },
  { title: "What stands as you approved it", body: same.map((part) => `- ${oneLine2(part)}`).join(`
`) }
];
var hasVeto = ({ seat }) => seatOf(seat)?.veto === true ? " Your seat holds a veto: only a REJECT of yours stops the plan by itself." : "";
var BRIEFS = {
  refine: PM_BRIEFS.refiner,
  audit: PM_BRIEFS.auditor,
  research: PM_BRIEFS["tech-researcher"],
  "seat-plan": {
    work: (facts) => `${seatLine(facts)} Write this seat's plan for the refined prompt. Read the audit and the research first, and build on what is there.`,
    parts: (facts) => [
      ...facts.attempt,
      refinedPart2(facts),
      decidedPart2(facts),
      constraintsPart(facts),
      memoryPart2(facts)
    ]
  },
  synthesis: {
    work: ({ plan }) => plan === null ? "Make the master plan out of the plans of the seats." : "The council has not approved the plan, or the person wants it changed. Write it again so that every open objection is answered; what nobody objected to stays as it is, word for word.",
    parts: (facts) => {
      const open = toAnswer(facts.ledger);
      return [
        ...facts.attempt,
        refinedPart2(facts),
        decidedPart2(facts),
        objections(facts, "Open objections", open),
        objections(facts, "Objections that were answered before", facts.ledger.objections.filter((one) => !open.includes(one))),
        votesPart(facts),
        constraintsPart(facts),
        { title: "The project's notes (CLAUDE.md)", body: facts.notes === "" ? "" : fence(facts.notes, "markdown") },
        memoryPart2(facts)
      ];
    }
  },
  vote: {
    needs: (_path, { confirm }) => confirm === null,
    work: (facts) => facts.confirm === null ? `${seatLine(facts)} Vote on the master plan.${hasVeto(facts)}` : `${seatLine(facts)} You approved ${MASTER_PLAN}, and it changed since. Judge what changed, by itself and beside what stays, and vote on the plan as it stands now.${hasVeto(facts)}`,
    parts: (facts) => {
      const owed = owedBy(facts.ledger, facts.seat);
      const own = objections(facts, "Your own objections, to answer in `prior`", owed);
      if (facts.confirm !== null)
        return [...facts.attempt, decidedPart2(facts), own, ...changedParts(facts.confirm)];
      return [
        ...facts.attempt,
        refinedPart2(facts),
        decidedPart2(facts),
        own,
        objections(facts, "Objections of other seats, for you to know", facts.ledger.objections.filter((one) => one.seat !== facts.seat && !isSettled2(one))),
        votesPart(facts),
        constraintsPart(facts),
        memoryPart2(facts)
      ];
    }
  },
  ...execution.briefs
};
export {
  BRIEFS
};
