// @bun
import{Sl,_l,Em,Lm}from"./s34.js";export{Sl as foundCommands,_l as otherTests,Lm as ownCommands,Em as testsToRun};
