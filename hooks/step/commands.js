// @bun
import{kl,bl,bm,Rm}from"./s44.js";export{kl as foundCommands,bl as otherTests,Rm as ownCommands,bm as testsToRun};
