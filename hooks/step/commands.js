// @bun
import{tl,nl,Pf,If}from"./s32.js";export{tl as foundCommands,nl as otherTests,If as ownCommands,Pf as testsToRun};
