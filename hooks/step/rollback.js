// @bun
import{ta,$c,fg,Eu}from"./s69.js";export{ta as atWork,$c as rollBack,fg as snapshotBefore,Eu as workSnapshot};
