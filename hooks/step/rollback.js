// @bun
import{Hi,Wl,yp,ud}from"./shared-29.js";import"./shared-28.js";import"./shared-7.js";import"./shared-17.js";export{Hi as atWork,Wl as rollBack,yp as snapshotBefore,ud as workSnapshot};
