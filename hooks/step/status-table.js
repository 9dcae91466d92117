// @bun
throw Error("src/workflows/team/words/status-table.ts is in dist alone");
