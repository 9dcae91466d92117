// @bun
import{Sl,_l,Pm,Im}from"./s34.js";export{Sl as foundCommands,_l as otherTests,Im as ownCommands,Pm as testsToRun};
