// @bun
import{Hi,fc,Mm,hu}from"./s28.js";export{Hi as atWork,fc as rollBack,Mm as snapshotBefore,hu as workSnapshot};
