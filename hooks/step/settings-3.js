// @bun
throw Error("src/workflows/team/settings.ts is in dist alone");
