// @bun
import{Yi,kc,ug,Tu}from"./s71.js";export{Yi as atWork,kc as rollBack,ug as snapshotBefore,Tu as workSnapshot};
