// @bun
import{$m,vl}from"./s32.js";export{$m as snapshotBefore,vl as workSnapshot};
