// @bun
throw Error("src/workflows/team/checkup.ts is in dist alone");
