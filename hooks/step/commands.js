// @bun
import{$l,Sl,hm,vm}from"./s65.js";export{$l as foundCommands,Sl as otherTests,vm as ownCommands,hm as testsToRun};
