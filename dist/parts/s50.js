// @bun
// src/workflows/team/tracks.ts
var TRACKS = {
  full: ["01", "02", "03", "04", "05", "06", "07", "08", "09"],
  quick: ["01", "04", "06", "07", "08", "09"],
  nano: ["04", "07"],
  "config-only": ["04", "05", "07", "08"],
  "dep-update": ["04", "06", "07", "08"],
  hotfix: ["04", "05", "06", "07", "08", "09"]
};
var isTrack = (name) => Object.hasOwn(TRACKS, name);
function trackOf(run) {
  const { track = "full" } = run.options;
  return isTrack(track) ? track : "full";
}
var hasStage = (track, stage) => TRACKS[track].includes(stage);
var hasDesign = (track) => hasStage(track, "02");
var hasChecks = (track) => TRACKS[track].includes("05");
var isExpected = (track, rule) => track === "dep-update" && (rule === "path:dependencies" || rule === "dependency:changed");
var HEAVIER = {
  quick: "full if files of logins, payments, personal data, roles, migrations or new packages change",
  nano: "quick beyond 3 files, 40 lines or one area, full if a security rule fires",
  "config-only": "full if files of logins, payments, personal data, roles, migrations or new packages change",
  "dep-update": "full if files of logins, payments, personal data, roles or migrations change",
  hotfix: "brief and design only with --track full"
};
function whyLighter({ options }) {
  const { track_reason: reason, moved } = options;
  const track = trackOf({ options });
  return reason === undefined || moved !== undefined || track === "full" ? null : `Track ${track}: ${reason}.`;
}

export { TRACKS, isTrack, trackOf, hasStage, hasDesign, hasChecks, isExpected, HEAVIER, whyLighter };
