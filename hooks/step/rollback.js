// @bun
import{bo,Ma,li}from"./shared-17.js";export{bo as rollBack,Ma as snapshotBefore,li as workSnapshot};
