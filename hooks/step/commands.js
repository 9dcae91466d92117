// @bun
import{hl,gl,Xf,om}from"./s61.js";export{hl as foundCommands,gl as otherTests,om as ownCommands,Xf as testsToRun};
