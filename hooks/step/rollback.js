// @bun
import{wm,bl}from"./s28.js";export{wm as snapshotBefore,bl as workSnapshot};
