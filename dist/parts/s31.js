// @bun
// src/workflows/council/paths.ts
var FILES = ".task/council";
var REFINED = `${FILES}/refined-prompt.json`;
var HOST_AUDIT2 = `${FILES}/host-audit.json`;
var AUDIT = `${FILES}/audit-result.json`;
var RESEARCH3 = `${FILES}/research-packet.json`;
var PLANS2 = `${FILES}/plans/`;
var MASTER_PLAN = `${FILES}/master_plan.md`;
var SEATS_FOLDER = `${FILES}/seats/`;

export { FILES, REFINED, HOST_AUDIT2, AUDIT, RESEARCH3, PLANS2, MASTER_PLAN, SEATS_FOLDER };
