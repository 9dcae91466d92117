// @bun
import{ml,hl,Vf,em}from"./s59.js";export{ml as foundCommands,hl as otherTests,em as ownCommands,Vf as testsToRun};
