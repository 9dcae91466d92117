import type { Run, TaskWho } from "../../../engine/run.ts";
import { given, plural } from "../../../text.ts";
import { SEATS } from "../seats.ts";
import { ledgerOf } from "./ledger.ts";
import { seatTasks, voteFacts } from "./recorded.ts";
import { tallyOf } from "./tally.ts";

/** The council's verdict in words for a person. */

/** With fewer different models among the voters than this a warning stands beside the verdict. */
const WARN_MODELS = 2;

/** A seat's newest vote as it stands: on an older plan, silent, or none. */
export function voteText(run: Run, seat: string): string {
  const own = seatTasks(run).filter((task) => task.item === seat);
  const last = own.at(-1);
  if (last?.status === "running") return "votes";
  const facts = own.map(voteFacts).findLast((one) => one !== null);
  if (last?.status === "skipped")
    return tallyOf(run).asks.includes(seat) ? `${facts?.vote} (now silent)` : "silent";
  if (!facts) return "";
  return facts.plan === ledgerOf(run).rounds.at(-1)?.plan
    ? facts.vote
    : `${facts.vote} (older plan)`;
}

const seatName = ({ id, veto }: (typeof SEATS)[number]): string => `${id}${veto ? " (veto)" : ""}`;

/** What the seats said, in a line: approvals are counted, and who did not approve is named. */
export function votesLine(run: Run): string {
  const byVote = [...Map.groupBy(SEATS, ({ id }) => voteText(run, id) || "no vote")].map(
    ([vote, seats]) =>
      vote.startsWith("APPROVE")
        ? `${seats.length} ${vote}`
        : `${vote} by ${seats.map(seatName).join(", ")}`,
  );
  return `Votes: ${byVote.toSorted((a, b) => Number(/^\d/.test(b)) - Number(/^\d/.test(a))).join("; ")}`;
}

/** A model with its vendor, as the settings name it. */
const nameOf = ({ provider = "host", model }: TaskWho): string =>
  `${provider}${model === "" ? "" : `/${model}`}`;

/**
 * Roles that somebody else has than was wanted: whose key was missing at the start, or who failed.
 */
function fallbacks(run: Run): string[] {
  const use: Partial<Record<string, string | readonly string[]>> = run.settings.council?.use ?? {};
  return Object.entries(run.assigned ?? {}).flatMap(([role, [first]]) => {
    const [named] = [use[role] ?? []].flat();
    const last = run.tasks.findLast((task) => task.who.role === role && !task.void);
    if (first === undefined || last === undefined) return [];
    const isAbsent = named !== undefined && named.split("/")[0] !== nameOf(first).split("/")[0];
    const [wanted, is] = [isAbsent ? named : nameOf(first), nameOf(last.who)];
    return wanted === is ? [] : [`${role} from ${wanted} to ${is}`];
  });
}

/** Whose vote did not count, by how many models there are votes, and what to make of that. */
export function verdictLines(run: Run): string[] {
  const { models, vendors, abstained, minority } = tallyOf(run);
  const fellBack = fallbacks(run);
  const few =
    models.length < WARN_MODELS ? "; agents of one model tend to make the same mistakes" : "";
  const voters = `${plural(models.length, "model")} of ${plural(vendors.length, "vendor")}`;
  return [
    ...given(minority.length > 0, `Overruled by you: ${minority.join(", ")}`),
    ...given(abstained.length > 0, `No vote, so no approval: ${abstained.join(", ")}`),
    ...given(fellBack.length > 0, `Fell back: ${fellBack.join("; ")}`),
    ...given(models.length > 0, `Voted by ${voters}: ${models.join(", ")}${few}`),
  ];
}
