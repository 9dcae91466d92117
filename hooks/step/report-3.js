// @bun
throw Error("src/workflows/phases/report.ts is in dist alone");
