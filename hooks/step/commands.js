// @bun
import{yl,kl,cm,hm}from"./s64.js";export{yl as foundCommands,kl as otherTests,hm as ownCommands,cm as testsToRun};
