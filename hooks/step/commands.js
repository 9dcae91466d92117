// @bun
import{ml,hl,Zf,tm}from"./s62.js";export{ml as foundCommands,hl as otherTests,tm as ownCommands,Zf as testsToRun};
