// @bun
// src/engine/workflow.ts
var FREE_TEXT = ["correct", "answer", "revise", "name"];
var review = (gate) => ({ ...gate, gate: "review" });
var isWork = (gate) => gate.gate !== "checkpoint" && gate.gate !== "wave";

export { FREE_TEXT, review, isWork };
