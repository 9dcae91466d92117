// @bun
import{Gi,fc,Am,mu}from"./s10.js";export{Gi as atWork,fc as rollBack,Am as snapshotBefore,mu as workSnapshot};
