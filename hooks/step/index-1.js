// @bun
throw Error("src/workflows/execute/checks/index.ts is in dist alone");
