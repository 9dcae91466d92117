// @bun
import{gl,wl,Xf,im}from"./s31.js";export{gl as foundCommands,wl as otherTests,im as ownCommands,Xf as testsToRun};
