import "../src/check-start.ts";
