// @bun
import{bs,Ma,li}from"./shared-17.js";export{bs as rollBack,Ma as snapshotBefore,li as workSnapshot};
