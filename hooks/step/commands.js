// @bun
import{Sl,_l,Em,Lm}from"./s33.js";export{Sl as foundCommands,_l as otherTests,Lm as ownCommands,Em as testsToRun};
