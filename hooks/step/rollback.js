// @bun
import{ea,yc,ig,Ru}from"./s72.js";export{ea as atWork,yc as rollBack,ig as snapshotBefore,Ru as workSnapshot};
