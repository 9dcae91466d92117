import { SEVERITIES } from "../../engine/run.ts";
import { clean } from "../../text.ts";
import type { FindingOutcome } from "../../workflows/contract/contract.ts";
import { findingParts, type WholeFinding } from "../../workflows/words/finding-words.ts";

/** A review as a log of SARIF 2.1.0, the form in which code scanners hand in what they found. */

/** A finding of a review, as it goes to others: one place and fault, whoever found it. */
export interface MergedFinding extends WholeFinding {
  id: string;
  /** Relative to the root of the repository; null: it is about no file. */
  file: string | null;
  line: number | null;
  reviewers: string[];
  /** How far it was shown. */
  shown: NonNullable<FindingOutcome["proof"]>;
  /** The same for the same fault in a later review, whatever its line is then. */
  fingerprint: string;
}

/** `notRead`: files of the change that no reviewer read. */
interface SarifFacts {
  version: string;
  run: string;
  findings: readonly MergedFinding[];
  notRead: readonly string[];
}

const LEVELS = { blocker: "error", major: "warning", minor: "note" } as const;

const RULES = {
  blocker: "Blocker: fix it before merging",
  major: "Major: fix it before merging",
  minor: "Minor: could be better",
};

const ROOT = "%SRCROOT%";

/** A path as a relative reference; a colon in its first part would make a scheme of that. */
const uri = (path: string): string =>
  path.toWellFormed().split("/").map(encodeURIComponent).join("/");

const placeOf = (file: string, line: number | null) => ({
  physicalLocation: {
    artifactLocation: { uri: uri(file), uriBaseId: ROOT },
    // Some readers take no place without a line.
    region: { startLine: line !== null && line > 0 ? line : 1 },
  },
});

/** Plain text, in which `[text](address)` would be a link. */
const plain = (text: string): { text: string } => ({
  text: clean(text.toWellFormed()).replace(/\\*\[(?=[^\][]*\]\()/g, (marks) =>
    marks.replace(/./g, "\\$&"),
  ),
});

/** Its place has a field of its own. */
const message = (finding: MergedFinding): { text: string } =>
  plain(findingParts({ ...finding, place: null }).join("\n\n"));

/**
 * The log, to be written as JSON. GitHub refuses a whole log for one result without a place: a
 * finding about no file is a notification of the run, with the same level and text.
 */
export function sarif({ version, run, findings, notRead }: SarifFacts) {
  const levelOf = ({ severity }: MergedFinding) => LEVELS[severity];
  const results = findings.flatMap((finding) =>
    finding.file === null
      ? []
      : [
          {
            ruleId: finding.severity,
            ruleIndex: SEVERITIES.indexOf(finding.severity),
            level: levelOf(finding),
            message: message(finding),
            locations: [placeOf(finding.file, finding.line)],
            partialFingerprints: {
              "multiAiFinding/v1": finding.fingerprint,
              // The only one by which GitHub knows a result again.
              primaryLocationLineHash: finding.fingerprint,
            },
            properties: { id: finding.id, by: finding.reviewers, shown: finding.shown },
          },
        ],
  );
  const toolExecutionNotifications = [
    ...findings
      .filter(({ file }) => file === null)
      .map((finding) => ({ level: levelOf(finding), message: message(finding) })),
    ...notRead.map((path) => ({
      level: "warning",
      message: plain(`No reviewer read ${path}.`),
      locations: [placeOf(path, null)],
    })),
  ];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "multi-ai",
            version,
            rules: SEVERITIES.map((id) => ({
              id,
              shortDescription: { text: RULES[id] },
              defaultConfiguration: { level: LEVELS[id] },
            })),
          },
        },
        automationDetails: { id: `multi-ai-review/${run}` },
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications }],
        results,
      },
    ],
  };
}
