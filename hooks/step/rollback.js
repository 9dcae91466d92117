// @bun
import{Hi,pc,Mm,gu}from"./s11.js";export{Hi as atWork,pc as rollBack,Mm as snapshotBefore,gu as workSnapshot};
