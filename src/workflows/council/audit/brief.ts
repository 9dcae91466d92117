import { fence } from "../../../text.ts";
import type { Brief, BriefPart } from "../../contract/contract.ts";
import type { AuditResult } from "./audit.ts";
import type { HostAudit } from "./host.ts";
import { EXECUTOR_CONSTRAINTS, type PmFacts } from "./record.ts";
import type { RefinedPrompt } from "./refine.ts";

/** What the briefs of refiner, auditor and researcher say: what to do, and what each has to know for it. */

const part = (title: string, body: string): BriefPart => ({ title, body });
const fenced = (title: string, text: string): BriefPart => part(title, text.trim() === "" ? "" : fence(text));
const bullets = (title: string, items: readonly string[]): string =>
  items.length === 0 ? "" : `${title}:\n${items.map((one) => `- ${one}`).join("\n")}`;
const joined = (...texts: string[]): string => texts.filter((one) => one !== "").join("\n\n");

/** A refined prompt as text. */
const refinedText = (refined: RefinedPrompt): string =>
  joined(
    refined.what_to_build,
    `Where it fits: ${refined.where_it_fits}`,
    bullets("Requirements", refined.requirements),
    bullets("Inputs", refined.inputs),
    bullets("Outputs", refined.outputs),
    bullets("Success criteria", refined.success_criteria),
    bullets("Assumptions", refined.assumptions),
  );

const GIB = 1_073_741_824;
const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;
/** A list in one line; `unknown` where the system did not tell. */
const inLine = (items: readonly (string | number)[] | null): string =>
  items === null ? "unknown" : items.length === 0 ? "none" : items.join(", ");

/** What the program found out about machine and project, as text. */
const hostAuditText = (host: HostAudit): string =>
  joined(
    [
      `Disk: ${host.disk === null ? "unknown" : `${gib(host.disk.free)} of ${gib(host.disk.total)} free`}`,
      `Ports on which something listens: ${inLine(host.ports)}`,
      `Tools: ${inLine(host.tools.map((one) => `${one.name} ${one.version}`))}`,
      `Services: ${inLine(host.services)}`,
      `Git: ${host.project.git ? "yes" : "no"}`,
    ].join("\n"),
    bullets(
      "Folders whose names have words of the request",
      host.folders.map((one) => `${one.path} (${one.words.join(", ")})`),
    ),
    bullets("Files to depth 2", host.tree),
    bullets("Last commits", host.commits),
    bullets("Not seen", host.problems),
  );

/** An accepted audit as text. */
const auditText = (audit: AuditResult): string =>
  joined(
    audit.project_path === null ? "Nothing of it is there." : `It stands in: ${audit.project_path}`,
    bullets(
      "Done",
      audit.completed_work.map((one) => `${one.id}: ${one.text} (${one.path})`),
    ),
    bullets(
      "Missing",
      audit.missing_work.map((one) => `${one.id}: ${one.text}`),
    ),
    bullets(
      "Relevant",
      audit.relevant_existing.map((one) => `${one.path}: ${one.what}`),
    ),
    bullets("Can be reused", audit.reuse_opportunities),
    bullets("Constraints", audit.constraints),
    bullets("Dependencies that are there", audit.dependencies_available),
    audit.ports_in_use.length === 0 ? "" : `Ports in use: ${audit.ports_in_use.join(", ")}`,
    `Built in: ${audit.recommended_base_dir}`,
    audit.notes.trim(),
  );

export const decidedPart = ({ decided }: PmFacts): BriefPart => part("Decided by the person", decided);
export const refinedPart = ({ refined }: PmFacts): BriefPart =>
  fenced("Refined prompt", refined === null ? "" : refinedText(refined));
export const constraintsPart = (): BriefPart => fenced("Who will build it, and what they can do", EXECUTOR_CONSTRAINTS);
export const memoryPart = ({ memory }: PmFacts): BriefPart =>
  fenced("What earlier runs taught you; the project may have changed since", memory);

/** By the role that works from it. */
export const PM_BRIEFS = {
  refiner: {
    work: ({ asks, decided }) =>
      `${decided === "" ? "Turn the request into a short specification." : "The person has decided (see below): keep the specification that stands in your file, and work in what was decided and nothing else."}${asks ? "" : " Nobody can be asked: settle each open point, note it in `assumptions`, and leave `questions` empty."}`,
    parts: (facts) => [facts.request, decidedPart(facts), memoryPart(facts)],
  },
  auditor: {
    work: () => "Say what of the request this project has already, and what is missing.",
    parts: (facts) => [
      facts.request,
      decidedPart(facts),
      refinedPart(facts),
      fenced("Host audit, made by the program", facts.hostAudit === null ? "" : hostAuditText(facts.hostAudit)),
      ...(facts.hostAudit?.texts ?? []).map((one) => fenced(`Beginning of ${one.path}`, one.text)),
      memoryPart(facts),
    ],
  },
  "tech-researcher": {
    work: () => "Research what the audit calls missing.",
    parts: (facts) => [
      facts.request,
      decidedPart(facts),
      refinedPart(facts),
      fenced("Audit", facts.audit === null ? "" : auditText(facts.audit)),
      constraintsPart(),
      memoryPart(facts),
    ],
  },
} satisfies Record<string, Brief<PmFacts>>;
