// @bun
import{Gi,uc,Sm,cu}from"./s7.js";export{Gi as atWork,uc as rollBack,Sm as snapshotBefore,cu as workSnapshot};
