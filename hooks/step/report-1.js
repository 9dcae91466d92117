// @bun
throw Error("src/workflows/council/report.ts is in dist alone");
