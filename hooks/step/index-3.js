// @bun
throw Error("src/workflows/team/checks/index.ts is in dist alone");
