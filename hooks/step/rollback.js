// @bun
import{Uf,wl}from"./s68.js";export{Uf as snapshotBefore,wl as workSnapshot};
