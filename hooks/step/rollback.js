// @bun
import{na,$c,pg,Au}from"./s70.js";export{na as atWork,$c as rollBack,pg as snapshotBefore,Au as workSnapshot};
