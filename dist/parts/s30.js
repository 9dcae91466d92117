// @bun
// src/workflows/contract.ts
var AUTO_FLAG = { takes: "nothing", about: "Ask nobody where an answer can be assumed" };
var ISSUE_OPTION = "issue";
var ISSUE_REQUEST = "issue_sha";

export { AUTO_FLAG, ISSUE_OPTION, ISSUE_REQUEST };
