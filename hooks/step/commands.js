// @bun
import{Sl,_l,Pm,Im}from"./s30.js";export{Sl as foundCommands,_l as otherTests,Im as ownCommands,Pm as testsToRun};
