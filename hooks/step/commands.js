// @bun
import{xl,vl,wm,_m}from"./s65.js";export{xl as foundCommands,vl as otherTests,_m as ownCommands,wm as testsToRun};
