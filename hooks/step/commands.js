// @bun
import{vl,$l,hm,vm}from"./s65.js";export{vl as foundCommands,$l as otherTests,vm as ownCommands,hm as testsToRun};
