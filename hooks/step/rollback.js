// @bun
import{Ui,dc,Sm,uu}from"./s30.js";export{Ui as atWork,dc as rollBack,Sm as snapshotBefore,uu as workSnapshot};
