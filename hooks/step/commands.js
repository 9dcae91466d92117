// @bun
import{Sl,_l,Rm,Mm}from"./s47.js";export{Sl as foundCommands,_l as otherTests,Mm as ownCommands,Rm as testsToRun};
