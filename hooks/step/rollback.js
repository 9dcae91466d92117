// @bun
import{Ri,pl,Lf,Nu}from"./shared-23.js";import"./shared-27.js";import"./shared-3.js";import"./shared-34.js";export{Ri as atWork,pl as rollBack,Lf as snapshotBefore,Nu as workSnapshot};
