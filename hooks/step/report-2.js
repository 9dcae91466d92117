// @bun
throw Error("src/workflows/multi-ai/report.ts is in dist alone");
