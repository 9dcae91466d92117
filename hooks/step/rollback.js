// @bun
import{Yf,bl}from"./s23.js";export{Yf as snapshotBefore,bl as workSnapshot};
