import "../dist/codex-review.js";
