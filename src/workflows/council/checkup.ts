import type { TaskWho } from "../../engine/run.ts";
import { SETTINGS_FILE, type Settings } from "../../settings.ts";
import { plural } from "../../text.ts";
import { type Finding, ok, warning } from "../contract/checkup.ts";
import { modelName } from "../money/cost.ts";
import { SEATS } from "./seats.ts";
import { WARN_MODELS } from "./vote/verdict.ts";

/** How different the seats are that would sit in a council that starts now, and which of them nobody can stand in for. */
export async function councilCheckup(_settings: Settings, assigned: Record<string, TaskWho[]>): Promise<Finding[]> {
  const first = SEATS.flatMap(({ id }) => assigned[id]?.[0] ?? []);
  const models = [...new Set(first.map(modelName))].sort();
  const vendors = new Set(first.map(({ provider = "host" }) => provider));
  const name = "council seats";
  const found = `${plural(SEATS.length, "seat")} of ${plural(models.length, "model")} and ${plural(vendors.size, "vendor")}: ${models.join(", ")}`;
  const veto = SEATS.filter((seat) => seat.veto).map(({ id }) => id);
  const facts = { models, vendors: [...vendors].sort(), warn_models: WARN_MODELS, veto };
  const finding =
    models.length < WARN_MODELS
      ? warning(
          name,
          `${found}; seats of one model tend to err together`,
          `set a key that a seat lacks (dry-run --all lists the seats), or name other models in council.use of ${SETTINGS_FILE}`,
        )
      : ok(name, found);
  const alone = `${veto.join(", ")}: with a veto and no fallback; a run without its vote asks you`;
  return [{ ...finding, facts }, ok("council vetoes", alone)];
}
