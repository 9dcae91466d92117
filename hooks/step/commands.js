// @bun
import{gl,wl,Xf,om}from"./s62.js";export{gl as foundCommands,wl as otherTests,om as ownCommands,Xf as testsToRun};
