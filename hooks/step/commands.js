// @bun
import{bu,Rm}from"./s32.js";export{bu as foundCommands,Rm as ownCommands};
