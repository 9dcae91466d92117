// @bun
import{tc,Xu,pl}from"./shared-3.js";import"./shared-12.js";import"./shared-13.js";import"./shared-26.js";export{tc as rollBack,Xu as snapshotBefore,pl as workSnapshot};
