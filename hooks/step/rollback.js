// @bun
import{Oa,yu,Zc}from"./shared-20.js";import"./shared-2.js";export{Oa as rollBack,yu as snapshotBefore,Zc as workSnapshot};
