// @bun
import{hl,gl,Jf,rm}from"./s62.js";export{hl as foundCommands,gl as otherTests,rm as ownCommands,Jf as testsToRun};
