// @bun
import{ml,hl,Kf,nm}from"./s61.js";export{ml as foundCommands,hl as otherTests,nm as ownCommands,Kf as testsToRun};
