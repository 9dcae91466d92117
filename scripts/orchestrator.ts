import "../dist/orchestrator.js";
