// @bun
import{ea,kc,ug,Ou}from"./s75.js";export{ea as atWork,kc as rollBack,ug as snapshotBefore,Ou as workSnapshot};
