// @bun
import{Zi,dc,Am,pu}from"./s27.js";export{Zi as atWork,dc as rollBack,Am as snapshotBefore,pu as workSnapshot};
