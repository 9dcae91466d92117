// @bun
throw Error("briefs are made in dist alone");
