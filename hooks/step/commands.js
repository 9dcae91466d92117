// @bun
import{vl,$l,vm,Pm}from"./s67.js";export{vl as foundCommands,$l as otherTests,Pm as ownCommands,vm as testsToRun};
