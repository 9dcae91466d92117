import "../src/orchestrator.ts";
