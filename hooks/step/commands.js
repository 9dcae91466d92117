// @bun
import{yl,kl,im,fm}from"./s65.js";export{yl as foundCommands,kl as otherTests,fm as ownCommands,im as testsToRun};
