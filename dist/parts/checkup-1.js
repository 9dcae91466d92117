// @bun
import {
  SETTINGS_FILE
} from "./s60.js";
import {
  plural
} from "./s28.js";
import {
  ok,
  warning
} from "./s233.js";
import {
  SEATS
} from "./s34.js";
import {
  WARN_MODELS
} from "./s195.js";
import {
  modelName
} from "./s124.js";

// src/workflows/council/checkup.ts
async function councilCheckup({ council }, assigned) {
  const first = SEATS.flatMap(({ id }) => assigned[id]?.[0] ?? []);
  const models = [...new Set(first.map(modelName))].sort();
  const vendors = new Set(first.map(({ provider = "host" }) => provider));
  const name = "council seats";
  const found = `${plural(SEATS.length, "seat")} of ${plural(models.length, "model")} and ${plural(vendors.size, "vendor")}: ${models.join(", ")}`;
  const wanted = council?.warn_models ?? WARN_MODELS;
  const veto = SEATS.filter((seat) => seat.veto).map(({ id }) => id);
  const facts = { models, vendors: [...vendors].sort(), warn_models: wanted, veto };
  const finding = models.length < wanted ? warning(name, `${found}; seats of one model tend to err together`, `set a key that a seat lacks (dry-run --all lists the seats), or name other models in council.roles of ${SETTINGS_FILE}`) : ok(name, found);
  const alone = `${veto.join(", ")}: with a veto and no fallback; a run without its vote asks you`;
  return [{ ...finding, facts }, ok("council vetoes", alone)];
}
export {
  councilCheckup
};
