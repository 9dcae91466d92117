// @bun
import{vl,$l,Rm,Mm}from"./s42.js";export{vl as foundCommands,$l as otherTests,Mm as ownCommands,Rm as testsToRun};
