import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

export const lacks: Migration = {
  name: "lacks",
  // How often in a row a machine lacked what the job needs.
  sql: `alter table ${SCHEMA}.job add column lacked int not null default 0`,
};
