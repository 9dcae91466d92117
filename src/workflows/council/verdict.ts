import { plural } from "../../text.ts";
import type { Tally } from "./tally.ts";

/** The council's verdict in lines for a person: who voted how, by which models, and what to make of it. */
export function verdictLines(tally: Tally, warnModels = 2): string[] {
  const { votes, abstained, models, vendors } = tally;
  const by = votes.map((one) => `${one.seat} ${one.vote}${one.stale ? " (older plan)" : ""}`);
  const few = models.length < warnModels ? `; a panel of so few models often errs together` : "";
  return [
    `Votes: ${by.join(", ") || "none"}`,
    ...(abstained.length > 0 ? [`Silent, which approves nothing: ${abstained.join(", ")}`] : []),
    `${plural(models.length, "model")} of ${plural(vendors.length, "vendor")}: ${models.join(", ")}${few}`,
  ];
}
