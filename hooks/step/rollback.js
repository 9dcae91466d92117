// @bun
import{Gi,fc,Pm,mu}from"./s10.js";export{Gi as atWork,fc as rollBack,Pm as snapshotBefore,mu as workSnapshot};
