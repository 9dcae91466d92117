// @bun
import{Uf,xl}from"./s32.js";export{Uf as snapshotBefore,xl as workSnapshot};
