// @bun
throw Error("src/workflows/team/words/report.ts is in dist alone");
