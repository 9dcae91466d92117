// @bun
// src/workflows/asks.ts
var again = { move: "again" };
var stop3 = { move: "stop" };
var accept = { move: "next", reason: true, waiver: "accepted" };
var waive = { move: "next", reason: true, waiver: "waived" };
var overrule = { move: "next", reason: true, waiver: "overruled" };
var other = { move: { substitute: { other: ["opus", "sonnet"] } } };
var asked = (ask, options) => ({ ask, options });
var stuck = asked("stuck", { again, other, stop: stop3 });
var bounded2 = asked("bounded", { more: again, again, other, stop: stop3 });
var stale = asked("stale", { again, waive, stop: stop3 });
var stuckOrWaived = asked("stuck", { again, other, waive, stop: stop3 });
var boundedOrWaived = asked("bounded", { more: again, other, waive, stop: stop3 });
var checkStuck = asked("stuck", { again, waive, stop: stop3 });

export { again, stop3, accept, waive, overrule, other, stuck, bounded2, stale, stuckOrWaived, boundedOrWaived, checkStuck };
