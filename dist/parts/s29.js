// @bun
// src/workflows/contract.ts
var AUTO_FLAG = { takes: "nothing", about: "Ask nobody where an answer can be assumed" };

export { AUTO_FLAG };
